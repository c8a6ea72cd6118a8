import { setTimeout as sleep } from 'node:timers/promises'
import { columnsOf } from '../database/select.ts'
import { first, type Tx, transaction } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { schedule, unschedule } from '../jobs/due.ts'
import { inWorkspace, type Work } from '../jobs/work.ts'
import { DirectorySettingsEntity, type SettingsRow } from './entity.ts'

/** The kinds of what is due here, in the table `due`; the workspace itself is the subject. */
export const syncKind = 'directory'
export const photosKind = 'directory-photos'
/** Of a roster: it is the subject itself. */
export const rosterKind = 'roster'
/** For how long a worker has a step for itself: longer than Graph may take to answer. */
const lease = 5 * 60_000

export interface Due {
  workspaceId: string
  kind: string
  subjectId: string
}

/** What a worker took for itself, until it says how it went or the lease ends. */
export interface Claimed<T> {
  due: Due
  until: Date
  tid: string
  found: T
}

const lockStatement = `
  SELECT w.tid FROM due d JOIN workspaces w ON w.id = d.workspace_id
  WHERE d.workspace_id = $1 AND d.kind = $2 AND d.subject_id = $4 AND d.run_at <= $3 FOR UPDATE OF d SKIP LOCKED`

/** Takes a step, unless another worker has it or there is nothing (any more) to do it for. */
export function claimDue<T>(
  { db, clock }: Work,
  due: Due,
  load: (tx: Tx) => Promise<T | undefined>,
): Promise<Claimed<T> | undefined> {
  const { workspaceId, kind, subjectId } = due
  const now = clock()
  const until = new Date(now.getTime() + lease)
  return transaction(db, { workspaceId }, async (tx) => {
    const locked = await first<{ tid: string }>(tx, lockStatement, [workspaceId, kind, now, subjectId])
    if (!locked) return undefined
    const found = await load(tx)
    if (found === undefined) {
      await unschedule(tx, due, due)
      return undefined
    }
    await schedule(tx, due, { ...due, runAt: until })
    return { due, until, tid: locked.tid, found }
  })
}

/** Keeps how a step went, unless somebody changed what it was for or the lease ended meanwhile: then it is done again. */
export async function settle(
  work: Work,
  { due, until }: Pick<Claimed<unknown>, 'due' | 'until'>,
  keep: (tx: Tx, actor: Actor) => Promise<Date>,
): Promise<void> {
  const { workspaceId, kind, subjectId } = due
  const one = async (tx: Tx, actor: Actor): Promise<number> => {
    const still = await first(
      tx,
      'SELECT FROM due WHERE workspace_id = $1 AND kind = $2 AND subject_id = $4 AND run_at = $3 FOR UPDATE',
      [workspaceId, kind, until, subjectId],
    )
    if (!still) return 0
    await schedule(tx, actor, { ...due, runAt: await keep(tx, actor) })
    return 1
  }
  for (let tries = 0; tries < 100; tries += 1) {
    if (!(await inWorkspace(work, workspaceId, one)).busy) return
    await sleep(50)
  }
}

const settingsStatement = `SELECT ${columnsOf(DirectorySettingsEntity, 's')} FROM directory_settings s
  WHERE s.workspace_id = $1 AND s.enabled`

/** How a workspace follows its directory; undefined where it does not. */
export function followedBy(workspaceId: string) {
  return (tx: Tx) => first<SettingsRow>(tx, settingsStatement, [workspaceId])
}
