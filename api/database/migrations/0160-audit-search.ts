import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Looking for what one person did, or what was done to one thing, in a log of any length. */
export class AuditSearch1761000000160 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX audit_log_member ON audit_log (workspace_id, member_id, at);
      CREATE INDEX audit_log_subject ON audit_log (workspace_id, subject_id, at)`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX audit_log_member, audit_log_subject')
  }
}
