import type { MigrationInterface, QueryRunner } from 'typeorm'
import { protect } from '../protect.ts'

const checkIns = `
  CREATE TABLE check_ins (
    workspace_id uuid NOT NULL CONSTRAINT check_ins_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    key_result_id uuid,
    objective_id uuid,
    seq integer NOT NULL,
    author_id uuid,
    value numeric,
    previous_value numeric,
    target numeric,
    percent numeric,
    confidence text,
    in_the_way text,
    note text,
    status_text text,
    observed_at timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL,
    supersedes_id uuid,
    source text NOT NULL,
    surface text NOT NULL,
    seconds integer,
    untouched boolean NOT NULL,
    reminders_before integer NOT NULL DEFAULT 0,
    late boolean NOT NULL DEFAULT false,
    CONSTRAINT check_ins_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT check_ins_key_result_fk FOREIGN KEY (workspace_id, key_result_id)
      REFERENCES key_results (workspace_id, id),
    CONSTRAINT check_ins_objective_fk FOREIGN KEY (workspace_id, objective_id)
      REFERENCES objectives (workspace_id, id),
    CONSTRAINT check_ins_author_fk FOREIGN KEY (workspace_id, author_id) REFERENCES members (workspace_id, id),
    CONSTRAINT check_ins_supersedes_fk FOREIGN KEY (workspace_id, supersedes_id)
      REFERENCES check_ins (workspace_id, id),
    CONSTRAINT check_ins_one_subject_ck CHECK (num_nonnulls(key_result_id, objective_id) = 1),
    CONSTRAINT check_ins_confidence_ck CHECK (confidence IN ('high', 'medium', 'low')),
    CONSTRAINT check_ins_source_ck CHECK (source IN ('person', 'api', 'import'))
  );
  CREATE UNIQUE INDEX check_ins_key_result_seq ON check_ins (workspace_id, key_result_id, seq)
    WHERE key_result_id IS NOT NULL;
  CREATE UNIQUE INDEX check_ins_objective_seq ON check_ins (workspace_id, objective_id, seq)
    WHERE objective_id IS NOT NULL;
  CREATE INDEX check_ins_key_result_time ON check_ins (workspace_id, key_result_id, observed_at, seq);
  CREATE INDEX check_ins_objective_time ON check_ins (workspace_id, objective_id, observed_at, seq);
  CREATE INDEX check_ins_author ON check_ins (workspace_id, author_id, recorded_at);
  CREATE INDEX check_ins_superseded ON check_ins (workspace_id, supersedes_id)
    WHERE supersedes_id IS NOT NULL;
  CREATE TABLE check_in_undos (
    workspace_id uuid NOT NULL CONSTRAINT check_in_undos_workspace_fk REFERENCES workspaces (id),
    check_in_id uuid NOT NULL,
    member_id uuid NOT NULL,
    at timestamptz NOT NULL,
    CONSTRAINT check_in_undos_pk PRIMARY KEY (workspace_id, check_in_id),
    CONSTRAINT check_in_undos_check_in_fk FOREIGN KEY (workspace_id, check_in_id)
      REFERENCES check_ins (workspace_id, id),
    CONSTRAINT check_in_undos_member_fk FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id)
  );
  ${protect('check_ins', 'SELECT, INSERT')}
  ${protect('check_in_undos', 'SELECT, INSERT')}`

/** Check-ins: immutable snapshots, corrected by superseding ones, undone by a row beside them. */
export class CheckIns1761000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(checkIns)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE check_in_undos, check_ins')
  }
}
