import type { MigrationInterface, QueryRunner } from 'typeorm'
import { protect } from '../protect.ts'

const weeklies = `
  CREATE TABLE team_weeklies (
    workspace_id uuid NOT NULL CONSTRAINT team_weeklies_workspace_fk REFERENCES workspaces (id),
    team_id uuid NOT NULL,
    notes text NOT NULL DEFAULT '',
    notes_by uuid,
    notes_at timestamptz,
    meetings integer NOT NULL DEFAULT 0,
    version integer NOT NULL DEFAULT 1,
    CONSTRAINT team_weeklies_pk PRIMARY KEY (workspace_id, team_id),
    CONSTRAINT team_weeklies_team_fk FOREIGN KEY (workspace_id, team_id) REFERENCES teams (workspace_id, id),
    CONSTRAINT team_weeklies_notes_fk FOREIGN KEY (workspace_id, notes_by) REFERENCES members (workspace_id, id)
  );
  ${protect('team_weeklies', 'SELECT, INSERT, UPDATE')}`

const meetings = `
  CREATE TABLE weekly_meetings (
    workspace_id uuid NOT NULL CONSTRAINT weekly_meetings_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    team_id uuid NOT NULL,
    seq integer NOT NULL,
    at timestamptz NOT NULL,
    day date NOT NULL,
    closed_by uuid NOT NULL,
    notes text NOT NULL,
    CONSTRAINT weekly_meetings_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT weekly_meetings_team_fk FOREIGN KEY (workspace_id, team_id) REFERENCES teams (workspace_id, id),
    CONSTRAINT weekly_meetings_closed_fk FOREIGN KEY (workspace_id, closed_by) REFERENCES members (workspace_id, id)
  );
  CREATE UNIQUE INDEX weekly_meetings_seq ON weekly_meetings (workspace_id, team_id, seq);
  ${protect('weekly_meetings', 'SELECT, INSERT')}`

/** What a team speaks about for fifteen minutes a week: its notes, and the meetings that were closed. */
export class TeamWeeklies1761000000141 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [weeklies, meetings]) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE weekly_meetings, team_weeklies')
  }
}
