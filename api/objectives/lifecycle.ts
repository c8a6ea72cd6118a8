import { snake } from '../database/naming.ts'
import { rows, type Tx } from '../database/transaction.ts'
import { badField, wrongState } from '../errors.ts'
import { record } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import type { ItemRow, Lifecycle } from './item.ts'
import { checkReason, rememberScore, type Scored } from './scoring.ts'

/** What may happen to an item as a whole: from where, to where, and the last word of its event. */
export const moves = {
  publish: { from: ['draft'], to: 'published', past: 'published' },
  postpone: { from: ['published'], to: 'postponed', past: 'postponed' },
  resume: { from: ['postponed'], to: 'published', past: 'resumed' },
  close: { from: ['published', 'postponed'], to: 'closed', past: 'closed' },
  reopen: { from: ['closed'], to: 'published', past: 'reopened' },
} as const satisfies Record<string, { from: readonly Lifecycle[]; to: Lifecycle; past: string }>

export type Move = keyof typeof moves

export type MoveInput = Scored & { learned?: string | null }

export interface Noun {
  table: 'objectives' | 'key_results'
  subject: 'objective' | 'key_result'
  event: 'objective' | 'key-result'
}

export const objectiveNoun: Noun = { table: 'objectives', subject: 'objective', event: 'objective' }
export const keyResultNoun: Noun = { table: 'key_results', subject: 'key_result', event: 'key-result' }

/** Moves an item on, if it still stands where the move begins; 409 `wrong-state` with `current` otherwise. */
export async function moveItem(
  tx: Tx,
  actor: Actor,
  noun: Noun,
  row: ItemRow,
  move: Move,
  { input = {}, current }: { input?: MoveInput; current: unknown },
): Promise<void> {
  const { from, to } = moves[move]
  const set = Object.entries(setBy(move, actor, input))
  const moved = await rows(
    tx,
    `UPDATE ${noun.table} SET ${['lifecycle = $4', ...set.map(([name], i) => `${snake(name)} = $${i + 5}`)]},
      revision = revision + 1 WHERE workspace_id = $1 AND id = $2 AND lifecycle = ANY($3::text[]) RETURNING id`,
    [actor.workspaceId, row.id, from, to, ...set.map(([, value]) => value)],
  )
  if (moved.length === 0) throw wrongState(`It is ${row.lifecycle}.`, current)
  if (move === 'close' && input.score !== undefined)
    await rememberScore(tx, actor, noun.subject, row.id, input)
  await happened(tx, actor, noun, row, moves[move].past, {
    ...(move === 'close' && { score: input.score ?? null }),
    lifecycleBefore: row.lifecycle,
  })
}

function setBy(move: Move, { now }: Actor, { score, learned }: MoveInput): Partial<ItemRow> {
  if (move === 'publish') return { publishedAt: now }
  if (move === 'reopen') return { closedAt: null, score: null }
  if (move !== 'close') return {}
  return { closedAt: now, score: score ?? null, ...(learned !== undefined && { learned }) }
}

/** Records what happened to an item, under its own audience. */
export async function happened(
  tx: Tx,
  actor: Actor,
  noun: Noun,
  item: Pick<ItemRow, 'id' | 'audience' | 'teamId'>,
  past: string,
  data: Record<string, unknown>,
): Promise<void> {
  const subject = { kind: noun.subject, id: item.id }
  await record(tx, actor, { kind: `${noun.event}.${past}`, subject, audience: item, data })
}

/**
 * Tells those who saw an item where it was, and cannot see it where it went, that it is gone for them: the feed makes
 * a tombstone of it.
 */
export async function leftSight(
  tx: Tx,
  actor: Actor,
  noun: Noun,
  before: Pick<ItemRow, 'id' | 'audience' | 'teamId'>,
  after: Pick<ItemRow, 'audience' | 'teamId'>,
): Promise<void> {
  if (after.audience === 'workspace' || before.teamId === after.teamId) return
  await happened(tx, actor, noun, before, 'left-sight', {})
}

/** Changes the score of a closed item, with the reason (422), and what was learned; 409 while it is not closed. */
export async function scoreItem(
  tx: Tx,
  actor: Actor,
  noun: Noun,
  row: ItemRow,
  { score, learned, ...how }: MoveInput,
  current: unknown,
): Promise<void> {
  if (row.lifecycle !== 'closed')
    throw wrongState(`It is ${row.lifecycle}; close it with its score.`, current)
  const now = score ?? row.score
  if (now !== row.score) {
    checkReason(how.reason)
    await rememberScore(tx, actor, noun.subject, row.id, { ...how, score: now })
  }
  await rows(
    tx,
    `UPDATE ${noun.table} SET score = $3, learned = $4, revision = revision + 1 WHERE workspace_id = $1 AND id = $2`,
    [actor.workspaceId, row.id, now, learned === undefined ? row.learned : learned],
  )
  const data = { score: now, scoreBefore: row.score }
  await happened(tx, actor, noun, row, 'scored', data)
}

export type OverrideInput = { health: 'on_track' | 'at_risk' | 'behind' | null; why?: string | null }

/** Sets a health by hand until the next check-in, or ends what was set; 409 while the item is not published. */
export async function overrideItem(
  tx: Tx,
  actor: Actor,
  noun: Noun,
  row: ItemRow,
  { health, why }: OverrideInput,
  current: unknown,
): Promise<void> {
  if (row.lifecycle !== 'published') throw wrongState(`It is ${row.lifecycle}.`, current)
  if (health && !why?.trim()) throw badField('/why', 'required', 'Say why it stands so.')
  await rows(
    tx,
    `UPDATE ${noun.table} SET override_health = $3, override_why = $4, override_by = $5, override_at = $6,
      revision = revision + 1 WHERE workspace_id = $1 AND id = $2`,
    [
      actor.workspaceId,
      row.id,
      ...(health ? [health, why!.trim(), actor.memberId, actor.now] : Array(4).fill(null)),
    ],
  )
  await happened(tx, actor, noun, row, 'overridden', { health, healthBefore: row.health })
}
