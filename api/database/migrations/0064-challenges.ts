import type { MigrationInterface, QueryRunner } from 'typeorm'
import { protect } from '../protect.ts'

const up = `
  CREATE TABLE challenges (
    workspace_id uuid NOT NULL CONSTRAINT challenges_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    key_result_id uuid NOT NULL,
    team_id uuid NOT NULL,
    audience text NOT NULL,
    by_id uuid NOT NULL,
    words text NOT NULL,
    created_at timestamptz NOT NULL,
    asked_of uuid NOT NULL,
    due_day date NOT NULL,
    answer text,
    answer_words text,
    answered_by uuid,
    answered_at timestamptz,
    CONSTRAINT challenges_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT challenges_key_result_fk FOREIGN KEY (workspace_id, key_result_id)
      REFERENCES key_results (workspace_id, id),
    CONSTRAINT challenges_team_fk FOREIGN KEY (workspace_id, team_id) REFERENCES teams (workspace_id, id),
    CONSTRAINT challenges_by_fk FOREIGN KEY (workspace_id, by_id) REFERENCES members (workspace_id, id),
    CONSTRAINT challenges_asked_of_fk FOREIGN KEY (workspace_id, asked_of) REFERENCES members (workspace_id, id),
    CONSTRAINT challenges_answered_by_fk FOREIGN KEY (workspace_id, answered_by) REFERENCES members (workspace_id, id),
    CONSTRAINT challenges_audience_ck CHECK (audience IN ('workspace', 'team')),
    CONSTRAINT challenges_answer_ck CHECK (answer IN ('keep', 'change', 'ask_again')),
    CONSTRAINT challenges_answered_ck CHECK (num_nulls(answer, answer_words, answered_at) IN (0, 3))
  );
  CREATE UNIQUE INDEX challenges_one_open ON challenges (workspace_id, key_result_id) WHERE answer IS NULL;
  CREATE INDEX challenges_asked ON challenges (workspace_id, asked_of) WHERE answer IS NULL;
  CREATE INDEX challenges_key_result ON challenges (workspace_id, key_result_id, created_at);
  ${protect('challenges', 'SELECT, INSERT, UPDATE')}`

/** "It measures the wrong thing": said by whoever keeps the number, answered within days. */
export class Challenges1761000000064 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE challenges')
  }
}
