import { first, rows, type Tx } from '../../database/transaction.ts'
import { refuse } from '../../errors.ts'
import type { Actor } from '../../http/actor.ts'
import { bad } from '../archive.ts'
import { type Counted, type Counts, noCounts } from '../outcome.ts'
import { quote, type Report, tell } from '../report.ts'
import { archived } from './format.ts'
import type { WorkspaceArchive } from './read.ts'

/** What a row of a table counts as in the report; others are parts of these. */
const countsAs: Readonly<Record<string, Counted>> = {
  members: 'people',
  teams: 'teams',
  cycles: 'cycles',
  objectives: 'items',
  key_results: 'items',
  check_ins: 'checkIns',
  comments: 'comments',
  steps: 'steps',
}

const somethingThere = `SELECT 1 WHERE (SELECT count(*) FROM members WHERE workspace_id = $1) > 1
  OR EXISTS (SELECT FROM teams WHERE workspace_id = $1) OR EXISTS (SELECT FROM cycles WHERE workspace_id = $1)
  OR EXISTS (SELECT FROM priorities WHERE workspace_id = $1)`

/** 409 `workspace-not-empty`: an archive takes the place of nothing. */
export async function checkEmpty(tx: Tx, { workspaceId }: Pick<Actor, 'workspaceId'>): Promise<void> {
  if (await first(tx, somethingThere, [workspaceId])) {
    throw refuse(409, 'workspace-not-empty', 'An archive is brought over into an empty workspace only.')
  }
}

/** How an archive is brought over. */
export interface Restoring {
  archive: WorkspaceArchive
  /** Whether its admins are admins here, who else come as members; a file that somebody made names whom it likes. */
  keepAdmins: boolean
  progress: (done: number, total: number) => Promise<void>
}

/**
 * Puts every row of an archive into an empty workspace, ids kept. 409 `workspace-not-empty`; 422 `archive-row` where the
 * database does not take a row, with the file it stands in. The report names its admins.
 */
export async function restore(
  tx: Tx,
  actor: Actor,
  { archive, keepAdmins, progress }: Restoring,
): Promise<{ counts: Counts; report: Report }> {
  await checkEmpty(tx, actor)
  const counts = noCounts()
  const same = await sameAs(tx, actor, archive)
  const staying = { same, keepAdmins }
  if (same) await makeWay(tx, actor, same)
  const columns = await columnsOfTables(tx)
  for (const [done, { table }] of archived.entries()) {
    const lines = linesOf(archive, table, staying)
    await progress(done, archived.length)
    if (lines.length > 0)
      await insert(tx, actor, { table, lines, columns: columns.get(table)!, madeAt: archive.madeAt })
    const counted = countsAs[table]
    if (counted) counts[counted].created += lines.length
  }
  if (same) await becomeOne(tx, actor, same)
  return { counts, report: adminsOf(archive, staying) }
}

/** A person of the archive whom the directory knows as whoever brings it over. */
interface Same {
  id: string
  value: string
  /** Whether they may look after the workspace: then they are one person from now on. */
  takesOver: boolean
}

async function sameAs(
  tx: Tx,
  { workspaceId, memberId }: Actor,
  archive: WorkspaceArchive,
): Promise<Same | null> {
  const own = await first<{ value: string }>(
    tx,
    `SELECT value FROM member_identities WHERE workspace_id = $1 AND member_id = $2 AND kind = 'entra'`,
    [workspaceId, memberId],
  )
  const found = parsed(archive, 'member_identities').find(
    ({ kind, value }) => kind === 'entra' && value === own?.value,
  )
  if (!own || !found) return null
  const person = parsed(archive, 'members').find(({ id }) => id === found.member_id)
  const takesOver = person?.state === 'active' && person.admin === true && person.merged_into === null
  return { id: String(found.member_id), value: own.value, takesOver }
}

/** The identity can be there once: it goes with the person of the archive, or stays with whoever is here. */
async function makeWay(tx: Tx, { workspaceId, memberId }: Actor, { takesOver }: Same): Promise<void> {
  if (!takesOver) return
  const values = [workspaceId, memberId]
  await rows(tx, 'DELETE FROM member_identities WHERE workspace_id = $1 AND member_id = $2', values)
}

/** As after a merge: whoever was here is the person of the archive from now on. */
async function becomeOne(tx: Tx, { workspaceId, memberId }: Actor, { id, takesOver }: Same): Promise<void> {
  if (!takesOver) return
  const statement = `UPDATE members SET merged_into = $3, version = version + 1, revision = revision + 1
    WHERE workspace_id = $1 AND id = $2`
  await rows(tx, statement, [workspaceId, memberId, id])
}

