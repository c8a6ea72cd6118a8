import type { MigrationInterface, QueryRunner } from 'typeorm'
import { apiRole, ownerRole, workerRole } from '../connect.ts'
import { protect, protectOwn } from '../protect.ts'

const groups = `
  CREATE TABLE pulse_groups (
    workspace_id uuid NOT NULL CONSTRAINT pulse_groups_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    team_id uuid NOT NULL,
    answers integer NOT NULL,
    understand integer NOT NULL,
    say integer NOT NULL,
    believe integer NOT NULL,
    comments jsonb NOT NULL,
    CONSTRAINT pulse_groups_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT pulse_groups_team_fk FOREIGN KEY (workspace_id, team_id) REFERENCES teams (workspace_id, id),
    CONSTRAINT pulse_groups_fewest_ck CHECK (answers >= 5)
  );
  ${protect('pulse_groups', 'SELECT, INSERT')}`

// What a pulse asks for is frozen as it opens: the application may change where it stands, never its thresholds.
const pulses = `
  CREATE TABLE pulses (
    workspace_id uuid NOT NULL CONSTRAINT pulses_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    team_id uuid NOT NULL,
    cycle_id uuid NOT NULL,
    audience text NOT NULL,
    moment text NOT NULL,
    opened_day date NOT NULL,
    closes_day date NOT NULL,
    fewest integer NOT NULL,
    fewest_comments integer NOT NULL,
    state text NOT NULL,
    answers integer NOT NULL DEFAULT 0,
    group_id uuid,
    CONSTRAINT pulses_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT pulses_team_fk FOREIGN KEY (workspace_id, team_id) REFERENCES teams (workspace_id, id),
    CONSTRAINT pulses_cycle_fk FOREIGN KEY (workspace_id, cycle_id) REFERENCES cycles (workspace_id, id),
    CONSTRAINT pulses_group_fk FOREIGN KEY (workspace_id, group_id) REFERENCES pulse_groups (workspace_id, id),
    CONSTRAINT pulses_audience_ck CHECK (audience IN ('workspace', 'team')),
    CONSTRAINT pulses_moment_ck CHECK (moment IN ('published', 'mid_cycle')),
    CONSTRAINT pulses_state_ck CHECK (state IN ('open', 'closed')),
    CONSTRAINT pulses_fewest_ck CHECK (fewest >= 5 AND fewest_comments >= 10)
  );
  CREATE UNIQUE INDEX pulses_once ON pulses (workspace_id, team_id, cycle_id, moment);
  CREATE INDEX pulses_state ON pulses (workspace_id, state);
  ${protect('pulses', 'SELECT, INSERT')}
  GRANT UPDATE (state, answers, group_id, audience) ON pulses TO ${apiRole}, ${workerRole};`

const authorships = `
  CREATE TABLE pulse_authorships (
    workspace_id uuid NOT NULL CONSTRAINT pulse_authorships_workspace_fk REFERENCES workspaces (id),
    pulse_id uuid NOT NULL,
    member_id uuid NOT NULL,
    answer_id uuid NOT NULL,
    CONSTRAINT pulse_authorships_pk PRIMARY KEY (workspace_id, pulse_id, member_id),
    CONSTRAINT pulse_authorships_pulse_fk FOREIGN KEY (workspace_id, pulse_id) REFERENCES pulses (workspace_id, id),
    CONSTRAINT pulse_authorships_member_fk FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id)
  );
  ${protectOwn('pulse_authorships', 'SELECT, INSERT')}`

const here = `workspace_id = nullif(current_setting('app.workspace', true), '')::uuid`
const me = `nullif(current_setting('app.member', true), '')::uuid`

// The API reads one's own answer alone; the worker counts them all when it forms a group.
const answers = `
  CREATE TABLE pulse_answers (
    workspace_id uuid NOT NULL CONSTRAINT pulse_answers_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    pulse_id uuid NOT NULL,
    understand text NOT NULL,
    say text NOT NULL,
    believe text NOT NULL,
    comment text,
    CONSTRAINT pulse_answers_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT pulse_answers_pulse_fk FOREIGN KEY (workspace_id, pulse_id) REFERENCES pulses (workspace_id, id),
    CONSTRAINT pulse_answers_understand_ck CHECK (understand IN ('yes', 'unsure', 'no')),
    CONSTRAINT pulse_answers_say_ck CHECK (say IN ('yes', 'unsure', 'no')),
    CONSTRAINT pulse_answers_believe_ck CHECK (believe IN ('yes', 'unsure', 'no'))
  );
  CREATE INDEX pulse_answers_pulse ON pulse_answers (workspace_id, pulse_id);
  ALTER TABLE pulse_answers ENABLE ROW LEVEL SECURITY;
  ALTER TABLE pulse_answers FORCE ROW LEVEL SECURITY;
  CREATE POLICY pulse_answers_own ON pulse_answers TO ${apiRole}
    USING (${here} AND EXISTS (SELECT FROM pulse_authorships a WHERE a.workspace_id = pulse_answers.workspace_id
      AND a.answer_id = pulse_answers.id AND a.member_id = ${me}))
    WITH CHECK (${here});
  CREATE POLICY pulse_answers_counted ON pulse_answers TO ${workerRole} USING (${here}) WITH CHECK (${here});
  CREATE POLICY pulse_answers_owner ON pulse_answers TO ${ownerRole} USING (true) WITH CHECK (true);
  GRANT SELECT, INSERT, UPDATE ON pulse_answers TO ${apiRole}, ${workerRole};`

/** Three taps that are only ever shown as the figure of a group. */
export class Pulses1761000000032 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [groups, pulses, authorships, answers]) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE pulse_answers, pulse_authorships, pulses, pulse_groups')
  }
}
