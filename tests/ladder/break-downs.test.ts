import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { v7 } from 'uuid'
import { isLong } from '../../api/ladder/ask-leaders.ts'
import { type TestApp, testApp } from '../support/app.ts'
import type { Person } from '../support/cast.ts'
import { aKeyResult } from '../support/items.ts'
import { type TestWorker, testWorker } from '../support/worker.ts'

describe('a key result without a next step', () => {
  let t: TestApp
  let worker: TestWorker
  let id = ''

  beforeAll(async () => {
    t = await testApp() // Monday, 26 October
    worker = await testWorker(t)
    id = await aKeyResult(t)
    await worker.drain()
  })
  afterAll(async () => {
    await worker?.stop()
    await t?.close()
  })

  const queue = async (who: Person) => (await t.get(who, '/v1/break-downs')).body.data
  const to = async (instant: string) => {
    t.clock.to(instant)
    await worker.drain()
  }
  const path = async () => (await t.get(t.cast.mia, `/v1/key-results/${id}/path`)).body

  it('asks its leader for help after five working days, at midnight, not a minute earlier', async () => {
    await to('2026-11-02T22:59:00Z')
    expect(await queue(t.cast.dana)).toEqual([])
    await to('2026-11-02T23:00:00Z')
    expect(await queue(t.cast.dana)).toMatchObject([
      {
        keyResult: { id },
        owner: { id: t.cast.mia.id, name: t.cast.mia.name },
        since: '2026-10-26',
        laid: 0,
        room: 3,
        state: 'open',
      },
    ])
  })

  it('stands in nobody else’s queue, and is answered by nobody else (401, 403, 404)', async () => {
    const { mia, noah, otto, ada, boris, dana } = t.cast
    for (const other of [mia, noah, otto, ada, boris]) expect(await queue(other)).toEqual([])
    const [{ id: question }] = await queue(dana)
    const suggest = (who: Person | null, of = question) =>
      t.post(who, `/v1/break-downs/${of}/suggest`, { steps: [{ text: 'Ring one of them' }] })
    expect((await suggest(null)).status).toBe(401)
    for (const other of [mia, noah, otto, ada]) expect((await suggest(other)).status).toBe(403)
    expect((await suggest(t.elsewhere.dana)).status).toBe(404)
    expect((await suggest(dana, v7())).status).toBe(404)
    const none = await t.post(dana, `/v1/break-downs/${question}/suggest`, { steps: [] })
    expect([none.status, none.body.errors[0].pointer]).toEqual([400, '/steps'])
  })

  it('gets up to three steps from the leader, of which the owner picks one with one tap', async () => {
    const { mia, dana } = t.cast
    const [{ id: question }] = await queue(dana)
    const steps = [{ cue: 'the shop opens', text: 'Ring the oldest order' }, { text: 'Ask Noah how' }]
    const reply = await t.post(dana, `/v1/break-downs/${question}/suggest`, { steps })
    expect([reply.status, reply.body.state]).toEqual([200, 'suggested'])
    expect(await queue(dana)).toEqual([])
    const again = await t.post(dana, `/v1/break-downs/${question}/suggest`, { steps })
    expect([again.status, again.body.code]).toEqual([409, 'wrong-state'])
    const { pencilled } = await path()
    expect(pencilled).toMatchObject([
      { cue: 'the shop opens', text: 'Ring the oldest order', ownerId: mia.id, suggestedBy: dana.id },
      { text: 'Ask Noah how', suggestedBy: dana.id },
    ])
    const week = (await t.get(mia, '/v1/my-week')).body.paths.find(
      ({ subject }: { subject: { id: string } }) => subject.id === id,
    )
    expect(week).toMatchObject({
      live: null,
      pencilled: [{ text: 'Ring the oldest order' }, { text: 'Ask Noah how' }],
    })
    expect((await t.post(mia, `/v1/steps/${pencilled[0].id}/start`, {})).status).toBe(200)
    await worker.drain()
    expect((await path()).live).toMatchObject({ text: 'Ring the oldest order' })
  })

  it('asks again after a finished step and five more working days; a talk settles it for as long', async () => {
    const { mia, dana } = t.cast
    await t.post(mia, `/v1/steps/${(await path()).live.id}/finish`, {})
    await to('2026-11-10T23:00:00Z')
    const [{ id: question, since }] = await queue(dana)
    expect(since).toBe('2026-11-03')
    const say = async (who: Person | null, what: string, body?: object) => {
      const { status, body: said } = await t.post(who, `/v1/break-downs/${question}/${what}`, body)
      return [status, said.state ?? said.code]
    }
    expect(await say(dana, 'undo')).toEqual([409, 'wrong-state'])
    expect(await say(dana, 'suggest', { steps: [{ text: 'Ring one' }] })).toEqual([200, 'suggested'])
    expect([await say(null, 'undo'), await say(mia, 'undo')]).toEqual([
      [401, 'unauthorized'],
      [403, 'forbidden'],
    ])
    const before = (await path()).pencilled.length
    expect(await say(dana, 'undo')).toEqual([200, 'open'])
    expect((await path()).pencilled).toHaveLength(before - 1)
    expect(await queue(dana)).toHaveLength(1)
    expect(await say(dana, 'settle')).toEqual([200, 'settled'])
    expect(await say(dana, 'undo')).toEqual([200, 'open'])
    expect(await say(dana, 'settle')).toEqual([200, 'settled'])
    expect(await queue(dana)).toEqual([])
    await to('2026-11-11T23:00:00Z')
    expect(await queue(dana)).toEqual([])
    await to('2026-11-18T23:00:00Z')
    expect(await queue(dana)).toHaveLength(1)
  })

  it('asks one level up where its owner leads the team, and nobody while something is in the way', async () => {
    const { mia, dana, boris } = t.cast
    await aKeyResult(t, { ownerId: dana.id, title: 'Of the leader' })
    const blocked = await aKeyResult(t, { title: 'Blocked' })
    await t.post(mia, '/v1/barriers', { kind: 'access', keyResultIds: [blocked] })
    await to('2026-11-28T23:00:00Z')
    expect((await queue(boris)).map((row: { keyResult: object }) => row.keyResult)).toMatchObject([
      { title: 'Of the leader' },
    ])
    expect(
      (await queue(dana)).map((row: { keyResult: { title: string } }) => row.keyResult.title),
    ).not.toContain('Blocked')
  })
})

