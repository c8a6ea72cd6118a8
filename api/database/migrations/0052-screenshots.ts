import type { MigrationInterface, QueryRunner } from 'typeorm'
import { protect } from '../protect.ts'

const up = `
  CREATE TABLE barrier_screenshots (
    workspace_id uuid NOT NULL CONSTRAINT barrier_screenshots_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    barrier_id uuid NOT NULL,
    added_by uuid NOT NULL,
    added_at timestamptz NOT NULL,
    media_type text NOT NULL,
    words text,
    bytes bytea NOT NULL,
    CONSTRAINT barrier_screenshots_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT barrier_screenshots_barrier_fk FOREIGN KEY (workspace_id, barrier_id)
      REFERENCES barriers (workspace_id, id),
    CONSTRAINT barrier_screenshots_added_fk FOREIGN KEY (workspace_id, added_by) REFERENCES members (workspace_id, id),
    CONSTRAINT barrier_screenshots_type_ck CHECK (media_type IN ('image/png', 'image/jpeg', 'image/webp')),
    CONSTRAINT barrier_screenshots_size_ck CHECK (octet_length(bytes) <= 5242880)
  );
  CREATE INDEX barrier_screenshots_barrier ON barrier_screenshots (workspace_id, barrier_id);
  ALTER TABLE barrier_screenshots ALTER COLUMN bytes SET STORAGE EXTERNAL;
  ${protect('barrier_screenshots', 'SELECT, INSERT, DELETE')}`

/** What people show of a barrier. The pictures are compressed already: Postgres does not try again. */
export class Screenshots1761000000052 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE barrier_screenshots')
  }
}
