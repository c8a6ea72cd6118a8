import type { MigrationInterface, QueryRunner } from 'typeorm'
import { protect } from '../protect.ts'

const cycles = `
  CREATE TABLE cycles (
    workspace_id uuid NOT NULL CONSTRAINT cycles_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    name text NOT NULL,
    start_day date NOT NULL,
    end_day date NOT NULL,
    grace_days integer NOT NULL DEFAULT 7,
    state text NOT NULL,
    version integer NOT NULL DEFAULT 1,
    revision integer NOT NULL DEFAULT 1,
    CONSTRAINT cycles_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT cycles_state_ck CHECK (state IN ('planning', 'active', 'reviewing', 'closed')),
    CONSTRAINT cycles_order_ck CHECK (start_day <= end_day)
  );
  CREATE INDEX cycles_start ON cycles (workspace_id, start_day);
  ${protect('cycles', 'SELECT, INSERT, UPDATE')}`

const health = `('not_started', 'on_track', 'at_risk', 'behind', 'unknown')`

/** What objectives and key results have in common. */
const item = (table: string) => `
    workspace_id uuid NOT NULL CONSTRAINT ${table}_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    title text NOT NULL,
    why text,
    description text,
    team_id uuid NOT NULL,
    owner_id uuid NOT NULL,
    cycle_id uuid NOT NULL,
    start_day date,
    end_day date,
    lifecycle text NOT NULL,
    percent numeric,
    health text NOT NULL,
    health_reason jsonb NOT NULL,
    override_health text,
    override_why text,
    override_by uuid,
    override_at timestamptz,
    score numeric,
    audience text NOT NULL,
    source text NOT NULL,
    created_by uuid,
    created_at timestamptz NOT NULL,
    published_at timestamptz,
    closed_at timestamptz,
    version integer NOT NULL DEFAULT 1,
    revision integer NOT NULL DEFAULT 1,
    CONSTRAINT ${table}_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT ${table}_team_fk FOREIGN KEY (workspace_id, team_id) REFERENCES teams (workspace_id, id),
    CONSTRAINT ${table}_owner_fk FOREIGN KEY (workspace_id, owner_id) REFERENCES members (workspace_id, id),
    CONSTRAINT ${table}_cycle_fk FOREIGN KEY (workspace_id, cycle_id) REFERENCES cycles (workspace_id, id),
    CONSTRAINT ${table}_lifecycle_ck CHECK (lifecycle IN ('draft', 'published', 'postponed', 'closed')),
    CONSTRAINT ${table}_health_ck CHECK (health IN ${health}),
    CONSTRAINT ${table}_override_ck CHECK (override_health IN ${health}),
    CONSTRAINT ${table}_audience_ck CHECK (audience IN ('workspace', 'team')),
    CONSTRAINT ${table}_source_ck CHECK (source IN ('person', 'api', 'import'))`

const items = `
  CREATE TABLE objectives (${item('objectives')},
    kind text NOT NULL,
    origin text NOT NULL,
    progress_mode text NOT NULL DEFAULT 'roll_up',
    CONSTRAINT objectives_kind_ck CHECK (kind IN ('committed', 'aspirational')),
    CONSTRAINT objectives_origin_ck CHECK (origin IN ('team_proposed', 'co_written', 'assigned', 'imported')),
    CONSTRAINT objectives_mode_ck CHECK (progress_mode IN ('roll_up', 'by_hand'))
  );
  CREATE TABLE key_results (${item('key_results')},
    kind text NOT NULL,
    direction text NOT NULL,
    unit text,
    baseline numeric NOT NULL,
    target numeric NOT NULL,
    people_total integer,
    cadence text NOT NULL DEFAULT 'weekly',
    last_seq integer NOT NULL DEFAULT 0,
    latest_check_in_id uuid,
    latest_value numeric,
    latest_confidence text,
    latest_observed_at timestamptz,
    latest_by uuid,
    CONSTRAINT key_results_kind_ck CHECK (kind IN ('number', 'percent', 'currency', 'done', 'people', 'project')),
    CONSTRAINT key_results_direction_ck CHECK (direction IN ('increase', 'decrease', 'at_least', 'at_most')),
    CONSTRAINT key_results_cadence_ck CHECK (cadence IN ('weekly', 'biweekly', 'monthly'))
  );
  CREATE INDEX objectives_team ON objectives (workspace_id, team_id, cycle_id);
  CREATE INDEX objectives_owner ON objectives (workspace_id, owner_id);
  CREATE INDEX key_results_team ON key_results (workspace_id, team_id, cycle_id);
  CREATE INDEX key_results_owner ON key_results (workspace_id, owner_id);
  ${protect('objectives', 'SELECT, INSERT, UPDATE')}
  ${protect('key_results', 'SELECT, INSERT, UPDATE')}`

