import type { MigrationInterface, QueryRunner } from 'typeorm'
import { workerRole } from '../connect.ts'
import { protect } from '../protect.ts'

// An event that could not be handled waits longer each time and is laid aside in the end; the log says why.
const queues = `
  ALTER TABLE outbox ADD COLUMN attempts integer NOT NULL DEFAULT 0, ADD COLUMN retry_at timestamptz,
    ADD COLUMN dead_at timestamptz;
  ALTER TABLE due ADD COLUMN attempts integer NOT NULL DEFAULT 0;
  GRANT UPDATE ON outbox TO ${workerRole};`

const items = `
  ALTER TABLE objectives ADD COLUMN priority_id uuid, ADD COLUMN percent_reason jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN learned text, ADD COLUMN cadence text NOT NULL DEFAULT 'weekly',
    ADD COLUMN last_seq integer NOT NULL DEFAULT 0, ADD COLUMN latest_check_in_id uuid, ADD COLUMN latest_value numeric,
    ADD COLUMN latest_confidence text, ADD COLUMN latest_observed_at timestamptz, ADD COLUMN latest_by uuid,
    ADD CONSTRAINT objectives_priority_fk FOREIGN KEY (workspace_id, priority_id)
      REFERENCES priorities (workspace_id, id),
    ADD CONSTRAINT objectives_cadence_ck CHECK (cadence IN ('weekly', 'biweekly', 'monthly'));
  ALTER TABLE key_results ADD COLUMN learned text, ADD COLUMN expected jsonb;
  ALTER TABLE alignments ADD COLUMN version integer NOT NULL DEFAULT 1,
    ADD COLUMN revision integer NOT NULL DEFAULT 1;`

const targetEdits = `
  CREATE TABLE target_edits (
    workspace_id uuid NOT NULL CONSTRAINT target_edits_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    key_result_id uuid NOT NULL,
    member_id uuid,
    at timestamptz NOT NULL,
    baseline_before numeric NOT NULL,
    baseline_after numeric NOT NULL,
    target_before numeric NOT NULL,
    target_after numeric NOT NULL,
    reason text,
    CONSTRAINT target_edits_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT target_edits_key_result_fk FOREIGN KEY (workspace_id, key_result_id)
      REFERENCES key_results (workspace_id, id),
    CONSTRAINT target_edits_member_fk FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id)
  );
  CREATE INDEX target_edits_key_result ON target_edits (workspace_id, key_result_id, at);
  ${protect('target_edits', 'SELECT, INSERT')}`

/** Why an item stands where it does, objectives checked in by hand, edited targets, and retries of the worker. */
export class Standing1761000000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(queues)
    await runner.query(items)
    await runner.query(targetEdits)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE target_edits')
    await runner.query('ALTER TABLE alignments DROP COLUMN version, DROP COLUMN revision')
    await runner.query('ALTER TABLE key_results DROP COLUMN learned, DROP COLUMN expected')
    await runner.query(`ALTER TABLE objectives DROP COLUMN priority_id, DROP COLUMN percent_reason, DROP COLUMN learned,
      DROP COLUMN cadence, DROP COLUMN last_seq, DROP COLUMN latest_check_in_id, DROP COLUMN latest_value,
      DROP COLUMN latest_confidence, DROP COLUMN latest_observed_at, DROP COLUMN latest_by`)
    await runner.query('ALTER TABLE due DROP COLUMN attempts')
    await runner.query('ALTER TABLE outbox DROP COLUMN attempts, DROP COLUMN retry_at, DROP COLUMN dead_at')
    await runner.query(`REVOKE UPDATE ON outbox FROM ${workerRole}`)
  }
}
