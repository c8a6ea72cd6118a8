import type { MigrationInterface, QueryRunner } from 'typeorm'
import { protect } from '../protect.ts'

const table = `
  CREATE TABLE reaches (
    workspace_id uuid NOT NULL CONSTRAINT reaches_workspace_fk REFERENCES workspaces (id),
    credential text NOT NULL,
    kind text NOT NULL,
    hour timestamptz NOT NULL,
    count integer NOT NULL,
    CONSTRAINT reaches_pk PRIMARY KEY (workspace_id, credential, kind, hour),
    CONSTRAINT reaches_kind_ck CHECK (kind IN ('mention', 'celebration', 'barrier'))
  );
  ${protect('reaches', 'SELECT, INSERT, UPDATE, DELETE')}`

/** How often whom somebody reached with what, by the hour, for at most two days. */
export class Reaches1761000000181 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(table)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE reaches')
  }
}
