import { isDeepStrictEqual } from 'node:util'
import { rows, type Tx } from '../database/transaction.ts'
import { moveBoards } from '../events/board-revisions.ts'
import { record } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import type { Stand } from '../objectives/stand.ts'
import { type Subject, standOfKeyResult, subjectColumns, subjectTables } from './subject.ts'

type Turning = Omit<Subject, 'assigned'>

const pageSize = 500

const pageStatement = `
  SELECT ${subjectColumns} FROM ${subjectTables}
  WHERE k.workspace_id = $1 AND k.lifecycle = 'published' AND ($2::uuid IS NULL OR k.id > $2)
  ORDER BY k.id LIMIT ${pageSize}`

/** At the day turn: what time alone changes of published key results, that is silence and what is expected. */
export async function turnKeyResults(tx: Tx, actor: Actor): Promise<void> {
  let after: string | null = null
  while (true) {
    const page: Turning[] = await rows<Turning>(tx, pageStatement, [actor.workspaceId, after])
    await turn(tx, actor, page)
    if (page.length < pageSize) return
    after = page.at(-1)!.id
  }
}

interface Turned {
  before: Turning
  after: Stand
}

// What somebody changed since it was read has worked out for itself how it stands.
const storeStatement = `
  UPDATE key_results k SET percent = u.percent, health = u.health, health_reason = u.health_reason::jsonb,
    expected = u.expected::jsonb, percent_reason = u.percent_reason::jsonb, revision = k.revision + 1
  FROM unnest($2::uuid[], $3::integer[], $4::numeric[], $5::text[], $6::text[], $7::text[], $8::text[])
    AS u (id, revision, percent, health, health_reason, expected, percent_reason)
  WHERE k.workspace_id = $1 AND k.id = u.id AND k.revision = u.revision RETURNING k.id`

async function turn(tx: Tx, actor: Actor, page: readonly Turning[]): Promise<void> {
  const turned = page.map((before) => ({ before, after: standOfKeyResult(before, actor.now) })).filter(isNews)
  if (turned.length === 0) return
  const stored = await rows<{ id: string }>(tx, storeStatement, [
    actor.workspaceId,
    turned.map(({ before }) => before.id),
    turned.map(({ before }) => before.revision),
    turned.map(({ after }) => after.percent),
    turned.map(({ after }) => after.health),
    turned.map(({ after }) => JSON.stringify(after.healthReason)),
    turned.map(({ after }) => after.expected && JSON.stringify(after.expected)),
    turned.map(({ after }) => JSON.stringify(after.percentReason)),
  ])
  const done = new Set(stored.map(({ id }) => id))
  moveBoards(tx, actor.workspaceId, done)
  for (const one of turned) if (done.has(one.before.id)) await tell(tx, actor, one)
}

function isNews({ before, after }: Turned): boolean {
  return (
    before.percent !== after.percent ||
    before.health !== after.health ||
    !isDeepStrictEqual(before.healthReason, after.healthReason) ||
    !isDeepStrictEqual(before.percentReason, after.percentReason) ||
    !isDeepStrictEqual(before.expected, after.expected)
  )
}

async function tell(tx: Tx, actor: Actor, { before, after }: Turned): Promise<void> {
  if (before.health === after.health) return
  await record(tx, actor, {
    kind: 'key-result.health-changed',
    subject: { kind: 'key_result', id: before.id },
    audience: before,
    data: { health: after.health, healthBefore: before.health },
  })
}
