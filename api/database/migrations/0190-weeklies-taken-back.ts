import type { MigrationInterface, QueryRunner } from 'typeorm'
import { apiRole, workerRole } from '../connect.ts'

/** The last weekly of a team can be taken back for some minutes. */
export class WeekliesTakenBack1761000000190 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE weekly_meetings ADD COLUMN undone_at timestamptz;
      GRANT UPDATE (undone_at) ON weekly_meetings TO ${apiRole}, ${workerRole};
      DROP INDEX weekly_meetings_seq;
      CREATE UNIQUE INDEX weekly_meetings_seq ON weekly_meetings (workspace_id, team_id, seq) WHERE undone_at IS NULL`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM weekly_meetings WHERE undone_at IS NOT NULL;
      DROP INDEX weekly_meetings_seq;
      ALTER TABLE weekly_meetings DROP COLUMN undone_at;
      CREATE UNIQUE INDEX weekly_meetings_seq ON weekly_meetings (workspace_id, team_id, seq)`)
  }
}
