import type { MigrationInterface, QueryRunner } from 'typeorm'

/** The small effect beside good news can be off, for a person and for the whole workspace. */
export class Celebrations1761000000122 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE members ADD COLUMN celebrations boolean NOT NULL DEFAULT true')
    await runner.query('ALTER TABLE workspace_settings ADD COLUMN celebrations boolean NOT NULL DEFAULT true')
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE workspace_settings DROP COLUMN celebrations')
    await runner.query('ALTER TABLE members DROP COLUMN celebrations')
  }
}
