import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { rows, transaction } from '../../api/database/transaction.ts'
import { spellings, tokensOf } from '../../api/search/words.ts'
import { type TestApp, testApp } from '../support/app.ts'
import type { Person } from '../support/cast.ts'
import { statementsOf } from '../support/counts.ts'
import { aKeyResult, anObjective } from '../support/items.ts'
import { type TestWorker, testWorker } from '../support/worker.ts'

describe('search', () => {
  let t: TestApp
  let worker: TestWorker

  beforeAll(async () => {
    t = await testApp()
    worker = await testWorker(t)
    const { boris, mia, dana, teams } = t.cast
    await anObjective(t, { title: 'Größere Häuser für Müller & Co' })
    await aKeyResult(t, { title: 'Repairs done by the promised day' })
    await anObjective(t, { title: 'Secret repairs', teamId: teams.board }, boris)
    for (const [title, audience] of [
      ['The repair bench is too small', undefined],
      ['My repair manager shouts', 'leader'],
    ]) {
      t.clock.forward(1) // one after the other: the latest comes first
      const body = { kind: 'access', title, teamId: teams.service, askedOf: dana.id }
      const reply = await t.post(mia, '/v1/barriers', { ...body, ...(audience && { leaderOnly: true }) })
      expect([reply.status, reply.body.detail]).toEqual([201, undefined])
    }
    await worker.drain()
  })
  afterAll(async () => {
    await worker?.stop()
    await t?.close()
  })

  const find = async (who: Person, q: string, more = '') => {
    const reply = await t.get(who, `/v1/search?q=${encodeURIComponent(q)}${more}`)
    expect(reply.status).toBe(200)
    type Group = { kind: string; hits: { title: string }[] }
    return Object.fromEntries(
      (reply.body.groups as Group[]).map(({ kind, hits }) => [kind, hits.map(({ title }) => title).sort()]),
    )
  }

  it('refuses strangers and an empty question', async () => {
    expect((await t.get(null, '/v1/search?q=a')).status).toBe(401)
    expect((await t.get(t.cast.mia, '/v1/search?q=')).status).toBe(400)
    expect((await t.get(t.cast.mia, '/v1/search')).status).toBe(400)
    expect(await find(t.cast.mia, '—')).toEqual({})
  })

  it('finds what it may, by the beginnings of words, in groups', async () => {
    expect(await find(t.cast.mia, 'rep')).toEqual({
      key_result: ['Repairs done by the promised day'],
      barrier: ['My repair manager shouts', 'The repair bench is too small'],
    })
    expect(await find(t.cast.otto, 'rep')).toEqual({
      key_result: ['Repairs done by the promised day'],
      barrier: ['The repair bench is too small'],
    })
    expect(await find(t.cast.boris, 'secret rep')).toEqual({ objective: ['Secret repairs'] })
    expect(await find(t.cast.ada, 'secret')).toEqual({})
    expect(await find(t.elsewhere.mia, 'rep')).toEqual({})
  })

  it('needs all words, and takes a number for a barrier, a name for a person, a team', async () => {
    expect(await find(t.cast.noah, 'day repairs')).toEqual({
      key_result: ['Repairs done by the promised day'],
    })
    expect(await find(t.cast.noah, 'repairs tomorrow')).toEqual({})
    expect(await find(t.cast.noah, '#1')).toEqual({ barrier: ['The repair bench is too small'] })
    expect(await find(t.cast.mia, 'moreau')).toEqual({ member: ['Mia Moreau'] })
    expect(await find(t.cast.mia, 'serv')).toEqual({ team: ['Service'] })
    expect(await find(t.cast.gus, 'otto')).toEqual({})
    expect(await find(t.cast.mia, 'rep', '&kind=barrier&limit=1')).toEqual({
      barrier: ['My repair manager shouts'],
    })
  })

  it.each(['müller', 'Mueller', 'MULLER', 'grössere', 'groessere', 'gros haus', 'haeuser'])(
    'finds accents and umlauts however they are typed: %s',
    async (q) => {
      expect(await find(t.cast.mia, q)).toEqual({ objective: ['Größere Häuser für Müller & Co'] })
    },
  )

  it('knows the spellings of a word', () => {
    expect(spellings('müller')).toEqual(['muller', 'mueller'])
    expect(spellings('straße')).toEqual(['strasse'])
    expect(tokensOf('Crème brûlée, Łódź №41!')).toEqual(['creme', 'brulee', 'lodz', '41'])
  })

  it('follows a changed title', async () => {
    const id = await anObjective(t, { title: 'Bicycles' })
    await worker.drain()
    const { headers } = await t.get(t.cast.dana, `/v1/objectives/${id}`)
    expect(
      (await t.patch(t.cast.dana, `/v1/objectives/${id}`, headers.etag, { title: 'Tricycles' })).status,
    ).toBe(200)
    await worker.drain()
    expect(await find(t.cast.mia, 'bicycles')).toEqual({})
    expect(await find(t.cast.mia, 'tricycles')).toEqual({ objective: ['Tricycles'] })
  })

  it('uses its index beneath row-level security, and one statement', async () => {
    const seen = await statementsOf(t.db, () => t.get(t.cast.mia, '/v1/search?q=rep'))
    expect(seen).toHaveLength(3) // two find the actor
    const plan = await transaction(t.db, { workspaceId: t.cast.workspaceId }, async (tx) => {
      await rows(tx, 'SET LOCAL enable_seqscan = off')
      return rows<{ 'QUERY PLAN': string }>(
        tx,
        `EXPLAIN SELECT subject_id FROM search_tokens WHERE workspace_id = $1 AND token >= 'rep' AND token < 'req'`,
        [t.cast.workspaceId],
      )
    })
    const text = plan.map((line) => line['QUERY PLAN']).join('\n')
    expect(text).toMatch(/Index Cond:.*token >= 'rep'/)
  })
})
