import type { MigrationInterface, QueryRunner } from 'typeorm'
import { protect } from '../protect.ts'

const table = `
  CREATE TABLE external_ids (
    workspace_id uuid NOT NULL CONSTRAINT external_ids_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    kind text NOT NULL,
    source text NOT NULL,
    external_id text NOT NULL,
    objective_id uuid,
    key_result_id uuid,
    created_at timestamptz NOT NULL,
    CONSTRAINT external_ids_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT external_ids_objective_fk FOREIGN KEY (workspace_id, objective_id) REFERENCES objectives (workspace_id, id),
    CONSTRAINT external_ids_key_result_fk FOREIGN KEY (workspace_id, key_result_id)
      REFERENCES key_results (workspace_id, id),
    CONSTRAINT external_ids_subject_ck CHECK (num_nonnulls(objective_id, key_result_id) = 1),
    CONSTRAINT external_ids_kind_ck CHECK (kind IN ('objective', 'key_result'))
  );
  CREATE UNIQUE INDEX external_ids_name ON external_ids (workspace_id, external_id, source, kind);
  CREATE INDEX external_ids_objective ON external_ids (workspace_id, objective_id);
  CREATE INDEX external_ids_key_result ON external_ids (workspace_id, key_result_id);
  ${protect('external_ids', 'SELECT, INSERT')}`

/** What an item is called in the system that its figures come from. */
export class ExternalIds1761000000180 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(table)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE external_ids')
  }
}
