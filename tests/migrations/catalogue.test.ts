import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import pg from 'pg'
import { apiRole, ownerRole, workerRole } from '../../api/database/connect.ts'
import { controlTables } from '../../api/database/control-tables.ts'
import { migrate } from '../../api/database/migrate.ts'
import { personal } from '../../api/database/personal.ts'
import { emptyDatabase, type TestDatabase } from '../support/database.ts'

const applicationRoles = [apiRole, workerRole]

/** Tables of ours; the list of migrations belongs to the tool and holds nothing of a workspace. */
const ours = `c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> 'migrations'`

/** Tables with a member whose rows say nothing that another table does not say. */
const helpers = [
  'chat_cards',
  'check_in_reminders',
  'check_in_undos',
  'comment_mentions',
  'commitment_asks',
  'worth_given',
]

/** Nobody's words, and what messages to them go by, whoever brings them about. */
const readForThem = ['notification_settings', 'seen', 'unfolding_told']

describe('the catalogue', () => {
  let database: TestDatabase
  let admin: pg.Client

  beforeAll(async () => {
    database = await emptyDatabase() // not copied from the template: a copy has the privileges of a new database
    await migrate(database.adminUrl)
    admin = new pg.Client({ connectionString: database.adminUrl })
    await admin.connect()
  })
  afterAll(async () => {
    await admin?.end()
    await database?.drop()
  })

  const lines = async (statement: string, values: unknown[] = []): Promise<string[]> =>
    (await admin.query({ text: statement, values, rowMode: 'array' })).rows.map((row) => row.join(' '))

  it('knows tables at all', async () => {
    expect(await lines(`SELECT c.relname FROM pg_class c WHERE ${ours}`)).toContain('check_ins')
  })

  it('has the workspace in every table', async () => {
    const without = await lines(
      `SELECT c.relname FROM pg_class c WHERE ${ours} AND NOT EXISTS (SELECT FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attname = 'workspace_id' AND a.attnotnull) ORDER BY 1`,
    )
    expect(without).toEqual(['workspaces'])
  })

  it('has row-level security enabled and forced on every table', async () => {
    const open = await lines(
      `SELECT c.relname FROM pg_class c WHERE ${ours} AND NOT (c.relrowsecurity AND c.relforcerowsecurity)`,
    )
    expect(open).toEqual([])
  })

  it('has the workspace in every primary, unique and foreign key', async () => {
    const workspace = `(SELECT attnum FROM pg_attribute WHERE attrelid = c.oid AND attname = 'workspace_id')`
    const keys = await lines(
      `SELECT c.relname, k.conname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
        WHERE ${ours} AND c.relname <> 'workspaces' AND k.contype IN ('p', 'u', 'f', 'x')
          AND NOT ${workspace} = ANY(k.conkey)
        UNION ALL
        SELECT c.relname, i.indexrelid::regclass::text FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
        WHERE ${ours} AND c.relname <> 'workspaces' AND i.indisunique AND NOT ${workspace} = ANY(i.indkey)`,
    )
    expect(keys).toEqual([])
  })

  it('starts every index with the workspace, but for the clock of the worker and the door of keys', async () => {
    const others = await lines(
      `SELECT i.indexrelid::regclass FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
        WHERE ${ours} AND c.relname <> 'workspaces' AND a.attname <> 'workspace_id' ORDER BY 1`,
    )
    expect(others.sort()).toEqual(['chat_sends_due', 'chat_sends_pace', 'credentials_hash', 'due_next'])
  })

  it('cascades nowhere', async () => {
    const cascades = await lines(
      `SELECT conname FROM pg_constraint WHERE contype = 'f' AND (confdeltype <> 'a' OR confupdtype <> 'a')
        AND connamespace = 'public'::regnamespace`,
    )
    expect(cascades).toEqual([])
  })

  it.each(applicationRoles)('has a policy with USING and WITH CHECK for %s on every table', async (role) => {
    const without = await lines(
      `SELECT c.relname FROM pg_class c WHERE ${ours} AND NOT EXISTS (
        SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polcmd = '*' AND p.polqual IS NOT NULL
          AND p.polwithcheck IS NOT NULL AND $1::regrole = ANY(p.polroles))`,
      [role],
    )
    expect(without).toEqual([])
  })

  it('lets the owner see all rows, so that a data migration touches what it means to', async () => {
    const without = await lines(
      `SELECT c.relname FROM pg_class c WHERE ${ours} AND NOT EXISTS (
        SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND $1::regrole = ANY(p.polroles)
          AND pg_get_expr(p.polqual, p.polrelid) = 'true')`,
      [ownerRole],
    )
    expect(without).toEqual([])
  })

  it('asks for the workspace in every policy but those of the control tables', async () => {
    const loose = await lines(
      `SELECT DISTINCT c.relname FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
        WHERE ${ours} AND NOT $1::regrole = ANY(p.polroles)
          AND (coalesce(pg_get_expr(p.polqual, p.polrelid), '') !~ 'app\\.workspace'
            OR p.polcmd <> 'd' AND coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '') !~ 'app\\.workspace')`,
      [ownerRole],
    )
    expect(loose.filter((table) => !controlTables.includes(table))).toEqual([])
  })

  it('shows what is somebody’s own to them alone, or through a table that does', async () => {
    const open = await lines(
      `SELECT c.relname FROM pg_class c WHERE ${ours} AND c.relname = ANY($2) AND EXISTS (SELECT FROM pg_policy p
        WHERE p.polrelid = c.oid AND p.polpermissive AND p.polcmd IN ('*', 'r') AND $1::regrole = ANY(p.polroles)
          AND pg_get_expr(p.polqual, p.polrelid) !~ 'app\\.member|one_on_ones')`,
      [
        apiRole,
        Object.keys(personal).filter((table) => personal[table]!.own && !readForThem.includes(table)),
      ],
    )
    expect(open).toEqual([])
  })

  it('keeps text out of the control tables', async () => {
    const text = await lines(
      `SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
        WHERE ${ours} AND c.relname = ANY($1) AND a.atttypid IN ('text'::regtype, 'jsonb'::regtype)`,
      [controlTables],
    )
    expect(text.filter((column) => !['workspaces state', 'due kind'].includes(column))).toEqual([])
  })

  it('has every column that can hold a text in the registry of personal texts, and no other', async () => {
    const columns = await lines(
      `SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
        WHERE ${ours} AND NOT a.attisdropped AND format_type(a.atttypid, NULL) ~ '^(text|character|json|bytea|name)'`,
    )
    const registered = Object.entries(personal).flatMap(([table, { plain = '', record = '', said, kept }]) =>
      [...`${plain} ${record}`.trim().split(/ +/), ...Object.keys({ ...said, ...kept })]
        .filter(Boolean)
        .map((column) => `${table} ${column}`),
    )
    const others = await lines(`SELECT c.relname, a.attname FROM pg_class c
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 WHERE ${ours} AND NOT a.attisdropped`)
    expect(columns.filter((column) => !registered.includes(column)).sort()).toEqual([])
    expect(registered.filter((column) => !others.includes(column))).toEqual([])
  })

  it('says of every row that names who wrote it whose it is in the registry, and by columns that there are', async () => {
    const columns = await lines(
      `SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
        WHERE ${ours} AND a.atttypid = 'uuid'::regtype`,
    )
    const named = Object.entries(personal).flatMap(([table, { of = '' }]) =>
      of
        .split(' ')
        .filter(Boolean)
        .map((column) => `${table} ${column}`),
    )
    expect(named.filter((column) => !columns.includes(column))).toEqual([])
    const members = columns
      .filter((column) => column.endsWith(' member_id'))
      .map((line) => line.split(' ')[0]!)
    expect(members.filter((table) => !personal[table]?.of && !helpers.includes(table))).toEqual([])
  })

  it.each(applicationRoles)('lets %s empty and take away what the registry says', async (role) => {
    const all = Object.entries(personal)
    const columns = all.flatMap(([table, { record = '', said = {} }]) =>
      [...record.split(' ').filter(Boolean), ...Object.keys(said)].map((column) => [table, column]),
    )
    const goes = all.filter(([, held]) => held.goes).map(([table]) => table)
    const may = await lines(
      `SELECT t, c FROM unnest($2::text[], $3::text[]) AS x (t, c) WHERE NOT has_column_privilege($1, t, c, 'UPDATE')
        UNION ALL SELECT t, 'DELETE' FROM unnest($4::text[]) AS t WHERE NOT has_table_privilege($1, t, 'DELETE')`,
      [role, columns.map(([table]) => table), columns.map(([, column]) => column), goes],
    )
    expect(may).toEqual([])
  })

  it('gives the application roles no power, no property and no other role', async () => {
    const strong = await lines(
      `SELECT rolname FROM pg_roles WHERE rolname = ANY($1) AND
        (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication OR rolinherit)`,
      [applicationRoles],
    )
    const owned = await lines(
      `SELECT classid::regclass, objid FROM pg_shdepend WHERE deptype = 'o'
        AND refobjid IN (SELECT oid FROM pg_roles WHERE rolname = ANY($1))`,
      [applicationRoles],
    )
    const roles = await lines(
      `SELECT roleid::regrole FROM pg_auth_members WHERE member IN (SELECT oid FROM pg_roles WHERE rolname = ANY($1))`,
      [applicationRoles],
    )
    expect([...strong, ...owned, ...roles]).toEqual([])
  })

  it('gives nothing to everybody and nothing but rows to the application roles', async () => {
    const grants = await lines(
      `SELECT c.relname, g.grantee::regrole, g.privilege_type FROM pg_class c, aclexplode(c.relacl) g
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm') AND g.grantee <> c.relowner
          AND (g.grantee = 0 OR g.privilege_type NOT IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE'))`,
    )
    expect(grants).toEqual([])
    const creators = await lines(
      `SELECT r.rolname FROM pg_roles r WHERE rolname = ANY($1)
        AND (has_schema_privilege(r.oid, 'public', 'CREATE')
          OR has_database_privilege(r.oid, current_database(), 'CREATE, TEMPORARY'))`,
      [applicationRoles],
    )
    expect(creators).toEqual([])
  })

  it.each([
    ['audit_log', 'DELETE INSERT SELECT'],
    ['check_ins', 'INSERT SELECT'],
    ['check_in_undos', 'INSERT SELECT'],
    ['events', 'DELETE INSERT SELECT'],
    ['seen', 'INSERT SELECT'],
  ])('lets the application only add to %s; the worker may take away old records', async (table, worker) => {
    const granted = (role: string) =>
      lines(
        `SELECT string_agg(g.privilege_type, ' ' ORDER BY g.privilege_type) FROM pg_class c, aclexplode(c.relacl) g
          WHERE c.oid = $1::regclass AND g.grantee = $2::regrole`,
        [table, role],
      )
    expect([await granted(apiRole), await granted(workerRole)]).toEqual([['INSERT SELECT'], [worker]])
  })

  it('narrows by age what may be taken away from records, and to erasing what may be emptied', async () => {
    const narrowed = await lines(
      `SELECT polrelid::regclass, polcmd, pg_get_expr(polqual, polrelid) ~ CASE polcmd WHEN 'd' THEN 'at < \\(now\\(\\) - '
        ELSE 'app.erasing' END FROM pg_policy WHERE NOT polpermissive`,
    )
    const emptied = [
      'barrier_turns',
      'check_ins',
      'import_lines',
      'publish_waivers',
      'pulse_groups',
      'scorings',
    ]
    const all = [...emptied, 'target_edits', 'webhook_attempts'].map((table) => `${table} w true`)
    expect(narrowed.sort()).toEqual(['audit_log d true', 'events d true', ...all].sort())
  })

  it('has no view and no function that would run with the rights of its owner', async () => {
    const views = await lines(
      `SELECT c.relname FROM pg_class c WHERE c.relkind IN ('v', 'm')
        AND c.relnamespace = 'public'::regnamespace
        AND NOT coalesce(c.reloptions @> ARRAY['security_invoker=true'], false)`,
    )
    const functions = await lines(
      `SELECT proname FROM pg_proc WHERE prosecdef
        AND pronamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)`,
    )
    expect([...views, ...functions]).toEqual([])
  })

  it('has no schema but its own and that of the jobs', async () => {
    const schemas = await lines(
      `SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_(catalog|toast|temp)' AND nspname <> 'information_schema'`,
    )
    expect(schemas).toEqual(['public'])
  })

  it('indexes only types whose comparison is leakproof: others lose their index under row-level security', async () => {
    const leaking = await lines(
      `SELECT DISTINCT i.indexrelid::regclass, t.typname FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid,
          unnest(i.indclass::oid[]) AS k (opclass)
        JOIN pg_opclass o ON o.oid = k.opclass JOIN pg_type t ON t.oid = o.opcintype
        WHERE ${ours} AND NOT EXISTS (SELECT FROM pg_amop m JOIN pg_operator p ON p.oid = m.amopopr
            JOIN pg_proc f ON f.oid = p.oprcode
          WHERE m.amopfamily = o.opcfamily AND m.amoplefttype = o.opcintype AND m.amoprighttype = o.opcintype
            AND p.oprname = '=' AND f.proleakproof)`,
    )
    const enums = await lines(`SELECT typname FROM pg_type WHERE typtype = 'e'
      AND typnamespace = 'public'::regnamespace`)
    expect([...leaking, ...enums]).toEqual([])
  })
})
