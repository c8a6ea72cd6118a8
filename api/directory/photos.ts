import { first, rows, type Tx, transaction } from '../database/transaction.ts'
import { notFound, Refusal } from '../errors.ts'
import type { EventRow } from '../events/entity.ts'
import type { Actor } from '../http/actor.ts'
import { FileReply } from '../http/file-reply.ts'
import { stripPicture } from '../http/picture-strip.ts'
import { type PictureType, pictureType } from '../http/picture-type.ts'
import type { Work } from '../jobs/work.ts'
import { type Claimed, settle } from './claim.ts'
import type { SettingsRow } from './entity.ts'
import { type Directory, Trouble } from './source.ts'

/** So many pictures are asked for at a time, and so long one is good. */
const atOnce = 8
const goodFor = 14 * 86_400_000
const again = 6 * 3_600_000

interface Wanted {
  memberId: string
  objectId: string
}

interface Photo extends Wanted {
  picture: { mediaType: PictureType; bytes: Buffer } | null
}

const wantedStatement = `
  SELECT DISTINCT ON (m.id) m.id AS "memberId", d.object_id AS "objectId" FROM directory_people d
  JOIN members m ON m.workspace_id = $1 AND m.id = d.member_id AND m.state IN ('invited', 'active')
  LEFT JOIN member_photos p ON p.workspace_id = $1 AND p.member_id = m.id
  WHERE d.workspace_id = $1 AND d.gone IS NULL AND (p.looked_at IS NULL OR p.looked_at <= $2)
  ORDER BY m.id, d.object_id LIMIT $3`

/** Asks for a few pictures that are missing or old. */
export async function lookAtPhotos(
  work: Work,
  directory: Directory | undefined,
  claimed: Claimed<SettingsRow>,
): Promise<void> {
  const { tid, due, found: settings } = claimed
  const now = work.clock()
  const values = [due.workspaceId, new Date(now.getTime() - goodFor), atOnce]
  const find = (tx: Tx) => rows<Wanted>(tx, wantedStatement, values)
  const scope = { workspaceId: due.workspaceId }
  const wanted = directory && settings.photos ? await transaction(work.db, scope, find) : []
  const later = (seconds: number | null) => new Date(now.getTime() + (seconds ? seconds * 1000 : again))
  try {
    const photos = await Promise.all(wanted.map((each) => lookedAt(directory!, tid, each)))
    await settle(work, claimed, async (tx, actor) => {
      for (const photo of photos) await keep(tx, actor, photo)
      return photos.length < atOnce ? later(null) : now
    })
  } catch (error) {
    if (!(error instanceof Trouble)) throw error
    await settle(work, claimed, async () => later(error.retryAfter))
  }
}

async function lookedAt(directory: Directory, tid: string, wanted: Wanted): Promise<Photo> {
  const bytes = await directory.photo(tid, wanted.objectId)
  return { ...wanted, picture: bytes && cleaned(bytes) }
}

/** Without what it tells beside itself, as any picture here; null for what is none. */
function cleaned(bytes: Buffer): Photo['picture'] {
  const mediaType = pictureType(bytes)
  if (!mediaType) return null
  try {
    return { mediaType, bytes: stripPicture(bytes, mediaType) }
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}

async function keep(tx: Tx, { workspaceId, now }: Actor, { memberId, picture }: Photo): Promise<void> {
  await rows(
    tx,
    `INSERT INTO member_photos (workspace_id, member_id, media_type, bytes, looked_at) VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (workspace_id, member_id) DO UPDATE SET media_type = excluded.media_type, bytes = excluded.bytes,
        looked_at = excluded.looked_at`,
    [workspaceId, memberId, picture?.mediaType ?? null, picture?.bytes ?? null, now],
  )
}

/** The picture goes with its person. */
export async function forgetPhoto(tx: Tx, { workspaceId }: Actor, event: EventRow): Promise<void> {
  if (event.kind !== 'member.left' && event.kind !== 'member.erased') return
  await rows(tx, 'DELETE FROM member_photos WHERE workspace_id = $1 AND member_id = $2', [
    workspaceId,
    event.subjectId,
  ])
}

// Guests see the people of their teams.
const photoStatement = `
  SELECT p.bytes, p.media_type AS "mediaType" FROM members asked
  JOIN member_photos p ON p.workspace_id = $1 AND p.member_id = coalesce(asked.merged_into, asked.id)
  WHERE asked.workspace_id = $1 AND asked.id = $2 AND p.bytes IS NOT NULL AND (NOT $4::boolean OR p.member_id = $5
    OR EXISTS (SELECT FROM team_members g WHERE g.workspace_id = $1 AND g.member_id = p.member_id
      AND g.team_id = ANY($3::uuid[])))`

/** The picture of a person; 404 where there is none, as for somebody out of the reader's sight. */
export async function readPhoto(tx: Tx, actor: Actor, id: string): Promise<FileReply> {
  const { workspaceId, teams, guest, memberId } = actor
  const values = [workspaceId, id, teams, guest, memberId]
  const found = await first<{ bytes: Buffer; mediaType: PictureType }>(tx, photoStatement, values)
  if (!found) throw notFound('photo')
  const { bytes, mediaType } = found
  return new FileReply(bytes, mediaType, `photo-${id}.${mediaType.slice('image/'.length)}`)
}
