import { rows, type Tx } from '../database/transaction.ts'
import type { EventRow } from '../events/entity.ts'
import type { Actor } from '../http/actor.ts'
import type { kinds } from './schema.ts'
import { tokensOf } from './words.ts'

type Kind = (typeof kinds)[number]

/** Where the words of each kind stand. */
const texts: Record<Kind, string> = {
  objective: 'SELECT id, title AS text FROM objectives',
  key_result: 'SELECT id, title AS text FROM key_results',
  barrier: `SELECT id, concat_ws(' ', number, title) AS text FROM barriers`,
  member: `SELECT id, name AS text FROM members`,
  team: 'SELECT id, name AS text FROM teams',
}

/** The nouns of events whose subject may have got other words, and its kind. */
const nouns: Record<string, Kind> = {
  objective: 'objective',
  'key-result': 'key_result',
  barrier: 'barrier',
  member: 'member',
  team: 'team',
}
const wordless = new Set(['objective.rolled-up', 'objective.health-changed', 'key-result.health-changed'])

/** Keeps the words under which the subject of an event is found; after an import, and where a name gave way, those of everything. */
export async function indexOnEvent(tx: Tx, actor: Actor, { kind, subjectId }: EventRow): Promise<void> {
  if (kind === 'import.finished' || kind === 'member.erased') return indexAll(tx, actor)
  const noun = nouns[kind.split('.')[0]!]
  if (!noun || wordless.has(kind)) return
  await index(tx, actor, noun, 'AND s.id = $2', [subjectId])
  // Whoever signs in for the first time does so without an event.
  if (noun !== 'member') await index(tx, actor, 'member', unknown)
}

const unknown = `AND NOT EXISTS (SELECT FROM search_tokens k WHERE k.workspace_id = $1 AND k.subject_id = s.id)`

/** Finds words for what has none yet. */
export async function turnSearch(tx: Tx, actor: Actor): Promise<void> {
  for (const kind of Object.keys(texts) as Kind[]) await index(tx, actor, kind, unknown)
}

async function indexAll(tx: Tx, actor: Actor): Promise<void> {
  for (const kind of Object.keys(texts) as Kind[]) await index(tx, actor, kind, '')
}

async function index(tx: Tx, actor: Actor, kind: Kind, which: string, values: unknown[] = []): Promise<void> {
  const { workspaceId } = actor
  const found = await rows<{ id: string; text: string | null }>(
    tx,
    `SELECT s.id, s.text FROM (${texts[kind]} WHERE workspace_id = $1) s WHERE true ${which}`,
    [workspaceId, ...values],
  )
  if (found.length === 0) return
  await rows(tx, 'DELETE FROM search_tokens WHERE workspace_id = $1 AND subject_id = ANY($2::uuid[])', [
    workspaceId,
    found.map(({ id }) => id),
  ])
  const tokens = found.flatMap(({ id, text }) => tokensOf(text ?? '').map((token) => ({ id, token })))
  await rows(
    tx,
    `INSERT INTO search_tokens (workspace_id, token, subject_kind, subject_id)
      SELECT $1, token, $2, id FROM unnest($3::text[], $4::uuid[]) AS t (token, id)`,
    [workspaceId, kind, tokens.map(({ token }) => token), tokens.map(({ id }) => id)],
  )
}
