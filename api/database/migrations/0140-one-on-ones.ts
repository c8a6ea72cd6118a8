import type { MigrationInterface, QueryRunner } from 'typeorm'
import { inWorkspace, protect, protectOwn } from '../protect.ts'

const pair = `${inWorkspace}
  AND nullif(current_setting('app.member', true), '')::uuid IN (first_id, second_id)`

/** Rows that hang on a one-on-one are there for whom it is there. */
const ofThePair = (table: string) => `${inWorkspace} AND EXISTS (SELECT FROM one_on_ones p
  WHERE p.workspace_id = ${table}.workspace_id AND p.id = ${table}.one_on_one_id)`

const oneOnOnes = `
  CREATE TABLE one_on_ones (
    workspace_id uuid NOT NULL CONSTRAINT one_on_ones_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    first_id uuid NOT NULL,
    second_id uuid NOT NULL,
    opened_by uuid NOT NULL,
    opened_at timestamptz NOT NULL,
    notes text NOT NULL DEFAULT '',
    notes_by uuid,
    notes_at timestamptz,
    meetings integer NOT NULL DEFAULT 0,
    version integer NOT NULL DEFAULT 1,
    revision integer NOT NULL DEFAULT 1,
    CONSTRAINT one_on_ones_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT one_on_ones_first_fk FOREIGN KEY (workspace_id, first_id) REFERENCES members (workspace_id, id),
    CONSTRAINT one_on_ones_second_fk FOREIGN KEY (workspace_id, second_id) REFERENCES members (workspace_id, id),
    CONSTRAINT one_on_ones_opened_fk FOREIGN KEY (workspace_id, opened_by) REFERENCES members (workspace_id, id),
    CONSTRAINT one_on_ones_notes_fk FOREIGN KEY (workspace_id, notes_by) REFERENCES members (workspace_id, id),
    CONSTRAINT one_on_ones_pair_ck CHECK (first_id < second_id)
  );
  CREATE UNIQUE INDEX one_on_ones_pair ON one_on_ones (workspace_id, first_id, second_id);
  CREATE INDEX one_on_ones_second ON one_on_ones (workspace_id, second_id);
  ${protect('one_on_ones', 'SELECT, INSERT, UPDATE', pair)}`

const meetings = `
  CREATE TABLE one_on_one_meetings (
    workspace_id uuid NOT NULL CONSTRAINT one_on_one_meetings_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    one_on_one_id uuid NOT NULL,
    seq integer NOT NULL,
    at timestamptz NOT NULL,
    day date NOT NULL,
    closed_by uuid NOT NULL,
    notes text NOT NULL,
    promises jsonb NOT NULL,
    undone_at timestamptz,
    CONSTRAINT one_on_one_meetings_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT one_on_one_meetings_pair_fk FOREIGN KEY (workspace_id, one_on_one_id)
      REFERENCES one_on_ones (workspace_id, id),
    CONSTRAINT one_on_one_meetings_closed_fk FOREIGN KEY (workspace_id, closed_by)
      REFERENCES members (workspace_id, id)
  );
  CREATE UNIQUE INDEX one_on_one_meetings_seq ON one_on_one_meetings (workspace_id, one_on_one_id, seq)
    WHERE undone_at IS NULL;
  ${protect('one_on_one_meetings', 'SELECT, INSERT, UPDATE', ofThePair('one_on_one_meetings'))}`

const subjects = [
  ['objective', 'objectives'],
  ['key_result', 'key_results'],
  ['step', 'steps'],
  ['barrier', 'barriers'],
  ['win', 'wins'],
  ['comment', 'comments'],
]
const columns = subjects.map(([name]) => `${name}_id uuid`).join(', ')
const foreignKeys = subjects.map(
  ([name, table]) => `CONSTRAINT agenda_items_${name}_fk FOREIGN KEY (workspace_id, ${name}_id)
      REFERENCES ${table} (workspace_id, id)`,
)

const agenda = `
  CREATE TABLE agenda_items (
    workspace_id uuid NOT NULL CONSTRAINT agenda_items_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    one_on_one_id uuid NOT NULL,
    author_id uuid NOT NULL,
    text text,
    ${columns},
    created_at timestamptz NOT NULL,
    done_at timestamptz,
    done_by uuid,
    carried integer NOT NULL DEFAULT 0,
    meeting_id uuid,
    removed_at timestamptz,
    version integer NOT NULL DEFAULT 1,
    revision integer NOT NULL DEFAULT 1,
    CONSTRAINT agenda_items_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT agenda_items_pair_fk FOREIGN KEY (workspace_id, one_on_one_id)
      REFERENCES one_on_ones (workspace_id, id),
    CONSTRAINT agenda_items_author_fk FOREIGN KEY (workspace_id, author_id) REFERENCES members (workspace_id, id),
    CONSTRAINT agenda_items_done_fk FOREIGN KEY (workspace_id, done_by) REFERENCES members (workspace_id, id),
    CONSTRAINT agenda_items_meeting_fk FOREIGN KEY (workspace_id, meeting_id)
      REFERENCES one_on_one_meetings (workspace_id, id),
    ${foreignKeys.join(', ')},
    CONSTRAINT agenda_items_one_subject_ck
      CHECK (num_nonnulls(objective_id, key_result_id, step_id, barrier_id, win_id, comment_id) <= 1),
    CONSTRAINT agenda_items_says_ck CHECK (removed_at IS NOT NULL OR text IS NOT NULL
      OR num_nonnulls(objective_id, key_result_id, step_id, barrier_id, win_id, comment_id) = 1)
  );
  CREATE INDEX agenda_items_pair ON agenda_items (workspace_id, one_on_one_id, meeting_id);
  ${protect('agenda_items', 'SELECT, INSERT, UPDATE', ofThePair('agenda_items'))}`

const privateNotes = `
  CREATE TABLE private_notes (
    workspace_id uuid NOT NULL CONSTRAINT private_notes_workspace_fk REFERENCES workspaces (id),
    one_on_one_id uuid NOT NULL,
    member_id uuid NOT NULL,
    text text NOT NULL,
    version integer NOT NULL DEFAULT 1,
    CONSTRAINT private_notes_pk PRIMARY KEY (workspace_id, one_on_one_id, member_id),
    CONSTRAINT private_notes_pair_fk FOREIGN KEY (workspace_id, one_on_one_id)
      REFERENCES one_on_ones (workspace_id, id),
    CONSTRAINT private_notes_member_fk FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id)
  );
  ${protectOwn('private_notes', 'SELECT, INSERT, UPDATE')}`

/** Two people's running agenda: theirs alone also in the database, and private notes that only their writer reads. */
export class OneOnOnes1761000000140 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [oneOnOnes, meetings, agenda, privateNotes]) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE private_notes, agenda_items, one_on_one_meetings, one_on_ones')
  }
}
