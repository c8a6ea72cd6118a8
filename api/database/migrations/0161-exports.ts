import type { MigrationInterface, QueryRunner } from 'typeorm'
import { protect } from '../protect.ts'

const up = `
  CREATE TABLE exports (
    workspace_id uuid NOT NULL CONSTRAINT exports_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    requested_by uuid NOT NULL,
    requested_at timestamptz NOT NULL,
    state text NOT NULL,
    made_at timestamptz,
    expires_at timestamptz,
    bytes bigint NOT NULL,
    counts jsonb NOT NULL DEFAULT '{}',
    omitted jsonb NOT NULL DEFAULT '{}',
    version integer NOT NULL DEFAULT 1,
    revision integer NOT NULL DEFAULT 1,
    CONSTRAINT exports_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT exports_requested_fk FOREIGN KEY (workspace_id, requested_by) REFERENCES members (workspace_id, id),
    CONSTRAINT exports_state_ck CHECK (state IN ('waiting', 'ready', 'refused', 'expired'))
  );
  CREATE TABLE export_parts (
    workspace_id uuid NOT NULL CONSTRAINT export_parts_workspace_fk REFERENCES workspaces (id),
    export_id uuid NOT NULL,
    seq integer NOT NULL,
    bytes bytea NOT NULL,
    CONSTRAINT export_parts_pk PRIMARY KEY (workspace_id, export_id, seq),
    CONSTRAINT export_parts_export_fk FOREIGN KEY (workspace_id, export_id) REFERENCES exports (workspace_id, id)
  );
  ${protect('exports', 'SELECT, INSERT, UPDATE')}
  ${protect('export_parts', 'SELECT, INSERT, DELETE')}
  ALTER TABLE imports DROP CONSTRAINT imports_source_ck;
  ALTER TABLE imports ADD CONSTRAINT imports_source_ck CHECK (source IN ('viva-zip', 'viva-csv', 'workspace'))`

const down = `
  ALTER TABLE imports DROP CONSTRAINT imports_source_ck;
  ALTER TABLE imports ADD CONSTRAINT imports_source_ck CHECK (source IN ('viva-zip', 'viva-csv')) NOT VALID;
  DROP TABLE export_parts, exports`

/** Archives of a workspace, in parts; and that one can be brought over. */
export class Exports1761000000161 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down)
  }
}
