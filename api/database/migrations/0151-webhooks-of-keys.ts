import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Webhooks know the key that made them, and end with it. */
export class WebhooksOfKeys1761000000151 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE webhooks ADD COLUMN created_by_key uuid;
      ALTER TABLE webhooks ADD CONSTRAINT webhooks_created_by_key_fk FOREIGN KEY (workspace_id, created_by_key)
        REFERENCES keys (workspace_id, id);
      ALTER TABLE webhooks DROP CONSTRAINT webhooks_why_ck;
      ALTER TABLE webhooks ADD CONSTRAINT webhooks_why_ck CHECK (disabled_why IN ('failing', 'gone', 'key-ended'))`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      UPDATE webhooks SET disabled_why = 'failing' WHERE disabled_why = 'key-ended';
      ALTER TABLE webhooks DROP CONSTRAINT webhooks_why_ck;
      ALTER TABLE webhooks ADD CONSTRAINT webhooks_why_ck CHECK (disabled_why IN ('failing', 'gone'));
      ALTER TABLE webhooks DROP COLUMN created_by_key`)
  }
}
