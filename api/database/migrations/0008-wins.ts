import type { MigrationInterface, QueryRunner } from 'typeorm'
import { protect } from '../protect.ts'

const wins = `
  CREATE TABLE wins (
    workspace_id uuid NOT NULL CONSTRAINT wins_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    team_id uuid NOT NULL,
    audience text NOT NULL,
    found_by text NOT NULL,
    what text,
    better_off text,
    key_result_id uuid,
    objective_id uuid,
    step_id uuid,
    logged_by uuid,
    created_at timestamptz NOT NULL,
    source text NOT NULL,
    surface text NOT NULL,
    waits_until date NOT NULL,
    celebrated_at timestamptz,
    taken_back_at timestamptz,
    taken_back_by uuid,
    version integer NOT NULL DEFAULT 1,
    revision integer NOT NULL DEFAULT 1,
    CONSTRAINT wins_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT wins_team_fk FOREIGN KEY (workspace_id, team_id) REFERENCES teams (workspace_id, id),
    CONSTRAINT wins_key_result_fk FOREIGN KEY (workspace_id, key_result_id)
      REFERENCES key_results (workspace_id, id),
    CONSTRAINT wins_objective_fk FOREIGN KEY (workspace_id, objective_id) REFERENCES objectives (workspace_id, id),
    CONSTRAINT wins_step_fk FOREIGN KEY (workspace_id, step_id) REFERENCES steps (workspace_id, id),
    CONSTRAINT wins_logged_by_fk FOREIGN KEY (workspace_id, logged_by) REFERENCES members (workspace_id, id),
    CONSTRAINT wins_audience_ck CHECK (audience IN ('workspace', 'team')),
    CONSTRAINT wins_found_by_ck CHECK (found_by IN ('hand', 'first_movement', 'step_after_stall', 'against_the_odds',
      'milestone', 'best_week', 'barrier_cleared')),
    CONSTRAINT wins_source_ck CHECK (source IN ('person', 'api', 'import', 'worker'))
  );
  CREATE INDEX wins_recent ON wins (workspace_id, created_at);
  CREATE INDEX wins_team ON wins (workspace_id, team_id, created_at);
  CREATE INDEX wins_waiting ON wins (workspace_id, team_id, waits_until)
    WHERE celebrated_at IS NULL AND taken_back_at IS NULL;
  CREATE TABLE win_credits (
    workspace_id uuid NOT NULL CONSTRAINT win_credits_workspace_fk REFERENCES workspaces (id),
    win_id uuid NOT NULL,
    member_id uuid NOT NULL,
    role text NOT NULL,
    CONSTRAINT win_credits_pk PRIMARY KEY (workspace_id, win_id, member_id),
    CONSTRAINT win_credits_win_fk FOREIGN KEY (workspace_id, win_id) REFERENCES wins (workspace_id, id),
    CONSTRAINT win_credits_member_fk FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id),
    CONSTRAINT win_credits_role_ck CHECK (role IN ('did', 'raised', 'cleared'))
  );
  CREATE TABLE win_celebrations (
    workspace_id uuid NOT NULL CONSTRAINT win_celebrations_workspace_fk REFERENCES workspaces (id),
    win_id uuid NOT NULL,
    member_id uuid NOT NULL,
    words text,
    at timestamptz NOT NULL,
    surface text NOT NULL,
    undone_at timestamptz,
    CONSTRAINT win_celebrations_pk PRIMARY KEY (workspace_id, win_id, member_id),
    CONSTRAINT win_celebrations_win_fk FOREIGN KEY (workspace_id, win_id) REFERENCES wins (workspace_id, id),
    CONSTRAINT win_celebrations_member_fk FOREIGN KEY (workspace_id, member_id)
      REFERENCES members (workspace_id, id)
  );
  ${protect('wins', 'SELECT, INSERT, UPDATE')}
  ${protect('win_credits', 'SELECT, INSERT')}
  ${protect('win_celebrations', 'SELECT, INSERT, UPDATE')}`

/** Wins: what truly happened, to whose credit, and who celebrated it. */
export class Wins1761000000008 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(wins)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE win_celebrations, win_credits, wins')
  }
}