const edges = `
  CREATE TABLE alignments (
    workspace_id uuid NOT NULL CONSTRAINT alignments_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    child_objective_id uuid,
    child_key_result_id uuid,
    parent_objective_id uuid NOT NULL,
    weight numeric,
    sentence text,
    confirmed_at timestamptz,
    confirmed_by uuid,
    CONSTRAINT alignments_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT alignments_child_objective_fk FOREIGN KEY (workspace_id, child_objective_id)
      REFERENCES objectives (workspace_id, id),
    CONSTRAINT alignments_child_key_result_fk FOREIGN KEY (workspace_id, child_key_result_id)
      REFERENCES key_results (workspace_id, id),
    CONSTRAINT alignments_parent_fk FOREIGN KEY (workspace_id, parent_objective_id)
      REFERENCES objectives (workspace_id, id),
    CONSTRAINT alignments_one_child_ck CHECK (num_nonnulls(child_objective_id, child_key_result_id) = 1),
    CONSTRAINT alignments_weight_ck CHECK (weight >= 0 AND weight <= 100)
  );
  CREATE INDEX alignments_parent ON alignments (workspace_id, parent_objective_id);
  CREATE UNIQUE INDEX alignments_objective_once ON alignments (workspace_id, child_objective_id, parent_objective_id)
    WHERE child_objective_id IS NOT NULL;
  CREATE UNIQUE INDEX alignments_key_result_once ON alignments (workspace_id, child_key_result_id, parent_objective_id)
    WHERE child_key_result_id IS NOT NULL;
  CREATE TABLE assignments (
    workspace_id uuid NOT NULL CONSTRAINT assignments_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    objective_id uuid,
    key_result_id uuid,
    member_id uuid NOT NULL,
    role text NOT NULL,
    CONSTRAINT assignments_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT assignments_objective_fk FOREIGN KEY (workspace_id, objective_id)
      REFERENCES objectives (workspace_id, id),
    CONSTRAINT assignments_key_result_fk FOREIGN KEY (workspace_id, key_result_id)
      REFERENCES key_results (workspace_id, id),
    CONSTRAINT assignments_member_fk FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id),
    CONSTRAINT assignments_one_subject_ck CHECK (num_nonnulls(objective_id, key_result_id) = 1),
    CONSTRAINT assignments_role_ck CHECK (role IN ('contributor', 'delegate', 'check_in_owner'))
  );
  CREATE INDEX assignments_member ON assignments (workspace_id, member_id);
  CREATE INDEX assignments_objective ON assignments (workspace_id, objective_id) WHERE objective_id IS NOT NULL;
  CREATE INDEX assignments_key_result ON assignments (workspace_id, key_result_id) WHERE key_result_id IS NOT NULL;
  CREATE TABLE shared_teams (
    workspace_id uuid NOT NULL CONSTRAINT shared_teams_workspace_fk REFERENCES workspaces (id),
    objective_id uuid NOT NULL,
    team_id uuid NOT NULL,
    CONSTRAINT shared_teams_pk PRIMARY KEY (workspace_id, objective_id, team_id),
    CONSTRAINT shared_teams_objective_fk FOREIGN KEY (workspace_id, objective_id)
      REFERENCES objectives (workspace_id, id),
    CONSTRAINT shared_teams_team_fk FOREIGN KEY (workspace_id, team_id) REFERENCES teams (workspace_id, id)
  );
  CREATE INDEX shared_teams_team ON shared_teams (workspace_id, team_id);
  CREATE TABLE phased_targets (
    workspace_id uuid NOT NULL CONSTRAINT phased_targets_workspace_fk REFERENCES workspaces (id),
    key_result_id uuid NOT NULL,
    day date NOT NULL,
    value numeric NOT NULL,
    CONSTRAINT phased_targets_pk PRIMARY KEY (workspace_id, key_result_id, day),
    CONSTRAINT phased_targets_key_result_fk FOREIGN KEY (workspace_id, key_result_id)
      REFERENCES key_results (workspace_id, id)
  );
  ${protect('alignments', 'SELECT, INSERT, UPDATE, DELETE')}
  ${protect('assignments', 'SELECT, INSERT, UPDATE, DELETE')}
  ${protect('shared_teams', 'SELECT, INSERT, DELETE')}
  ${protect('phased_targets', 'SELECT, INSERT, UPDATE, DELETE')}`

/** Cycles, objectives, key results and how they hang together. */
export class Goals1761000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(cycles)
    await runner.query(items)
    await runner.query(edges)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE phased_targets, shared_teams, assignments, alignments')
    await runner.query('DROP TABLE key_results, objectives, cycles')
  }
}
