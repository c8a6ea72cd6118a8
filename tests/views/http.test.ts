import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { dueOn } from '../../api/progress/health.ts'
import { type TestApp, testApp } from '../support/app.ts'
import type { Person } from '../support/cast.ts'
import { statementsOf } from '../support/counts.ts'
import { aKeyResult, anObjective, checkedIn } from '../support/items.ts'

const day = 86_400_000

describe('views', () => {
  let t: TestApp
  let goal: string
  let drafted: string
  let calls: string
  let repairs: string
  let secret: string

  beforeAll(async () => {
    t = await testApp()
    const { ada, boris, dana, noah, mia, teams } = t.cast
    await t.ask(ada, 'PUT', '/v1/workspace/priorities', { priorities: [{ sentence: 'Riders first' }] }, any)
    const [priority] = (await t.get(ada, '/v1/workspace')).body.priorities
    goal = await anObjective(t, { title: 'Riders trust us', priorityId: priority.id })
    drafted = await anObjective(t, { title: 'A quieter shop', lifecycle: 'draft' })
    repairs = await aKeyResult(t, { objectiveId: goal, title: 'Repairs in time', cadence: 'weekly' })
    calls = await aKeyResult(t, { title: 'calls answered', ownerId: noah.id, cadence: 'monthly' })
    secret = await anObjective(t, { title: 'Sell the shop', teamId: teams.board }, boris)
    await checkedIn(t, repairs, 90)
    await t.ask(
      dana,
      'PUT',
      `/v1/key-results/${calls}/people`,
      { delegateIds: [mia.id], checkInOwnerIds: [], contributorIds: [] },
      any,
    )
  })
  afterAll(() => t?.close())

  const any = { 'if-match': '*' }
  const listed = async (query: string, who: Person = t.cast.mia) => {
    const reply = await t.get(who, `/v1/views/items?${query}`)
    if (reply.status !== 200) throw new Error(reply.text)
    return reply.body.data as { id: string; dueDay: string | null; kind: string }[]
  }
  const ids = async (query: string, who?: Person) => (await listed(query, who)).map(({ id }) => id)

  it.each(['show=late', 'sort=weight', 'status=green', 'q=', 'colour=red', 'teamId=all', 'kind=barrier'])(
    'refuse ?%s (400)',
    async (query) => expect((await t.get(t.cast.mia, `/v1/views/items?${query}`)).status).toBe(400),
  )

  it('refuse a cursor of other filters (400) and a stranger (401)', async () => {
    const { nextCursor } = (await t.get(t.cast.mia, '/v1/views/items?limit=1')).body
    const other = await t.get(t.cast.mia, `/v1/views/items?limit=1&sort=-title&cursor=${nextCursor}`)
    expect([other.status, other.body.code]).toEqual([400, 'bad-cursor'])
    expect((await t.get(null, '/v1/views/items')).status).toBe(401)
  })

  it('show goals and measures together, never those of a private team', async () => {
    expect(await ids('')).toEqual([drafted, calls, repairs, goal])
    expect(await ids('', t.cast.ada)).not.toContain(secret)
    expect(await ids('q=sell', t.cast.boris)).toEqual([secret])
    expect(await ids('kind=objective')).toEqual([drafted, goal])
    expect(await ids('q=ANSW')).toEqual([calls])
    expect(await ids('status=draft')).toEqual([drafted])
    expect(await ids(`ownerId=${t.cast.noah.id}`)).toEqual([calls])
  })

  it('are sorted as asked, either way, and paged through without loss', async () => {
    for (const sort of ['title', 'team', 'owner', 'status', 'percent', 'checkedIn', 'endDay']) {
      const up = await ids(`sort=${sort}`)
      expect(await ids(`sort=-${sort}`)).toEqual([...up].reverse())
      const paged: string[] = []
      let next: string | null = ''
      while (next !== null) {
        const { body } = await t.get(
          t.cast.mia,
          `/v1/views/items?limit=1&sort=${sort}${next && `&cursor=${next}`}`,
        )
        paged.push(...body.data.map(({ id }: { id: string }) => id))
        next = body.nextCursor
      }
      expect(paged).toEqual(up)
    }
    expect((await ids('sort=-percent'))[0]).toBe(repairs)
  })

  it('mine: what somebody owns or is assigned to', async () => {
    expect(await ids('show=mine')).toEqual([calls, repairs])
    expect(await ids('show=mine', t.cast.noah)).toEqual([calls])
  })

  it('unaligned: what no line leads from to a priority', async () => {
    expect(await ids('show=unaligned')).toEqual([drafted, calls])
    const above = await t.post(t.cast.dana, `/v1/objectives/${goal}/alignments`, {
      childObjectiveId: drafted,
    })
    expect(above.status).toBe(201)
    expect(await ids('show=unaligned')).toEqual([calls])
  })

  it('at risk: at risk or behind, until somebody says otherwise', async () => {
    expect(await ids('show=at_risk')).toEqual([])
    const late = await aKeyResult(t, { title: 'Bikes returned', startDay: '2026-10-01', target: 100 })
    await checkedIn(t, late, 1)
    expect(await ids('show=at_risk')).toEqual([late])
    await t.post(t.cast.mia, `/v1/key-results/${late}/close`, {})
    expect(await ids('show=at_risk')).toEqual([])
    expect(await ids('status=closed')).toEqual([late])
  })

  it('overdue: due before today, by the very day that the formula gives', async () => {
    expect(await ids('show=overdue')).toEqual([])
    t.clock.forward(8 * day)
    expect(await ids('show=overdue')).toEqual([repairs])
    const due = (id: string, cadence: 'weekly' | 'monthly', observedOn: string | null) => {
      const plan = { startDay: '2026-10-01', endDay: '2026-12-31' } as Parameters<typeof dueOn>[0]['plan']
      return [id, dueOn({ plan, cadence, activeSince: '2026-10-26' }, observedOn)]
    }
    const found = (await listed('kind=key_result')).map(({ id, dueDay }) => [id, dueDay])
    expect(found).toEqual([due(calls, 'monthly', null), due(repairs, 'weekly', '2026-10-26')])
  })

  it('are kept under a name by whoever made them, who alone sees, renames and removes them', async () => {
    const { mia, dana } = t.cast
    expect((await t.post(mia, '/v1/views', { name: '  ' })).status).toBe(400)
    expect((await t.post(mia, '/v1/views', { name: 'A', filters: { colour: 'red' } })).status).toBe(400)
    const made = await t.post(mia, '/v1/views', {
      name: 'Late',
      filters: { show: 'overdue' },
      sort: '-endDay',
    })
    expect([made.status, made.body.name, made.body.sort]).toEqual([201, 'Late', '-endDay'])
    const url = `/v1/views/${made.body.id}`
    expect((await t.get(dana, url)).status).toBe(404)
    expect((await t.get(dana, '/v1/views')).body.data).toEqual([])
    const { headers } = await t.get(mia, url)
    expect((await t.patch(mia, url, undefined, { name: 'Later' })).status).toBe(428)
    const renamed = await t.patch(mia, url, headers.etag, { name: 'Later' })
    expect([renamed.status, renamed.body.name, renamed.body.filters]).toEqual([
      200,
      'Later',
      { show: 'overdue' },
    ])
    expect((await t.patch(mia, url, headers.etag, { name: 'Latest' })).status).toBe(412)
    expect((await t.get(mia, '/v1/views')).body.data).toEqual([renamed.body])
    const remove = (etag?: string) => t.ask(mia, 'DELETE', url, undefined, etag ? { 'if-match': etag } : {})
    expect((await remove(headers.etag)).status).toBe(412)
    expect((await remove(renamed.headers.etag)).status).toBe(204)
    expect((await remove('*')).status).toBe(404)
  })

  it('are at most fifty a person (409)', async () => {
    for (let i = 0; i < 50; i++)
      expect((await t.post(t.cast.otto, '/v1/views', { name: `${i}` })).status).toBe(201)
    const beyond = await t.post(t.cast.otto, '/v1/views', { name: 'One more' })
    expect([beyond.status, beyond.body.code]).toEqual([409, 'too-many-views'])
  })

  it('ask a number of statements that does not depend on how many rows there are', async () => {
    const count = async (url: string) =>
      (await statementsOf(t.db, async () => expect((await t.get(t.cast.dana, url)).status).toBe(200))).length
    const urls = ['/v1/views/items?show=unaligned', '/v1/views/items?show=overdue', '/v1/views']
    const before = []
    for (const url of urls) before.push(await count(url))
    for (let i = 0; i < 3; i++) {
      await aKeyResult(t)
      await t.post(t.cast.dana, '/v1/views', { name: `View ${i}` })
    }
    for (const [i, url] of urls.entries()) expect(await count(url)).toBe(before[i])
  })
})
