import type { RosterPerson, Rosters } from '../../api/chat/roster.ts'
import type { Database } from '../../api/database/connect.ts'
import { first, rows, transaction } from '../../api/database/transaction.ts'
import { heardOfTeam, linkRoster } from '../../api/directory/rosters.ts'
import { changeDirectory } from '../../api/directory/settings.ts'
import type { Directory, Said } from '../../api/directory/source.ts'
import { people, type TeamName, teams } from './people.ts'
import type { Stage } from './stage.ts'

/** Teams of Microsoft Teams that have the app: of one the people come, of the other an admin may still say so. */
const places = [
  { place: '19:deliveries@thread.tacv2', name: 'Juniper Deliveries', team: 'Deliveries' },
  { place: '19:ovens@thread.tacv2', name: 'Juniper Ovens', team: 'Ovens' },
] as const
const serviceUrl = 'https://smba.juniper.example/'

/** Ada turns the directory on, and lets the people of one team of Microsoft Teams in. */
export function followDirectory(stage: Stage, teamIds: Map<string, string>): void {
  stage.on(9, 2, '10:00', 'Ada', (tx, actor) => changeDirectory(tx, actor, { on: true }, null))
  for (const { place, name } of places)
    stage.on(9, 2, '10:10', 'Ada', (tx, actor) => heardOfTeam(tx, actor, { place, name, serviceUrl }))
  stage.on(9, 2, '10:20', 'Ada', async (tx, actor) => {
    const [linked] = places
    const statement = 'SELECT id FROM rosters WHERE workspace_id = $1 AND place = $2'
    const { id } = (await first<{ id: string }>(tx, statement, [actor.workspaceId, linked.place]))!
    await linkRoster(tx, actor, id, teamIds.get(linked.team)!)
  })
}

/** The directory of the demo, and who is in its teams of Microsoft Teams: whoever can sign in to it. Nothing is called. */
export function standIns(db: Database): { directory: Directory; rosters: Rosters } {
  return {
    directory: {
      changes: async (tid) => {
        const known = await knownIn(db, tid)
        const idOf = (key: string) => known.find(({ name }) => name === fullName(key))?.objectId ?? null
        const said = known.map((person) => {
          const manager = managerOf(person.name)
          return { ...toSaid(person), managerId: manager ? idOf(manager) : null }
        })
        return { people: said, next: null, delta: 'since then' }
      },
      members: async (tid) => ({ people: (await knownIn(db, tid)).map(toSaid), next: null, delta: null }),
      photo: async () => null,
    },
    rosters: async ({ tid, place }) => {
      const team = places.find((one) => one.place === place)?.team
      const names: string[] = team ? teams[team].map(fullName) : []
      return (await knownIn(db, tid)).filter(({ name }) => names.includes(name))
    },
  }
}

function toSaid({ mail, ...person }: RosterPerson): Said {
  return { ...person, ...(mail && { mail }) }
}

async function knownIn(db: Database, tid: string): Promise<RosterPerson[]> {
  const found = await transaction(db, { tid }, (tx) =>
    first<{ id: string }>(tx, 'SELECT id FROM workspaces WHERE tid = $1', [tid]),
  )
  if (!found) return []
  const statement = `SELECT i.value AS "objectId", m.name, m.guest, (SELECT min(e.value) FROM member_identities e
      WHERE e.workspace_id = $1 AND e.member_id = m.id AND e.kind = 'email') AS mail
    FROM members m JOIN member_identities i ON i.workspace_id = $1 AND i.member_id = m.id AND i.kind = 'entra'
    WHERE m.workspace_id = $1 ORDER BY m.id`
  const said = await transaction(db, { workspaceId: found.id }, (tx) =>
    rows<Omit<RosterPerson, 'mail'> & { mail: string | null }>(tx, statement, [found.id]),
  )
  return said.map(({ mail, ...person }) => ({ ...person, mail: mail ?? undefined }))
}

function fullName(key: string): string {
  return people.find((person) => person.first === key)!.name
}

/** Whoever is in a team reports to who leads it, and its leader to Ada. */
function managerOf(name: string): string | undefined {
  const key = people.find((person) => person.name === name)?.first
  const team = (Object.keys(teams) as TeamName[]).find((one) => teams[one].some((member) => member === key))
  if (!team) return undefined
  const [leader] = teams[team]
  return leader === key ? 'Ada' : leader
}
