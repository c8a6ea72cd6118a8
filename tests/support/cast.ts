import { v7 } from 'uuid'
import { CycleEntity } from '../../api/cycles/entity.ts'
import type { Database } from '../../api/database/connect.ts'
import { type Tx, transaction } from '../../api/database/transaction.ts'
import { demoTenant } from '../../api/members/demo-sign-in.ts'
import { addPerson, foundWorkspace } from '../../api/members/sign-up.ts'
import { TeamEntity, TeamMemberEntity } from '../../api/teams/entity.ts'

export interface Person {
  tid: string
  oid: string
  id: string
  name: string
}

export interface Cast {
  workspaceId: string
  /** The quarter that is running. */
  cycleId: string
  teams: { company: string; service: string; shop: string; board: string }
  /** Admin. */
  ada: Person
  /** Leads Service, below the company. */
  dana: Person
  /** Members of Service. */
  mia: Person
  noah: Person
  /** Leads Shop. */
  otto: Person
  /** A guest of Service. */
  gus: Person
  /** Leads the whole company; alone in the private board team. */
  boris: Person
}

/** The day on which every story begins: a Monday, four weeks into the quarter. */
export const start = new Date('2026-10-26T09:00:00Z')

/**
 * One company with its people: Ada (admin), Boris over the company, Dana and Otto leading Service and Shop, Mia and
 * Noah in Service, Gus its guest; and a private team of Boris alone. `demo`: the workspace that demo sign-in opens.
 */
export async function harbour(db: Database, { demo = false } = {}): Promise<Cast> {
  const tid = demo ? demoTenant : v7()
  const ada = { tid, oid: v7(), name: 'Ada Admin' }
  const founded = await foundWorkspace(
    db,
    { tid, name: 'Harbour', zone: 'Europe/Berlin', locale: 'en', admin: ada },
    start,
  )
  const { workspaceId } = founded
  return transaction(db, { workspaceId }, async (tx) => {
    const person = async (name: string, guest = false): Promise<Person> => {
      const oid = v7()
      return {
        tid,
        oid,
        name,
        id: await addPerson(tx, workspaceId, { oid, name, admin: false, guest }, start),
      }
    }
    const [boris, dana, otto, mia, noah, gus] = [
      await person('Boris Boss'),
      await person('Dana Diaz'),
      await person('Otto Olsen'),
      await person('Mia Moreau'),
      await person('Noah Nkemelu'),
      await person('Gus Guest', true),
    ]
    const company = await team(tx, workspaceId, 'Harbour', null, [[boris, 'leader']])
    const service = await team(tx, workspaceId, 'Service', company, [
      [dana, 'leader'],
      [mia, 'member'],
      [noah, 'member'],
      [gus, 'member'],
    ])
    const shop = await team(tx, workspaceId, 'Shop', company, [[otto, 'leader']])
    const board = await team(tx, workspaceId, 'Board', company, [[boris, 'leader']], true)
    const cycleId = v7()
    const quarter = {
      name: 'Q4 2026',
      startDay: '2026-10-01',
      endDay: '2026-12-31',
      state: 'active' as const,
    }
    await tx.insert(CycleEntity, { workspaceId, id: cycleId, ...quarter })
    const teams = { company, service, shop, board }
    return {
      workspaceId,
      cycleId,
      teams,
      ada: { ...ada, id: founded.memberId },
      boris,
      dana,
      otto,
      mia,
      noah,
      gus,
    }
  })
}

async function team(
  tx: Tx,
  workspaceId: string,
  name: string,
  parentId: string | null,
  people: [Person, 'leader' | 'member'][],
  isPrivate = false,
): Promise<string> {
  const id = v7()
  await tx.insert(TeamEntity, { workspaceId, id, name, parentId, private: isPrivate })
  for (const [{ id: memberId }, role] of people) {
    await tx.insert(TeamMemberEntity, { workspaceId, teamId: id, memberId, role })
  }
  return id
}
