import type { MigrationInterface, QueryRunner } from 'typeorm'

/** A celebrated win whose fact was taken away afterwards stays, and says since when. */
export class WinFactsGone1761000000121 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE wins ADD COLUMN fact_gone_at timestamptz')
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE wins DROP COLUMN fact_gone_at')
  }
}
