import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { v7 } from 'uuid'
import { checkCycleOpen } from '../../api/cycles/cycles.ts'
import { transaction } from '../../api/database/transaction.ts'
import { actorFor } from '../../api/members/find-actor.ts'
import { type TestApp, testApp } from '../support/app.ts'

const quarter = { name: 'Q1 2027', startDay: '2027-01-01', endDay: '2027-03-31' }

describe('cycles', () => {
  let t: TestApp

  beforeAll(async () => {
    t = await testApp()
  })
  afterAll(() => t?.close())

  const make = async (body: object = quarter) => {
    const reply = await t.post(t.cast.ada, '/v1/cycles', body)
    expect(reply.status).toBe(201)
    return reply
  }

  it('are made and moved by admins alone (403)', async () => {
    for (const who of [t.cast.mia, t.cast.dana, t.cast.boris, t.cast.gus]) {
      expect((await t.post(who, '/v1/cycles', quarter)).status).toBe(403)
      expect((await t.post(who, `/v1/cycles/${t.cast.cycleId}/review`)).status).toBe(403)
    }
  })

  it('begin in planning, with a week of grace, and may overlap', async () => {
    expect((await make()).body).toMatchObject({ state: 'planning', graceDays: 7, version: 1 })
    expect(
      (await make({ ...quarter, name: 'Year', endDay: '2027-12-31', graceDays: 0 })).body.graceDays,
    ).toBe(0)
  })

  it.each([
    ['that end before they start', { endDay: '2026-12-31' }, '/endDay'],
    ['with a day that never was', { startDay: '2027-02-30' }, '/startDay'],
    ['without an end', { endDay: undefined }, '/endDay'],
    ['with a state', { state: 'closed' }, '/state'],
  ])('%s are refused (400)', async (_, fields, pointer) => {
    const reply = await t.post(t.cast.ada, '/v1/cycles', { ...quarter, ...fields })
    expect([reply.status, reply.body.errors[0].pointer]).toEqual([400, pointer])
  })

  it('are edited under If-Match (428, 412), end after start (400)', async () => {
    const { body, headers } = await make()
    const url = `/v1/cycles/${body.id}`
    expect((await t.patch(t.cast.ada, url, undefined, { name: 'A' })).status).toBe(428)
    expect((await t.patch(t.cast.ada, url, headers.etag, { startDay: '2027-04-01' })).status).toBe(400)
    const changed = await t.patch(t.cast.ada, url, headers.etag, { endDay: '2027-04-30' })
    expect([changed.status, changed.body.endDay, changed.body.version]).toEqual([200, '2027-04-30', 2])
    expect((await t.patch(t.cast.ada, url, headers.etag, { name: 'B' })).status).toBe(412)
  })

  it('go from planning to active to reviewing to closed, one by one and never back (409)', async () => {
    const { body } = await make()
    const move = async (word: string) => (await t.post(t.cast.ada, `/v1/cycles/${body.id}/${word}`)).status
    expect([await move('review'), await move('close')]).toEqual([409, 409])
    expect([await move('start'), await move('start'), await move('close')]).toEqual([200, 409, 409])
    expect([await move('review'), await move('close'), await move('close')]).toEqual([200, 200, 409])
    const closed = await t.get(t.cast.ada, `/v1/cycles/${body.id}`)
    expect(closed.body).toMatchObject({ state: 'closed', can: { edit: false, close: false } })
    const late = await t.patch(t.cast.ada, `/v1/cycles/${body.id}`, closed.headers.etag, { name: 'Late' })
    expect([late.status, late.body.current.state]).toEqual([409, 'closed'])
  })

  it('that are closed take nothing more, except from an import', async () => {
    const { body } = await make()
    for (const word of ['start', 'review', 'close']) await t.post(t.cast.ada, `/v1/cycles/${body.id}/${word}`)
    const check = (surface: 'tab' | 'import', cycleId: string) =>
      transaction(t.db, { workspaceId: t.cast.workspaceId }, async (tx) => {
        const place = { workspaceId: t.cast.workspaceId, surface, now: t.clock.now, traceId: 'test' }
        return checkCycleOpen(tx, await actorFor(tx, place, t.cast.dana.id), cycleId)
      })
    await expect(check('tab', body.id)).rejects.toMatchObject({ status: 409, code: 'wrong-state' })
    await expect(check('tab', v7())).rejects.toMatchObject({ status: 400 })
    await expect(check('tab', t.elsewhere.cycleId)).rejects.toMatchObject({ status: 400 })
    await expect(check('import', body.id)).resolves.toMatchObject({ state: 'closed' })
    await expect(check('tab', t.cast.cycleId)).resolves.toMatchObject({ state: 'active' })
  })

  it('are listed to everyone, the latest first, by state and page by page', async () => {
    const all = (await t.get(t.cast.gus, '/v1/cycles')).body.data
    const days = all.map(({ startDay }: { startDay: string }) => startDay)
    expect(days).toEqual([...days].sort().reverse())
    expect((await t.get(t.cast.mia, '/v1/cycles?state=active')).body.data).toMatchObject([
      { name: 'Q4 2026' },
    ])
    const first = (await t.get(t.cast.mia, '/v1/cycles?limit=2')).body
    const second = (await t.get(t.cast.mia, `/v1/cycles?limit=2&cursor=${first.nextCursor}`)).body
    const ids = (page: { id: string }[]) => page.map(({ id }) => id)
    expect(ids([...first.data, ...second.data])).toEqual(ids(all.slice(0, 4)))
    const foreign = await t.get(t.elsewhere.mia, `/v1/cycles?limit=2&cursor=${first.nextCursor}`)
    expect(foreign.body.code).toBe('bad-cursor')
  })
})
