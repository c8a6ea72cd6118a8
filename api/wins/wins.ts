import { findStep } from '../commitments/steps.ts'
import { first, type Tx } from '../database/transaction.ts'
import { badField, forbidden } from '../errors.ts'
import { record, sourceOf } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { newId } from '../ids.ts'
import { findKeyResult } from '../key-results/key-results.ts'
import { seeing } from '../members/seeing.ts'
import { findObjective } from '../objectives/objectives.ts'
import { homeTeam } from '../objectives/place.ts'
import { type Finding, WinCreditEntity, type WinCreditRow, WinEntity, type WinRow } from './entity.ts'
import { findWin, mayTakeBack, toWin, waitsUntil } from './read.ts'
import type { NewWinInput, WinDto } from './schema.ts'
import { type Known, knownColumns, standAgain, takeAway } from './taken-away.ts'

export type Credit = Pick<WinCreditRow, 'memberId' | 'role'>

/** What a win is about; the ids of the others are null. */
export interface About {
  kind: 'objective' | 'key_result' | 'step' | 'barrier'
  id: string
}

interface Place {
  teamId: string
  audience: 'workspace' | 'team'
}

/** A win that a fact tells. What only some people may see (*to the leader only*) makes none: do not call it then. */
export interface FoundWin extends Place {
  foundBy: Exclude<Finding, 'hand'>
  subject: About
  credits: Credit[]
  betterOff?: string | null
  factKey?: string
}

/** Logs a win by hand. 400 for people who are not there, 404 for what it is about when that is out of sight. */
export async function logWin(tx: Tx, actor: Actor, input: NewWinInput): Promise<WinDto> {
  const subject = input.subject ?? null
  const place = await placeOf(tx, actor, subject, input.teamId)
  const credited = await seeing(tx, actor, place, input.credit ?? [actor.memberId!], '/credit')
  const row: WinRow = {
    ...(await blankWin(tx, actor, place, subject)),
    what: input.what.trim(),
    betterOff: input.betterOff?.trim() || (subject && (await whyOf(tx, actor, place, subject))),
    loggedBy: actor.memberId,
  }
  await insertWin(
    tx,
    actor,
    row,
    credited.map((memberId) => ({ memberId, role: 'did' })),
  )
  return toWin(await findWin(tx, actor, row.id), actor)
}

/**
 * Keeps a win that a fact tells and returns its id, or null when there is none: facts of an import make no wins, and
 * a barrier makes one, however often it is confirmed. Without `betterOff` it quotes the why of its objective.
 */
export async function foundWin(tx: Tx, actor: Actor, found: FoundWin): Promise<string | null> {
  if (sourceOf(actor) === 'import') return null
  const { subject, teamId, audience, foundBy } = found
  const known = subject.kind === 'barrier' && (await ofBarrier(tx, actor, subject.id))
  if (known) {
    await standAgain(tx, actor, known)
    return null
  }
  const place = { teamId, audience }
  const row: WinRow = {
    ...(await blankWin(tx, actor, place, subject)),
    foundBy,
    factKey: found.factKey ?? null,
    betterOff: found.betterOff ?? (await whyOf(tx, actor, place, subject)),
  }
  const credits = found.credits.filter((c, i, all) => all.findIndex((d) => d.memberId === c.memberId) === i)
  await insertWin(tx, actor, row, credits)
  return row.id
}

/** Takes back what foundWin made of a barrier, when the fact itself is taken back; what was celebrated stays. */
export async function unfindWin(tx: Tx, actor: Actor, barrierId: string): Promise<void> {
  const win = await ofBarrier(tx, actor, barrierId)
  if (win) await takeAway(tx, actor, win)
}

/** Takes a win back that one logged oneself; it is kept, but shown to nobody. 403 for others and for found ones. */
export async function takeBackWin(tx: Tx, actor: Actor, id: string): Promise<undefined> {
  const row = await findWin(tx, actor, id)
  if (!mayTakeBack(actor, row)) throw forbidden('A win is taken back by whoever logged it by hand.')
  await takeAway(tx, actor, { ...row, celebratedAt: null })
}

