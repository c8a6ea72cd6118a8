import type { MigrationInterface, QueryRunner } from 'typeorm'
import { protect } from '../protect.ts'

const ownWords = `
  CREATE TABLE own_words (
    workspace_id uuid NOT NULL CONSTRAINT own_words_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    objective_id uuid NOT NULL,
    member_id uuid NOT NULL,
    words text NOT NULL,
    first_at timestamptz NOT NULL,
    written_at timestamptz NOT NULL,
    surface text NOT NULL,
    CONSTRAINT own_words_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT own_words_objective_fk FOREIGN KEY (workspace_id, objective_id)
      REFERENCES objectives (workspace_id, id),
    CONSTRAINT own_words_member_fk FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id)
  );
  CREATE UNIQUE INDEX own_words_once ON own_words (workspace_id, objective_id, member_id);
  ${protect('own_words', 'SELECT, INSERT, UPDATE')}`

const rungs = `
  CREATE TABLE rungs (
    workspace_id uuid NOT NULL CONSTRAINT rungs_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    objective_id uuid NOT NULL,
    member_id uuid NOT NULL,
    rung text NOT NULL,
    since date NOT NULL,
    lag_days integer,
    CONSTRAINT rungs_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT rungs_objective_fk FOREIGN KEY (workspace_id, objective_id) REFERENCES objectives (workspace_id, id),
    CONSTRAINT rungs_member_fk FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id),
    CONSTRAINT rungs_rung_ck CHECK (rung IN ('unaware', 'heard', 'understands', 'committed', 'acting', 'stalled',
      'waiting'))
  );
  CREATE UNIQUE INDEX rungs_once ON rungs (workspace_id, objective_id, member_id);
  CREATE INDEX rungs_member ON rungs (workspace_id, member_id);
  ${protect('rungs', 'SELECT, INSERT, UPDATE, DELETE')}`

/** The why of an objective in the words of its people, and the rung on which each of them stands. */
export class Ladder1761000000040 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ownWords)
    await runner.query(rungs)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE rungs, own_words')
  }
}
