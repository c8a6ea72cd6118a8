import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type TestApp, testApp } from '../support/app.ts'
import { statementsOf } from '../support/counts.ts'
import { aKeyResult, anObjective, checkedIn } from '../support/items.ts'
import { type TestWorker, testWorker } from '../support/worker.ts'

describe('following', () => {
  let t: TestApp
  let worker: TestWorker
  let goal: string
  let repairs: string

  beforeAll(async () => {
    t = await testApp()
    worker = await testWorker(t)
    goal = await anObjective(t)
    repairs = await aKeyResult(t, { objectiveId: goal })
    await worker.drain()
  })
  afterAll(async () => {
    await worker?.stop()
    await t?.close()
  })

  const follow = (who: { tid: string; oid: string; id: string; name: string }, kind: string, id: string) => {
    t.clock.forward(1)
    return t.post(who, '/v1/follows', { subject: { kind, id } })
  }
  const moved = async (who = t.cast.noah) => (await t.get(who, '/v1/follows?moved=true')).body.data

  it('begins with what one sees: 404 for a private goal, and for one that never was', async () => {
    const secret = await anObjective(t, { teamId: t.cast.teams.board }, t.cast.boris)
    expect((await follow(t.cast.noah, 'objective', secret)).status).toBe(404)
    expect((await follow(t.cast.noah, 'objective', repairs)).status).toBe(404)
    expect((await follow(t.cast.noah, 'barrier', goal)).status).toBe(400)
  })

  it('twice changes nothing, and is known to nobody else', async () => {
    const first = await follow(t.cast.noah, 'key_result', repairs)
    expect([first.status, first.body.moved]).toEqual([201, null])
    const again = await follow(t.cast.noah, 'key_result', repairs)
    expect(again.body).toEqual(first.body)
    expect((await follow(t.cast.noah, 'objective', goal)).status).toBe(201)
    for (const who of [t.cast.dana, t.cast.ada]) {
      expect((await t.get(who, '/v1/follows')).body.data).toEqual([])
      expect((await t.post(who, `/v1/follows/${first.body.id}/end`)).status).toBe(404)
    }
  })

  it('shows what moved since one looked: from where to where, with how many check-ins', async () => {
    expect(await moved()).toEqual([])
    t.clock.forward(60_000)
    await checkedIn(t, repairs, 40)
    await worker.drain()
    const found = await moved()
    expect(found.map(({ subject }: { subject: { id: string } }) => subject.id)).toEqual([repairs, goal])
    expect(found[0]).toMatchObject({ percent: 40, moved: { checkIns: 1, percentBefore: null, became: null } })
    expect(found[1]).toMatchObject({ percent: 40, moved: { checkIns: 0 } })
  })

  it('is silent again once one looked, and tells where it stood then', async () => {
    const found = await moved()
    t.clock.forward(1000)
    const looks = found.map(({ id }: { id: string }) => ({ id, at: t.clock.now.toISOString() }))
    expect((await t.post(t.cast.noah, '/v1/follows/looked', { looks })).status).toBe(204)
    expect(await moved()).toEqual([])
    t.clock.forward(60_000)
    await checkedIn(t, repairs, 70)
    await worker.drain()
    expect(
      (await moved()).map((one: { percent: number; moved: { percentBefore: number } }) => [
        one.percent,
        one.moved.percentBefore,
      ]),
    ).toEqual([
      [70, 40],
      [70, 40],
    ])
    const back = found.map(({ id, lookedAt }: { id: string; lookedAt: string }) => ({ id, at: lookedAt }))
    expect((await t.post(t.cast.noah, '/v1/follows/looked', { looks: back })).status).toBe(204)
    expect((await moved())[0].moved.checkIns).toBe(2)
  })

  it('cannot be looked at ahead of time (400), nor by others (404)', async () => {
    const [{ id }] = await moved()
    const tomorrow = new Date(t.clock.now.getTime() + 86_400_000).toISOString()
    const ahead = await t.post(t.cast.noah, '/v1/follows/looked', { looks: [{ id, at: tomorrow }] })
    expect(ahead.body.errors).toMatchObject([{ pointer: '/looks/0/at', code: 'future' }])
    const others = { looks: [{ id, at: t.clock.now.toISOString() }] }
    expect((await t.post(t.cast.mia, '/v1/follows/looked', others)).status).toBe(404)
  })

  it('tells nobody what they did themselves', async () => {
    await follow(t.cast.mia, 'key_result', repairs)
    t.clock.forward(60_000)
    await checkedIn(t, repairs, 75)
    expect(await moved(t.cast.mia)).toEqual([])
  })

  it('says that a goal was closed', async () => {
    const other = await anObjective(t)
    await follow(t.cast.noah, 'objective', other)
    t.clock.forward(1000)
    expect((await t.post(t.cast.dana, `/v1/objectives/${other}/close`, {})).status).toBe(200)
    const found = (await t.get(t.cast.noah, `/v1/follows?subjectId=${other}`)).body.data
    expect(found).toMatchObject([{ lifecycle: 'closed', moved: { became: 'closed' } }])
  })

  it('stops with the sight of it: once its team is private, nothing is left to see', async () => {
    const before = (await t.get(t.cast.otto, '/v1/follows')).body.data
    expect(before).toEqual([])
    await follow(t.cast.otto, 'key_result', repairs)
    t.clock.forward(1000)
    await checkedIn(t, repairs, 80)
    expect(await moved(t.cast.otto)).toHaveLength(1)
    const team = await t.get(t.cast.ada, `/v1/teams/${t.cast.teams.service}`)
    const hidden = await t.patch(t.cast.dana, `/v1/teams/${t.cast.teams.service}`, team.headers.etag && '*', {
      private: true,
    })
    expect(hidden.status).toBe(200)
    expect((await t.get(t.cast.otto, '/v1/follows')).body.data).toEqual([])
    expect((await moved()).length).toBeGreaterThan(0)
  })

  it('ends when one says so', async () => {
    const [{ id }] = (await t.get(t.cast.noah, `/v1/follows?subjectId=${repairs}`)).body.data
    expect((await t.post(t.cast.noah, `/v1/follows/${id}/end`)).status).toBe(204)
    expect((await t.get(t.cast.noah, `/v1/follows?subjectId=${repairs}`)).body.data).toEqual([])
    expect((await t.post(t.cast.noah, `/v1/follows/${id}/end`)).status).toBe(404)
  })

  it('asks a number of statements that does not depend on how much is followed', async () => {
    const count = async () => (await statementsOf(t.db, () => t.get(t.cast.noah, '/v1/follows'))).length
    const before = await count()
    for (let i = 0; i < 3; i++) await follow(t.cast.noah, 'objective', await anObjective(t))
    expect(await count()).toBe(before)
  })
})
