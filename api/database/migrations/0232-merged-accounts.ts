import type { MigrationInterface, QueryRunner } from 'typeorm'

const kinds = (names: string) => `
  ALTER TABLE member_identities DROP CONSTRAINT member_identities_kind_ck;
  ALTER TABLE member_identities ADD CONSTRAINT member_identities_kind_ck CHECK (kind IN (${names}))`

/** Of an account that a merge let fall its hash is kept: whoever erases the person knows that it was theirs. */
export class MergedAccounts1761000000232 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(kinds(`'entra', 'email', 'viva', 'name', 'merged', 'erased'`))
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM member_identities WHERE kind = 'merged'`)
    await runner.query(kinds(`'entra', 'email', 'viva', 'name', 'erased'`))
  }
}
