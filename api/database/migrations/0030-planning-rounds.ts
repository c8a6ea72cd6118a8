import type { MigrationInterface, QueryRunner } from 'typeorm'
import { apiRole, ownerRole, workerRole } from '../connect.ts'
import { protect, protectOwn } from '../protect.ts'

const rounds = `
  CREATE TABLE planning_rounds (
    workspace_id uuid NOT NULL CONSTRAINT planning_rounds_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    team_id uuid NOT NULL,
    cycle_id uuid NOT NULL,
    audience text NOT NULL,
    kind text NOT NULL,
    key_result_id uuid,
    question text NOT NULL,
    vision text,
    anonymous boolean NOT NULL,
    asked uuid[] NOT NULL,
    voices integer NOT NULL DEFAULT 0,
    state text NOT NULL,
    withheld boolean NOT NULL DEFAULT false,
    closes_day date NOT NULL,
    closes_zone text NOT NULL,
    closes_at timestamptz NOT NULL,
    opened_by uuid NOT NULL,
    opened_at timestamptz NOT NULL,
    closed_by uuid,
    closed_at timestamptz,
    published_by uuid,
    published_at timestamptz,
    version integer NOT NULL DEFAULT 1,
    revision integer NOT NULL DEFAULT 1,
    CONSTRAINT planning_rounds_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT planning_rounds_team_fk FOREIGN KEY (workspace_id, team_id) REFERENCES teams (workspace_id, id),
    CONSTRAINT planning_rounds_cycle_fk FOREIGN KEY (workspace_id, cycle_id) REFERENCES cycles (workspace_id, id),
    CONSTRAINT planning_rounds_key_result_fk FOREIGN KEY (workspace_id, key_result_id)
      REFERENCES key_results (workspace_id, id),
    CONSTRAINT planning_rounds_opened_by_fk FOREIGN KEY (workspace_id, opened_by)
      REFERENCES members (workspace_id, id),
    CONSTRAINT planning_rounds_closed_by_fk FOREIGN KEY (workspace_id, closed_by)
      REFERENCES members (workspace_id, id),
    CONSTRAINT planning_rounds_published_by_fk FOREIGN KEY (workspace_id, published_by)
      REFERENCES members (workspace_id, id),
    CONSTRAINT planning_rounds_audience_ck CHECK (audience IN ('workspace', 'team')),
    CONSTRAINT planning_rounds_kind_ck CHECK (kind IN ('round', 'ten_minutes', 'again')),
    CONSTRAINT planning_rounds_again_ck CHECK ((kind = 'again') = (key_result_id IS NOT NULL)),
    CONSTRAINT planning_rounds_state_ck CHECK (state IN ('open', 'closed', 'published')),
    CONSTRAINT planning_rounds_withheld_ck CHECK (NOT withheld OR (anonymous AND state = 'closed'))
  );
  CREATE UNIQUE INDEX planning_rounds_one_open ON planning_rounds (workspace_id, team_id, cycle_id)
    WHERE state = 'open' AND kind <> 'again';
  CREATE INDEX planning_rounds_team ON planning_rounds (workspace_id, team_id, cycle_id, opened_at);
  CREATE INDEX planning_rounds_state ON planning_rounds (workspace_id, state);
  ${protect('planning_rounds', 'SELECT, INSERT, UPDATE')}`

const authorships = `
  CREATE TABLE authorships (
    workspace_id uuid NOT NULL CONSTRAINT authorships_workspace_fk REFERENCES workspaces (id),
    proposal_id uuid NOT NULL,
    round_id uuid NOT NULL,
    member_id uuid NOT NULL,
    request text,
    CONSTRAINT authorships_pk PRIMARY KEY (workspace_id, proposal_id),
    CONSTRAINT authorships_round_fk FOREIGN KEY (workspace_id, round_id)
      REFERENCES planning_rounds (workspace_id, id),
    CONSTRAINT authorships_member_fk FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id)
  );
  CREATE INDEX authorships_member ON authorships (workspace_id, member_id, round_id);
  ${protectOwn('authorships', 'SELECT, INSERT')}`

