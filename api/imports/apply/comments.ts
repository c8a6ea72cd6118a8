import { CommentEntity, CommentMentionEntity } from '../../comments/entity.ts'
import { rows } from '../../database/transaction.ts'
import { newId } from '../../ids.ts'
import type { VivaComment } from '../model.ts'
import type { Placed } from './items.ts'
import type { People } from './people.ts'
import { type Met, meet, remember } from './registry.ts'
import { became, type Run, say } from './run.ts'
import { batches, insertAll, updateAll } from './write.ts'

/** Brings the comments; one that was edited or removed here stays as it is. */
export async function applyComments(run: Run, items: readonly Placed[], people: People): Promise<void> {
  const { comments } = run.viva
  await run.progress('comments', 0, comments.length)
  const subjects = new Map(items.map(({ met, subject }) => [met.record.key, subject]))
  const met = await meet(run, 'comment', comments, { matchKey: () => null })
  const fresh = met.filter(({ known }) => !known).map((one) => ({ one, id: newId(run.actor.now) }))
  await insertAll(
    run.tx,
    CommentEntity,
    fresh.map(({ one, id }) => rowOf(run, one.record, subjects.get(one.record.itemKey)!, people, id)),
  )
  await mention(run, fresh, people)
  const changed = await rewrite(run, met)
  for (const one of met) tellOf(run, one, changed)
  const ids = new Map(fresh.map(({ one, id }) => [one, id]))
  await remember(
    run,
    'comment',
    met
      .filter((one) => !changed.edited.has(one))
      .map((one) => ({
        met: one,
        subject: { kind: 'comment', id: ids.get(one) ?? one.known!.subjectId! },
        made: true,
        kept: leftovers(one.record),
      })),
  )
}

function rowOf(
  { actor }: Run,
  { authorKey, body, at }: VivaComment,
  subject: Placed['subject'],
  people: People,
  id: string,
) {
  return {
    workspaceId: actor.workspaceId,
    id,
    objectiveId: subject.kind === 'objective' ? subject.id : null,
    keyResultId: subject.kind === 'key_result' ? subject.id : null,
    authorId: people.ids.get(authorKey ?? '') ?? null,
    text: body.text,
    createdAt: at ? new Date(at) : actor.now,
    source: 'import' as const,
    surface: 'import',
    version: 1,
    revision: 1,
  }
}

async function mention(
  { tx, actor }: Run,
  fresh: readonly { one: Met<VivaComment>; id: string }[],
  people: People,
): Promise<void> {
  const list = fresh.flatMap(({ one, id }) => {
    const members = new Set(one.record.mentions.flatMap(({ userKey }) => people.ids.get(userKey ?? '') ?? []))
    return [...members].map((memberId) => ({ workspaceId: actor.workspaceId, commentId: id, memberId }))
  })
  await insertAll(tx, CommentMentionEntity, list)
}

interface Changed {
  updated: Set<Met<VivaComment>>
  edited: Set<Met<VivaComment>>
}

const untouchedStatement = `
  SELECT id FROM comments WHERE workspace_id = $1 AND id = ANY($2::uuid[]) AND edited_at IS NULL AND removed_at IS NULL`

async function rewrite({ tx, actor }: Run, met: readonly Met<VivaComment>[]): Promise<Changed> {
  const changed = met.filter(({ own, unchanged }) => own && !unchanged)
  const free = new Set<string>()
  for (const batch of batches(changed.map(({ own }) => own!.subjectId!))) {
    const known = await rows<{ id: string }>(tx, untouchedStatement, [actor.workspaceId, batch])
    for (const { id } of known) free.add(id)
  }
  const updated = changed.filter(({ own }) => free.has(own!.subjectId!))
  const list = updated.map(({ record, own }) => ({
    workspaceId: actor.workspaceId,
    id: own!.subjectId!,
    text: record.body.text,
  }))
  await updateAll(tx, CommentEntity, list, ['version = t.version + 1', 'revision = t.revision + 1'])
  return { updated: new Set(updated), edited: new Set(changed.filter((one) => !updated.includes(one))) }
}

function tellOf(run: Run, one: Met<VivaComment>, { updated, edited }: Changed): void {
  const { record, known } = one
  if (!edited.has(one)) {
    const how = updated.has(one) ? 'updated' : known ? 'same' : 'created'
    became(run, record, 'comment', 'comments', how, sentences[how])
    return
  }
  run.counts.comments.edited += 1
  say(run, record, 'comment', 'edited-both', 'This comment was changed here since: left as it is.')
}

const sentences = {
  created: 'This comment is new.',
  updated: 'This comment reads as in the file now.',
  same: 'This comment is here already.',
}

function leftovers({ kept, body, mentions }: VivaComment): Record<string, unknown> {
  const strangers = mentions.filter(({ userKey }) => userKey === null).map(({ text }) => text)
  return { ...kept, ...(body.html && { html: body.html }), ...(strangers.length > 0 && { strangers }) }
}
