import type { MigrationInterface, QueryRunner } from 'typeorm'
import { protectOwn } from '../protect.ts'

const up = `
  CREATE TABLE saved_views (
    workspace_id uuid NOT NULL CONSTRAINT saved_views_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    member_id uuid NOT NULL,
    name text NOT NULL,
    filters jsonb NOT NULL,
    sort text NOT NULL,
    created_at timestamptz NOT NULL,
    version integer NOT NULL DEFAULT 1,
    revision integer NOT NULL DEFAULT 1,
    CONSTRAINT saved_views_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT saved_views_member_fk FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id)
  );
  CREATE INDEX saved_views_member ON saved_views (workspace_id, member_id, id);
  ${protectOwn('saved_views', 'SELECT, INSERT, UPDATE, DELETE')}`

/** How somebody likes to look at goals and measures; row-level security shows it to nobody else. */
export class SavedViews1761000000110 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE saved_views')
  }
}
