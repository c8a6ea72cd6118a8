import type { Day } from '../calendar.ts'
import type { CycleRow } from '../cycles/entity.ts'
import { first, type Tx } from '../database/transaction.ts'
import { notFound } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import type { Tagged } from '../http/etag.ts'
import { mayCreate, sees } from '../objectives/policy.ts'
import { toGoals } from './goals.ts'
import type { BoardLists } from './lists.ts'
import type { Named } from './row.ts'
import type { TeamBoardDto } from './schema.ts'
import { boardTag, teamBoard } from './team-board.sql.ts'

/** Which board: of which team, which cycle and which day. */
interface Place {
  id: string
  private: boolean
  version: number
  revision: number
  today: Day
  cycleId: string | null
  cycleRevision: number | null
  settingsRevision: number
}

interface BoardRow extends Place, BoardLists {
  name: string
  cycleName: string
  startDay: Day
  endDay: Day
  state: CycleRow['state']
  leaders: Named[] | null
  vision: string | null
}

/** The ETag of a board without the board, from one look-up; 404 as the board itself. */
export async function tagOfTeamBoard(
  tx: Tx,
  actor: Actor,
  teamId: string,
  cycleId?: string,
): Promise<Tagged> {
  const values = [actor.workspaceId, teamId, cycleId ?? null, actor.now]
  return toTag(inSight(actor, cycleId, await first<Place>(tx, boardTag, values)))
}

/**
 * The team's board of one cycle (default: the one that runs). 404 when the team or the cycle is not there for the actor.
 */
export async function readTeamBoard(
  tx: Tx,
  actor: Actor,
  teamId: string,
  cycleId?: string,
): Promise<TeamBoardDto & Tagged> {
  const { workspaceId, memberId, teams, now, leads } = actor
  const values = [workspaceId, memberId, teams, now, teamId, cycleId ?? null, leads]
  const row = inSight(actor, cycleId, await first<BoardRow>(tx, teamBoard(actor), values))
  return {
    ...toTag(row),
    id: row.id,
    day: row.today,
    team: { id: row.id, name: row.name, private: row.private, leaders: row.leaders ?? [] },
    cycle: toCycle(row),
    vision: row.vision,
    ...toGoals(row, actor),
    can: { write: mayCreate(actor, row.id) },
  }
}

function inSight<Row extends Place>(actor: Actor, cycleId: string | undefined, row: Row | undefined): Row {
  const audience = row?.private ? 'team' : 'workspace'
  if (!row || !sees(actor, { audience, teamId: row.id })) throw notFound('team')
  if (cycleId !== undefined && row.cycleId === null) throw notFound('cycle')
  return row
}

/** A board changes with its team's revision, and with the day, the cycle and the workspace's settings. */
function toTag({ version, revision, today, cycleId, cycleRevision, settingsRevision }: Place): Tagged {
  return { version, revision, basis: [today, cycleId, cycleRevision, settingsRevision] }
}

function toCycle({ cycleId, cycleName, startDay, endDay, state }: BoardRow): TeamBoardDto['cycle'] {
  return cycleId === null ? null : { id: cycleId, name: cycleName, startDay, endDay, state }
}
