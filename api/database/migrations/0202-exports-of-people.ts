import type { MigrationInterface, QueryRunner } from 'typeorm'

/** An export may be of one person. */
export class ExportsOfPeople1761000000202 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE exports ADD COLUMN member_id uuid,
      ADD CONSTRAINT exports_member_fk FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id)`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM export_parts p USING exports e
        WHERE e.workspace_id = p.workspace_id AND e.id = p.export_id AND e.member_id IS NOT NULL;
      DELETE FROM exports WHERE member_id IS NOT NULL;
      ALTER TABLE exports DROP COLUMN member_id`)
  }
}
