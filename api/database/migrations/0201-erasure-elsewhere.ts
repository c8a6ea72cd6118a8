import type { MigrationInterface, QueryRunner } from 'typeorm'
import { apiRole, workerRole } from '../connect.ts'

/** A name gives way also beside a screenshot, and in what a day off is called. */
export class ErasureElsewhere1761000000201 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`GRANT UPDATE (words) ON barrier_screenshots TO ${apiRole}, ${workerRole};
      GRANT UPDATE (name) ON days_off TO ${apiRole}, ${workerRole}`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`REVOKE UPDATE (words) ON barrier_screenshots FROM ${apiRole}, ${workerRole};
      REVOKE UPDATE (name) ON days_off FROM ${apiRole}, ${workerRole}`)
  }
}
