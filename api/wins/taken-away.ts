import { type Day, dayOf } from '../calendar.ts'
import { first, rows, type Tx } from '../database/transaction.ts'
import { record } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { percentOf } from '../progress/progress.ts'
import type { Measure } from '../progress/types.ts'
import type { WinRow } from './entity.ts'
import { blocked, wasBehind } from './facts.ts'
import { winsOfMovement } from './find.ts'
import { waitsUntil } from './read.ts'

export type Known = Pick<
  WinRow,
  'id' | 'teamId' | 'audience' | 'foundBy' | 'celebratedAt' | 'takenBackAt' | 'factGoneAt'
> &
  Pick<WinRow, 'objectiveId' | 'keyResultId' | 'stepId' | 'barrierId'>

export const knownColumns = `id, team_id AS "teamId", audience, found_by AS "foundBy", celebrated_at AS "celebratedAt",
  taken_back_at AS "takenBackAt", fact_gone_at AS "factGoneAt", objective_id AS "objectiveId",
  key_result_id AS "keyResultId", step_id AS "stepId", barrier_id AS "barrierId"`

interface Said extends Measure {
  id: string
  supersedesId: string | null
  undone: boolean
  imported: boolean
  value: number
  observedAt: Date
  zone: string
  behind: boolean
  blocked: boolean
}

const saidStatement = `
  SELECT c.id, c.supersedes_id AS "supersedesId", c.source = 'import' AS imported, c.value::float8,
    c.observed_at AS "observedAt", s.zone, k.direction, k.baseline::float8,
    coalesce(c.target, k.target)::float8 AS target, k.kind,
    k.people_total AS total, ${wasBehind} AS behind, ${blocked} AS blocked,
    EXISTS (SELECT FROM check_in_undos u WHERE u.workspace_id = $1 AND u.check_in_id = c.id) AS undone
  FROM check_ins c JOIN key_results k ON k.workspace_id = $1 AND k.id = c.key_result_id
  JOIN workspace_settings s ON s.workspace_id = $1
  WHERE c.workspace_id = $1 AND c.key_result_id = $2 AND c.value IS NOT NULL ORDER BY c.observed_at, c.seq`

const winsStatement = `SELECT ${knownColumns}, fact_key AS "factKey" FROM wins
  WHERE workspace_id = $1 AND key_result_id = $2 AND fact_key IS NOT NULL AND taken_back_at IS NULL`

/**
 * After a check-in was taken back or replaced: wins whose fact only it told are taken back with it. What was told is
 * measured with and without it, against the targets of then, so that a moved target alone takes nothing away. Answers the
 * check-in that stands again instead, if one does.
 */
export async function takeAwayWins(
  tx: Tx,
  actor: Actor,
  keyResultId: string,
  checkInId: string,
): Promise<string | null> {
  const all = await rows<Said>(tx, saidStatement, [actor.workspaceId, keyResultId])
  const said = all.map((each) => ({ ...each, target: targetOf(each, all) }))
  const changed = said.find(({ id }) => id === checkInId)
  if (!changed) return null
  // An undo takes `changed` away and lets stand what it replaced; a correction the other way round.
  const [gone, instead] = changed.undone
    ? [changed.id, changed.supersedesId]
    : [changed.supersedesId, changed.id]
  const now = said.filter((each) => stands(each, said))
  const before = said.filter((each) => (each.id === gone || now.includes(each)) && each.id !== instead)
  const [told, tells] = [factsOf(keyResultId, before), factsOf(keyResultId, now)]
  const wins = await rows<Known & { factKey: string }>(tx, winsStatement, [actor.workspaceId, keyResultId])
  for (const win of wins) {
    if (told.has(win.factKey) && !tells.has(win.factKey)) await takeAway(tx, actor, win)
  }
  return changed.undone ? instead : null
}

function stands({ id, undone }: Said, all: readonly Said[]): boolean {
  return !undone && !all.some((other) => other.supersedesId === id && !other.undone)
}

/** The target of a check-in; a correction is measured against that of the check-in it replaces. */
function targetOf({ target, supersedesId }: Said, all: readonly Said[]): number {
  const replaced = all.find(({ id }) => id === supersedesId)
  return replaced ? targetOf(replaced, all) : target
}

function factsOf(keyResultId: string, said: readonly Said[]): Set<string> {
  const points = said.map((each) => ({
    day: dayOf(each.observedAt, each.zone) as Day,
    percent: percentOf(each).percent!,
  }))
  const keys = said.flatMap((each, i) =>
    each.imported
      ? []
      : winsOfMovement({
          keyResultId,
          before: points.slice(0, i),
          now: points[i]!,
          stays: each.direction === 'at_least' || each.direction === 'at_most',
          hard: each.behind || each.blocked,
        }).map(({ factKey }) => factKey),
  )
  return new Set(keys)
}

/** Takes back a win whose fact is no longer so. What people have celebrated already stays, and says so. */
export async function takeAway(tx: Tx, actor: Actor, win: Known): Promise<void> {
  if (win.celebratedAt && win.factGoneAt) return
  const set = win.celebratedAt ? 'fact_gone_at = $3' : 'taken_back_at = $3, taken_back_by = $4'
  const values = [actor.workspaceId, win.id, actor.now, ...(win.celebratedAt ? [] : [actor.memberId])]
  await rows(
    tx,
    `UPDATE wins SET ${set}, revision = revision + 1 WHERE workspace_id = $1 AND id = $2 AND taken_back_at IS NULL`,
    values,
  )
  await tell(tx, actor, win, win.celebratedAt ? 'win.fact-gone' : 'win.taken-back')
}

/** The win that tells a fact, also one that was taken back with it. */
export function winOfFact(tx: Tx, { workspaceId }: Actor, factKey: string): Promise<Known | undefined> {
  const statement = `SELECT ${knownColumns} FROM wins WHERE workspace_id = $1 AND fact_key = $2`
  return first<Known>(tx, statement, [workspaceId, factKey])
}

/** The fact of a win is so again: the same win stands again and waits anew, so that no fact is found twice. */
export async function standAgain(tx: Tx, actor: Actor, win: Known): Promise<void> {
  if (!win.takenBackAt && !win.factGoneAt) return
  await rows(
    tx,
    `UPDATE wins SET taken_back_at = NULL, taken_back_by = NULL, fact_gone_at = NULL, waits_until = $3,
      revision = revision + 1 WHERE workspace_id = $1 AND id = $2`,
    [actor.workspaceId, win.id, await waitsUntil(tx, actor)],
  )
  await tell(tx, actor, win, 'win.found-again')
}

async function tell(tx: Tx, actor: Actor, win: Known, kind: string): Promise<void> {
  const { id, teamId, foundBy, objectiveId, keyResultId, stepId, barrierId } = win
  const data = { foundBy, teamId, objectiveId, keyResultId, stepId, barrierId }
  await record(tx, actor, { kind, subject: { kind: 'win', id }, audience: win, data })
}
