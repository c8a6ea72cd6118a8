import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type TestApp, testApp } from '../support/app.ts'
import { statementsOf } from '../support/counts.ts'
import { aKeyResult, anObjective, checkedIn } from '../support/items.ts'

describe('lists of goals', () => {
  let t: TestApp
  let repairs: string
  let riders: string
  let ready: string

  beforeAll(async () => {
    t = await testApp()
    repairs = await anObjective(t, { title: 'Repairs 100% on time' })
    riders = await anObjective(t, { title: 'happier Riders', ownerId: t.cast.noah.id, lifecycle: 'draft' })
    t.clock.forward(60_000)
    const shop = { title: 'A shop that is ready', teamId: t.cast.teams.shop }
    ready = await anObjective(t, shop, t.cast.otto)
    await anObjective(t, { title: 'Buy the rival', teamId: t.cast.teams.board }, t.cast.boris)
  })
  afterAll(() => t.close())

  const ids = async (query: string, who = t.cast.dana, list = 'objectives') => {
    const { status, body } = await t.get(who, `/v1/${list}?${query}`)
    expect(status).toBe(200)
    return body.data.map(({ id }: { id: string }) => id)
  }

  it.each(['status=green', 'sort=percent', 'q=', 'updatedSince=yesterday', 'colour=red'])(
    'refuse ?%s (400)',
    async (query) => expect((await t.get(t.cast.dana, `/v1/objectives?${query}`)).status).toBe(400),
  )

  it('filter by team, owner, status and time of the last change', async () => {
    expect(await ids('')).toEqual([repairs, riders, ready])
    expect(await ids(`teamId=${t.cast.teams.service}`)).toEqual([repairs, riders])
    expect(await ids(`ownerId=${t.cast.noah.id}`)).toEqual([riders])
    expect(await ids('status=draft')).toEqual([riders])
    expect(await ids('status=unknown')).toEqual([repairs, ready])
    expect(await ids(`updatedSince=${new Date(t.clock.now.getTime() - 1000).toISOString()}`)).toEqual([ready])
  })

  it('find the beginning of any word, and take wildcards for what they are', async () => {
    expect(await ids('q=RID')).toEqual([riders])
    expect(await ids('q=ders')).toEqual([])
    expect(await ids(`q=${encodeURIComponent('100%')}`)).toEqual([repairs])
    expect(await ids(`q=${encodeURIComponent('%')}`)).toEqual([])
    expect(await ids(`q=${encodeURIComponent("'; DROP TABLE objectives; --")}`)).toEqual([])
  })

  it('sort as asked and page through without loss', async () => {
    expect(await ids('sort=-created')).toEqual([ready, riders, repairs])
    expect(await ids('sort=title')).toEqual([ready, riders, repairs])
    for (const sort of ['created', '-created', 'title']) {
      const seen = []
      let url = `/v1/objectives?limit=1&sort=${sort}`
      for (let i = 0; i < 5; i++) {
        const { data, nextCursor } = (await t.get(t.cast.dana, url)).body
        seen.push(...data.map(({ id }: { id: string }) => id))
        if (!nextCursor) break
        url = `/v1/objectives?limit=1&sort=${sort}&cursor=${nextCursor}`
      }
      expect(seen).toEqual(await ids(`sort=${sort}`))
    }
  })

  it('show guests their own teams only, and nobody a private team but its members', async () => {
    expect(await ids('', t.cast.gus)).toEqual([repairs, riders])
    expect(await ids('q=rival', t.cast.ada)).toEqual([])
    expect(await ids('q=rival', t.cast.boris)).toHaveLength(1)
  })

  it('include what is shared with a team', async () => {
    await t.ask(
      t.cast.dana,
      'PUT',
      `/v1/objectives/${repairs}/shared-teams`,
      { teamIds: [t.cast.teams.shop] },
      {
        'if-match': '*',
      },
    )
    expect(await ids(`teamId=${t.cast.teams.shop}`)).toEqual([repairs, ready])
  })

  it('of key results find those of an objective, and those that stand as asked', async () => {
    const one = await aKeyResult(t, { objectiveId: repairs })
    const other = await aKeyResult(t)
    await checkedIn(t, one, 90)
    expect(await ids(`objectiveId=${repairs}`, t.cast.mia, 'key-results')).toEqual([one])
    expect(await ids('status=on_track', t.cast.mia, 'key-results')).toEqual([one])
    expect(await ids('status=not_started', t.cast.mia, 'key-results')).toEqual([other])
  })

  it.each(['objectives', 'key-results'])(
    'of %s leave out what is closed where only open ones are asked for',
    async (list) => {
      const make = (title: string) =>
        list === 'objectives' ? anObjective(t, { title }) : aKeyResult(t, { title })
      const [done, going] = [await make('Left behind'), await make('Left to do')]
      const ended = { score: 1, learned: 'It went well.' }
      expect((await t.post(t.cast.dana, `/v1/${list}/${done}/close`, ended)).status).toBe(200)
      const found = (query: string) => ids(`q=left&${query}`, t.cast.dana, list)
      expect(await found('open=true')).toEqual([going])
      expect((await found('open=false')).sort()).toEqual([done, going].sort())
      expect(await found('status=closed')).toEqual([done])
      expect((await t.get(t.cast.dana, `/v1/${list}?open=perhaps`)).status).toBe(400)
    },
  )

  it('and pages of one item ask a number of statements that does not grow with what they hold', async () => {
    const count = async (url: string) => {
      const seen = await statementsOf(t.db, async () =>
        expect((await t.get(t.cast.dana, url)).status).toBe(200),
      )
      return seen.length
    }
    const urls = [`/v1/objectives/${repairs}`, '/v1/objectives', '/v1/key-results']
    const before = await Promise.all(urls.map(async () => 0))
    for (const [i, url] of urls.entries()) before[i] = await count(url)
    for (let i = 0; i < 3; i++) {
      await aKeyResult(t, { objectiveId: repairs })
      const childObjectiveId = await anObjective(t)
      await t.post(t.cast.dana, `/v1/objectives/${repairs}/alignments`, { childObjectiveId })
    }
    for (const [i, url] of urls.entries()) expect(await count(url)).toBe(before[i])
  })
})
