import type { MigrationInterface, QueryRunner } from 'typeorm'
import { protect } from '../protect.ts'

const up = `
  CREATE TABLE rosters (
    workspace_id uuid NOT NULL CONSTRAINT rosters_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    place text NOT NULL,
    name text NOT NULL,
    service_url text NOT NULL,
    team_id uuid,
    linked_by uuid,
    installed_at timestamptz NOT NULL,
    removed_at timestamptz,
    read_at timestamptz,
    trouble text,
    CONSTRAINT rosters_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT rosters_team_fk FOREIGN KEY (workspace_id, team_id) REFERENCES teams (workspace_id, id),
    CONSTRAINT rosters_linked_by_fk FOREIGN KEY (workspace_id, linked_by) REFERENCES members (workspace_id, id),
    CONSTRAINT rosters_linked_ck CHECK ((team_id IS NULL) = (linked_by IS NULL)),
    CONSTRAINT rosters_trouble_ck CHECK (trouble IN ('no-bot', 'refused', 'away'))
  );
  CREATE UNIQUE INDEX rosters_place ON rosters (workspace_id, place);
  ${protect('rosters', 'SELECT, INSERT, UPDATE')}`

/** The teams of Microsoft Teams in which the app is installed, and whose people an admin lets in. */
export class Rosters1761000000172 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE rosters')
  }
}
