import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { v7 } from 'uuid'
import { type TestApp, testApp } from '../support/app.ts'
import { aKeyResult, anObjective, checkedIn } from '../support/items.ts'
import { type TestWorker, testWorker } from '../support/worker.ts'

describe('objectives', () => {
  let t: TestApp
  let worker: TestWorker
  let objectiveId: string

  beforeAll(async () => {
    t = await testApp()
    worker = await testWorker(t)
    objectiveId = await anObjective(t)
  })
  afterAll(async () => {
    await worker.stop()
    await t.close()
  })

  const at = (id = objectiveId) => `/v1/objectives/${id}`
  const put = async (who: typeof t.cast.dana, path: string, body: object) => {
    const { headers } = await t.get(who, at())
    return t.ask(who, 'PUT', `${at()}${path}`, body, { 'if-match': headers.etag })
  }
  const patch = async (who: typeof t.cast.dana, body: object, id = objectiveId) =>
    t.patch(who, at(id), (await t.get(t.cast.dana, at(id))).headers.etag, body)

  it('are closed to strangers (401) and unchangeable for guests and colleagues (403)', async () => {
    expect((await t.get(null, at())).status).toBe(401)
    for (const who of [t.cast.gus, t.cast.noah, t.cast.otto]) {
      expect((await patch(who, { title: 'Mine' })).status).toBe(403)
      expect((await t.post(who, `${at()}/close`, {})).status).toBe(403)
    }
  })

  it('of another workspace are like ones that never were (404)', async () => {
    for (const id of [objectiveId, v7()]) {
      expect((await t.get(t.elsewhere.dana, at(id))).status).toBe(404)
      expect((await t.patch(t.elsewhere.dana, at(id), '*', { title: 'Mine' })).status).toBe(404)
      expect((await t.post(t.elsewhere.dana, `${at(id)}/close`, {})).status).toBe(404)
    }
  })

  it.each([
    ['an unknown field', { percent: 100 }, '/percent'],
    ['nothing', {}, ''],
    ['an empty title', { title: ' ' }, '/title'],
    ['a day outside its cycle', { endDay: '2027-01-01' }, '/endDay'],
    ['days in the wrong order', { startDay: '2026-11-01', endDay: '2026-10-31' }, '/endDay'],
    ['an owner nobody knows', { ownerId: '01998000-0000-7000-8000-000000000001' }, '/ownerId'],
    ['a team nobody knows', { teamId: '01998000-0000-7000-8000-000000000001' }, '/teamId'],
    ['a priority nobody knows', { priorityId: '01998000-0000-7000-8000-000000000001' }, '/priorityId'],
  ])('refuse %s and name the field (400)', async (_, body, pointer) => {
    const reply = await patch(t.cast.dana, body)
    expect([reply.status, reply.body.errors[0].pointer]).toEqual([400, pointer])
  })

  it('are edited by whoever read the latest version only (428, 412)', async () => {
    const first = await t.get(t.cast.dana, at())
    expect((await t.patch(t.cast.dana, at(), undefined, { title: 'New' })).status).toBe(428)
    expect((await t.patch(t.cast.dana, at(), first.headers.etag, { title: 'Mended in time' })).status).toBe(
      200,
    )
    const late = await t.patch(t.cast.ada, at(), first.headers.etag, { title: 'Too late' })
    expect([late.status, late.body.code]).toEqual([412, 'stale'])
    expect(late.headers.etag).toBeDefined()
    expect((await t.get(t.cast.dana, at())).body.title).toBe('Mended in time')
  })

  it('show all that their page needs, with names', async () => {
    await aKeyResult(t, { objectiveId, title: 'On time', weight: 60 })
    const contributors = await put(t.cast.dana, '/contributors', {
      memberIds: [t.cast.noah.id, t.cast.mia.id],
    })
    expect(contributors.status).toBe(200)
    await put(t.cast.dana, '/shared-teams', { teamIds: [t.cast.teams.shop] })
    const { body, headers } = await t.get(t.cast.mia, at())
    expect(headers.etag).toContain(`"${body.version}.${body.revision}.`)
    expect(body).toMatchObject({
      owner: { id: t.cast.dana.id, name: 'Dana Diaz' },
      team: { id: t.cast.teams.service, name: 'Service' },
      cycle: { name: 'Q4 2026', state: 'active', startDay: '2026-10-01' },
      contributors: [{ name: 'Mia Moreau' }, { name: 'Noah Nkemelu' }],
      sharedTeams: [{ id: t.cast.teams.shop, name: 'Shop' }],
      items: [{ kind: 'key_result', title: 'On time', weight: 60, share: 1, counts: true, confirmed: true }],
      parents: [],
      line: null,
      can: { edit: false, close: false },
    })
    expect((await t.get(t.cast.dana, at())).body.can).toMatchObject({
      edit: true,
      close: true,
      publish: false,
    })
  })

  it('explain their percent once the worker has rolled it up', async () => {
    const keyResultId = await aKeyResult(t, { objectiveId, title: 'Riders who come back', weight: 40 })
    await checkedIn(t, keyResultId, 50)
    await worker.drain()
    const { body } = await t.get(t.cast.mia, at())
    expect(body.progress.value).toBe(50)
    expect(body.progress.because).toBe(
      '50 % because that is the mean of 1 item by weight; 1 unknown left out',
    )
    expect(body.standing.because).toContain('1 on track')
    expect(
      body.items.map((item: { because: string; adds: number | null }) => [item.because, item.adds]),
    ).toEqual([
      ['weight 60 %', null],
      ['weight 40 %', 50],
    ])
  })

  it('answer 304 while nothing shown has changed, and not after a title below them has', async () => {
    await worker.drain()
    const { headers, body } = await t.get(t.cast.mia, at())
    const again = () => t.get(t.cast.mia, at(), { 'if-none-match': headers.etag })
    expect((await again()).status).toBe(304)
    const [item] = body.items
    await t.patch(t.cast.mia, `/v1/key-results/${item.id}`, '*', { title: 'Another word' })
    await worker.drain()
    expect((await again()).status).toBe(200)
  })

  it('pass from draft to published, postponed, resumed, closed with a score, and reopened', async () => {
    const id = await anObjective(t, { lifecycle: 'draft' })
    const step = async (move: string, body?: object) => {
      const reply = await t.post(t.cast.dana, `${at(id)}/${move}`, body)
      return [reply.status, reply.body.lifecycle ?? reply.body.code, reply.body.current?.lifecycle]
    }
    expect(await step('postpone')).toEqual([409, 'wrong-state', 'draft'])
    expect(await step('publish')).toEqual([200, 'published', undefined])
    expect(await step('publish')).toEqual([409, 'wrong-state', 'published'])
    expect(await step('postpone')).toEqual([200, 'postponed', undefined])
    expect(await step('resume')).toEqual([200, 'published', undefined])
    expect(await step('close', { score: 1.1 })).toEqual([400, 'invalid', undefined])
    expect(await step('score', { score: 0.5 })).toEqual([409, 'wrong-state', 'published'])
    expect(await step('close', { score: 0.7, learned: 'Ask the riders first.' })).toEqual([
      200,
      'closed',
      undefined,
    ])
    expect((await patch(t.cast.dana, { title: 'Too late' }, id)).status).toBe(409)
    expect(await step('score', { score: 0.8 })).toEqual([422, 'reason-missing', undefined])
    const scored = await t.post(t.cast.dana, `${at(id)}/score`, { score: 0.8, reason: 'Two came in late.' })
    expect(scored.body).toMatchObject({ score: 0.8, learned: 'Ask the riders first.' })
    expect(scored.body.scorings).toMatchObject([
      { score: 0.8, reason: 'Two came in late.' },
      { score: 0.7, reason: null },
    ])
    expect(await step('score', { learned: 'Ask the riders first, twice.' })).toEqual([
      200,
      'closed',
      undefined,
    ])
    expect(await step('reopen')).toEqual([200, 'published', undefined])
    expect((await t.get(t.cast.dana, at(id))).body).toMatchObject({ score: null, closedAt: null })
  })

  it('can be said by hand to stand otherwise, until the next check-in below them', async () => {
    const id = await anObjective(t)
    const keyResultId = await aKeyResult(t, { objectiveId: id })
    await checkedIn(t, keyResultId, 30)
    await worker.drain()
    const silent = await t.post(t.cast.dana, `${at(id)}/override`, { health: 'behind' })
    expect([silent.status, silent.body.errors[0].pointer]).toEqual([400, '/why'])
    const said = await t.post(t.cast.dana, `${at(id)}/override`, {
      health: 'behind',
      why: 'The rack is late.',
    })
    expect(said.body.standing).toMatchObject({
      health: 'behind',
      override: { health: 'behind', why: 'The rack is late.', by: t.cast.dana.id },
    })
    await worker.drain()
    expect((await t.get(t.cast.dana, at(id))).body.standing.health).toBe('behind')
    t.clock.forward(60_000)
    await checkedIn(t, keyResultId, 35)
    await worker.drain()
    const { standing } = (await t.get(t.cast.dana, at(id))).body
    expect([standing.health, standing.override]).toEqual(['on_track', null])
  })
})
