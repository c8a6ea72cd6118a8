import type { MigrationInterface, QueryRunner } from 'typeorm'
import { apiRole, workerRole } from '../connect.ts'
import { protect } from '../protect.ts'

const webhooks = `
  CREATE TABLE webhooks (
    workspace_id uuid NOT NULL CONSTRAINT webhooks_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    name text NOT NULL,
    url text NOT NULL,
    events text[] NOT NULL,
    team_ids uuid[] NOT NULL,
    created_by uuid,
    created_at timestamptz NOT NULL,
    disabled_at timestamptz,
    disabled_why text,
    failing_since timestamptz,
    delivered_at timestamptz,
    busy_until timestamptz,
    version integer NOT NULL DEFAULT 1,
    revision integer NOT NULL DEFAULT 1,
    CONSTRAINT webhooks_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT webhooks_created_by_fk FOREIGN KEY (workspace_id, created_by) REFERENCES members (workspace_id, id),
    CONSTRAINT webhooks_why_ck CHECK (disabled_why IN ('failing', 'gone')),
    CONSTRAINT webhooks_disabled_ck CHECK ((disabled_at IS NULL) = (disabled_why IS NULL))
  );
  ${protect('webhooks', 'SELECT, INSERT, UPDATE, DELETE')}`

// The API makes secrets and ends them, and can never read one again; the worker signs with them.
const secrets = `
  CREATE TABLE webhook_secrets (
    workspace_id uuid NOT NULL CONSTRAINT webhook_secrets_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    webhook_id uuid NOT NULL,
    secret bytea NOT NULL,
    ends_at timestamptz,
    CONSTRAINT webhook_secrets_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT webhook_secrets_webhook_fk FOREIGN KEY (workspace_id, webhook_id) REFERENCES webhooks (workspace_id, id)
  );
  CREATE INDEX webhook_secrets_webhook ON webhook_secrets (workspace_id, webhook_id);
  ${protect('webhook_secrets', 'INSERT, DELETE')}
  GRANT SELECT (workspace_id, id, webhook_id, ends_at), UPDATE (ends_at) ON webhook_secrets TO ${apiRole};
  GRANT SELECT ON webhook_secrets TO ${workerRole};`

const deliveries = `
  CREATE TABLE webhook_deliveries (
    workspace_id uuid NOT NULL CONSTRAINT webhook_deliveries_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    webhook_id uuid NOT NULL,
    event_id uuid,
    kind text NOT NULL,
    created_at timestamptz NOT NULL,
    run_at timestamptz NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    ended_at timestamptz,
    outcome text,
    CONSTRAINT webhook_deliveries_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT webhook_deliveries_webhook_fk FOREIGN KEY (workspace_id, webhook_id)
      REFERENCES webhooks (workspace_id, id),
    CONSTRAINT webhook_deliveries_outcome_ck CHECK (outcome IN ('delivered', 'failed', 'withdrawn')),
    CONSTRAINT webhook_deliveries_ended_ck CHECK ((ended_at IS NULL) = (outcome IS NULL))
  );
  CREATE UNIQUE INDEX webhook_deliveries_once ON webhook_deliveries (workspace_id, webhook_id, event_id)
    WHERE event_id IS NOT NULL;
  CREATE INDEX webhook_deliveries_log ON webhook_deliveries (workspace_id, webhook_id, id);
  CREATE INDEX webhook_deliveries_next ON webhook_deliveries (workspace_id, webhook_id, run_at)
    WHERE ended_at IS NULL;
  ${protect('webhook_deliveries', 'SELECT, INSERT, UPDATE, DELETE')}`

const attempts = `
  CREATE TABLE webhook_attempts (
    workspace_id uuid NOT NULL CONSTRAINT webhook_attempts_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    delivery_id uuid NOT NULL,
    at timestamptz NOT NULL,
    milliseconds integer NOT NULL,
    status integer,
    trouble text,
    reply text,
    CONSTRAINT webhook_attempts_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT webhook_attempts_delivery_fk FOREIGN KEY (workspace_id, delivery_id)
      REFERENCES webhook_deliveries (workspace_id, id),
    CONSTRAINT webhook_attempts_answer_ck CHECK ((status IS NULL) = (trouble IS NOT NULL))
  );
  CREATE INDEX webhook_attempts_delivery ON webhook_attempts (workspace_id, delivery_id, id);
  ${protect('webhook_attempts', 'SELECT, INSERT, DELETE')}`

/** Who else is told what happens, with which secrets, and how that went. When the next is due stands in the table due. */
export class Webhooks1761000000150 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [webhooks, secrets, deliveries, attempts]) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE webhook_attempts, webhook_deliveries, webhook_secrets, webhooks')
  }
}
