import type { MigrationInterface, QueryRunner } from 'typeorm'
import { protect } from '../protect.ts'

const up = `
  CREATE TABLE member_photos (
    workspace_id uuid NOT NULL CONSTRAINT member_photos_workspace_fk REFERENCES workspaces (id),
    member_id uuid NOT NULL,
    media_type text,
    bytes bytea,
    looked_at timestamptz NOT NULL,
    CONSTRAINT member_photos_pk PRIMARY KEY (workspace_id, member_id),
    CONSTRAINT member_photos_member_fk FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id),
    CONSTRAINT member_photos_type_ck CHECK (media_type IN ('image/png', 'image/jpeg', 'image/webp')),
    CONSTRAINT member_photos_both_ck CHECK ((media_type IS NULL) = (bytes IS NULL)),
    CONSTRAINT member_photos_size_ck CHECK (octet_length(bytes) <= 65536)
  );
  ALTER TABLE member_photos ALTER COLUMN bytes SET STORAGE EXTERNAL;
  ${protect('member_photos', 'SELECT, INSERT, UPDATE, DELETE')}`

/** The small picture of a member that the directory shows; a row without one says that it was looked for. */
export class MemberPhotos1761000000171 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE member_photos')
  }
}
