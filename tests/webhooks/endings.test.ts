import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { roundsOf } from '../planning-rounds/round.ts'
import { type TestApp, testApp } from '../support/app.ts'
import type { Person } from '../support/cast.ts'
import { type Receiver, receiver, testOutgoing } from '../support/receiver.ts'
import { statement } from '../support/server.ts'
import { type TestWorker, testWorker } from '../support/worker.ts'

describe('a webhook', () => {
  let t: TestApp
  let worker: TestWorker
  let to: Receiver

  beforeAll(async () => {
    t = await testApp()
    worker = await testWorker(t, { outgoing: testOutgoing() })
    to = await receiver()
    await statement(t.adminUrl, `UPDATE members SET admin = true WHERE id = '${t.cast.boris.id}'`)
  })
  beforeEach(async () => {
    await worker.drain()
    to.state.received = []
  })
  afterAll(async () => {
    await worker?.stop()
    await t?.close()
    await to?.stop()
  })

  const made = async (fields: object, who: Person | null, headers = {}): Promise<string> => {
    t.clock.forward(1)
    const body = { name: 'Stock', url: to.url, events: ['barrier.*', 'planning-round.*'], ...fields }
    const reply = await t.post(who, '/v1/webhooks', body, headers)
    expect([reply.status, reply.body.detail]).toEqual([201, undefined])
    return reply.body.webhook.id
  }
  const aKey = async (who: Person, fields: object = {}) => {
    const asked = { name: 'Robot', scopes: ['webhooks:write'], ...fields }
    const { key, secret } = (await t.post(who, '/v1/keys', asked)).body
    return { id: key.id as string, headers: { authorization: `Bearer ${secret}` } }
  }
  const webhook = async (id: string) => (await t.get(t.cast.ada, `/v1/webhooks/${id}`)).body
  const end = (url: string, who = t.cast.ada) =>
    t.ask(who, 'DELETE', url, undefined, { 'if-match': '*' }).then(({ status }) => status)
  const raised = () => {
    const { teams, dana, mia } = t.cast
    const barrier = { kind: 'access', title: 'No key', teamId: teams.service, askedOf: dana.id }
    return t.post(mia, '/v1/barriers', barrier)
  }

  it('is never told of what somebody says without their name', async () => {
    const r = roundsOf(t)
    const { ada, boris, teams } = t.cast
    await t.post(ada, `/v1/teams/${teams.shop}/members`, { memberId: ada.id }) // five are enough to hide among
    const listener = await made({}, ada)
    const { id } = await r.opened({ teamId: teams.company, teamsBelow: true, anonymous: true }, boris)
    await worker.drain()
    const before = to.state.received.length
    expect(before).toBeGreaterThan(0)
    const sent = await t.post(t.cast.mia, r.at(id, '/proposals'), { text: 'No Friday reports' })
    expect([sent.status, sent.body.detail]).toEqual([200, undefined])
    await worker.drain()
    expect(to.state.received).toHaveLength(before)
    const said = `SELECT 1 FROM events WHERE subject_id = '${id}' AND actor_id IS NULL AND source = 'person'`
    expect((await statement(t.adminUrl, said)).rows).toHaveLength(1)
    expect(await end(`/v1/webhooks/${listener}`)).toBe(204)
  })

  it('is disabled with its key, and the admins are told; who enables it takes it over', async () => {
    const key = await aKey(t.cast.ada)
    const [id, other] = [await made({}, null, key.headers), await made({}, t.cast.ada)]
    await t.post(t.cast.ada, `/v1/webhooks/${id}/test`)
    expect(await end(`/v1/keys/${key.id}`)).toBe(200)
    expect(await webhook(id)).toMatchObject({ state: 'disabled', disabledWhy: 'key-ended', createdBy: null })
    expect((await webhook(other)).state).toBe('active')
    await raised()
    await worker.drain()
    expect(to.state.received).toHaveLength(1) // that of the other
    const { body: log } = await t.get(t.cast.ada, `/v1/webhooks/${id}/deliveries`)
    expect(log.data).toMatchObject([{ test: true, state: 'withdrawn' }])
    const told = `SELECT data FROM events WHERE kind = 'webhook.disabled' AND subject_id = '${id}'`
    expect((await statement(t.adminUrl, told)).rows).toEqual([{ data: { why: 'key-ended' } }])
    const { body } = await t.post(t.cast.ada, `/v1/webhooks/${id}/enable`)
    expect(body).toMatchObject({ state: 'active', createdBy: t.cast.ada.id })
    t.clock.forward(86_400_000)
    await worker.drain()
    expect((await webhook(id)).state).toBe('active')
  })

  it('that is disabled while something is under way to it, is sent that no more; nor what was queued in that moment', async () => {
    const key = await aKey(t.cast.ada)
    const id = await made({}, null, key.headers)
    const log = async () => (await t.get(t.cast.ada, `/v1/webhooks/${id}/deliveries`)).body.data
    const ended: Promise<number>[] = []
    to.state.answer = (reply) => {
      ended.push(end(`/v1/keys/${key.id}`))
      void Promise.all(ended).then(() => reply.writeHead(500).end())
    }
    await t.post(t.cast.ada, `/v1/webhooks/${id}/test`)
    await worker.drain()
    expect(await log()).toMatchObject([{ state: 'failed', attempts: 1, last: { status: 500 } }])
    await statement(
      t.adminUrl,
      `INSERT INTO webhook_deliveries (workspace_id, id, webhook_id, kind, created_at, run_at)
        SELECT workspace_id, gen_random_uuid(), id, 'webhook.test', '2026-10-26', '2026-10-26' FROM webhooks
        WHERE id = '${id}';
      INSERT INTO due (workspace_id, kind, subject_id, run_at)
        SELECT workspace_id, 'webhook', id, '2026-10-26' FROM webhooks WHERE id = '${id}'`,
    )
    await worker.drain()
    expect((await log()).map(({ state }: { state: string }) => state).sort()).toEqual(['failed', 'withdrawn'])
    expect((await statement(t.adminUrl, `SELECT 1 FROM due WHERE subject_id = '${id}'`)).rows).toEqual([])
    expect((await t.post(t.cast.ada, `/v1/webhooks/${id}/enable`)).status).toBe(200)
    await worker.drain()
    expect(to.state.received).toHaveLength(1)
    expect(await end(`/v1/webhooks/${id}`)).toBe(204)
    to.state.answer = (reply) => reply.writeHead(204).end()
  })

  it('is disabled at the end of the day on which its key expires', async () => {
    const expiresAt = new Date(t.clock.now.getTime() + 3_600_000).toISOString()
    const id = await made({}, null, (await aKey(t.cast.ada, { expiresAt })).headers)
    t.clock.forward(86_400_000)
    await worker.drain()
    expect((await webhook(id)).disabledWhy).toBe('key-ended')
  })

  it('is told no more of a private team that its maker was taken out of or left, nor is it by keys of theirs', async () => {
    const { board } = t.cast.teams
    const { boris } = t.cast
    const granted = { teamIds: [board] }
    const both = async () => {
      const key = await aKey(boris, granted)
      return { key, ids: [await made(granted, boris), await made(granted, null, key.headers)] }
    }
    const teamsOf = async ({ key, ids }: Awaited<ReturnType<typeof both>>) => {
      const { body } = await t.get(t.cast.ada, `/v1/keys/${key.id}`)
      const webhooks = await Promise.all(ids.map(webhook))
      return [body, ...webhooks].map(({ teamIds }) => teamIds)
    }
    const first = await both()
    expect(await teamsOf(first)).toEqual([[board], [board], [board]])
    expect(await end(`/v1/teams/${board}/members/${boris.id}`, boris)).toBe(200)
    await worker.drain()
    expect(await teamsOf(first)).toEqual([[], [], []])
    await statement(
      t.adminUrl,
      `INSERT INTO team_members (workspace_id, team_id, member_id, role)
        VALUES ('${t.cast.workspaceId}', '${board}', '${boris.id}', 'member')`,
    )
    t.clock.forward(60_000)
    const second = await both()
    expect((await t.post(t.cast.ada, `/v1/members/${boris.id}/leave`)).status).toBe(200)
    await worker.drain()
    expect(await teamsOf(second)).toEqual([[], [], []])
  })

  it('has gone well with the worker', () => {
    expect(worker.log).toEqual([])
  })
})
