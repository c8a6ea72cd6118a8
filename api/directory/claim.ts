import { setTimeout as sleep } from 'node:timers/promises'
import { columnsOf } from '../database/select.ts'
import { first, type Tx, transaction } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { schedule } from '../jobs/due.ts'
import { inWorkspace, type Work } from '../jobs/work.ts'
import { DirectorySettingsEntity, type SettingsRow } from './entity.ts'

/** The kinds of what is due here, in the table `due`; the workspace itself is the subject. */
export const syncKind = 'directory'
export const photosKind = 'directory-photos'
/** For how long a worker has a step for itself: longer than Graph may take to answer. */
const lease = 5 * 60_000

/** What a worker took for itself, until it says how it went or the lease ends. */
export interface Claim {
  workspaceId: string
  kind: string
  until: Date
  tid: string
  settings: SettingsRow
}

const lockStatement = `
  SELECT w.tid FROM due d JOIN workspaces w ON w.id = d.workspace_id
  WHERE d.workspace_id = $1 AND d.kind = $2 AND d.subject_id = $1 AND d.run_at <= $3 FOR UPDATE OF d SKIP LOCKED`
const settingsStatement = `SELECT ${columnsOf(DirectorySettingsEntity, 's')} FROM directory_settings s
  WHERE s.workspace_id = $1 AND s.enabled`

/** Takes a step, unless another worker has it or the workspace does not follow its directory. */
export function claim({ db, clock }: Work, workspaceId: string, kind: string): Promise<Claim | undefined> {
  const now = clock()
  const until = new Date(now.getTime() + lease)
  return transaction(db, { workspaceId }, async (tx) => {
    const locked = await first<{ tid: string }>(tx, lockStatement, [workspaceId, kind, now])
    if (!locked) return undefined
    await schedule(tx, { workspaceId }, { kind, subjectId: workspaceId, runAt: until })
    const settings = await first<SettingsRow>(tx, settingsStatement, [workspaceId])
    return settings && { workspaceId, kind, until, tid: locked.tid, settings }
  })
}

/** Keeps how a step went, unless an admin changed the settings or the lease ended meanwhile: then it is done again. */
export async function settle(
  work: Work,
  { workspaceId, kind, until }: Claim,
  keep: (tx: Tx, actor: Actor) => Promise<Date>,
): Promise<void> {
  const one = async (tx: Tx, actor: Actor): Promise<number> => {
    const still = await first(
      tx,
      'SELECT FROM due WHERE workspace_id = $1 AND kind = $2 AND subject_id = $1 AND run_at = $3 FOR UPDATE',
      [workspaceId, kind, until],
    )
    if (!still) return 0
    const runAt = await keep(tx, actor)
    await schedule(tx, actor, { kind, subjectId: workspaceId, runAt })
    return 1
  }
  for (let tries = 0; tries < 100; tries += 1) {
    if (!(await inWorkspace(work, workspaceId, one)).busy) return
    await sleep(50)
  }
}
