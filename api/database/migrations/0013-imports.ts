import type { MigrationInterface, QueryRunner } from 'typeorm'
import { protect } from '../protect.ts'

const imports = `
  CREATE TABLE imports (
    workspace_id uuid NOT NULL CONSTRAINT imports_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    state text NOT NULL,
    dry_run boolean NOT NULL,
    source text NOT NULL,
    file_name text,
    file_hash text NOT NULL,
    organisation jsonb NOT NULL,
    started_by uuid NOT NULL,
    started_at timestamptz NOT NULL,
    finished_at timestamptz,
    phase text NOT NULL,
    done integer NOT NULL DEFAULT 0,
    total integer NOT NULL DEFAULT 0,
    counts jsonb NOT NULL DEFAULT '{}',
    lines jsonb NOT NULL DEFAULT '{}',
    people jsonb NOT NULL DEFAULT '[]',
    teams jsonb NOT NULL DEFAULT '[]',
    problem jsonb,
    version integer NOT NULL DEFAULT 1,
    revision integer NOT NULL DEFAULT 1,
    CONSTRAINT imports_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT imports_started_by_fk FOREIGN KEY (workspace_id, started_by) REFERENCES members (workspace_id, id),
    CONSTRAINT imports_state_ck CHECK (state IN ('running', 'done', 'failed')),
    CONSTRAINT imports_source_ck CHECK (source IN ('viva-zip', 'viva-csv'))
  );
  CREATE TABLE import_lines (
    workspace_id uuid NOT NULL CONSTRAINT import_lines_workspace_fk REFERENCES workspaces (id),
    import_id uuid NOT NULL,
    line integer NOT NULL,
    level text NOT NULL,
    code text NOT NULL,
    kind text NOT NULL,
    pointer text NOT NULL,
    detail text NOT NULL,
    CONSTRAINT import_lines_pk PRIMARY KEY (workspace_id, import_id, line),
    CONSTRAINT import_lines_import_fk FOREIGN KEY (workspace_id, import_id) REFERENCES imports (workspace_id, id),
    CONSTRAINT import_lines_level_ck CHECK (level IN ('review', 'changed', 'kept', 'note', 'done'))
  );
  CREATE INDEX import_lines_level ON import_lines (workspace_id, import_id, level, line);
  ${protect('imports', 'SELECT, INSERT, UPDATE')}
  ${protect('import_lines', 'SELECT, INSERT')}`

// What tells rows apart stands first: right after a large import nothing is known of the table's statistics, and an
// index by kind would look as good as one by id.
const imported = `
  CREATE TABLE imported (
    workspace_id uuid NOT NULL CONSTRAINT imported_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    source text NOT NULL,
    kind text NOT NULL,
    external_id text NOT NULL,
    match_key text,
    row_hash text NOT NULL,
    subject_kind text,
    subject_id uuid,
    made boolean NOT NULL,
    written jsonb NOT NULL DEFAULT '{}',
    kept jsonb NOT NULL DEFAULT '{}',
    import_id uuid NOT NULL,
    CONSTRAINT imported_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT imported_import_fk FOREIGN KEY (workspace_id, import_id) REFERENCES imports (workspace_id, id),
    CONSTRAINT imported_source_ck CHECK (source IN ('viva-zip', 'viva-csv')),
    CONSTRAINT imported_kind_ck CHECK (kind IN ('user', 'team', 'period', 'item', 'check-in', 'comment', 'task', 'row'))
  );
  CREATE UNIQUE INDEX imported_row ON imported (workspace_id, external_id, kind, source);
  CREATE INDEX imported_match ON imported (workspace_id, match_key, kind);
  CREATE INDEX imported_subject ON imported (workspace_id, subject_id);
  ${protect('imported', 'SELECT, INSERT, UPDATE')}`

/** Imports with their reports, and what every row of a source became here. */
export class Imports1761000000013 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(imports)
    await runner.query(imported)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE imported, import_lines, imports')
  }
}
