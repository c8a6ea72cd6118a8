import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type TestApp, testApp } from '../support/app.ts'
import type { Person } from '../support/cast.ts'
import { aKeyResult, anObjective, checkedIn } from '../support/items.ts'

type PersonName = 'mia' | 'dana' | 'ada' | 'gus'
const outsiders: PersonName[] = ['mia', 'dana', 'ada', 'gus']

describe('outside of a private team', () => {
  let t: TestApp

  beforeAll(async () => {
    t = await testApp()
  })
  afterAll(() => t?.close())

  const idsOf = async (who: Person, url: string): Promise<string[]> =>
    (await t.get(who, url)).body.data.map(({ id }: { id: string }) => id)
  const boardGoal = (fields: object = {}) =>
    anObjective(t, { title: 'Sell the shop', teamId: t.cast.teams.board, ...fields }, t.cast.boris)
  const align = async (parentId: string, childKeyResultId: string) => {
    const reply = await t.post(t.cast.boris, `/v1/objectives/${parentId}/alignments`, { childKeyResultId })
    expect(reply.status).toBe(201)
  }

  it.each(outsiders)('%s does not find out who is in it by asking for its people', async (name) => {
    const { teams, boris } = t.cast
    expect(await idsOf(t.cast[name], `/v1/members?teamId=${teams.board}`)).toEqual([])
    expect(await idsOf(boris, `/v1/members?teamId=${teams.board}`)).toEqual([boris.id])
  })

  it.each(outsiders)('%s does not find out what is shared with it', async (name) => {
    const { teams, boris } = t.cast
    const shared = await anObjective(t)
    const change = { teamIds: [teams.board] }
    const put = await t.ask(boris, 'PUT', `/v1/objectives/${shared}/shared-teams`, change, {
      'if-match': '*',
    })
    expect(put.status).toBe(200)
    expect(await idsOf(t.cast[name], `/v1/objectives?teamId=${teams.board}`)).toEqual([])
    expect(await idsOf(boris, `/v1/objectives?teamId=${teams.board}`)).toContain(shared)
  })

  it.each(outsiders)('%s does not find out what contributes to its goals', async (name) => {
    const [goal, keyResult] = [await boardGoal(), await aKeyResult(t)]
    await align(goal, keyResult)
    expect(await idsOf(t.cast[name], `/v1/key-results?objectiveId=${goal}`)).toEqual([])
    expect(await idsOf(t.cast.boris, `/v1/key-results?objectiveId=${goal}`)).toEqual([keyResult])
  })

  it.each(outsiders)('%s does not find out what is in the way of its key results', async (name) => {
    const { teams, boris } = t.cast
    const secret = await aKeyResult(t, { teamId: teams.board, ownerId: boris.id }, boris)
    const barrier = await t.post(boris, '/v1/barriers', {
      kind: 'decision',
      teamId: teams.company,
      keyResultIds: [secret],
    })
    expect(barrier.status).toBe(201)
    expect(await idsOf(t.cast[name], `/v1/barriers?keyResultId=${secret}`)).toEqual([])
    expect(await idsOf(boris, `/v1/barriers?keyResultId=${secret}`)).toEqual([barrier.body.id])
  })

  it('nobody counts what is only drafted in it', async () => {
    const { teams, boris, mia } = t.cast
    const goal = await anObjective(t, { title: 'Seen by all' })
    const fields = { teamId: teams.board, ownerId: boris.id, lifecycle: 'draft' }
    const draft = await aKeyResult(t, fields, boris)
    await align(goal, draft)
    const contributions = async () => {
      const { body } = await t.get(mia, `/v1/teams/${teams.service}/board`)
      return body.objectives.find(({ id }: { id: string }) => id === goal).privateContributions
    }
    expect(await contributions()).toEqual([])
    expect((await t.post(boris, `/v1/key-results/${draft}/publish`)).status).toBe(200)
    expect(await contributions()).toHaveLength(1)
  })

  it('nobody hears in their week of a key result that went into it', async () => {
    const { teams, boris, mia, dana } = t.cast
    const keyResult = await aKeyResult(t)
    const checkIn = await checkedIn(t, keyResult, 20)
    const subject = { kind: 'key_result', id: keyResult }
    const win = await t.post(mia, '/v1/wins', { what: 'First twenty', subject })
    const comment = { subject: { kind: 'check_in', id: checkIn }, text: 'Well done' }
    expect([win.status, (await t.post(boris, '/v1/comments', comment)).status]).toEqual([201, 201])
    expect((await t.get(mia, '/v1/my-week')).body.ledTo).toHaveLength(2)
    const move = { teamId: teams.board, ownerId: boris.id, title: 'Sell the shop' }
    expect((await t.patch(boris, `/v1/key-results/${keyResult}`, '*', move)).status).toBe(200)
    for (const who of [mia, dana]) {
      const { text } = await t.get(who, '/v1/my-week')
      expect([text.includes('Sell the shop'), text.includes(win.body.id), text.includes(keyResult)]).toEqual([
        false,
        false,
        false,
      ])
    }
    expect((await t.get(mia, '/v1/my-week')).body.ledTo).toEqual([])
  })
})
