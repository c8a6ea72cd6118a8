import type { MigrationInterface, QueryRunner } from 'typeorm'
import { apiRole, workerRole } from '../connect.ts'
import { inWorkspace } from '../protect.ts'

const roles = `${apiRole}, ${workerRole}`

/** Texts in tables that are only ever added to. */
const texts: Record<string, string> = {
  check_ins: 'note, status_text',
  barrier_turns: 'words',
  target_edits: 'reason',
  publish_waivers: 'reason',
  scorings: 'reason',
  import_lines: 'pointer, detail',
  webhook_attempts: 'reply',
}
const removable = [
  'authorships',
  'pulse_authorships',
  'notification_settings',
  'chat_sends',
  'chat_cards',
  'chat_conversations',
]

const erasing = `${inWorkspace} AND current_setting('app.erasing', true) = 'on'`
const open = ([table, columns]: [string, string]) => `
  CREATE POLICY ${table}_erasing ON ${table} AS RESTRICTIVE FOR UPDATE TO ${roles}
    USING (${erasing}) WITH CHECK (${erasing});
  GRANT UPDATE (${columns}) ON ${table} TO ${roles};`
const shut = ([table, columns]: [string, string]) => `
  DROP POLICY ${table}_erasing ON ${table};
  REVOKE UPDATE (${columns}) ON ${table} FROM ${roles};`

// weekly_meetings can be updated otherwise; only its notes cannot.
const up = `
  ${Object.entries(texts).map(open).join('\n')}
  GRANT UPDATE (notes) ON weekly_meetings TO ${roles};
  GRANT DELETE ON ${removable.join(', ')} TO ${roles};
  ALTER TABLE member_identities DROP CONSTRAINT member_identities_kind_ck;
  ALTER TABLE member_identities ADD CONSTRAINT member_identities_kind_ck
    CHECK (kind IN ('entra', 'email', 'viva', 'name', 'erased'))`

const down = `
  DELETE FROM member_identities WHERE kind = 'erased';
  ALTER TABLE member_identities DROP CONSTRAINT member_identities_kind_ck;
  ALTER TABLE member_identities ADD CONSTRAINT member_identities_kind_ck
    CHECK (kind IN ('entra', 'email', 'viva', 'name'));
  REVOKE DELETE ON ${removable.join(', ')} FROM ${roles};
  REVOKE UPDATE (notes) ON weekly_meetings FROM ${roles};
  ${Object.entries(texts).map(shut).join('\n')}`

/** Texts can be emptied, also where rows are never changed: in a transaction that says it erases, and in no other. */
export class Erasure1761000000200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down)
  }
}
