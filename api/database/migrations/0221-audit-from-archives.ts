import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Lines of the audit log that came with an archive say so: this server has not seen what they tell of. */
export class AuditFromArchives1761000000221 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE audit_log ADD COLUMN archive_of timestamptz')
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE audit_log DROP COLUMN archive_of')
  }
}
