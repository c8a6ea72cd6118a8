import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { v7 } from 'uuid'
import { type TestApp, testApp } from '../support/app.ts'
import type { Person } from '../support/cast.ts'
import { aKeyResult, anObjective, checkedIn } from '../support/items.ts'

describe('key results', () => {
  let t: TestApp
  let id: string

  beforeAll(async () => {
    t = await testApp()
  })
  beforeEach(async () => {
    id = await aKeyResult(t, { baseline: 60, target: 90, unit: '%', kind: 'percent' })
  })
  afterAll(() => t.close())

  const at = (rest = '') => `/v1/key-results/${id}${rest}`
  const show = async (who: Person = t.cast.mia) => (await t.get(who, at())).body
  const patch = (body: object, who: Person = t.cast.mia) => t.patch(who, at(), '*', body)
  const put = (path: string, body: object, who: Person = t.cast.mia) =>
    t.ask(who, 'PUT', at(path), body, { 'if-match': '*' })

  it('are closed to strangers (401), other workspaces (404), guests and colleagues (403)', async () => {
    expect((await t.patch(null, at(), '*', { title: 'Mine' })).status).toBe(401)
    expect((await patch({ title: 'Mine' }, t.elsewhere.mia)).status).toBe(404)
    expect((await t.patch(t.cast.mia, `/v1/key-results/${v7()}`, '*', { title: 'Mine' })).status).toBe(404)
    for (const who of [t.cast.gus, t.cast.noah, t.cast.otto]) {
      expect((await patch({ title: 'Mine' }, who)).status).toBe(403)
      expect((await put('/phased-targets', { targets: [] }, who)).status).toBe(403)
      expect((await t.post(who, at('/postpone'))).status).toBe(403)
    }
  })

  it.each([
    ['a percent of its own', { percent: 100 }, '/percent'],
    ['a direction against its target', { direction: 'decrease' }, '/direction'],
    ['people without saying of how many', { kind: 'people', baseline: 0, target: 5 }, '/peopleTotal'],
    ['more people than there are', { kind: 'people', baseline: 0, target: 9, peopleTotal: 8 }, '/target'],
    ['a number that is too fine', { target: 0.1234567 }, '/target'],
    ['a day outside its cycle', { startDay: '2026-09-30' }, '/startDay'],
    ['a guest rhythm', { cadence: 'daily' }, '/cadence'],
  ])('refuse %s and name the field (400)', async (_, body, pointer) => {
    const reply = await patch(body)
    expect([reply.status, reply.body.errors[0].pointer]).toEqual([400, pointer])
  })

  it('need the version that was read (428, 412)', async () => {
    const { headers } = await t.get(t.cast.mia, at())
    expect((await t.patch(t.cast.mia, at(), undefined, { title: 'One' })).status).toBe(428)
    expect((await t.patch(t.cast.mia, at(), headers.etag, { title: 'One' })).status).toBe(200)
    expect((await t.patch(t.cast.mia, at(), headers.etag, { title: 'Two' })).status).toBe(412)
  })

  it('follow a new target at once, and remember the old one with its reason', async () => {
    await checkedIn(t, id, 75)
    expect((await show()).progress.value).toBe(50)
    const { body } = await patch({ target: 80, reason: 'The rack comes a quarter later.' })
    expect(body.progress).toMatchObject({ value: 75 })
    expect(body.progress.because).toContain('15 % of the 20 to the target 80')
    expect(body.targetEdits).toEqual([
      {
        at: t.clock.now.toISOString(),
        by: t.cast.mia.id,
        baselineBefore: 60,
        baselineAfter: 60,
        targetBefore: 90,
        targetAfter: 80,
        reason: 'The rack comes a quarter later.',
      },
    ])
    expect((await patch({ title: 'Only a word' })).body.targetEdits).toHaveLength(1)
  })

  it('keep what a check-in was measured against', async () => {
    await checkedIn(t, id, 75)
    await patch({ target: 75 })
    const [checkIn] = (await t.get(t.cast.mia, at('/check-ins'))).body.data
    expect(checkIn).toMatchObject({ target: 90, percent: 50 })
    expect((await show()).progress.value).toBe(100)
  })

  it('turn with their target, and stay on one side when asked to', async () => {
    expect((await patch({ target: 30 })).body.direction).toBe('decrease')
    expect((await patch({ direction: 'at_most', target: 40 })).body.direction).toBe('at_most')
    await checkedIn(t, id, 45)
    const { progress, standing } = await show()
    expect([progress.value, standing.health]).toEqual([0, 'behind'])
    expect(progress.because).toContain('45 % is not at or below 40: 5 away')
  })

  it('count people who now do something, of all of them', async () => {
    await patch({ kind: 'people', baseline: 2, target: 10, peopleTotal: 12, unit: null })
    await checkedIn(t, id, 6)
    expect((await show()).progress.because).toBe(
      '50 % because it went from 2 to 6: 4 people of the 8 to the target 10 (12 in all)',
    )
  })

  it('keep their kind where it does not fit the numbers that are there: 75 is no done', async () => {
    await checkedIn(t, id, 75)
    const refused = await patch({ kind: 'done' })
    expect([refused.status, refused.body.errors[0]]).toMatchObject([
      400,
      { pointer: '/kind', code: 'numbers' },
    ])
    expect((await show()).kind).toBe('percent')
  })

  it('say what the plan expects of today, by hand: 25 of 91 days gone make 8.24 of 30, so 68.24', async () => {
    const { expected } = await show()
    expect(expected.value).toBeCloseTo(60 + (30 * 25) / 91, 4)
    expect(expected.because).toContain(
      'on the straight line from 60 on 1 October 2026 to 90 on 31 December 2026',
    )
  })

  it.each([
    ['outside their days', [{ day: '2026-12-31', value: 80 }], '/targets/0/day'],
    [
      'out of order',
      [
        { day: '2026-11-02', value: 70 },
        { day: '2026-11-01', value: 80 },
      ],
      '/targets/1/day',
    ],
    [
      'twice on a day',
      [
        { day: '2026-11-02', value: 70 },
        { day: '2026-11-02', value: 80 },
      ],
      '/targets/1/day',
    ],
  ])('refuse phased targets %s (400)', async (_, targets, pointer) => {
    const reply = await put('/phased-targets', { targets })
    expect([reply.status, reply.body.errors[0].pointer]).toEqual([400, pointer])
  })

  it('expect by their phased targets, which leave the percent alone', async () => {
    await checkedIn(t, id, 75)
    const targets = [{ day: '2026-10-26', value: 85 }]
    const { body } = await put('/phased-targets', { targets })
    expect(body).toMatchObject({ phasedTargets: targets, expected: { value: 85 }, progress: { value: 50 } })
    expect(body.standing.health).toBe('behind')
  })

  it('are kept up to date by their delegates too', async () => {
    expect((await t.post(t.cast.noah, at('/check-ins'), { value: 70 })).status).toBe(403)
    const people = { delegateIds: [t.cast.noah.id], checkInOwnerIds: [], contributorIds: [t.cast.otto.id] }
    const { body } = await put('/people', people)
    expect(body).toMatchObject({
      delegates: [{ name: 'Noah Nkemelu' }],
      contributors: [{ name: 'Otto Olsen' }],
    })
    expect((await t.get(t.cast.noah, at())).body.can).toMatchObject({ checkIn: true, edit: false })
    expect((await t.post(t.cast.noah, at('/check-ins'), { value: 70 })).status).toBe(201)
    const unknown = await put('/people', { ...people, delegateIds: [v7()] })
    expect([unknown.status, unknown.body.errors[0].pointer]).toEqual([400, '/delegateIds'])
  })

  it('pass through their life, and answer 409 with what is there when it cannot be', async () => {
    expect((await t.post(t.cast.mia, at('/publish'))).body).toMatchObject({
      code: 'wrong-state',
      current: { id, lifecycle: 'published' },
    })
    expect((await t.post(t.cast.mia, at('/postpone'))).body.lifecycle).toBe('postponed')
    expect((await t.post(t.cast.mia, at('/check-ins'), { value: 70 })).status).toBe(409)
    expect((await t.post(t.cast.mia, at('/resume'))).body.lifecycle).toBe('published')
    const closed = await t.post(t.cast.mia, at('/close'), { score: 0.5, learned: 'Start earlier.' })
    expect(closed.body).toMatchObject({ lifecycle: 'closed', score: 0.5, learned: 'Start earlier.' })
    expect((await patch({ title: 'Late' })).status).toBe(409)
    expect((await t.post(t.cast.mia, at('/reopen'))).body).toMatchObject({
      lifecycle: 'published',
      score: null,
    })
  })

  it('stand as somebody says, until the next check-in; green is not to be said over silence', async () => {
    t.clock.forward(30 * 86_400_000)
    const green = await t.post(t.cast.mia, at('/override'), { health: 'on_track', why: 'Trust me.' })
    expect(green.body.standing.health).toBe('unknown')
    const red = await t.post(t.cast.mia, at('/override'), { health: 'behind', why: 'The rack is late.' })
    expect(red.body.standing).toMatchObject({ health: 'behind', override: { why: 'The rack is late.' } })
    await checkedIn(t, id, 85)
    expect((await show()).standing).toMatchObject({ health: 'on_track', override: null })
    t.clock.forward(-30 * 86_400_000)
  })

  it('are written below an objective with a weight, by a team of their own too', async () => {
    const objectiveId = await anObjective(t)
    await aKeyResult(t, { objectiveId, weight: 70 })
    const shop = { objectiveId, teamId: t.cast.teams.shop, ownerId: t.cast.otto.id }
    await aKeyResult(t, shop, t.cast.otto)
    const weighed = { ...shop, weight: 90, title: 'Mine', target: 1 }
    expect((await t.post(t.cast.otto, '/v1/key-results', weighed)).status).toBe(403)
    const { items } = (await t.get(t.cast.dana, `/v1/objectives/${objectiveId}`)).body
    expect(items.map((item: { share: number; confirmed: boolean }) => [item.share, item.confirmed])).toEqual([
      [0.7, true],
      [0.3, false],
    ])
  })
})
