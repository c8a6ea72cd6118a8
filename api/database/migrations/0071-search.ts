import type { MigrationInterface, QueryRunner } from 'typeorm'
import { protect } from '../protect.ts'

const up = `
  CREATE TABLE search_tokens (
    workspace_id uuid NOT NULL CONSTRAINT search_tokens_workspace_fk REFERENCES workspaces (id),
    token text COLLATE "C" NOT NULL,
    subject_kind text NOT NULL,
    subject_id uuid NOT NULL,
    CONSTRAINT search_tokens_pk PRIMARY KEY (workspace_id, token, subject_id),
    CONSTRAINT search_tokens_kind_ck CHECK (subject_kind IN ('objective', 'key_result', 'barrier', 'member', 'team'))
  );
  CREATE INDEX search_tokens_subject ON search_tokens (workspace_id, subject_id);
  ${protect('search_tokens', 'SELECT, INSERT, DELETE')}`

/** The words by which items, people and teams are found. */
export class Search1761000000071 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE search_tokens')
  }
}
