import { type RosterPerson, type Rosters, RosterTrouble } from '../chat/roster.ts'
import { first, rows, type Tx, transaction } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { idle, type Round, together, type Work } from '../jobs/work.ts'
import { bringIn } from '../members/bring-in.ts'
import { putInTeam } from '../teams/people.ts'
import { claimDue, type Due, rosterKind, settle } from './claim.ts'
import type { RosterRow } from './roster-entity.ts'

/** How often a roster is read anew where the channel says nothing of a change. */
const daily = 24 * 3_600_000
const soon = 5 * 60_000

const dueStatement = `
  SELECT workspace_id AS "workspaceId", kind, subject_id AS "subjectId" FROM due
  WHERE run_at <= $1 AND kind = $2 ORDER BY run_at LIMIT 20`
const rosterStatement = `
  SELECT r.id, r.place, r.service_url AS "serviceUrl", r.team_id AS "teamId" FROM rosters r
  WHERE r.workspace_id = $1 AND r.id = $2 AND r.team_id IS NOT NULL AND r.removed_at IS NULL`

type Linked = Pick<RosterRow, 'id' | 'place' | 'serviceUrl'> & { teamId: string }

/** Reads the rosters whose time has come, outside of any transaction, and lets their people in. */
export async function readRosters(work: Work, rosters: Rosters | undefined): Promise<Round> {
  const values = [work.clock(), rosterKind]
  const found = await transaction(work.db, {}, (tx) => rows<Due>(tx, dueStatement, values))
  let round = idle
  for (const due of found) {
    const load = (tx: Tx) => first<Linked>(tx, rosterStatement, [due.workspaceId, due.subjectId])
    const claimed = await claimDue(work, due, load)
    if (!claimed) continue
    await readOne(work, rosters, claimed).catch((error) =>
      work.log(`the roster ${due.subjectId} of workspace ${due.workspaceId} could not be read`, error),
    )
    round = together(round, { done: 1, busy: false })
  }
  return round
}

type Claimed = NonNullable<Awaited<ReturnType<typeof claimDue<Linked>>>>

async function readOne(work: Work, rosters: Rosters | undefined, claimed: Claimed): Promise<void> {
  const { tid, found } = claimed
  const people = await asked(rosters, { ...found, tid })
  await settle(work, claimed, async (tx, actor) => {
    const trouble = typeof people === 'string' ? people : null
    if (typeof people !== 'string') for (const person of people) await letIn(tx, actor, found.teamId, person)
    await rows(
      tx,
      `UPDATE rosters SET trouble = $3, read_at = CASE WHEN $3::text IS NULL THEN $4 ELSE read_at END
        WHERE workspace_id = $1 AND id = $2`,
      [actor.workspaceId, found.id, trouble, actor.now],
    )
    return new Date(actor.now.getTime() + (trouble === 'away' ? soon : daily))
  })
}

async function asked(
  rosters: Rosters | undefined,
  team: Linked & { tid: string },
): Promise<RosterPerson[] | 'no-bot' | RosterTrouble['code']> {
  if (!rosters) return 'no-bot'
  try {
    return await rosters(team)
  } catch (error) {
    if (error instanceof RosterTrouble) return error.code
    throw error
  }
}

/**
 * Invites somebody and puts them into the team; who is a member already is only put into it. Whoever was removed stays
 * out, and whoever left the roster stays in: ending a membership is for the directory and for people.
 */
async function letIn(tx: Tx, actor: Actor, teamId: string, person: RosterPerson): Promise<void> {
  const { id } = await bringIn(tx, actor, person)
  const outside = await first(
    tx,
    `SELECT FROM members m WHERE m.workspace_id = $1 AND m.id = $2 AND m.state IN ('invited', 'active')
      AND NOT EXISTS (SELECT FROM team_members g WHERE g.workspace_id = $1 AND g.team_id = $3 AND g.member_id = m.id)`,
    [actor.workspaceId, id, teamId],
  )
  if (outside) await putInTeam(tx, actor, teamId, { memberId: id, role: 'member' })
}
