import { v4 } from 'uuid'
import { transaction } from '../../api/database/transaction.ts'
import { MidwayEntity } from '../../api/reviews/midway-entity.ts'
import type { TestApp } from '../support/app.ts'
import type { Person } from '../support/cast.ts'
import { aKeyResult, anObjective, checkedIn } from '../support/items.ts'

/** Makes fresh things of Mia in the Service team, through the API; each returns an id. */
export function sceneOf(t: TestApp) {
  const { ada, dana, mia, teams } = t.cast

  const made = async (who: Person, url: string, body?: object): Promise<string> => {
    t.clock.forward(1) // ids follow the clock: one after the other, as in life
    const reply = await t.post(who, url, body)
    if (reply.status >= 300) throw new Error(`${url}: ${reply.text}`)
    return reply.body.id
  }
  const put = async (who: Person, url: string, body: object): Promise<string> => {
    const reply = await t.ask(who, 'PUT', url, body)
    if (reply.status >= 300) throw new Error(`${url}: ${reply.text}`)
    return reply.body.id
  }
  const objective = (fields: object = {}) => anObjective(t, { ownerId: mia.id, ...fields })
  const keyResult = (fields: object = {}) => aKeyResult(t, fields)
  const step = async (fields: object = {}) =>
    made(mia, '/v1/steps', {
      subject: { kind: 'key_result', id: await keyResult() },
      text: 'Call them',
      ...fields,
    })
  const barrier = (fields: object = {}) =>
    made(mia, '/v1/barriers', {
      kind: 'access',
      title: 'No key',
      teamId: teams.service,
      askedOf: dana.id,
      ...fields,
    })

  return {
    t,
    cast: t.cast,
    made,
    put,
    objective,
    keyResult,
    /** What Azure DevOps calls a published key result of Mia. */
    externalId: async () => {
      const name = v4()
      await put(dana, `/v1/key-results/by-external-id/azure-devops/${name}`, {
        title: 'Items closed',
        objectiveId: await objective(),
        ownerId: mia.id,
        target: 10,
        lifecycle: 'published',
        waive: 'It counts itself.',
      })
      return name
    },
    checkIn: async () => checkedIn(t, await keyResult(), 10),
    /** Of a key result of Mia, or of somebody else's team, which is not confirmed yet. */
    alignment: async (who: Person = dana, teamId: string = teams.service) => {
      const parent = await objective()
      const ownerId = who === dana ? mia.id : who.id
      const childKeyResultId = await aKeyResult(t, { teamId, ownerId }, who)
      return {
        id: parent,
        alignmentId: await made(who, `/v1/objectives/${parent}/alignments`, { childKeyResultId }),
      }
    },
    step,
    commitment: async () => {
      const subject = { kind: 'key_result', id: await keyResult() }
      const { body } = await t.post(mia, '/v1/commitments', { subject, text: 'Call them' })
      return body.commitment.id as string
    },
    barrier,
    cleared: async () => {
      const id = await barrier()
      await made(dana, `/v1/barriers/${id}/clear`, {})
      return id
    },
    /** A key result that was asked about half way, as the day turn does it. */
    midway: async () => {
      const id = await keyResult()
      const { workspaceId, cycleId } = t.cast
      await transaction(t.db, { workspaceId }, (tx) =>
        tx.insert(MidwayEntity, { workspaceId, keyResultId: id, cycleId, askedAt: t.clock.now }),
      )
      return id
    },
    win: async () =>
      made(mia, '/v1/wins', { what: 'Sold', subject: { kind: 'key_result', id: await keyResult() } }),
    comment: async () =>
      made(mia, '/v1/comments', { subject: { kind: 'objective', id: await objective() }, text: 'Well done' }),
    key: async () => {
      const { body } = await t.post(ada, '/v1/keys', { name: 'Figures', scopes: ['wins:read'] })
      return body.key.id as string
    },
    webhook: async () => {
      const told = { name: 'Stock', url: 'https://hooks.example/in', events: ['barrier.*'] }
      const { body, text } = await t.post(ada, '/v1/webhooks', told)
      if (!body.webhook) throw new Error(text)
      return body.webhook.id as string
    },
    team: () => made(ada, '/v1/teams', { name: 'Below', parentId: teams.service }),
    person: () => made(ada, '/v1/members', { name: 'Ivo Invited', email: `${v4()}@harbour.example` }),
    absence: async () => {
      const days = { fromDay: '2026-11-02', toDay: '2026-11-03' }
      const { body } = await t.post(ada, `/v1/members/${mia.id}/absences`, days)
      return body.absences.at(-1).id as string
    },
    cycle: async (...moves: string[]) => {
      const days = { name: 'Q1', startDay: '2027-01-01', endDay: '2027-03-31' }
      const id = await made(ada, '/v1/cycles', days)
      for (const move of moves) await made(ada, `/v1/cycles/${id}/${move}`)
      return id
    },
  }
}

export type Scene = ReturnType<typeof sceneOf>
