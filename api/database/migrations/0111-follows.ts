import type { MigrationInterface, QueryRunner } from 'typeorm'
import { protectOwn } from '../protect.ts'

const up = `
  CREATE TABLE follows (
    workspace_id uuid NOT NULL CONSTRAINT follows_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    member_id uuid NOT NULL,
    objective_id uuid,
    key_result_id uuid,
    at timestamptz NOT NULL,
    looked_at timestamptz NOT NULL,
    CONSTRAINT follows_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT follows_member_fk FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id),
    CONSTRAINT follows_objective_fk FOREIGN KEY (workspace_id, objective_id)
      REFERENCES objectives (workspace_id, id),
    CONSTRAINT follows_key_result_fk FOREIGN KEY (workspace_id, key_result_id)
      REFERENCES key_results (workspace_id, id),
    CONSTRAINT follows_one_subject_ck CHECK (num_nonnulls(objective_id, key_result_id) = 1)
  );
  CREATE UNIQUE INDEX follows_objective ON follows (workspace_id, member_id, objective_id)
    WHERE objective_id IS NOT NULL;
  CREATE UNIQUE INDEX follows_key_result ON follows (workspace_id, member_id, key_result_id)
    WHERE key_result_id IS NOT NULL;
  ${protectOwn('follows', 'SELECT, INSERT, UPDATE, DELETE')}`

/** What somebody follows, and until when they looked; row-level security shows it to nobody else. */
export class Follows1761000000111 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE follows')
  }
}
