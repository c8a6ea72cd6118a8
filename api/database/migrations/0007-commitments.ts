import type { MigrationInterface, QueryRunner } from 'typeorm'
import { protect } from '../protect.ts'

const steps = `
  CREATE TABLE steps (
    workspace_id uuid NOT NULL CONSTRAINT steps_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    key_result_id uuid,
    objective_id uuid,
    owner_id uuid NOT NULL,
    state text NOT NULL,
    position integer NOT NULL,
    cue text,
    text text NOT NULL,
    due_day date,
    first_due_day date,
    suggested_by uuid,
    follows_id uuid,
    split_from_id uuid,
    split_me boolean NOT NULL DEFAULT false,
    pencilled_at timestamptz,
    started_at timestamptz,
    finished_at timestamptz,
    finished_by uuid,
    finished_surface text,
    dropped_at timestamptz,
    dropped_by uuid,
    drop_reason text,
    created_by uuid,
    created_at timestamptz NOT NULL,
    source text NOT NULL,
    surface text NOT NULL,
    version integer NOT NULL DEFAULT 1,
    revision integer NOT NULL DEFAULT 1,
    CONSTRAINT steps_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT steps_key_result_fk FOREIGN KEY (workspace_id, key_result_id)
      REFERENCES key_results (workspace_id, id),
    CONSTRAINT steps_objective_fk FOREIGN KEY (workspace_id, objective_id) REFERENCES objectives (workspace_id, id),
    CONSTRAINT steps_owner_fk FOREIGN KEY (workspace_id, owner_id) REFERENCES members (workspace_id, id),
    CONSTRAINT steps_follows_fk FOREIGN KEY (workspace_id, follows_id) REFERENCES steps (workspace_id, id),
    CONSTRAINT steps_split_from_fk FOREIGN KEY (workspace_id, split_from_id) REFERENCES steps (workspace_id, id),
    CONSTRAINT steps_one_subject_ck CHECK (num_nonnulls(key_result_id, objective_id) = 1),
    CONSTRAINT steps_state_ck CHECK (state IN ('pencilled', 'live', 'laid', 'dropped')),
    CONSTRAINT steps_due_ck CHECK (state <> 'live' OR due_day IS NOT NULL OR source = 'import'),
    CONSTRAINT steps_source_ck CHECK (source IN ('person', 'api', 'import'))
  );
  CREATE UNIQUE INDEX steps_one_live_of_key_result ON steps (workspace_id, key_result_id, owner_id)
    WHERE state = 'live' AND key_result_id IS NOT NULL;
  CREATE UNIQUE INDEX steps_one_live_of_objective ON steps (workspace_id, objective_id, owner_id)
    WHERE state = 'live' AND objective_id IS NOT NULL;
  CREATE INDEX steps_key_result ON steps (workspace_id, key_result_id, state) WHERE key_result_id IS NOT NULL;
  CREATE INDEX steps_objective ON steps (workspace_id, objective_id, state) WHERE objective_id IS NOT NULL;
  CREATE INDEX steps_owner ON steps (workspace_id, owner_id, state);
  CREATE INDEX steps_follows ON steps (workspace_id, follows_id) WHERE follows_id IS NOT NULL;
  ${protect('steps', 'SELECT, INSERT, UPDATE')}`

const commitments = `
  CREATE TABLE commitments (
    workspace_id uuid NOT NULL CONSTRAINT commitments_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    key_result_id uuid,
    objective_id uuid,
    member_id uuid NOT NULL,
    first_step_id uuid NOT NULL,
    cue text,
    text text NOT NULL,
    committed_at timestamptz NOT NULL,
    source text NOT NULL,
    surface text NOT NULL,
    withdrawn_at timestamptz,
    withdrawn_surface text,
    withdraw_reason text,
    CONSTRAINT commitments_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT commitments_key_result_fk FOREIGN KEY (workspace_id, key_result_id)
      REFERENCES key_results (workspace_id, id),
    CONSTRAINT commitments_objective_fk FOREIGN KEY (workspace_id, objective_id)
      REFERENCES objectives (workspace_id, id),
    CONSTRAINT commitments_member_fk FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id),
    CONSTRAINT commitments_first_step_fk FOREIGN KEY (workspace_id, first_step_id)
      REFERENCES steps (workspace_id, id),
    CONSTRAINT commitments_one_subject_ck CHECK (num_nonnulls(key_result_id, objective_id) = 1),
    CONSTRAINT commitments_source_ck CHECK (source IN ('person', 'api', 'import'))
  );
  CREATE UNIQUE INDEX commitments_key_result_once ON commitments (workspace_id, key_result_id, member_id)
    WHERE withdrawn_at IS NULL AND key_result_id IS NOT NULL;
  CREATE UNIQUE INDEX commitments_objective_once ON commitments (workspace_id, objective_id, member_id)
    WHERE withdrawn_at IS NULL AND objective_id IS NOT NULL;
  CREATE INDEX commitments_member ON commitments (workspace_id, member_id);
  ${protect('commitments', 'SELECT, INSERT, UPDATE')}`

/** Steps, the path of a key result or objective, and commitments: a member's yes with a first step. */
export class Commitments1761000000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(steps)
    await runner.query(commitments)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE commitments, steps')
  }
}
