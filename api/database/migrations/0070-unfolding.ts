import type { MigrationInterface, QueryRunner } from 'typeorm'
import { protect } from '../protect.ts'

const up = `
  CREATE TABLE unfolded (
    workspace_id uuid NOT NULL CONSTRAINT unfolded_workspace_fk REFERENCES workspaces (id),
    part text NOT NULL,
    reason text NOT NULL,
    at timestamptz NOT NULL,
    CONSTRAINT unfolded_pk PRIMARY KEY (workspace_id, part)
  );
  CREATE TABLE unfolding_told (
    workspace_id uuid NOT NULL CONSTRAINT unfolding_told_workspace_fk REFERENCES workspaces (id),
    member_id uuid NOT NULL,
    part text NOT NULL,
    at timestamptz NOT NULL,
    CONSTRAINT unfolding_told_pk PRIMARY KEY (workspace_id, member_id, part),
    CONSTRAINT unfolding_told_member_fk FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id)
  );
  ALTER TABLE workspace_settings ADD COLUMN show_all boolean NOT NULL DEFAULT false;
  ${protect('unfolded', 'SELECT, INSERT')}
  ${protect('unfolding_told', 'SELECT, INSERT')}`

/** What has unfolded in a workspace, to whom it was explained, and the admins' wish to show everything at once. */
export class Unfolding1761000000070 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE unfolding_told, unfolded')
    await runner.query('ALTER TABLE workspace_settings DROP COLUMN show_all')
  }
}
