import { first, rows, type Tx } from '../database/transaction.ts'
import { type Refusal, refuse } from '../errors.ts'
import { record } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { etagOf, type Tagged } from '../http/etag.ts'
import { audienceOf, findPair, type Pair } from './find.ts'
import type { OneOnOneNotesDto, PrivateNotesDto } from './schema.ts'

/**
 * Writes the shared notes if they are still what the writer read. 412 with what is there now otherwise, so that two open
 * panels bring their texts together and nothing is lost.
 */
export async function writeNotes(
  tx: Tx,
  actor: Actor,
  id: string,
  expected: number | null,
  text: string,
): Promise<OneOnOneNotesDto> {
  const pair = await findPair(tx, actor, id)
  const written = await first<Pick<Pair, 'notesBy' | 'notesAt' | 'version' | 'revision'>>(
    tx,
    `UPDATE one_on_ones SET notes = $4, notes_by = $5, notes_at = $6, version = version + 1, revision = revision + 1
      WHERE workspace_id = $1 AND id = $2 AND version = $3
      RETURNING notes_by AS "notesBy", notes_at AS "notesAt", version, revision`,
    [actor.workspaceId, id, expected ?? pair.version, text, actor.memberId, actor.now],
  )
  if (!written) throw staleNotes(actor, toNotes(await findPair(tx, actor, id)))
  await record(tx, actor, {
    kind: 'one-on-one.noted',
    subject: { kind: 'one_on_one', id },
    audience: audienceOf(pair),
  })
  return toNotes({ ...pair, ...written, notes: text })
}

/** The shared notes as they are shown. */
export function toNotes({ id, notes, notesBy, notesAt, version, revision }: Pair): OneOnOneNotesDto {
  return { id, text: notes, by: notesBy, at: notesAt?.toISOString() ?? null, version, revision }
}

interface Written {
  oneOnOneId: string
  expected: number | null
  text: string
  /** Has the audit line name nobody, for when somebody keeps notes about whom is theirs, too. */
  unlink: () => void
}

/**
 * Writes the actor's private notes, which row-level security shows to nobody else. No event, no stored reply, and an
 * audit line without a person; nothing but its row holds the text.
 */
export async function writePrivateNotes(
  tx: Tx,
  actor: Actor,
  { oneOnOneId, expected, text, unlink }: Written,
): Promise<PrivateNotesDto> {
  unlink()
  await findPair(tx, actor, oneOnOneId)
  const keys = [actor.workspaceId, oneOnOneId, actor.memberId]
  await rows(
    tx,
    `INSERT INTO private_notes (workspace_id, one_on_one_id, member_id, text, written_at) VALUES ($1, $2, $3, '', $4)
      ON CONFLICT (workspace_id, one_on_one_id, member_id) DO NOTHING`,
    [...keys, actor.now],
  )
  const written = await first<{ version: number }>(
    tx,
    `UPDATE private_notes SET text = $4, written_at = $6, version = version + 1
      WHERE workspace_id = $1 AND one_on_one_id = $2 AND member_id = $3 AND ($5::int IS NULL OR version = $5)
      RETURNING version`,
    [...keys, text, expected, actor.now],
  )
  if (!written) throw staleNotes(actor, await readPrivateNotes(tx, actor, oneOnOneId))
  return toPrivate({ text, version: written.version })
}

/** The actor's private notes; empty, at version 1, before the first word. */
export async function readPrivateNotes(tx: Tx, actor: Actor, oneOnOneId: string): Promise<PrivateNotesDto> {
  const found = await first<{ text: string; version: number }>(
    tx,
    'SELECT text, version FROM private_notes WHERE workspace_id = $1 AND one_on_one_id = $2 AND member_id = $3',
    [actor.workspaceId, oneOnOneId, actor.memberId],
  )
  return toPrivate(found ?? { text: '', version: 1 })
}

function toPrivate({ text, version }: { text: string; version: number }): PrivateNotesDto {
  return { text, version, revision: version }
}

/** 412 that carries the notes as they are now. */
export function staleNotes(actor: Actor, current: Tagged): Refusal {
  const detail = 'These notes were changed in the meantime. Bring both texts together, then save again.'
  return refuse(412, 'stale', detail, { current }, { ETag: etagOf(current, actor) })
}
