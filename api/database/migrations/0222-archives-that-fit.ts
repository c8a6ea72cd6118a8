import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Whether an archive is one that this product takes back. */
export class ArchivesThatFit1761000000222 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE exports ADD COLUMN fits boolean NOT NULL DEFAULT true')
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE exports DROP COLUMN fits')
  }
}