const proposals = `
  CREATE TABLE proposals (
    workspace_id uuid NOT NULL CONSTRAINT proposals_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    round_id uuid NOT NULL,
    kind text NOT NULL,
    text text NOT NULL,
    why text,
    day date NOT NULL,
    author_id uuid,
    state text NOT NULL,
    question text,
    reply text,
    reason text,
    answered_by uuid,
    objective_id uuid,
    verdict text,
    verdict_on text,
    verdict_words text,
    version integer NOT NULL DEFAULT 1,
    revision integer NOT NULL DEFAULT 1,
    CONSTRAINT proposals_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT proposals_round_fk FOREIGN KEY (workspace_id, round_id) REFERENCES planning_rounds (workspace_id, id),
    CONSTRAINT proposals_author_fk FOREIGN KEY (workspace_id, author_id) REFERENCES members (workspace_id, id),
    CONSTRAINT proposals_answered_by_fk FOREIGN KEY (workspace_id, answered_by) REFERENCES members (workspace_id, id),
    CONSTRAINT proposals_objective_fk FOREIGN KEY (workspace_id, objective_id) REFERENCES objectives (workspace_id, id),
    CONSTRAINT proposals_kind_ck CHECK (kind IN ('member', 'draft', 'gap')),
    CONSTRAINT proposals_state_ck CHECK (state IN ('open', 'coached', 'agreed', 'combined', 'declined', 'withdrawn')),
    CONSTRAINT proposals_verdict_ck CHECK (verdict IN ('agreed', 'not_meant')),
    CONSTRAINT proposals_grown_ck CHECK ((state IN ('agreed', 'combined')) = (objective_id IS NOT NULL)),
    CONSTRAINT proposals_declined_ck CHECK (state <> 'declined' OR reason IS NOT NULL),
    CONSTRAINT proposals_leader_ck CHECK (kind = 'member' OR author_id IS NOT NULL)
  );
  CREATE INDEX proposals_round ON proposals (workspace_id, round_id, id);
  CREATE INDEX proposals_objective ON proposals (workspace_id, objective_id) WHERE objective_id IS NOT NULL;
  CREATE INDEX proposals_author ON proposals (workspace_id, author_id) WHERE author_id IS NOT NULL;`

const here = `workspace_id = nullif(current_setting('app.workspace', true), '')::uuid`
const me = `nullif(current_setting('app.member', true), '')::uuid`

// Until the round is closed, and for good where too few spoke to hide among, a proposal and the leader's draft are
// there for whoever wrote them: the database itself shows them to nobody else.
const sealed = `
  ALTER TABLE proposals ENABLE ROW LEVEL SECURITY;
  ALTER TABLE proposals FORCE ROW LEVEL SECURITY;
  CREATE POLICY proposals_workspace ON proposals TO ${apiRole}, ${workerRole}
    USING (${here} AND (author_id = ${me}
      OR EXISTS (SELECT FROM planning_rounds r WHERE r.workspace_id = proposals.workspace_id
        AND r.id = proposals.round_id AND r.state <> 'open' AND NOT r.withheld)
      OR EXISTS (SELECT FROM authorships a WHERE a.workspace_id = proposals.workspace_id
        AND a.proposal_id = proposals.id AND a.member_id = ${me})))
    WITH CHECK (${here});
  CREATE POLICY proposals_owner ON proposals TO ${ownerRole} USING (true) WITH CHECK (true);
  GRANT SELECT, INSERT, UPDATE ON proposals TO ${apiRole}, ${workerRole};`

/** Rounds that ask a team first, what its people propose, and who wrote what where nobody else may know. */
export class PlanningRounds1761000000030 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [rounds, authorships, proposals, sealed]) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE proposals, authorships, planning_rounds')
  }
}
