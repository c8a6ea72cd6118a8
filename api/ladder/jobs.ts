import { rows, type Tx } from '../database/transaction.ts'
import { idsIn } from '../events/board-revisions.ts'
import type { EventRow } from '../events/entity.ts'
import type { Actor } from '../http/actor.ts'
import { runningStatement, touchedStatement } from './facts.sql.ts'
import { storeRungs } from './store.ts'

// What can change where somebody stands; the first word of its event.
const facts = new Set([
  'commitment',
  'step',
  'barrier',
  'objective',
  'key-result',
  'alignment',
  'member',
  'team',
  'seen',
])

// Figures of an objective say nothing of its people.
const figures = new Set(['objective.rolled-up', 'objective.health-changed', 'key-result.health-changed'])

/** Keeps the rungs of the objectives that an event is about. */
export async function storeRungsOnEvent(tx: Tx, actor: Actor, event: EventRow): Promise<void> {
  if (event.kind === 'import.finished') return turnLadder(tx, actor)
  if (!facts.has(event.kind.split('.')[0]!) || figures.has(event.kind)) return
  const named = [event.subjectId, ...idsIn(event.data)]
  const about = ['member', 'team'].includes(event.subjectKind) ? event.subjectId : null
  const found = await rows<{ id: string }>(tx, touchedStatement, [actor.workspaceId, named, about])
  const ids = found.map(({ id }) => id)
  await storeRungs(tx, actor, ids, actor.zone)
}

/** At the day turn: what time alone changes, that is who has stalled, of all running objectives in bounded batches. */
export async function turnLadder(tx: Tx, actor: Actor): Promise<void> {
  let after: string | null = null
  for (;;) {
    const found: { id: string }[] = await rows(tx, runningStatement, [actor.workspaceId, after])
    if (found.length === 0) return
    const ids = found.map(({ id }) => id)
    await storeRungs(tx, actor, ids, actor.zone)
    after = ids.at(-1)!
  }
}
