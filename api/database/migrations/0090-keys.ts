import type { MigrationInterface, QueryRunner } from 'typeorm'
import { apiRole } from '../connect.ts'
import { protect } from '../protect.ts'

const keys = `
  CREATE TABLE keys (
    workspace_id uuid NOT NULL CONSTRAINT keys_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    hint text,
    application_id uuid,
    scopes text[] NOT NULL,
    team_ids uuid[] NOT NULL,
    created_by uuid NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    last_used_at timestamptz,
    revoked_at timestamptz,
    revoked_by uuid,
    version integer NOT NULL DEFAULT 1,
    revision integer NOT NULL DEFAULT 1,
    CONSTRAINT keys_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT keys_created_by_fk FOREIGN KEY (workspace_id, created_by) REFERENCES members (workspace_id, id),
    CONSTRAINT keys_revoked_by_fk FOREIGN KEY (workspace_id, revoked_by) REFERENCES members (workspace_id, id),
    CONSTRAINT keys_kind_ck CHECK ((kind = 'secret' AND hint IS NOT NULL AND application_id IS NULL)
      OR (kind = 'application' AND hint IS NULL AND application_id IS NOT NULL)),
    CONSTRAINT keys_revoked_ck CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
  );
  CREATE UNIQUE INDEX keys_application ON keys (workspace_id, application_id)
    WHERE application_id IS NOT NULL AND revoked_at IS NULL;
  CREATE TABLE credentials (
    workspace_id uuid NOT NULL CONSTRAINT credentials_workspace_fk REFERENCES workspaces (id),
    key_id uuid NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT credentials_pk PRIMARY KEY (workspace_id, key_id),
    CONSTRAINT credentials_key_fk FOREIGN KEY (workspace_id, key_id) REFERENCES keys (workspace_id, id)
  );
  CREATE INDEX credentials_hash ON credentials (hash);
  ${protect('keys', 'SELECT, INSERT, UPDATE')}
  ${protect('credentials', 'SELECT, INSERT, DELETE')}
  CREATE POLICY credentials_found ON credentials FOR SELECT TO ${apiRole}
    USING (hash = decode(nullif(current_setting('app.key_hash', true), ''), 'hex'));`

/** Keys of integrations, and the control table that leads from the hash of a secret to its workspace. */
export class Keys1761000000090 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(keys)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE credentials, keys')
  }
}
