import type { MigrationInterface, QueryRunner } from 'typeorm'

const up = `
  ALTER TABLE challenges ADD COLUMN round_id uuid,
    ADD CONSTRAINT challenges_round_fk FOREIGN KEY (workspace_id, round_id)
      REFERENCES planning_rounds (workspace_id, id),
    ADD CONSTRAINT challenges_round_ck CHECK (round_id IS NULL OR answer = 'ask_again')`

/** A challenge that was answered by asking again leads to the round that asks. */
export class ChallengeRounds1761000000120 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE challenges DROP COLUMN round_id')
  }
}
