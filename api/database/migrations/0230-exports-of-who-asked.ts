import type { MigrationInterface, QueryRunner } from 'typeorm'
import { apiRole, workerRole } from '../connect.ts'
import { inWorkspace } from '../protect.ts'

const mine = (alias: string) => `${alias}requested_by = nullif(current_setting('app.member', true), '')::uuid`
const held = `EXISTS (SELECT FROM exports e WHERE e.workspace_id = export_parts.workspace_id AND e.id = export_parts.export_id`

// The worker makes an archive and ends it without seeing what is in it; erasing ends those of everybody.
const asked = `${inWorkspace} AND (${mine('')} OR current_setting('app.erasing', true) = 'on')`
const up = `
  DROP POLICY exports_workspace ON exports;
  CREATE POLICY exports_own ON exports TO ${apiRole} USING (${asked}) WITH CHECK (${asked});
  CREATE POLICY exports_made ON exports TO ${workerRole} USING (${inWorkspace}) WITH CHECK (${inWorkspace});
  DROP POLICY export_parts_workspace ON export_parts;
  CREATE POLICY export_parts_own ON export_parts TO ${apiRole}, ${workerRole}
    USING (${inWorkspace} AND ${held} AND ${mine('e.')})) WITH CHECK (${inWorkspace} AND ${held}));
  UPDATE exports SET expires_at = least(expires_at, made_at + interval '1 day')
    WHERE member_id IS NOT NULL AND state = 'ready';
  UPDATE due d SET run_at = e.expires_at FROM exports e
    WHERE d.kind = 'export' AND e.workspace_id = d.workspace_id AND e.id = d.subject_id AND e.state = 'ready'`

const open = (table: string) => `
  CREATE POLICY ${table}_workspace ON ${table} TO ${apiRole}, ${workerRole}
    USING (${inWorkspace}) WITH CHECK (${inWorkspace});`
const down = `
  DROP POLICY export_parts_own ON export_parts;
  DROP POLICY exports_made ON exports;
  DROP POLICY exports_own ON exports;
  ${open('exports')}
  ${open('export_parts')}`

/** What was taken away is there for whoever asked for it, in the database too; that of one person for a day. */
export class ExportsOfWhoAsked1761000000230 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down)
  }
}
