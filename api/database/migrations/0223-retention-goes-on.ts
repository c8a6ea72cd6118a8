import type { MigrationInterface, QueryRunner } from 'typeorm'

const up = `
  ALTER TABLE retention ADD COLUMN part text;
  CREATE INDEX events_age ON events (workspace_id, at)`

const down = `
  DROP INDEX events_age;
  ALTER TABLE retention DROP COLUMN part`

/** Where tonight's run is: what is through is not looked at again. Old events are found without reading all of them. */
export class RetentionGoesOn1761000000223 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down)
  }
}
