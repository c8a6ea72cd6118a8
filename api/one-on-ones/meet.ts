import { rows, type Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { openOneOnOne } from './one-on-ones.ts'
import { readOneOnOne } from './read.ts'
import type { MeetInput, MeetingPeopleDto } from './schema.ts'

interface FoundRow {
  address: string
  id: string | null
  name: string | null
}

/**
 * Whom the address lines of an appointment or mail name: who is with us, by the addresses they are known by. One person
 * alone: their one-on-one, opened if it is the first time. More: the teams of the actor that hold all whom we know.
 */
export async function meetPeople(tx: Tx, actor: Actor, input: MeetInput): Promise<MeetingPeopleDto> {
  const addresses = [...new Set(input.addresses.map((address) => address.trim().toLowerCase()))]
  const found = (await named(tx, actor, addresses)).filter(({ id }) => id !== actor.memberId)
  const known = new Map(found.flatMap(({ id, name }) => (id && name ? [[id, { id, name }] as const] : [])))
  const [only] = known.values()
  const pair = only && found.length === 1 ? await openOneOnOne(tx, actor, only.id) : null
  return {
    people: [...known.values()],
    unknown: found.flatMap(({ id, address }) => (id ? [] : [address])),
    ...(pair && { oneOnOne: await readOneOnOne(tx, actor, pair.id, input) }),
    teams: found.length > 1 ? await teamsOf(tx, actor, [...known.keys()]) : [],
  }
}

/** In the order asked; a person known by two of the addresses counts once. */
function named(tx: Tx, actor: Actor, addresses: string[]): Promise<FoundRow[]> {
  return rows<FoundRow>(
    tx,
    `SELECT min(a.address) AS address, m.id, m.name
      FROM unnest($2::text[]) WITH ORDINALITY AS a (address, place)
      LEFT JOIN (SELECT i.value, m.id, m.name FROM member_identities i
        JOIN members m ON m.workspace_id = i.workspace_id AND m.id = i.member_id
        WHERE i.workspace_id = $1 AND i.kind = 'email' AND i.value = ANY($2) AND m.merged_into IS NULL AND NOT m.guest
          AND m.state IN ('placeholder', 'invited', 'active')) m ON m.value = a.address
      GROUP BY m.id, m.name, CASE WHEN m.id IS NULL THEN a.address END ORDER BY min(a.place)`,
    [actor.workspaceId, addresses],
  )
}

/** The actor's teams that all of them are in, the smallest first: what the meeting is most likely about. */
function teamsOf(tx: Tx, actor: Actor, memberIds: string[]): Promise<MeetingPeopleDto['teams']> {
  if (memberIds.length === 0) return Promise.resolve([])
  return rows(
    tx,
    `SELECT t.id, t.name FROM teams t
      JOIN team_members g ON g.workspace_id = t.workspace_id AND g.team_id = t.id
      WHERE t.workspace_id = $1 AND t.id = ANY($2::uuid[])
      GROUP BY t.id, t.name HAVING count(*) FILTER (WHERE g.member_id = ANY($3::uuid[])) = cardinality($3::uuid[])
      ORDER BY count(*), t.name, t.id`,
    [actor.workspaceId, actor.teams, memberIds],
  )
}
