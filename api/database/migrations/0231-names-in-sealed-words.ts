import type { MigrationInterface, QueryRunner } from 'typeorm'
import { apiRole, workerRole } from '../connect.ts'
import { inWorkspace } from '../protect.ts'

const roles = `${apiRole}, ${workerRole}`
const erasing = `${inWorkspace} AND current_setting('app.erasing', true) = 'on'`

const up = `
  CREATE POLICY proposals_erasing ON proposals TO ${roles} USING (${erasing}) WITH CHECK (${erasing});
  CREATE POLICY pulse_answers_erasing ON pulse_answers TO ${apiRole} USING (${erasing}) WITH CHECK (${erasing});
  CREATE POLICY pulse_groups_erasing ON pulse_groups AS RESTRICTIVE FOR UPDATE TO ${roles}
    USING (${erasing}) WITH CHECK (${erasing});
  GRANT UPDATE (comments) ON pulse_groups TO ${roles}`

const down = `
  REVOKE UPDATE (comments) ON pulse_groups FROM ${roles};
  DROP POLICY pulse_groups_erasing ON pulse_groups;
  DROP POLICY pulse_answers_erasing ON pulse_answers;
  DROP POLICY proposals_erasing ON proposals`

/**
 * A name gives way in sealed words too: in a transaction that says it erases, and in no other. Who wrote them stays hidden
 * from it.
 */
export class NamesInSealedWords1761000000231 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down)
  }
}
