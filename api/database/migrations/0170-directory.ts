import type { MigrationInterface, QueryRunner } from 'typeorm'
import { protect } from '../protect.ts'

const up = `
  CREATE TABLE directory_settings (
    workspace_id uuid NOT NULL CONSTRAINT directory_settings_workspace_fk REFERENCES workspaces (id),
    enabled boolean NOT NULL DEFAULT false,
    group_id uuid,
    brings boolean NOT NULL DEFAULT true,
    photos boolean NOT NULL DEFAULT true,
    phase text NOT NULL DEFAULT 'users',
    link text,
    delta_link text,
    pass_started_at timestamptz,
    whole boolean NOT NULL DEFAULT true,
    whole_at timestamptz,
    synced_at timestamptz,
    trouble text,
    trouble_at timestamptz,
    held integer NOT NULL DEFAULT 0,
    allowed integer NOT NULL DEFAULT 0,
    version integer NOT NULL DEFAULT 1,
    revision integer NOT NULL DEFAULT 1,
    CONSTRAINT directory_settings_pk PRIMARY KEY (workspace_id),
    CONSTRAINT directory_settings_phase_ck CHECK (phase IN ('users', 'group')),
    CONSTRAINT directory_settings_trouble_ck CHECK (trouble IN ('no-secret', 'refused', 'unknown-group', 'busy', 'away', 'held'))
  );
  CREATE TABLE directory_people (
    workspace_id uuid NOT NULL CONSTRAINT directory_people_workspace_fk REFERENCES workspaces (id),
    object_id uuid NOT NULL,
    member_id uuid NOT NULL,
    manager_id uuid,
    brought boolean NOT NULL,
    seen_at timestamptz NOT NULL,
    grouped_at timestamptz,
    gone text,
    ended_at timestamptz,
    CONSTRAINT directory_people_pk PRIMARY KEY (workspace_id, object_id),
    CONSTRAINT directory_people_member_fk FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id),
    CONSTRAINT directory_people_gone_ck CHECK (gone IN ('deleted', 'disabled', 'group'))
  );
  CREATE INDEX directory_people_member ON directory_people (workspace_id, member_id);
  ${protect('directory_settings', 'SELECT, INSERT, UPDATE')}
  ${protect('directory_people', 'SELECT, INSERT, UPDATE, DELETE')}`

/** Whether and how a workspace follows its directory, and what the directory said of its members: ids, no texts. */
export class Directory1761000000170 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE directory_people, directory_settings')
  }
}
