import type { MigrationInterface, QueryRunner } from 'typeorm'
import { apiRole, workerRole } from '../connect.ts'

/**
 * A name is one among the items that whoever says it sees, so that nobody learns what a private team's are called; and
 * it knows the key that feeds it.
 */
export class ExternalIdsBySight1761000000220 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE external_ids ADD COLUMN key_id uuid;
      ALTER TABLE external_ids ADD CONSTRAINT external_ids_key_fk FOREIGN KEY (workspace_id, key_id)
        REFERENCES keys (workspace_id, id);
      DROP INDEX external_ids_name;
      CREATE INDEX external_ids_name ON external_ids (workspace_id, external_id, source, kind);
      GRANT UPDATE (key_id), DELETE ON external_ids TO ${apiRole}, ${workerRole}`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      REVOKE UPDATE (key_id), DELETE ON external_ids FROM ${apiRole}, ${workerRole};
      DELETE FROM external_ids a USING external_ids b WHERE b.workspace_id = a.workspace_id
        AND b.external_id = a.external_id AND b.source = a.source AND b.kind = a.kind AND b.id < a.id;
      DROP INDEX external_ids_name;
      CREATE UNIQUE INDEX external_ids_name ON external_ids (workspace_id, external_id, source, kind);
      ALTER TABLE external_ids DROP COLUMN key_id`)
  }
}
