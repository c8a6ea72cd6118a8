import { rows, type Tx } from '../../database/transaction.ts'
import { forbidden, wrongState } from '../../errors.ts'
import { record } from '../../events/record.ts'
import type { Actor } from '../../http/actor.ts'
import type { Tagged } from '../../http/etag.ts'
import { newId } from '../../ids.ts'
import { schedule } from '../../jobs/due.ts'
import { findPerson, toPerson } from '../../members/find-person.ts'
import { checkHowMany, exportJob, findExport } from '../archive/exports.ts'
import { store } from '../archive/job.ts'
import { zipOf } from '../archive/zip.ts'
import { ExportEntity } from '../entity.ts'
import type { ExportDto } from '../schema.ts'
import { readMe } from './read-me.ts'
import { personStatement, personTables } from './select.ts'

/** An admin may hand over their own to many. */
const mostADay = 20

/**
 * Makes at once what there is of one person: all of it for themselves, for an admin what that admin sees of them and
 * nobody else alone may. 403 for others, 409 for somebody erased, 429 past twenty a day.
 */
export async function exportPerson(tx: Tx, actor: Actor, id: string): Promise<ExportDto & Tagged> {
  const person = await findPerson(tx, actor, id)
  if (person.state === 'erased') throw wrongState('Nothing is left of this person.', toPerson(person, actor))
  if (!toPerson(person, actor).can.exportData)
    throw forbidden('What there is of a person is taken away by themselves, or by an admin.')
  const lock = `export ${actor.workspaceId} ${actor.memberId}`
  await rows(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [lock])
  await checkHowMany(tx, actor, { most: mostADay, ofPeople: true })
  const exportId = newId(actor.now)
  await tx.insert(ExportEntity, {
    ...{ workspaceId: actor.workspaceId, id: exportId, requestedAt: actor.now, memberId: person.id },
    ...{ requestedBy: actor.memberId!, bytes: '0', state: 'waiting' },
  })
  const own = person.id === actor.memberId
  const zip = await zipOf(tx, {
    statement: await personStatement(tx, actor, person.id),
    tables: personTables(own),
    at: actor.now,
    readMe: readMe(person.name, own, actor.now),
    manifest: { format: 'footbridge-person', version: 1, memberId: person.id, own },
  })
  const expiresAt = await store(
    tx,
    actor,
    { id: exportId, requestedBy: actor.memberId!, memberId: person.id },
    zip,
  )
  await schedule(tx, actor, { kind: exportJob, subjectId: exportId, runAt: expiresAt })
  await record(tx, actor, {
    kind: 'export.requested',
    subject: { kind: 'export', id: exportId },
    audience: { members: [actor.memberId!] },
    data: { memberId: person.id },
  })
  return findExport(tx, actor, exportId)
}
