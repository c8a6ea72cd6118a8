import { nextMidnight } from '../calendar.ts'
import { snake } from '../database/naming.ts'
import { first, rows, type Tx } from '../database/transaction.ts'
import { badField } from '../errors.ts'
import { record } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { stale } from '../http/versions.ts'
import type { RetentionRow } from './entity.ts'
import { type Days, daysOf, type Kind, kindNames, kinds } from './kinds.ts'
import { counts, type Part, partNames, parts } from './parts.ts'
import type { RetentionChangeInput, RetentionDto, RetentionPreviewDto } from './schema.ts'

type Stored = Omit<RetentionRow, 'workspaceId' | 'startedAt' | 'part'>

const statement = `
  SELECT audit, events, words, one_on_ones AS "oneOnOnes", logs, finished_at AS "finishedAt",
    CASE WHEN started_at IS NULL THEN counts ELSE '{}' END AS counts, version, revision
  FROM retention WHERE workspace_id = $1`

const unset = { audit: null, events: null, words: null, oneOnOnes: null, logs: null }
const untouched: Stored = { ...unset, finishedAt: null, counts: {}, version: 1, revision: 1 }

/** For how long everything is kept, and what the last night took away. */
export async function readRetention(tx: Tx, actor: Actor): Promise<RetentionDto> {
  return toRetention((await first<Stored>(tx, statement, [actor.workspaceId])) ?? untouched)
}

function toRetention(row: Stored): RetentionDto {
  const { finishedAt, version, revision } = row
  const gone = partNames.flatMap((part) => {
    const count = row.counts[part]
    return count ? [{ part, count }] : []
  })
  const last = finishedAt && { at: finishedAt.toISOString(), gone }
  return { ...(daysOf(row) as Days & { logs: number }), last, version, revision }
}

/** Says for how long; what is over then goes the next night. Shorter than the least is a 400, of which the schema says how much. */
export async function changeRetention(
  tx: Tx,
  actor: Actor,
  change: RetentionChangeInput,
  expected: number | null,
): Promise<RetentionDto> {
  const { workspaceId } = actor
  await rows(tx, 'INSERT INTO retention (workspace_id) VALUES ($1) ON CONFLICT DO NOTHING', [workspaceId])
  const fields = Object.entries(change)
  const sets = fields.map(([kind], i) => `${snake(kind)} = $${i + 3}, `).join('')
  const changed = await rows(
    tx,
    `UPDATE retention SET ${sets}version = version + 1, revision = revision + 1
      WHERE workspace_id = $1 AND version = coalesce($2, version) RETURNING version`,
    [workspaceId, expected, ...fields.map(([, days]) => days ?? 0)],
  )
  if (!changed[0]) throw stale(await readRetention(tx, actor), actor)
  await happened(tx, actor, 'retention.changed', { fields: Object.keys(change) })
  return readRetention(tx, actor)
}

/** Everybody may know for how long what they write is kept. */
export async function happened(
  tx: Tx,
  actor: Actor,
  kind: string,
  data: Record<string, unknown>,
): Promise<void> {
  const subject = { kind: 'workspace', id: actor.workspaceId }
  await record(tx, actor, { kind, subject, audience: { audience: 'workspace', teamId: null }, data })
}

const most = 10_000

/** What would go the next night if it were kept for so long; one statement, whatever there is. 400 for fewer days than the least. */
export async function previewRetention(
  tx: Tx,
  actor: Actor,
  asked: Partial<Record<Kind, number>>,
): Promise<RetentionPreviewDto> {
  for (const kind of kindNames) checkLeast(kind, asked[kind])
  const stored = (await first<Stored>(tx, statement, [actor.workspaceId])) ?? untouched
  const days = daysOf({ ...stored, ...asked })
  const night = nextMidnight(actor.now, actor.zone)
  const before = kindNames.map((kind) => beforeOf(night, days[kind]))
  const counted = partNames.filter((part) => !isTheirs(part) && days[parts[part].kind] !== null)
  const union = counted.map((part) => counts(part, `$${kindNames.indexOf(parts[part].kind) + 3}`))
  const unused = before.map((_, i) => `$${i + 3}::timestamptz`).join(', ')
  const found = await rows<{ part: string; count: number }>(
    tx,
    `${union.join(' UNION ALL ')}${union.length > 0 ? ' UNION ALL ' : ''}
      SELECT 'none', 0 WHERE $1::uuid IS NULL OR $2::int IS NULL OR num_nonnulls(${unused}) < 0`,
    [actor.workspaceId, most, ...before],
  )
  const countOf = new Map(found.map(({ part, count }) => [part, count]))
  const data = partNames
    .filter((part) => days[parts[part].kind] !== null)
    .map((part) => ({ kind: parts[part].kind, part, count: countOf.get(part) ?? null }))
  return { at: night.toISOString(), data }
}

/** Two people's or one person's alone, in the database too, or a single answer to a pulse: nobody else can count it. */
function isTheirs(part: (typeof partNames)[number]): boolean {
  const { kind, table }: Part = parts[part]
  return table === 'pulse_answers' || (kind === 'oneOnOnes' && table !== 'weekly_meetings')
}

/** The instant before which everything is over; null where it is kept for ever. */
export function beforeOf(now: Date, days: number | null): Date | null {
  return days === null ? null : new Date(now.getTime() - days * 86_400_000)
}

function checkLeast(kind: Kind, days: number | undefined): void {
  if (days === undefined || days >= kinds[kind].least || (days === 0 && kind !== 'logs')) return
  throw badField(`/${kind}`, 'minimum', `It is kept for at least ${kinds[kind].least} days.`)
}
