import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { transaction } from '../../api/database/transaction.ts'
import { audit } from '../../api/http/audit.ts'
import { type TestApp, testApp } from '../support/app.ts'

describe('the audit log over HTTP', () => {
  let t: TestApp

  beforeAll(async () => {
    t = await testApp()
    const goal = { title: 'Goal', teamId: t.cast.teams.service, cycleId: t.cast.cycleId }
    for (const who of [t.cast.dana, t.cast.otto, t.cast.mia]) {
      await t.post(who, '/v1/objectives', goal)
      t.clock.forward(1000)
    }
    await t.post(t.elsewhere.dana, '/v1/objectives', { ...goal, teamId: t.elsewhere.teams.service })
  })
  afterAll(() => t?.close())

  it('is read by admins alone (403), each their own workspace’s', async () => {
    for (const who of [t.cast.mia, t.cast.dana, t.cast.gus]) {
      expect((await t.get(who, '/v1/audit-log')).status).toBe(403)
    }
    expect((await t.get(t.elsewhere.ada, '/v1/audit-log')).body.data).toHaveLength(1)
  })

  it('has the newest line first, refused writes included', async () => {
    const { data } = (await t.get(t.cast.ada, '/v1/audit-log')).body
    const lines = data.map(({ memberId, status, code }: Record<string, unknown>) => [memberId, status, code])
    expect(lines).toEqual([
      [t.cast.mia.id, 201, null],
      [t.cast.otto.id, 403, 'forbidden'],
      [t.cast.dana.id, 201, null],
    ])
  })

  it('is read page by page and by person', async () => {
    const first = (await t.get(t.cast.ada, '/v1/audit-log?limit=2')).body
    const second = (await t.get(t.cast.ada, `/v1/audit-log?limit=2&cursor=${first.nextCursor}`)).body
    expect([...first.data, ...second.data]).toEqual((await t.get(t.cast.ada, '/v1/audit-log')).body.data)
    expect(second.nextCursor).toBeNull()
    const { data } = (await t.get(t.cast.ada, `/v1/audit-log?memberId=${t.cast.otto.id}`)).body
    expect(data).toMatchObject([{ memberId: t.cast.otto.id, operation: 'createObjective' }])
  })

  it('is searched by what, how it went and when', async () => {
    const who = async (query: string) =>
      (await t.get(t.cast.ada, `/v1/audit-log?${query}`)).body.data.map(
        ({ memberId }: { memberId: string }) => memberId,
      )
    const [dana, otto, mia] = [t.cast.dana.id, t.cast.otto.id, t.cast.mia.id]
    expect(await who('outcome=refused')).toEqual([otto])
    expect(await who('outcome=done')).toEqual([mia, dana])
    expect(await who('q=OBJECT')).toEqual([mia, otto, dana])
    expect(await who('q=barrier')).toEqual([])
    expect(await who('operation=takeBarrier,createObjective')).toEqual([mia, otto, dana])
    expect(await who('operation=takeBarrier,Objective')).toEqual([])
    const at = (seconds: number) => new Date(t.clock.now.getTime() - seconds * 1000).toISOString()
    expect(await who(`since=${at(2)}&until=${at(1)}`)).toEqual([otto])
    expect((await t.get(t.cast.ada, '/v1/audit-log?outcome=maybe')).status).toBe(400)
  })

  it('finds a button of a card in chat by its card', async () => {
    const { workspaceId, dana } = t.cast
    const actor = {
      ...dana,
      workspaceId,
      memberId: dana.id,
      credential: 'x',
      surface: 'chat',
      now: t.clock.now,
    }
    const line = { operation: 'chat.morning.take', status: 200, code: null, subject: null }
    await transaction(t.db, { workspaceId }, async (tx) =>
      audit(tx, { ...actor, traceId: 'x' } as never, line),
    )
    for (const card of ['chat.morning', 'chat.morning.take', 'closeCycle,chat.morning']) {
      const { data } = (await t.get(t.cast.ada, `/v1/audit-log?operation=${card}`)).body
      expect(data).toHaveLength(1)
    }
  })
})
