import type { Day } from '../calendar.ts'
import { findPlace, isOpen, type Place } from '../commitments/place.ts'
import { mayCommit } from '../commitments/policy.ts'
import { rows, type Tx } from '../database/transaction.ts'
import { forbidden } from '../errors.ts'
import { visible } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { findPerson } from '../members/find-person.ts'
import { mayUnderstand, seesRungs, seesWords } from './policy.ts'
import { noGroup, type Rung, shownGroup } from './rungs.ts'
import type { LadderDto, PersonsLadderDto, RungCountsDto } from './schema.ts'

interface OnLadder {
  id: string
  name: string
  rung: Rung
  since: Day
  /** Whether the reader leads a team of theirs. */
  led: boolean
  words: string | null
  writtenAt: Date | null
}

const statement = `
  SELECT m.id, m.name, r.rung, r.since, w.words, w.written_at AS "writtenAt",
    EXISTS (SELECT FROM team_members t WHERE t.workspace_id = $1 AND t.member_id = m.id AND t.team_id = ANY($3::uuid[])) AS led
  FROM rungs r JOIN members m ON m.workspace_id = r.workspace_id AND m.id = r.member_id
  LEFT JOIN own_words w ON w.workspace_id = $1 AND w.objective_id = r.objective_id AND w.member_id = r.member_id
  WHERE r.workspace_id = $1 AND r.objective_id = $2 ORDER BY m.name, m.id`

/** Where the people of an objective stand, as far as the reader may know; 404 when it is not there for them. */
export async function readLadder(tx: Tx, actor: Actor, objectiveId: string): Promise<LadderDto> {
  const place = await findPlace(tx, actor, { kind: 'objective', id: objectiveId })
  return ladderOf(tx, actor, place)
}

/** The ladder of an objective that was found already. */
export async function ladderOf(tx: Tx, actor: Actor, place: Place): Promise<LadderDto> {
  const values = [actor.workspaceId, place.id, actor.leads]
  const found = await rows<OnLadder>(tx, statement, values)
  const [goal] = await rows<{ why: string | null }>(
    tx,
    'SELECT why FROM objectives WHERE workspace_id = $1 AND id = $2',
    values.slice(0, 2),
  )
  const me = found.find(({ id }) => id === actor.memberId)
  const others = found.filter((row) => row !== me)
  const open = isOpen(place)
  return {
    objectiveId: place.id,
    why: goal!.why,
    mine: me ? toPerson(me) : null,
    myWords: me?.words ? toWords(me) : null,
    people: others.filter(({ led }) => led && !actor.scopes).map(toPerson),
    words: seesWords(actor, place) ? others.filter(({ words }) => words).map(toWords) : [],
    counts: countsOf(found, actor, place.teamId),
    can: {
      understand: open && goal!.why !== null && mayUnderstand(actor, me !== undefined),
      commit: open && mayCommit(actor, place) && !place.committed,
    },
  }
}

function toPerson({ id, name, rung, since }: OnLadder) {
  return { id, name, rung, since }
}

function toWords({ id, name, words, writtenAt }: OnLadder) {
  return { memberId: id, name, words: words!, writtenAt: writtenAt!.toISOString() }
}

function countsOf(found: readonly OnLadder[], actor: Actor, teamId: string): RungCountsDto | null {
  const [known, others] = [noGroup(), noGroup()]
  for (const { id, led, rung } of found) {
    const group = id === actor.memberId || (led && !actor.scopes) ? known : others
    group.people++
    group.counts[rung]++
  }
  const shown = shownGroup(known, others, actor.leads.includes(teamId))
  return shown && { people: shown.people, ...shown.counts }
}

const ofPerson = (actor: Actor) => `
  SELECT json_build_object('id', o.id, 'title', o.title) AS objective, r.rung, r.since
  FROM rungs r JOIN objectives o ON o.workspace_id = r.workspace_id AND o.id = r.objective_id
  JOIN cycles c ON c.workspace_id = o.workspace_id AND c.id = o.cycle_id
  WHERE r.workspace_id = $1 AND r.member_id = $2 AND o.lifecycle = 'published' AND c.state <> 'closed'
    AND ${visible(actor, 'o', '$3')} ORDER BY o.id LIMIT 200`

/** Where one person stands on each running objective: for them and their leaders; 403 for everybody else. */
export async function readPersonsLadder(tx: Tx, actor: Actor, id: string): Promise<PersonsLadderDto> {
  const person = await findPerson(tx, actor, id)
  const teamIds = person.teams.map((team) => team.id)
  if (!seesRungs(actor, person.id, teamIds)) {
    throw forbidden('Where somebody stands is seen by that person and their leaders.')
  }
  const data = await rows<PersonsLadderDto['data'][number]>(tx, ofPerson(actor), [
    actor.workspaceId,
    person.id,
    actor.teams,
  ])
  return { memberId: person.id, data }
}