describe('five working days', () => {
  const work = {
    workingWeekdays: [1, 2, 3, 4, 5],
    daysOff: [] as string[],
    absences: [] as { from: string; to: string }[],
  }
  const long = (since: string, now: string, more: Partial<typeof work> & { zone?: string } = {}) =>
    isLong({ zone: 'Europe/Berlin', ...work, since: new Date(since), ...more }, new Date(now))

  it('are over when the sixth begins, over the change of the clock and the end of a year', () => {
    expect(long('2026-10-23T15:00:00Z', '2026-10-30T22:59:00Z')).toBe(false)
    expect(long('2026-10-23T15:00:00Z', '2026-11-01T23:00:00Z')).toBe(true)
    expect(long('2026-12-28T15:00:00Z', '2027-01-04T22:59:00Z')).toBe(false)
    expect(long('2026-12-28T15:00:00Z', '2027-01-04T23:00:00Z')).toBe(true)
  })

  it('are those of the owner: in their zone, without days off and absences', () => {
    expect(long('2026-10-26T09:00:00Z', '2026-11-02T19:00:00Z', { zone: 'Asia/Kolkata' })).toBe(true)
    expect(long('2026-10-26T09:00:00Z', '2026-11-03T09:00:00Z', { daysOff: ['2026-10-28'] })).toBe(false)
    const absences = [{ from: '2026-10-27', to: '2026-11-06' }]
    expect(long('2026-10-26T09:00:00Z', '2026-11-13T09:00:00Z', { absences })).toBe(false)
    expect(long('2026-10-26T09:00:00Z', '2026-11-16T09:00:00Z', { absences })).toBe(true)
  })
})
