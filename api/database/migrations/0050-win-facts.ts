import type { MigrationInterface, QueryRunner } from 'typeorm'

const up = `
  ALTER TABLE wins ADD COLUMN fact_key text;
  CREATE UNIQUE INDEX wins_fact_once ON wins (workspace_id, fact_key) WHERE fact_key IS NOT NULL;`

/** A win that a fact tells names the fact, so that none is told twice. */
export class WinFacts1761000000050 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE wins DROP COLUMN fact_key')
  }
}
