import type { MigrationInterface, QueryRunner } from 'typeorm'
import { protect } from '../protect.ts'

const waivers = `
  CREATE TABLE publish_waivers (
    workspace_id uuid NOT NULL CONSTRAINT publish_waivers_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    objective_id uuid,
    key_result_id uuid,
    missing text[] NOT NULL,
    reason text NOT NULL,
    by_id uuid,
    at timestamptz NOT NULL,
    CONSTRAINT publish_waivers_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT publish_waivers_objective_fk FOREIGN KEY (workspace_id, objective_id)
      REFERENCES objectives (workspace_id, id),
    CONSTRAINT publish_waivers_key_result_fk FOREIGN KEY (workspace_id, key_result_id)
      REFERENCES key_results (workspace_id, id),
    CONSTRAINT publish_waivers_by_fk FOREIGN KEY (workspace_id, by_id) REFERENCES members (workspace_id, id),
    CONSTRAINT publish_waivers_one_ck CHECK (num_nonnulls(objective_id, key_result_id) = 1)
  );
  CREATE INDEX publish_waivers_objective ON publish_waivers (workspace_id, objective_id)
    WHERE objective_id IS NOT NULL;
  CREATE INDEX publish_waivers_key_result ON publish_waivers (workspace_id, key_result_id)
    WHERE key_result_id IS NOT NULL;
  ${protect('publish_waivers', 'SELECT, INSERT')}`

/** Written reasons for publishing without a why or without having asked. */
export class PublishWaivers1761000000031 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(waivers)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE publish_waivers')
  }
}
