import type { MigrationInterface, QueryRunner } from 'typeorm'
import { workerRole } from '../connect.ts'
import { inWorkspace } from '../protect.ts'

const least = `now() - interval '180 days'`

/** What the worker sees of a table that is otherwise there for two people or one: rows older than the least to be kept. */
const old = (table: string, column: string) => `
  CREATE POLICY ${table}_old ON ${table} TO ${workerRole}
    USING (${inWorkspace} AND ${column} < ${least}) WITH CHECK (${inWorkspace} AND ${column} < ${least});`

const tables: [string, string][] = [
  ['one_on_ones', 'notes_at'],
  ['one_on_one_meetings', 'at'],
  ['agenda_items', 'created_at'],
  ['private_notes', 'written_at'],
]

/** The worker may empty old words of one-on-ones; private notes say when they were last written. */
export class OldOneOnOnes1761000000211 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE private_notes ADD COLUMN written_at timestamptz NOT NULL DEFAULT now()')
    await runner.query(tables.map(([table, column]) => old(table, column)).join(''))
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(tables.map(([table]) => `DROP POLICY ${table}_old ON ${table};`).join(''))
    await runner.query('ALTER TABLE private_notes DROP COLUMN written_at')
  }
}
