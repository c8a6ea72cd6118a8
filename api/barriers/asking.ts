import { first, rows, type Tx } from '../database/transaction.ts'
import { badField } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import type { AskedWhy } from './entity.ts'

/** Who is asked, as whose leader, and why it is them. */
export interface Asked {
  askedOf: string
  askedTeamId: string | null
  askedWhy: AskedWhy
  /** The leader who would have been asked, had they been there. */
  askedInsteadOf: string | null
  zone: string
}

/** One who could be asked: a leader of a team at some level up from the first, or an admin above all levels. */
export interface Candidate {
  teamId: string | null
  memberId: string
  zone: string
  /** Still a member, and not away today. */
  here: boolean
  /** Left the workspace. */
  gone: boolean
  standInId: string | null
  standInZone: string | null
  standInHere: boolean
}

export interface Choice {
  /** The team from which the line goes up; null: above every team. */
  teamId: string | null
  /** In order: the team's leaders, those of the teams above, admins. */
  candidates: readonly Candidate[]
  raisedBy: string
  /** The leader the raiser named; asked first when there. */
  named?: string
  /** Asked already without an answer: not again. */
  except?: readonly string[]
}

/**
 * Picks who is asked: the first leader who is there; for one who is away or gone their stand-in, else the next leader,
 * else the leaders one level up, else the admins. Who leads the team themselves starts one up. Null when nobody is left.
 */
export function pickAsked({
  teamId: bottom,
  candidates,
  raisedBy,
  named,
  except = [],
}: Choice): Asked | null {
  const first = named ?? candidates.find(({ teamId }) => !leads(candidates, teamId, raisedBy))?.memberId
  const out = new Set([raisedBy, ...except])
  for (const candidate of inOrder(candidates, named)) {
    const { teamId, memberId } = candidate
    if (teamId !== null && memberId !== named && leads(candidates, teamId, raisedBy)) continue
    const base = { askedTeamId: teamId, askedInsteadOf: first && first !== memberId ? first : null }
    if (candidate.here && !out.has(memberId)) {
      const askedWhy = whyOf(candidate, { named, first, bottom })
      return { ...base, askedOf: memberId, askedWhy, zone: candidate.zone }
    }
    if (candidate.standInHere && candidate.standInId && !candidate.here && !out.has(candidate.standInId)) {
      const zone = candidate.standInZone!
      return { ...base, askedOf: candidate.standInId, askedWhy: 'stand_in', askedInsteadOf: memberId, zone }
    }
  }
  return null
}

function leads(candidates: readonly Candidate[], teamId: string | null, memberId: string): boolean {
  return teamId !== null && candidates.some((each) => each.teamId === teamId && each.memberId === memberId)
}

function inOrder(candidates: readonly Candidate[], named: string | undefined): readonly Candidate[] {
  const chosen = candidates.filter(({ memberId }) => memberId === named)
  return [...chosen.slice(0, 1), ...candidates.filter((each) => each !== chosen[0])]
}

interface Place {
  named: string | undefined
  first: string | undefined
  bottom: string | null
}

function whyOf({ teamId, memberId }: Candidate, { named, first, bottom }: Place): AskedWhy {
  if (memberId === named) return 'named'
  if (teamId === null) return 'admin'
  if (teamId !== bottom) return 'leader_above'
  return memberId === first ? 'leader' : 'next_leader'
}

// Leaders of the team, then of each team above it, then admins. Who is away on the workspace's day is not here.
const statement = `
  WITH RECURSIVE up AS (
    SELECT id, parent_id, 0 AS depth FROM teams WHERE workspace_id = $1 AND id = $2
    UNION ALL
    SELECT t.id, t.parent_id, u.depth + 1 FROM teams t JOIN up u ON t.id = u.parent_id
      WHERE t.workspace_id = $1 AND u.depth < 50),
  person AS (
    SELECT m.id, m.admin, coalesce(m.zone, s.zone) AS zone,
      m.state IN ('left', 'erased') OR m.merged_into IS NOT NULL AS gone,
      m.state IN ('active', 'invited') AND m.merged_into IS NULL AND NOT EXISTS (
        SELECT FROM absences a WHERE a.workspace_id = $1 AND a.member_id = m.id
          AND ($3::timestamptz AT TIME ZONE s.zone)::date BETWEEN a.from_day AND a.to_day) AS here
    FROM members m JOIN workspace_settings s ON s.workspace_id = m.workspace_id
    WHERE m.workspace_id = $1 AND NOT m.guest),
  line AS (
    SELECT u.depth, u.id AS team_id, l.member_id, l.stand_in_id
      FROM up u JOIN team_members l ON l.workspace_id = $1 AND l.team_id = u.id AND l.role = 'leader'
    UNION ALL
    SELECT 1000, NULL, id, NULL FROM person WHERE admin)
  SELECT l.team_id AS "teamId", l.member_id AS "memberId", p.zone, p.here, p.gone, l.stand_in_id AS "standInId",
    q.zone AS "standInZone", coalesce(q.here, false) AS "standInHere"
  FROM line l JOIN person p ON p.id = l.member_id LEFT JOIN person q ON q.id = l.stand_in_id
  ORDER BY l.depth, l.member_id`

