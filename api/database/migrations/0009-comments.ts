import type { MigrationInterface, QueryRunner } from 'typeorm'
import { protect } from '../protect.ts'

const comments = `
  CREATE TABLE comments (
    workspace_id uuid NOT NULL CONSTRAINT comments_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    objective_id uuid,
    key_result_id uuid,
    check_in_id uuid,
    win_id uuid,
    author_id uuid,
    text text,
    created_at timestamptz NOT NULL,
    source text NOT NULL,
    surface text NOT NULL,
    edited_at timestamptz,
    removed_at timestamptz,
    removed_by uuid,
    version integer NOT NULL DEFAULT 1,
    revision integer NOT NULL DEFAULT 1,
    CONSTRAINT comments_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT comments_objective_fk FOREIGN KEY (workspace_id, objective_id)
      REFERENCES objectives (workspace_id, id),
    CONSTRAINT comments_key_result_fk FOREIGN KEY (workspace_id, key_result_id)
      REFERENCES key_results (workspace_id, id),
    CONSTRAINT comments_check_in_fk FOREIGN KEY (workspace_id, check_in_id) REFERENCES check_ins (workspace_id, id),
    CONSTRAINT comments_win_fk FOREIGN KEY (workspace_id, win_id) REFERENCES wins (workspace_id, id),
    CONSTRAINT comments_author_fk FOREIGN KEY (workspace_id, author_id) REFERENCES members (workspace_id, id),
    CONSTRAINT comments_one_subject_ck CHECK (num_nonnulls(objective_id, key_result_id, check_in_id, win_id) = 1),
    CONSTRAINT comments_removed_ck CHECK ((removed_at IS NULL) = (text IS NOT NULL)),
    CONSTRAINT comments_source_ck CHECK (source IN ('person', 'api', 'import'))
  );
  CREATE INDEX comments_objective ON comments (workspace_id, objective_id, created_at)
    WHERE objective_id IS NOT NULL;
  CREATE INDEX comments_key_result ON comments (workspace_id, key_result_id, created_at)
    WHERE key_result_id IS NOT NULL;
  CREATE INDEX comments_check_in ON comments (workspace_id, check_in_id, created_at) WHERE check_in_id IS NOT NULL;
  CREATE INDEX comments_win ON comments (workspace_id, win_id, created_at) WHERE win_id IS NOT NULL;
  CREATE INDEX comments_author ON comments (workspace_id, author_id);
  CREATE TABLE comment_mentions (
    workspace_id uuid NOT NULL CONSTRAINT comment_mentions_workspace_fk REFERENCES workspaces (id),
    comment_id uuid NOT NULL,
    member_id uuid NOT NULL,
    CONSTRAINT comment_mentions_pk PRIMARY KEY (workspace_id, comment_id, member_id),
    CONSTRAINT comment_mentions_comment_fk FOREIGN KEY (workspace_id, comment_id)
      REFERENCES comments (workspace_id, id),
    CONSTRAINT comment_mentions_member_fk FOREIGN KEY (workspace_id, member_id)
      REFERENCES members (workspace_id, id)
  );
  CREATE INDEX comment_mentions_member ON comment_mentions (workspace_id, member_id);
  ${protect('comments', 'SELECT, INSERT, UPDATE')}
  ${protect('comment_mentions', 'SELECT, INSERT, DELETE')}`

/** Comments on objectives, key results, check-ins and wins, and whom they mention. */
export class Comments1761000000009 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(comments)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE comment_mentions, comments')
  }
}
