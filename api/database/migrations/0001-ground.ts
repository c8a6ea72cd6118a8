import type { MigrationInterface, QueryRunner } from 'typeorm'
import { apiRole, ownerRole, workerRole } from '../connect.ts'
import { protect } from '../protect.ts'

const events = `
  CREATE TABLE events (
    workspace_id uuid NOT NULL CONSTRAINT events_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    epoch integer NOT NULL DEFAULT 1,
    tx xid8 NOT NULL DEFAULT pg_current_xact_id(),
    seq bigserial NOT NULL,
    kind text NOT NULL,
    subject_kind text NOT NULL,
    subject_id uuid NOT NULL,
    actor_id uuid,
    surface text NOT NULL,
    source text NOT NULL,
    at timestamptz NOT NULL,
    audience text NOT NULL,
    audience_team_id uuid,
    audience_members uuid[],
    data jsonb NOT NULL,
    CONSTRAINT events_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT events_audience_ck CHECK (audience IN ('workspace', 'team', 'members'))
  );
  CREATE INDEX events_feed ON events (workspace_id, epoch, tx, seq);
  CREATE INDEX events_subject ON events (workspace_id, subject_id, at);
  ${protect('events', 'SELECT, INSERT')}
  GRANT USAGE ON SEQUENCE events_seq_seq TO ${apiRole}, ${workerRole};

  CREATE TABLE outbox (
    workspace_id uuid NOT NULL CONSTRAINT outbox_workspace_fk REFERENCES workspaces (id),
    event_id uuid NOT NULL,
    at timestamptz NOT NULL,
    CONSTRAINT outbox_pk PRIMARY KEY (workspace_id, event_id)
  );
  CREATE TABLE due (
    workspace_id uuid NOT NULL CONSTRAINT due_workspace_fk REFERENCES workspaces (id),
    kind text NOT NULL,
    subject_id uuid NOT NULL,
    run_at timestamptz NOT NULL,
    CONSTRAINT due_pk PRIMARY KEY (workspace_id, kind, subject_id)
  );
  CREATE INDEX due_next ON due (run_at);
  ${protect('outbox', 'SELECT, INSERT, DELETE')}
  ${protect('due', 'SELECT, INSERT, UPDATE, DELETE')}
  CREATE POLICY outbox_worker ON outbox FOR SELECT TO ${workerRole} USING (true);
  CREATE POLICY due_worker ON due FOR SELECT TO ${workerRole} USING (true);`

const records = `
  CREATE TABLE audit_log (
    workspace_id uuid NOT NULL CONSTRAINT audit_log_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    at timestamptz NOT NULL,
    member_id uuid,
    credential text NOT NULL,
    operation text NOT NULL,
    status integer NOT NULL,
    code text,
    subject_id uuid,
    surface text NOT NULL,
    trace_id text NOT NULL,
    CONSTRAINT audit_log_pk PRIMARY KEY (workspace_id, id)
  );
  CREATE INDEX audit_log_recent ON audit_log (workspace_id, at);
  ${protect('audit_log', 'SELECT, INSERT')}

  CREATE TABLE idempotency (
    workspace_id uuid NOT NULL CONSTRAINT idempotency_workspace_fk REFERENCES workspaces (id),
    credential text NOT NULL,
    operation text NOT NULL,
    key text NOT NULL,
    hash text NOT NULL,
    status integer NOT NULL,
    headers jsonb NOT NULL,
    body text NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT idempotency_pk PRIMARY KEY (workspace_id, credential, operation, key)
  );
  CREATE INDEX idempotency_age ON idempotency (workspace_id, created_at);
  ${protect('idempotency', 'SELECT, INSERT, UPDATE, DELETE')}`

const workspaces = `
  CREATE TABLE workspaces (
    id uuid NOT NULL,
    tid uuid NOT NULL,
    state text NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT workspaces_pk PRIMARY KEY (id),
    CONSTRAINT workspaces_tid_uq UNIQUE (tid),
    CONSTRAINT workspaces_state_ck CHECK (state IN ('active', 'closed'))
  );
  ALTER TABLE workspaces ENABLE ROW LEVEL SECURITY;
  ALTER TABLE workspaces FORCE ROW LEVEL SECURITY;
  CREATE POLICY workspaces_owner ON workspaces TO ${ownerRole} USING (true) WITH CHECK (true);
  CREATE POLICY workspaces_own ON workspaces TO ${apiRole}, ${workerRole}
    USING (id = nullif(current_setting('app.workspace', true), '')::uuid
      OR tid = nullif(current_setting('app.tid', true), '')::uuid)
    WITH CHECK (tid = nullif(current_setting('app.tid', true), '')::uuid);
  CREATE POLICY workspaces_worker ON workspaces FOR SELECT TO ${workerRole} USING (true);
  GRANT SELECT, INSERT ON workspaces TO ${apiRole}, ${workerRole};`

/** Control tables, events, audit log and stored replies. */
export class Ground1761000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(workspaces)
    await runner.query(events)
    await runner.query(records)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE idempotency, audit_log, due, outbox, events, workspaces')
  }
}
