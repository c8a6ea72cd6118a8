import type { MigrationInterface, QueryRunner } from 'typeorm'
import { protect } from '../protect.ts'

const asks = `
  CREATE TABLE commitment_asks (
    workspace_id uuid NOT NULL CONSTRAINT commitment_asks_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    objective_id uuid NOT NULL,
    member_id uuid NOT NULL,
    asked_at timestamptz NOT NULL,
    declined_at timestamptz,
    CONSTRAINT commitment_asks_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT commitment_asks_objective_fk FOREIGN KEY (workspace_id, objective_id)
      REFERENCES objectives (workspace_id, id),
    CONSTRAINT commitment_asks_member_fk FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id)
  );
  CREATE UNIQUE INDEX commitment_asks_once ON commitment_asks (workspace_id, objective_id, member_id);
  CREATE INDEX commitment_asks_member ON commitment_asks (workspace_id, member_id) WHERE declined_at IS NULL;
  ${protect('commitment_asks', 'SELECT, INSERT, UPDATE')}`

/** Who was asked for a yes to an objective, once. */
export class CommitmentAsks1761000000041 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(asks)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE commitment_asks')
  }
}
