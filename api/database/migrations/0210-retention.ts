import type { MigrationInterface, QueryRunner } from 'typeorm'
import { workerRole } from '../connect.ts'
import { inWorkspace, protect } from '../protect.ts'

const settings = `
  CREATE TABLE retention (
    workspace_id uuid NOT NULL CONSTRAINT retention_workspace_fk REFERENCES workspaces (id),
    audit integer,
    events integer,
    words integer,
    one_on_ones integer,
    logs integer,
    started_at timestamptz,
    finished_at timestamptz,
    counts jsonb NOT NULL DEFAULT '{}',
    version integer NOT NULL DEFAULT 1,
    revision integer NOT NULL DEFAULT 1,
    CONSTRAINT retention_pk PRIMARY KEY (workspace_id),
    CONSTRAINT retention_audit_ck CHECK (audit = 0 OR audit BETWEEN 90 AND 3650),
    CONSTRAINT retention_events_ck CHECK (events = 0 OR events BETWEEN 400 AND 3650),
    CONSTRAINT retention_words_ck CHECK (words = 0 OR words BETWEEN 180 AND 3650),
    CONSTRAINT retention_one_on_ones_ck CHECK (one_on_ones = 0 OR one_on_ones BETWEEN 180 AND 3650),
    CONSTRAINT retention_logs_ck CHECK (logs BETWEEN 30 AND 365)
  );
  ${protect('retention', 'SELECT, INSERT, UPDATE')}`

// Records stay append-only for the API. The worker alone may take away lines that are older, by the database's own clock,
// than the least that can be set.
const narrowDoor = (table: string, days: number) => `
  CREATE POLICY ${table}_old ON ${table} AS RESTRICTIVE FOR DELETE TO ${workerRole}
    USING (${inWorkspace} AND at < now() - interval '${days} days');
  GRANT DELETE ON ${table} TO ${workerRole};`

const reports = `GRANT DELETE ON import_lines TO ${workerRole};`

/** How long things are kept, and what the worker needs to keep them no longer. */
export class Retention1761000000210 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(settings)
    await runner.query(narrowDoor('audit_log', 90) + narrowDoor('events', 400) + reports)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      REVOKE DELETE ON import_lines, audit_log, events FROM ${workerRole};
      DROP POLICY audit_log_old ON audit_log;
      DROP POLICY events_old ON events;
      DROP TABLE retention`)
  }
}
