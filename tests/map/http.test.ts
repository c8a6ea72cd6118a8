import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { v7 } from 'uuid'
import { type Reply, type TestApp, testApp } from '../support/app.ts'
import type { Person } from '../support/cast.ts'
import { statementsOf } from '../support/counts.ts'
import { aKeyResult, anObjective } from '../support/items.ts'

describe('the map', () => {
  let t: TestApp
  let priorityId: string
  const ids: Record<string, string> = {}

  beforeAll(async () => {
    t = await testApp()
    const { ada, boris, dana, teams } = t.cast
    const sentences = { priorities: [{ sentence: 'Keep promises' }] }
    const put = await t.ask(ada, 'PUT', '/v1/workspace/priorities', sentences, { 'if-match': '*' })
    priorityId = put.body.priorities[0].id
    ids.top = await anObjective(t, { title: 'Top', priorityId })
    ids.second = await anObjective(t, { title: 'Second', priorityId })
    ids.child = await anObjective(t, { title: 'Child' })
    ids.loose = await anObjective(t, { title: 'Loose' })
    ids.number = await aKeyResult(t, { title: 'Number', objectiveId: ids.top })
    ids.secret = await aKeyResult(t, { title: 'Secret', teamId: teams.board, ownerId: boris.id }, boris)
    const join = async (who: Person, parent: string, child: object) =>
      expect((await t.post(who, `/v1/objectives/${ids[parent]}/alignments`, child)).status).toBe(201)
    await join(dana, 'top', { childObjectiveId: ids.child, weight: 40 })
    await join(dana, 'second', { childObjectiveId: ids.child })
    await join(boris, 'top', { childKeyResultId: ids.secret })
  })
  afterAll(() => t?.close())

  const branch = async (who: Person, query = '') => (await t.get(who, `/v1/map/branches?${query}`)).body
  const titles = ({ data }: Reply['body']) => data.map(({ title }: { title: string }) => title)

  it('is no stranger’s, and shows one place at a time', async () => {
    expect((await t.get(null, '/v1/map')).status).toBe(401)
    expect(
      (await t.get(t.cast.mia, `/v1/map/branches?priorityId=${priorityId}&objectiveId=${ids.top}`)).status,
    ).toBe(400)
    expect(await branch(t.cast.mia, `objectiveId=${v7()}`)).toEqual({
      data: [],
      privates: [],
      nextCursor: null,
    })
    expect(await branch(t.elsewhere.mia, `objectiveId=${ids.top}`)).toEqual({
      data: [],
      privates: [],
      nextCursor: null,
    })
  })

  it('begins with mission, priorities and what is linked to none', async () => {
    expect((await t.get(t.cast.mia, '/v1/map')).body).toEqual({
      mission: null,
      roots: [
        { id: priorityId, sentence: 'Keep promises', children: 2 },
        { id: null, sentence: null, children: 1 },
      ],
    })
    expect(titles(await branch(t.cast.mia, `priorityId=${priorityId}`))).toEqual(['Second', 'Top'])
    expect(titles(await branch(t.cast.mia))).toEqual(['Loose'])
  })

  it('shows goals before measures, several parents, weights, and private contributions as a number alone', async () => {
    const under = await branch(t.cast.mia, `objectiveId=${ids.top}`)
    expect(under.data).toEqual([
      expect.objectContaining({ kind: 'objective', title: 'Child', parents: 2, weight: 40, children: 0 }),
      expect.objectContaining({
        kind: 'key_result',
        title: 'Number',
        parents: 1,
        team: 'Service',
        owner: 'Mia Moreau',
      }),
    ])
    expect(under.privates).toHaveLength(1)
    expect(JSON.stringify(under)).not.toContain('Secret')
    const borisSees = await branch(t.cast.boris, `objectiveId=${ids.top}`)
    expect([titles(borisSees), borisSees.privates]).toEqual([['Child', 'Number', 'Secret'], []])
    expect(titles(await branch(t.cast.mia, `objectiveId=${ids.second}`))).toEqual(['Child'])
  })

  it('comes a page at a time, each level in one statement however much stands there', async () => {
    const count = async () =>
      (await statementsOf(t.db, () => branch(t.cast.mia, `objectiveId=${ids.loose}`))).length
    const before = await count()
    for (let i = 0; i < 5; i++) await aKeyResult(t, { title: `Number ${i}`, objectiveId: ids.loose })
    expect(await count()).toBe(before)
    expect(before).toBe(3) // two find the actor
    const first = await branch(t.cast.mia, `objectiveId=${ids.loose}&limit=3`)
    const next = await branch(t.cast.mia, `objectiveId=${ids.loose}&limit=3&cursor=${first.nextCursor}`)
    expect([...titles(first), ...titles(next)]).toEqual([0, 1, 2, 3, 4].map((i) => `Number ${i}`))
    expect(next.nextCursor).toBeNull()
    const forged = await t.get(
      t.cast.mia,
      `/v1/map/branches?objectiveId=${ids.top}&cursor=${first.nextCursor}`,
    )
    expect(forged.status).toBe(400)
  })
})
