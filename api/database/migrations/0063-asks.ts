import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What a key result asks of its people at a check-in: everything, the number alone, or nothing as a program feeds it. */
export class Asks1761000000063 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE key_results ADD COLUMN asks text NOT NULL DEFAULT 'all',
        ADD CONSTRAINT key_results_asks_ck CHECK (asks IN ('all', 'number', 'program'))`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE key_results DROP COLUMN asks')
  }
}
