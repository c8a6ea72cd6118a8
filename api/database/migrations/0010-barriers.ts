import type { MigrationInterface, QueryRunner } from 'typeorm'
import { protect } from '../protect.ts'

const barriers = `
  CREATE TABLE barriers (
    workspace_id uuid NOT NULL CONSTRAINT barriers_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    number integer,
    title text,
    kind text NOT NULL,
    details text,
    links jsonb NOT NULL DEFAULT '[]',
    severity text NOT NULL,
    team_id uuid NOT NULL,
    audience text NOT NULL,
    raised_by uuid NOT NULL,
    check_in_id uuid,
    created_at timestamptz NOT NULL,
    state text NOT NULL,
    clock text,
    due_day date,
    due_zone text,
    raised_at timestamptz,
    raised_day date,
    asked_of uuid,
    asked_team_id uuid,
    asked_why text,
    asked_instead_of uuid,
    told uuid[] NOT NULL DEFAULT '{}',
    promise_day date,
    promise_zone text,
    promise_by uuid,
    promise_kept boolean,
    cleared_by uuid,
    cleared_at timestamptz,
    cleared_how text,
    confirmed_at timestamptz,
    unconfirmed boolean NOT NULL DEFAULT false,
    reopened integer NOT NULL DEFAULT 0,
    last_turn integer NOT NULL DEFAULT 0,
    people_waiting integer NOT NULL DEFAULT 0,
    weight numeric NOT NULL,
    days_waiting integer NOT NULL DEFAULT 0,
    cost_per_day integer NOT NULL DEFAULT 0,
    cost_of_delay integer,
    version integer NOT NULL DEFAULT 1,
    revision integer NOT NULL DEFAULT 1,
    CONSTRAINT barriers_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT barriers_team_fk FOREIGN KEY (workspace_id, team_id) REFERENCES teams (workspace_id, id),
    CONSTRAINT barriers_raised_by_fk FOREIGN KEY (workspace_id, raised_by) REFERENCES members (workspace_id, id),
    CONSTRAINT barriers_check_in_fk FOREIGN KEY (workspace_id, check_in_id) REFERENCES check_ins (workspace_id, id),
    CONSTRAINT barriers_asked_of_fk FOREIGN KEY (workspace_id, asked_of) REFERENCES members (workspace_id, id),
    CONSTRAINT barriers_asked_team_fk FOREIGN KEY (workspace_id, asked_team_id) REFERENCES teams (workspace_id, id),
    CONSTRAINT barriers_asked_instead_fk FOREIGN KEY (workspace_id, asked_instead_of)
      REFERENCES members (workspace_id, id),
    CONSTRAINT barriers_promise_by_fk FOREIGN KEY (workspace_id, promise_by) REFERENCES members (workspace_id, id),
    CONSTRAINT barriers_cleared_by_fk FOREIGN KEY (workspace_id, cleared_by) REFERENCES members (workspace_id, id),
    CONSTRAINT barriers_kind_ck CHECK (kind IN ('waiting', 'decision', 'too_much', 'access', 'other')),
    CONSTRAINT barriers_severity_ck CHECK (severity IN ('low', 'normal', 'high')),
    CONSTRAINT barriers_audience_ck CHECK (audience IN ('workspace', 'team', 'leader_only')),
    CONSTRAINT barriers_state_ck CHECK (state IN ('draft', 'open', 'taken', 'asked_back', 'refused', 'cleared',
      'confirmed', 'withdrawn')),
    CONSTRAINT barriers_clock_ck CHECK (clock IN ('raiser', 'asked')),
    CONSTRAINT barriers_how_ck CHECK (cleared_how IN ('fixed', 'removed', 'simplified')),
    CONSTRAINT barriers_raised_ck CHECK (state IN ('draft', 'withdrawn') OR num_nulls(number, raised_at, asked_of) = 0)
  );
  CREATE UNIQUE INDEX barriers_number ON barriers (workspace_id, number) WHERE number IS NOT NULL;
  CREATE INDEX barriers_asked ON barriers (workspace_id, asked_of, state);
  CREATE INDEX barriers_queue ON barriers (workspace_id, asked_of, cost_of_delay, cost_per_day, days_waiting, id)
    WHERE cost_of_delay IS NOT NULL;
  CREATE INDEX barriers_due ON barriers (workspace_id, due_day) WHERE due_day IS NOT NULL;
  CREATE INDEX barriers_team ON barriers (workspace_id, team_id, state);
  CREATE INDEX barriers_raised_by ON barriers (workspace_id, raised_by, state);
  CREATE INDEX barriers_check_in ON barriers (workspace_id, check_in_id) WHERE check_in_id IS NOT NULL;
  ${protect('barriers', 'SELECT, INSERT, UPDATE')}`

const turns = `
  CREATE TABLE barrier_turns (
    workspace_id uuid NOT NULL CONSTRAINT barrier_turns_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    barrier_id uuid NOT NULL,
    seq integer NOT NULL,
    kind text NOT NULL,
    by_id uuid,
    at timestamptz NOT NULL,
    state text NOT NULL,
    clock text,
    move_of uuid,
    due_day date,
    words text,
    data jsonb NOT NULL,
    stands jsonb NOT NULL,
    undoes integer,
    CONSTRAINT barrier_turns_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT barrier_turns_barrier_fk FOREIGN KEY (workspace_id, barrier_id) REFERENCES barriers (workspace_id, id),
    CONSTRAINT barrier_turns_by_fk FOREIGN KEY (workspace_id, by_id) REFERENCES members (workspace_id, id),
    CONSTRAINT barrier_turns_move_fk FOREIGN KEY (workspace_id, move_of) REFERENCES members (workspace_id, id)
  );
  CREATE UNIQUE INDEX barrier_turns_seq ON barrier_turns (workspace_id, barrier_id, seq);
  CREATE TABLE barrier_blocks (
    workspace_id uuid NOT NULL CONSTRAINT barrier_blocks_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    barrier_id uuid NOT NULL,
    key_result_id uuid,
    step_id uuid,
    CONSTRAINT barrier_blocks_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT barrier_blocks_barrier_fk FOREIGN KEY (workspace_id, barrier_id)
      REFERENCES barriers (workspace_id, id),
    CONSTRAINT barrier_blocks_key_result_fk FOREIGN KEY (workspace_id, key_result_id)
      REFERENCES key_results (workspace_id, id),
    CONSTRAINT barrier_blocks_step_fk FOREIGN KEY (workspace_id, step_id) REFERENCES steps (workspace_id, id),
    CONSTRAINT barrier_blocks_one_ck CHECK (num_nonnulls(key_result_id, step_id) = 1)
  );
  CREATE UNIQUE INDEX barrier_blocks_key_result_once ON barrier_blocks (workspace_id, barrier_id, key_result_id)
    WHERE key_result_id IS NOT NULL;
  CREATE UNIQUE INDEX barrier_blocks_step_once ON barrier_blocks (workspace_id, barrier_id, step_id)
    WHERE step_id IS NOT NULL;
  CREATE INDEX barrier_blocks_key_result ON barrier_blocks (workspace_id, key_result_id)
    WHERE key_result_id IS NOT NULL;
  CREATE INDEX barrier_blocks_step ON barrier_blocks (workspace_id, step_id) WHERE step_id IS NOT NULL;
  ${protect('barrier_turns', 'SELECT, INSERT')}
  ${protect('barrier_blocks', 'SELECT, INSERT, DELETE')}`

/** Barriers, their turns (append-only) and what they block. */
export class Barriers1761000000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(barriers)
    await runner.query(turns)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE barrier_blocks, barrier_turns, barriers')
  }
}
