import { v7 } from 'uuid'
import { transaction } from '../../api/database/transaction.ts'
import { AlignmentEntity, SharedTeamEntity } from '../../api/objectives/entity.ts'
import type { TestApp } from '../support/app.ts'
import type { Person } from '../support/cast.ts'

/** The goals of the Harbour on one Monday in October, agreed two weeks before. */
export interface HarbourBoard {
  /** Boris's, above all. */
  company: string
  /** Service's; serves the company's. */
  promised: string
  /** Service's, without a key result. */
  welcome: string
  /** Shop's, shared with Service. */
  stock: string
  onTime: string
  racks: string
  /** Service's key result under no goal. */
  free: string
  /** Service's key result under the company's goal. */
  calls: string
  parts: string
  /** Of the private board team, under Service's goal. */
  secret: string
}

export const agreed = '2026-10-12T09:00:00Z'

/** Writes that board through the API, and what has no operation of its own by rows. */
export async function harbourBoard(t: TestApp): Promise<HarbourBoard> {
  const { boris, dana, otto, mia, noah, teams } = t.cast
  const before = t.clock.now
  t.clock.to(agreed)
  const company = await objective(t, boris, 'Riders come back', teams.company)
  const promised = await objective(t, dana, 'Repairs done when promised', teams.service, mia)
  const welcome = await objective(t, dana, 'Everyone feels welcome', teams.service)
  const stock = await objective(t, otto, 'Parts are there', teams.shop)
  const percent = { kind: 'percent', unit: '%' }
  const onTime = await keyResult(t, dana, 'Done by the promised day', {
    objectiveId: promised,
    ownerId: mia.id,
    weight: 60,
    ...percent,
    baseline: 60,
    target: 90,
  })
  const racks = await keyResult(t, dana, 'Repair racks', {
    objectiveId: promised,
    ownerId: noah.id,
    weight: 30,
    target: 20,
  })
  const free = await keyResult(t, dana, 'Coffee corners', {
    teamId: teams.service,
    cycleId: t.cast.cycleId,
    target: 2,
  })
  const calls = await keyResult(t, boris, 'Calls answered', {
    objectiveId: company,
    teamId: teams.service,
    ownerId: dana.id,
    ...percent,
    baseline: 0,
    target: 80,
  })
  const parts = await keyResult(t, otto, 'Parts in stock', {
    objectiveId: stock,
    ...percent,
    baseline: 50,
    target: 100,
  })
  const secret = await keyResult(t, boris, 'Buy the competitor', {
    teamId: teams.board,
    cycleId: t.cast.cycleId,
    target: 10,
  })
  await link(t, { childKeyResultId: secret, parentObjectiveId: promised, weight: 10 })
  await link(t, {
    childObjectiveId: promised,
    parentObjectiveId: company,
    sentence: 'Kept promises bring riders back.',
  })
  await share(t, stock, teams.service)
  t.clock.to(before.toISOString())
  return { company, promised, welcome, stock, onTime, racks, free, calls, parts, secret }
}

/** A published objective. */
export async function objective(t: TestApp, who: Person, title: string, teamId: string, owner = who) {
  const why = 'Riders who rely on their bike leave the car at home.'
  t.clock.forward(1000) // boards show the oldest first
  const body = { title, why, teamId, ownerId: owner.id, cycleId: t.cast.cycleId, lifecycle: 'published' }
  return idOf(await t.post(who, '/v1/objectives', body))
}

/** A published key result. */
export async function keyResult(t: TestApp, who: Person, title: string, fields: object) {
  t.clock.forward(1000)
  return idOf(await t.post(who, '/v1/key-results', { title, lifecycle: 'published', ...fields }))
}

/** Says where a key result stands. */
export async function checkIn(t: TestApp, who: Person, id: string, body: object) {
  return idOf({ ...(await t.post(who, `/v1/key-results/${id}/check-ins`, body)) }, 'checkIn')
}

/** Writes an edge of the map as a row. */
export function link(t: TestApp, edge: object) {
  const { workspaceId } = t.cast
  return transaction(t.db, { workspaceId }, (tx) =>
    tx.insert(AlignmentEntity, { workspaceId, id: v7(), ...edge }),
  )
}

/** Shares an objective with another team as a row. */
export function share(t: TestApp, objectiveId: string, teamId: string) {
  const { workspaceId } = t.cast
  return transaction(t.db, { workspaceId }, (tx) =>
    tx.insert(SharedTeamEntity, { workspaceId, objectiveId, teamId }),
  )
}

function idOf(
  { status, text, body }: { status: number; text: string; body: Record<string, unknown> },
  part?: string,
) {
  if (status !== 201) throw new Error(`${status}: ${text}`)
  const made = (part ? body[part] : body) as { id: string }
  return made.id
}
