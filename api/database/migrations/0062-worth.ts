import type { MigrationInterface, QueryRunner } from 'typeorm'
import { protect, protectOwn } from '../protect.ts'

// That somebody answered is theirs to see; what was answered stands apart, without a person, an item or a day.
const up = `
  CREATE TABLE worth_given (
    workspace_id uuid NOT NULL CONSTRAINT worth_given_workspace_fk REFERENCES workspaces (id),
    check_in_id uuid NOT NULL,
    member_id uuid NOT NULL,
    CONSTRAINT worth_given_pk PRIMARY KEY (workspace_id, check_in_id),
    CONSTRAINT worth_given_check_in_fk FOREIGN KEY (workspace_id, check_in_id) REFERENCES check_ins (workspace_id, id),
    CONSTRAINT worth_given_member_fk FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id)
  );
  CREATE TABLE worth_answers (
    workspace_id uuid NOT NULL CONSTRAINT worth_answers_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    team_id uuid NOT NULL,
    week date NOT NULL,
    worth boolean NOT NULL,
    CONSTRAINT worth_answers_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT worth_answers_team_fk FOREIGN KEY (workspace_id, team_id) REFERENCES teams (workspace_id, id)
  );
  CREATE INDEX worth_answers_team ON worth_answers (workspace_id, team_id, week);
  ${protectOwn('worth_given', 'SELECT, INSERT')}
  ${protect('worth_answers', 'SELECT, INSERT')}`

/** Was it worth my time? Asked after a check-in, kept so that no answer leads to a person. */
export class Worth1761000000062 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE worth_answers')
    await runner.query('DROP TABLE worth_given')
  }
}
