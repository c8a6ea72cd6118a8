import type { MigrationInterface, QueryRunner } from 'typeorm'

/** A stored reply remembers whose matter it was, so that whoever lost sight of that is not told again. */
export class RepliesSeen1761000000023 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE idempotency ADD COLUMN teams uuid[]')
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE idempotency DROP COLUMN teams')
  }
}
