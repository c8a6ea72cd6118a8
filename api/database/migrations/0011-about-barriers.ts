import type { MigrationInterface, QueryRunner } from 'typeorm'

const up = `
  ALTER TABLE wins ADD COLUMN barrier_id uuid,
    ADD CONSTRAINT wins_barrier_fk FOREIGN KEY (workspace_id, barrier_id) REFERENCES barriers (workspace_id, id),
    ADD CONSTRAINT wins_one_subject_ck CHECK (num_nonnulls(key_result_id, objective_id, step_id, barrier_id) <= 1);
  CREATE UNIQUE INDEX wins_barrier_once ON wins (workspace_id, barrier_id)
    WHERE barrier_id IS NOT NULL AND taken_back_at IS NULL;
  ALTER TABLE comments ADD COLUMN barrier_id uuid,
    ADD CONSTRAINT comments_barrier_fk FOREIGN KEY (workspace_id, barrier_id) REFERENCES barriers (workspace_id, id),
    DROP CONSTRAINT comments_one_subject_ck,
    ADD CONSTRAINT comments_one_subject_ck
      CHECK (num_nonnulls(objective_id, key_result_id, check_in_id, win_id, barrier_id) = 1);
  CREATE INDEX comments_barrier ON comments (workspace_id, barrier_id, created_at) WHERE barrier_id IS NOT NULL;`

const down = `
  ALTER TABLE comments DROP COLUMN barrier_id,
    ADD CONSTRAINT comments_one_subject_ck CHECK (num_nonnulls(objective_id, key_result_id, check_in_id, win_id) = 1);
  ALTER TABLE wins DROP COLUMN barrier_id`

/** Wins and comments may be about a barrier. */
export class AboutBarriers1761000000011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down)
  }
}