function ofBarrier(tx: Tx, actor: Actor, barrierId: string): Promise<Known | undefined> {
  const statement = `SELECT ${knownColumns} FROM wins
    WHERE workspace_id = $1 AND barrier_id = $2 AND taken_back_at IS NULL`
  return first<Known>(tx, statement, [actor.workspaceId, barrierId])
}

async function placeOf(
  tx: Tx,
  actor: Actor,
  subject: About | null,
  teamId: string | undefined,
): Promise<Place> {
  if (subject?.kind === 'objective') return findObjective(tx, actor, subject.id)
  if (subject?.kind === 'key_result') return findKeyResult(tx, actor, subject.id)
  if (subject) return (await findStep(tx, actor, subject.id)).place
  if (!teamId) throw badField('/teamId', 'required', 'Say whose win it is: a team, or what it is about.')
  return homeTeam(tx, actor, teamId)
}

async function blankWin(tx: Tx, actor: Actor, place: Place, subject: About | null): Promise<WinRow> {
  const about = (kind: About['kind']) => (subject?.kind === kind ? subject.id : null)
  return {
    workspaceId: actor.workspaceId,
    id: newId(actor.now),
    teamId: place.teamId,
    audience: place.audience,
    foundBy: 'hand',
    factKey: null,
    what: null,
    betterOff: null,
    objectiveId: about('objective'),
    keyResultId: about('key_result'),
    stepId: about('step'),
    barrierId: about('barrier'),
    loggedBy: null,
    createdAt: actor.now,
    source: sourceOf(actor),
    surface: actor.surface,
    waitsUntil: await waitsUntil(tx, actor),
    celebratedAt: null,
    takenBackAt: null,
    takenBackBy: null,
    factGoneAt: null,
    version: 1,
    revision: 1,
  }
}

async function insertWin(tx: Tx, actor: Actor, row: WinRow, credits: Credit[]): Promise<void> {
  const { workspaceId, id: winId, foundBy, teamId, objectiveId, keyResultId, stepId, barrierId } = row
  await tx.insert(WinEntity, row)
  await tx.insert(
    WinCreditEntity,
    credits.map((credit) => ({ workspaceId, winId, ...credit })),
  )
  await record(tx, actor, {
    kind: foundBy === 'hand' ? 'win.logged' : 'win.found',
    subject: { kind: 'win', id: winId },
    audience: row,
    data: {
      ...{ foundBy, teamId, objectiveId, keyResultId, stepId, barrierId },
      creditedTo: credits.map(({ memberId }) => memberId),
    },
  })
}

// Of several objectives, the first it was put under; one that fewer people see than the win is not quoted.
const whyStatement = `
  SELECT o.why FROM objectives o WHERE o.workspace_id = $1 AND o.why IS NOT NULL
    AND (o.audience = 'workspace' OR (o.team_id = $3 AND $4 = 'team'))
    AND (o.id = $2 OR EXISTS (SELECT FROM steps s WHERE s.workspace_id = $1 AND s.id = $2 AND s.objective_id = o.id)
      OR EXISTS (SELECT FROM alignments a WHERE a.workspace_id = $1 AND a.parent_objective_id = o.id
        AND a.child_key_result_id IN (
          SELECT $2::uuid
          UNION ALL SELECT s.key_result_id FROM steps s WHERE s.workspace_id = $1 AND s.id = $2
          UNION ALL SELECT coalesce(b.key_result_id, s.key_result_id) FROM barrier_blocks b
            LEFT JOIN steps s ON s.workspace_id = b.workspace_id AND s.id = b.step_id
            WHERE b.workspace_id = $1 AND b.barrier_id = $2)))
  ORDER BY o.id LIMIT 1`

/** Who is better off, as the objective says that it serves. */
async function whyOf(tx: Tx, actor: Actor, place: Place, subject: About): Promise<string | null> {
  const values = [actor.workspaceId, subject.id, place.teamId, place.audience]
  return (await first<{ why: string }>(tx, whyStatement, values))?.why ?? null
}