function parsed(archive: WorkspaceArchive, table: string): Record<string, unknown>[] {
  return (archive.rows.get(table) ?? []).map((line) => JSON.parse(line))
}

interface Staying {
  same: Same | null
  keepAdmins: boolean
}

/** The lines of a table, without the identity that whoever is here keeps, and without admins whom nobody made one here. */
function linesOf(archive: WorkspaceArchive, table: string, { same, keepAdmins }: Staying): readonly string[] {
  const lines = archive.rows.get(table) ?? []
  if (table === 'members' && !keepAdmins) return lines.map((line) => withoutRole(line, same))
  if (table !== 'member_identities' || !same || same.takesOver) return lines
  return lines.filter((line) => {
    const { kind, value } = JSON.parse(line)
    return kind !== 'entra' || value !== same.value
  })
}

/** Whoever brings the archive over, and is in it, looks after the workspace already. */
const isTaker = (id: unknown, same: Same | null) => same?.takesOver === true && same.id === id

function withoutRole(line: string, same: Same | null): string {
  const row = JSON.parse(line)
  return row.admin === true && !isTaker(row.id, same) ? JSON.stringify({ ...row, admin: false }) : line
}

/** Who looked after the workspace of the archive: for whoever brings it over to look at. */
function adminsOf(archive: WorkspaceArchive, { same, keepAdmins }: Staying): Report {
  const report: Report = []
  for (const [i, { id, name, admin }] of parsed(archive, 'members').entries()) {
    if (admin !== true || isTaker(id, same)) continue
    const [code, said] = keepAdmins
      ? (['admin-comes', 'comes as an admin'] as const)
      : (['admin-as-member', 'was an admin and comes as a member'] as const)
    tell(report, `/members.jsonl/${i}`, 'user', code, `${quote(String(name))} ${said}.`)
  }
  return report
}

interface Inserting {
  table: string
  lines: readonly string[]
  columns: readonly string[]
  /** When the archive says it was made. */
  madeAt: Date | null
}

async function insert(
  tx: Tx,
  { workspaceId, now }: Actor,
  { table, lines, columns, madeAt }: Inserting,
): Promise<void> {
  const given = new Set(Object.keys(JSON.parse(lines[0]!)))
  const set = ['workspace_id', ...(table === 'audit_log' ? ['archive_of'] : [])]
  const names = columns.filter((name) => !set.includes(name) && given.has(name))
  const list = [...set, ...names].map((name) => `"${name}"`).join(', ')
  const picked = names.map((name) => `, r."${name}"`).join('')
  const ours = set.length > 1 ? '$1, $3::timestamptz' : '$1'
  const statement = `INSERT INTO ${table} (${list}) SELECT ${ours}${picked}
    FROM unnest($2::text[]) AS line, jsonb_populate_record(NULL::${table}, line::jsonb) AS r
    ${settings.includes(table) ? replacing(names) : ''}`
  // What an archive says of itself may be anything: it is not from later than now.
  const archiveOf = madeAt && madeAt < now ? madeAt : now
  try {
    await rows(tx, statement, [workspaceId, lines, ...(set.length > 1 ? [archiveOf] : [])])
  } catch (error) {
    throw asRefusal(error, table)
  }
}

/** Every workspace has its one row of settings from the beginning, and of times after its first night. */
const settings = ['workspace_settings', 'retention']

function replacing(names: readonly string[]): string {
  return `ON CONFLICT (workspace_id) DO UPDATE SET ${names.map((name) => `"${name}" = excluded."${name}"`).join(', ')}`
}

/** Values of a wrong kind (22…) and rows that contradict others (23…) are the file's fault. */
function asRefusal(error: unknown, table: string): unknown {
  const { code = '' } = (error as { driverError?: { code?: string } }).driverError ?? {}
  if (!/^2[23]/.test(code)) return error
  return bad(`/${table}.jsonl`, 'archive-row', `A row of ${table}.jsonl does not fit. Export it again.`)
}

async function columnsOfTables(tx: Tx): Promise<Map<string, string[]>> {
  const found = await rows<{ table: string; names: string[] }>(
    tx,
    `SELECT c.relname AS "table", array_agg(a.attname ORDER BY a.attnum)::text[] AS names FROM pg_class c
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      WHERE c.relnamespace = 'public'::regnamespace AND c.relname = ANY($1::text[]) GROUP BY 1`,
    [archived.map(({ table }) => table)],
  )
  return new Map(found.map(({ table, names }) => [table, names]))
}
