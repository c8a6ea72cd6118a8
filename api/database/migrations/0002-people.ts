import type { MigrationInterface, QueryRunner } from 'typeorm'
import { protect } from '../protect.ts'

const settings = `
  CREATE TABLE workspace_settings (
    workspace_id uuid NOT NULL CONSTRAINT workspace_settings_workspace_fk REFERENCES workspaces (id),
    name text NOT NULL,
    mission text,
    zone text NOT NULL,
    locale text NOT NULL,
    working_weekdays integer[] NOT NULL DEFAULT '{1,2,3,4,5}',
    words jsonb NOT NULL DEFAULT '{}',
    last_barrier integer NOT NULL DEFAULT 0,
    version integer NOT NULL DEFAULT 1,
    revision integer NOT NULL DEFAULT 1,
    CONSTRAINT workspace_settings_pk PRIMARY KEY (workspace_id)
  );
  CREATE TABLE priorities (
    workspace_id uuid NOT NULL CONSTRAINT priorities_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    position integer NOT NULL,
    sentence text NOT NULL,
    retired_at timestamptz,
    CONSTRAINT priorities_pk PRIMARY KEY (workspace_id, id)
  );
  CREATE TABLE days_off (
    workspace_id uuid NOT NULL CONSTRAINT days_off_workspace_fk REFERENCES workspaces (id),
    day date NOT NULL,
    name text NOT NULL,
    CONSTRAINT days_off_pk PRIMARY KEY (workspace_id, day)
  );
  ${protect('workspace_settings', 'SELECT, INSERT, UPDATE')}
  ${protect('priorities', 'SELECT, INSERT, UPDATE')}
  ${protect('days_off', 'SELECT, INSERT, DELETE')}`

const members = `
  CREATE TABLE members (
    workspace_id uuid NOT NULL CONSTRAINT members_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    name text NOT NULL,
    state text NOT NULL,
    admin boolean NOT NULL DEFAULT false,
    guest boolean NOT NULL DEFAULT false,
    zone text,
    locale text,
    merged_into uuid,
    created_at timestamptz NOT NULL,
    version integer NOT NULL DEFAULT 1,
    revision integer NOT NULL DEFAULT 1,
    CONSTRAINT members_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT members_merged_fk FOREIGN KEY (workspace_id, merged_into) REFERENCES members (workspace_id, id),
    CONSTRAINT members_state_ck CHECK (state IN ('placeholder', 'invited', 'active', 'left', 'erased'))
  );
  CREATE TABLE member_identities (
    workspace_id uuid NOT NULL CONSTRAINT member_identities_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    member_id uuid NOT NULL,
    kind text NOT NULL,
    value text NOT NULL,
    CONSTRAINT member_identities_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT member_identities_member_fk FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id),
    CONSTRAINT member_identities_kind_ck CHECK (kind IN ('entra', 'email', 'viva', 'name'))
  );
  CREATE UNIQUE INDEX member_identities_one ON member_identities (workspace_id, kind, value) WHERE kind <> 'name';
  CREATE INDEX member_identities_member ON member_identities (workspace_id, member_id);
  CREATE TABLE absences (
    workspace_id uuid NOT NULL CONSTRAINT absences_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    member_id uuid NOT NULL,
    from_day date NOT NULL,
    to_day date NOT NULL,
    CONSTRAINT absences_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT absences_member_fk FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id),
    CONSTRAINT absences_order_ck CHECK (from_day <= to_day)
  );
  CREATE INDEX absences_member ON absences (workspace_id, member_id, from_day);
  CREATE TABLE seen (
    workspace_id uuid NOT NULL CONSTRAINT seen_workspace_fk REFERENCES workspaces (id),
    member_id uuid NOT NULL,
    subject_kind text NOT NULL,
    subject_id uuid NOT NULL,
    first_at timestamptz NOT NULL,
    CONSTRAINT seen_pk PRIMARY KEY (workspace_id, member_id, subject_id),
    CONSTRAINT seen_member_fk FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id)
  );
  ${protect('members', 'SELECT, INSERT, UPDATE')}
  ${protect('member_identities', 'SELECT, INSERT, UPDATE, DELETE')}
  ${protect('absences', 'SELECT, INSERT, UPDATE, DELETE')}
  ${protect('seen', 'SELECT, INSERT')}`

const teams = `
  CREATE TABLE teams (
    workspace_id uuid NOT NULL CONSTRAINT teams_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    name text NOT NULL,
    parent_id uuid,
    private boolean NOT NULL DEFAULT false,
    closed_at timestamptz,
    version integer NOT NULL DEFAULT 1,
    revision integer NOT NULL DEFAULT 1,
    CONSTRAINT teams_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT teams_parent_fk FOREIGN KEY (workspace_id, parent_id) REFERENCES teams (workspace_id, id)
  );
  CREATE INDEX teams_parent ON teams (workspace_id, parent_id);
  CREATE TABLE team_members (
    workspace_id uuid NOT NULL CONSTRAINT team_members_workspace_fk REFERENCES workspaces (id),
    team_id uuid NOT NULL,
    member_id uuid NOT NULL,
    role text NOT NULL,
    stand_in_id uuid,
    CONSTRAINT team_members_pk PRIMARY KEY (workspace_id, team_id, member_id),
    CONSTRAINT team_members_team_fk FOREIGN KEY (workspace_id, team_id) REFERENCES teams (workspace_id, id),
    CONSTRAINT team_members_member_fk FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id),
    CONSTRAINT team_members_stand_in_fk FOREIGN KEY (workspace_id, stand_in_id) REFERENCES members (workspace_id, id),
    CONSTRAINT team_members_role_ck CHECK (role IN ('member', 'leader'))
  );
  CREATE INDEX team_members_member ON team_members (workspace_id, member_id);
  CREATE INDEX team_members_stand_in ON team_members (workspace_id, stand_in_id) WHERE stand_in_id IS NOT NULL;
  ${protect('teams', 'SELECT, INSERT, UPDATE')}
  ${protect('team_members', 'SELECT, INSERT, UPDATE, DELETE')}`

/** Settings, members and how we know them, absences, teams. */
export class People1761000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(settings)
    await runner.query(members)
    await runner.query(teams)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE team_members, teams, seen, absences, member_identities, members')
    await runner.query('DROP TABLE days_off, priorities, workspace_settings')
  }
}