/** Everybody who could be asked for a team, in the order in which they would be. */
export function candidatesFor(tx: Tx, actor: Actor, teamId: string | null): Promise<Candidate[]> {
  return rows<Candidate>(tx, statement, [actor.workspaceId, teamId, actor.now])
}

/**
 * 400 unless the actor may know that this member leads a team or is an admin: of a private team only its own people
 * know who leads it, and guests know nothing but their own teams. A stranger hears the same of a leader as of nobody.
 */
export async function checkKnown(tx: Tx, actor: Actor, memberId: string): Promise<void> {
  const known = await first(
    tx,
    `SELECT FROM members m WHERE m.workspace_id = $1 AND m.id = $2 AND ((m.admin AND NOT $4::boolean)
      OR EXISTS (SELECT FROM team_members l JOIN teams t ON t.workspace_id = $1 AND t.id = l.team_id
        WHERE l.workspace_id = $1 AND l.member_id = m.id AND l.role = 'leader'
          AND (t.id = ANY($3::uuid[]) OR (NOT t.private AND NOT $4::boolean))))`,
    [actor.workspaceId, memberId, actor.teams, actor.guest],
  )
  if (!known) throw notALeader()
}

const notALeader = () => badField('/askedOf', 'unknown', 'Ask a leader of a team, or an admin.')

/**
 * Picks from the line of a team; the last resort is whoever raised it, who can clear it themselves or hand it on.
 * 400 when the one who was named neither leads a team nor is an admin.
 */
export async function whomToAsk(
  tx: Tx,
  actor: Actor,
  choice: Omit<Choice, 'candidates' | 'teamId'> & { teamId: string },
): Promise<Asked> {
  const named = choice.named === choice.raisedBy ? undefined : choice.named
  const teamId = await levelOf(tx, actor, choice.teamId, named)
  const candidates = await candidatesFor(tx, actor, teamId)
  if (named && !candidates.some(({ memberId, gone }) => memberId === named && !gone)) {
    throw notALeader()
  }
  return (
    pickAsked({ ...choice, ...(named ? { named } : {}), teamId, candidates }) ?? lastResort(actor, choice)
  )
}

/** Picks one level above the team as whose leader somebody was asked; null when nobody is left. */
export async function whomToAskAbove(
  tx: Tx,
  actor: Actor,
  { teamId, ...choice }: Omit<Choice, 'candidates'>,
): Promise<Asked | null> {
  const line = await candidatesFor(tx, actor, teamId)
  return pickAsked({ ...choice, teamId, candidates: line.filter((each) => each.teamId !== teamId) })
}

function lastResort({ zone }: Actor, { raisedBy }: { raisedBy: string }): Asked {
  return { askedOf: raisedBy, askedTeamId: null, askedWhy: 'last_resort', askedInsteadOf: null, zone }
}

/** The team from which the line goes up: a named leader's own, when they do not stand in the line of this one. */
async function levelOf(tx: Tx, actor: Actor, teamId: string, named: string | undefined): Promise<string> {
  if (!named) return teamId
  const line = await candidatesFor(tx, actor, teamId)
  if (line.some((each) => each.memberId === named)) return teamId
  return (await teamsLedBy(tx, actor, named))[0] ?? teamId
}

/** The teams a member leads themselves, oldest first. */
export async function teamsLedBy(tx: Tx, actor: Actor, memberId: string): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx,
    `SELECT team_id AS id FROM team_members WHERE workspace_id = $1 AND member_id = $2 AND role = 'leader'
      ORDER BY team_id`,
    [actor.workspaceId, memberId],
  )
  return found.map(({ id }) => id)
}
