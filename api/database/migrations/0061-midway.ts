import type { MigrationInterface, QueryRunner } from 'typeorm'
import { protect } from '../protect.ts'

const up = `
  CREATE TABLE midway_reviews (
    workspace_id uuid NOT NULL CONSTRAINT midway_reviews_workspace_fk REFERENCES workspaces (id),
    key_result_id uuid NOT NULL,
    cycle_id uuid NOT NULL,
    asked_at timestamptz NOT NULL,
    choice text,
    words text,
    answered_by uuid,
    answered_at timestamptz,
    CONSTRAINT midway_reviews_pk PRIMARY KEY (workspace_id, key_result_id, cycle_id),
    CONSTRAINT midway_reviews_key_result_fk FOREIGN KEY (workspace_id, key_result_id)
      REFERENCES key_results (workspace_id, id),
    CONSTRAINT midway_reviews_cycle_fk FOREIGN KEY (workspace_id, cycle_id) REFERENCES cycles (workspace_id, id),
    CONSTRAINT midway_reviews_answered_by_fk FOREIGN KEY (workspace_id, answered_by)
      REFERENCES members (workspace_id, id),
    CONSTRAINT midway_reviews_choice_ck CHECK (choice IN ('keep', 'change', 'stop')),
    CONSTRAINT midway_reviews_answered_ck CHECK (num_nulls(choice, answered_at) <> 1)
  );
  ${protect('midway_reviews', 'SELECT, INSERT, UPDATE')}`

/** Half way through a cycle each key result is asked about: keep, change or stop. */
export class Midway1761000000061 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE midway_reviews')
  }
}
