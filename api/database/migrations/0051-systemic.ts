import type { MigrationInterface, QueryRunner } from 'typeorm'
import { protect } from '../protect.ts'

const up = `
  CREATE TABLE systemic_suggestions (
    workspace_id uuid NOT NULL CONSTRAINT systemic_suggestions_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    root_team_id uuid NOT NULL,
    kind text NOT NULL,
    asked_of uuid NOT NULL,
    created_at timestamptz NOT NULL,
    state text NOT NULL,
    answered_at timestamptz,
    systemic_id uuid,
    CONSTRAINT systemic_suggestions_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT systemic_suggestions_team_fk FOREIGN KEY (workspace_id, root_team_id) REFERENCES teams (workspace_id, id),
    CONSTRAINT systemic_suggestions_asked_fk FOREIGN KEY (workspace_id, asked_of) REFERENCES members (workspace_id, id),
    CONSTRAINT systemic_suggestions_barrier_fk FOREIGN KEY (workspace_id, systemic_id)
      REFERENCES barriers (workspace_id, id),
    CONSTRAINT systemic_suggestions_state_ck CHECK (state IN ('waiting', 'accepted', 'dismissed'))
  );
  CREATE INDEX systemic_suggestions_asked ON systemic_suggestions (workspace_id, asked_of, state);
  CREATE INDEX systemic_suggestions_barrier ON systemic_suggestions (workspace_id, systemic_id)
    WHERE systemic_id IS NOT NULL;
  CREATE TABLE systemic_parts (
    workspace_id uuid NOT NULL CONSTRAINT systemic_parts_workspace_fk REFERENCES workspaces (id),
    suggestion_id uuid NOT NULL,
    barrier_id uuid NOT NULL,
    CONSTRAINT systemic_parts_pk PRIMARY KEY (workspace_id, suggestion_id, barrier_id),
    CONSTRAINT systemic_parts_suggestion_fk FOREIGN KEY (workspace_id, suggestion_id)
      REFERENCES systemic_suggestions (workspace_id, id),
    CONSTRAINT systemic_parts_barrier_fk FOREIGN KEY (workspace_id, barrier_id) REFERENCES barriers (workspace_id, id)
  );
  CREATE UNIQUE INDEX systemic_parts_once ON systemic_parts (workspace_id, barrier_id);
  ${protect('systemic_suggestions', 'SELECT, INSERT, UPDATE')}
  ${protect('systemic_parts', 'SELECT, INSERT')}`

/** What comes again and again: suggested to a leader one level up, with the barriers it is made of. */
export class Systemic1761000000051 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE systemic_parts, systemic_suggestions')
  }
}
