import { first, rows, type Tx } from '../database/transaction.ts'
import { forbidden, notFound, refuse } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { FileReply } from '../http/file-reply.ts'
import type { PictureType } from '../http/picture-type.ts'
import { newId } from '../ids.ts'
import { findBarrier, findFor } from './move.ts'
import { isOpenTo, type Judged, mayEditBarrier, mayRemoveScreenshot } from './policy.ts'
import { ScreenshotEntity, type ScreenshotRow } from './screenshots-entity.ts'
import type { ScreenshotDto, ScreenshotsDto } from './screenshots-schema.ts'
import { tell } from './tell.ts'

const atMost = 10

interface Place {
  id: string
  screenshotId: string
}

/** A picture that was looked at: its bytes and what they are. */
export interface Picture {
  bytes: Buffer
  mediaType: PictureType
  words: string | null
}

type Listed = Pick<ScreenshotRow, 'id' | 'mediaType' | 'words' | 'addedBy' | 'addedAt'> & { name: string }

const listStatement = `
  SELECT s.id, s.media_type AS "mediaType", s.words, s.added_by AS "addedBy", s.added_at AS "addedAt", m.name
  FROM barrier_screenshots s
  JOIN members m ON m.workspace_id = s.workspace_id AND m.id = s.added_by
  WHERE s.workspace_id = $1 AND s.barrier_id = $2 ORDER BY s.id`

/** What is shown of a barrier, without the pictures themselves. 404 when the barrier is not there for the actor. */
export async function listScreenshots(tx: Tx, actor: Actor, id: string): Promise<ScreenshotsDto> {
  const barrier = await findBarrier(tx, actor, id)
  const found = await rows<Listed>(tx, listStatement, [actor.workspaceId, id])
  const mayAdd = mayEditBarrier(actor, barrier) && isOpenTo(actor, barrier, 'edit') && found.length < atMost
  return { data: found.map((row) => toScreenshot(row, barrier, actor)), mayAdd }
}

function toScreenshot(row: Listed, barrier: Judged, actor: Actor): ScreenshotDto {
  const { id, mediaType, words, addedBy, addedAt, name } = row
  const mayRemove = mayRemoveScreenshot(actor, barrier, row)
  return { id, mediaType, words, addedBy: { id: addedBy, name }, addedAt: addedAt.toISOString(), mayRemove }
}

/** One picture. 404 for one that is not there for the actor, as the barrier it belongs to. */
export async function readScreenshot(tx: Tx, actor: Actor, { id, screenshotId }: Place): Promise<FileReply> {
  await findBarrier(tx, actor, id)
  const found = await tx.findOneBy(ScreenshotEntity, {
    workspaceId: actor.workspaceId,
    id: screenshotId,
    barrierId: id,
  })
  if (!found) throw notFound('screenshot')
  const { bytes, mediaType } = found
  return new FileReply(bytes, mediaType, `screenshot-${found.id}.${mediaType.slice('image/'.length)}`)
}

/** Shows one more. 403 unless the actor raised the barrier or is asked, 409 `enough` when there are ten. */
export async function addScreenshot(
  tx: Tx,
  actor: Actor,
  id: string,
  picture: Picture,
): Promise<ScreenshotDto> {
  const barrier = await findFor(tx, actor, id, 'edit')
  await moveOn(tx, actor, id)
  const { data } = await listScreenshots(tx, actor, id)
  if (data.length >= atMost) throw refuse(409, 'enough', `A barrier shows ${atMost} pictures at most.`)
  const screenshotId = newId(actor.now)
  await tx.insert(ScreenshotEntity, {
    ...{ workspaceId: actor.workspaceId, id: screenshotId, barrierId: id, ...picture },
    ...{ addedBy: actor.memberId!, addedAt: actor.now },
  })
  await tell(tx, actor, barrier, 'edited', { screenshotId })
  const after = await listScreenshots(tx, actor, id)
  return after.data.find((each) => each.id === screenshotId)!
}

/** Takes one away, whenever: by whoever added it or raised the barrier, and by leaders of its team. 403 for others. */
export async function removeScreenshot(
  tx: Tx,
  actor: Actor,
  { id, screenshotId }: Place,
): Promise<undefined> {
  const barrier = await findBarrier(tx, actor, id)
  await moveOn(tx, actor, id)
  const { data } = await listScreenshots(tx, actor, id)
  const found = data.find((each) => each.id === screenshotId)
  if (!found) throw notFound('screenshot')
  if (!found.mayRemove)
    throw forbidden('Whoever added a picture, raised the barrier or leads its team takes it away.')
  await tx.delete(ScreenshotEntity, { workspaceId: actor.workspaceId, id: screenshotId })
  await tell(tx, actor, barrier, 'edited', { screenshotId, addedBy: found.addedBy.id })
}

/** Readers learn that something is different; whoever adds at the same time waits, so that ten stay ten. */
async function moveOn(tx: Tx, actor: Actor, id: string): Promise<void> {
  await first(
    tx,
    'UPDATE barriers SET revision = revision + 1 WHERE workspace_id = $1 AND id = $2 RETURNING id',
    [actor.workspaceId, id],
  )
}
