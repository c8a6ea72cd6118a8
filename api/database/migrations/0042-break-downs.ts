import type { MigrationInterface, QueryRunner } from 'typeorm'
import { protect } from '../protect.ts'

const breakDowns = `
  CREATE TABLE break_downs (
    workspace_id uuid NOT NULL CONSTRAINT break_downs_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    key_result_id uuid NOT NULL,
    owner_id uuid NOT NULL,
    since date NOT NULL,
    asked_of uuid NOT NULL,
    asked_team_id uuid,
    asked_at timestamptz NOT NULL,
    suggested_by uuid,
    suggested_at timestamptz,
    closed_at timestamptz,
    CONSTRAINT break_downs_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT break_downs_key_result_fk FOREIGN KEY (workspace_id, key_result_id)
      REFERENCES key_results (workspace_id, id),
    CONSTRAINT break_downs_owner_fk FOREIGN KEY (workspace_id, owner_id) REFERENCES members (workspace_id, id),
    CONSTRAINT break_downs_asked_fk FOREIGN KEY (workspace_id, asked_of) REFERENCES members (workspace_id, id),
    CONSTRAINT break_downs_suggested_fk FOREIGN KEY (workspace_id, suggested_by) REFERENCES members (workspace_id, id)
  );
  CREATE UNIQUE INDEX break_downs_open ON break_downs (workspace_id, key_result_id) WHERE closed_at IS NULL;
  CREATE INDEX break_downs_key_result ON break_downs (workspace_id, key_result_id);
  CREATE INDEX break_downs_asked ON break_downs (workspace_id, asked_of)
    WHERE closed_at IS NULL AND suggested_at IS NULL;
  ${protect('break_downs', 'SELECT, INSERT, UPDATE')}`

/** Key results without a next step, of which a leader is asked to help break them down. */
export class BreakDowns1761000000042 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(breakDowns)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE break_downs')
  }
}
