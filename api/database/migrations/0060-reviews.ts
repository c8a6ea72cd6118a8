import type { MigrationInterface, QueryRunner } from 'typeorm'
import { protect } from '../protect.ts'

const scorings = `
  CREATE TABLE scorings (
    workspace_id uuid NOT NULL CONSTRAINT scorings_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    objective_id uuid,
    key_result_id uuid,
    suggested numeric,
    score numeric,
    reason text,
    by_id uuid,
    at timestamptz NOT NULL,
    CONSTRAINT scorings_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT scorings_objective_fk FOREIGN KEY (workspace_id, objective_id) REFERENCES objectives (workspace_id, id),
    CONSTRAINT scorings_key_result_fk FOREIGN KEY (workspace_id, key_result_id) REFERENCES key_results (workspace_id, id),
    CONSTRAINT scorings_by_fk FOREIGN KEY (workspace_id, by_id) REFERENCES members (workspace_id, id),
    CONSTRAINT scorings_one_subject_ck CHECK (num_nonnulls(objective_id, key_result_id) = 1)
  );
  CREATE INDEX scorings_objective ON scorings (workspace_id, objective_id, at) WHERE objective_id IS NOT NULL;
  CREATE INDEX scorings_key_result ON scorings (workspace_id, key_result_id, at) WHERE key_result_id IS NOT NULL;
  ${protect('scorings', 'SELECT, INSERT')}`

// Once per item and cycle: carrying forward again finds what is there.
const carried = `
  CREATE TABLE carried_forward (
    workspace_id uuid NOT NULL CONSTRAINT carried_forward_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    cycle_id uuid NOT NULL,
    from_objective_id uuid,
    to_objective_id uuid,
    from_key_result_id uuid,
    to_key_result_id uuid,
    by_id uuid,
    at timestamptz NOT NULL,
    CONSTRAINT carried_forward_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT carried_forward_cycle_fk FOREIGN KEY (workspace_id, cycle_id) REFERENCES cycles (workspace_id, id),
    CONSTRAINT carried_forward_from_objective_fk FOREIGN KEY (workspace_id, from_objective_id)
      REFERENCES objectives (workspace_id, id),
    CONSTRAINT carried_forward_to_objective_fk FOREIGN KEY (workspace_id, to_objective_id)
      REFERENCES objectives (workspace_id, id),
    CONSTRAINT carried_forward_from_key_result_fk FOREIGN KEY (workspace_id, from_key_result_id)
      REFERENCES key_results (workspace_id, id),
    CONSTRAINT carried_forward_to_key_result_fk FOREIGN KEY (workspace_id, to_key_result_id)
      REFERENCES key_results (workspace_id, id),
    CONSTRAINT carried_forward_by_fk FOREIGN KEY (workspace_id, by_id) REFERENCES members (workspace_id, id),
    CONSTRAINT carried_forward_one_kind_ck CHECK (
      num_nonnulls(from_objective_id, to_objective_id) = 2 AND num_nonnulls(from_key_result_id, to_key_result_id) = 0
      OR num_nonnulls(from_objective_id, to_objective_id) = 0 AND num_nonnulls(from_key_result_id, to_key_result_id) = 2)
  );
  CREATE UNIQUE INDEX carried_forward_objective_once ON carried_forward (workspace_id, from_objective_id, cycle_id)
    WHERE from_objective_id IS NOT NULL;
  CREATE UNIQUE INDEX carried_forward_key_result_once ON carried_forward (workspace_id, from_key_result_id, cycle_id)
    WHERE from_key_result_id IS NOT NULL;
  CREATE INDEX carried_forward_to_objective ON carried_forward (workspace_id, to_objective_id)
    WHERE to_objective_id IS NOT NULL;
  CREATE INDEX carried_forward_to_key_result ON carried_forward (workspace_id, to_key_result_id)
    WHERE to_key_result_id IS NOT NULL;
  ${protect('carried_forward', 'SELECT, INSERT')}`

/** How scores came about, and what was carried forward into which cycle. */
export class Reviews1761000000060 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(scorings)
    await runner.query(carried)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE carried_forward')
    await runner.query('DROP TABLE scorings')
  }
}
