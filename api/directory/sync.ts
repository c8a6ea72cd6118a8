import { rows, type Tx, transaction } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { idle, type Round, together, type Work } from '../jobs/work.ts'
import { type Claimed, claimDue, type Due, followedBy, photosKind, settle, syncKind } from './claim.ts'
import type { SettingsRow } from './entity.ts'
import { lookAtPhotos } from './photos.ts'
import { reconcile } from './reconcile.ts'
import { type Directory, type Page, Trouble } from './source.ts'
import { takeIn } from './take-in.ts'

/** How often the directory is asked what has changed: whoever leaves it is out well within the hour. */
export const every = 20 * 60_000
/** When to ask again after a failure that will pass. */
const soon = 2 * 60_000
/** How often everything is read anew, in case a change was lost. */
const wholeEvery = 7 * 86_400_000

const dueStatement = `
  SELECT workspace_id AS "workspaceId", kind, subject_id AS "subjectId" FROM due WHERE run_at <= $1 AND kind = ANY($2::text[])
  ORDER BY run_at LIMIT 20`

/**
 * Does one step for every workspace whose time has come: asks its directory for one page, or for a few pictures,
 * outside of any transaction, and then keeps what it said.
 */
export async function syncDirectories(work: Work, directory: Directory | undefined): Promise<Round> {
  const values = [work.clock(), [syncKind, photosKind]]
  const found = await transaction(work.db, {}, (tx) => rows<Due>(tx, dueStatement, values))
  let round = idle
  for (const due of found) {
    const { workspaceId, kind } = due
    const claimed = await claimDue(work, due, followedBy(workspaceId))
    if (!claimed) continue
    const step = kind === syncKind ? readOne : lookAtPhotos
    await step(work, directory, claimed).catch((error) =>
      work.log(`the directory of workspace ${workspaceId} could not be read`, error),
    )
    round = together(round, { done: 1, busy: false })
  }
  return round
}

async function readOne(
  work: Work,
  directory: Directory | undefined,
  claimed: Claimed<SettingsRow>,
): Promise<void> {
  const settings = started(claimed.found, work.clock())
  try {
    if (!directory) throw new Trouble('no-secret')
    const page = await pageOf(directory, claimed.tid, settings)
    await settle(work, claimed, (tx, actor) => keepPage(tx, actor, settings, page))
  } catch (error) {
    if (!(error instanceof Trouble)) throw error
    await settle(work, claimed, (tx, actor) => keepTrouble(tx, actor, settings, error))
  }
}

function pageOf(directory: Directory, tid: string, { phase, groupId, link, deltaLink }: SettingsRow) {
  return phase === 'users'
    ? directory.changes(tid, link ?? deltaLink)
    : directory.members(tid, groupId!, link)
}

/** A new pass begins where none is under way; it reads everything where nothing else is known, and once a week. */
function started(settings: SettingsRow, now: Date): SettingsRow {
  const { phase, link, deltaLink, wholeAt } = settings
  if (phase === 'group' || link !== null) return settings
  const whole = deltaLink === null || wholeAt === null || now.getTime() - wholeAt.getTime() >= wholeEvery
  return { ...settings, passStartedAt: now, whole, deltaLink: whole ? null : deltaLink }
}

async function keepPage(tx: Tx, actor: Actor, settings: SettingsRow, page: Page): Promise<Date> {
  const pass = { ...settings, startedAt: settings.passStartedAt! }
  await takeIn(tx, actor, pass, page.people)
  const next = { ...settings, link: page.next, trouble: null, troubleAt: null }
  if (page.next) return keep(tx, { ...next, synced: false }, actor.now)
  const users = settings.phase === 'users'
  const deltaLink = users ? page.delta : settings.deltaLink
  if (users && settings.groupId && settings.brings) {
    return keep(tx, { ...next, deltaLink, phase: 'group', synced: false }, actor.now)
  }
  const held = await reconcile(tx, actor, pass)
  const at = new Date(actor.now.getTime() + every)
  if (settings.photos) await beginPhotos(tx, actor)
  return keep(tx, { ...next, deltaLink, phase: 'users', held, synced: true }, actor.now, at)
}

async function beginPhotos(tx: Tx, { workspaceId, now }: Actor): Promise<void> {
  await rows(
    tx,
    `INSERT INTO due (workspace_id, kind, subject_id, run_at) VALUES ($1, $2, $1, $3) ON CONFLICT DO NOTHING`,
    [workspaceId, photosKind, now],
  )
}

/** Stores where reading goes on; a pass that is through says so, and for whom it waits. Returns when to go on. */
async function keep(tx: Tx, settings: SettingsRow & { synced: boolean }, now: Date, at = now): Promise<Date> {
  const { synced, held, whole } = settings
  const trouble = held > 0 && synced ? 'held' : settings.trouble
  await rows(
    tx,
    `UPDATE directory_settings SET phase = $2, link = $3, delta_link = $4, pass_started_at = $5, whole = $6, held = $7,
      trouble = $8, trouble_at = CASE WHEN $8::text IS NOT NULL THEN $9::timestamptz END, revision = revision + 1,
      synced_at = CASE WHEN $10::boolean THEN $9 ELSE synced_at END,
      whole_at = CASE WHEN $10 AND $6 THEN $9 ELSE whole_at END, allowed = CASE WHEN $10 THEN 0 ELSE allowed END
      WHERE workspace_id = $1`,
    [
      settings.workspaceId,
      settings.phase,
      settings.link,
      settings.deltaLink,
      settings.passStartedAt,
      whole,
      held,
      trouble,
      now,
      synced,
    ],
  )
  return at
}

/** A link that is too old begins everything anew, once; else reading goes on at the same place later. */
async function keepTrouble(tx: Tx, { now }: Actor, settings: SettingsRow, error: Trouble): Promise<Date> {
  const { link, deltaLink } = settings
  if (error.code === 'resync' && (link ?? deltaLink)) {
    const anew = { phase: 'users', link: null, deltaLink: null, whole: true } as const
    return keep(tx, { ...settings, ...anew, synced: false }, now)
  }
  const trouble = error.code === 'resync' ? 'away' : error.code
  const wait = waits(trouble, error.retryAfter)
  return keep(tx, { ...settings, trouble, synced: false }, now, new Date(now.getTime() + wait))
}

/** What only a person can mend is looked at again with the next pass. */
function waits(code: string, retryAfter: number | null): number {
  if (code === 'busy' || code === 'away') return retryAfter ? retryAfter * 1000 : soon
  return every
}
