import type { MigrationInterface, QueryRunner } from 'typeorm'
import { apiRole } from '../connect.ts'

/** Lets an answer of a planning round be taken back together with the draft that grew from it. */
export class UndoDrafts1761000000112 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`GRANT DELETE ON objectives TO ${apiRole}`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`REVOKE DELETE ON objectives FROM ${apiRole}`)
  }
}
