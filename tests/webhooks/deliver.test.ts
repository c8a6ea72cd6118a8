import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { Webhook } from 'standardwebhooks'
import { v4 } from 'uuid'
import { waits } from '../../api/webhooks/retry.ts'
import { type TestApp, testApp } from '../support/app.ts'
import type { Person } from '../support/cast.ts'
import { aKeyResult, checkedIn } from '../support/items.ts'
import { type Receiver, receiver, testOutgoing } from '../support/receiver.ts'
import { statement } from '../support/server.ts'
import { type TestWorker, testWorker } from '../support/worker.ts'

const day = 86_400_000

describe('what happens', () => {
  let t: TestApp
  let worker: TestWorker
  let to: Receiver

  beforeAll(async () => {
    t = await testApp()
    worker = await testWorker(t, { outgoing: testOutgoing() })
    to = await receiver()
  })
  beforeEach(async () => {
    t.clock.now = new Date() // the library that verifies knows one clock only
    await worker.drain()
    to.state.received = []
    to.state.answer = (reply) => reply.writeHead(204).end()
  })
  afterEach(async () => {
    const { body } = await t.get(t.cast.ada, '/v1/webhooks')
    for (const { id } of body.data) {
      await t.ask(t.cast.ada, 'DELETE', `/v1/webhooks/${id}`, undefined, { 'if-match': '*' })
    }
  })
  afterAll(async () => {
    await worker?.stop()
    await t?.close()
    await to?.stop()
  })

  const made = async (fields: object = {}, who: Person = t.cast.ada) => {
    const body = { name: 'Stock', url: to.url, events: ['barrier.*'], ...fields }
    const { status, text, body: answer } = await t.post(who, '/v1/webhooks', body)
    if (status !== 201) throw new Error(text)
    return { id: answer.webhook.id as string, secret: answer.secret as string }
  }
  const raised = async (fields: object = {}, who: Person = t.cast.mia): Promise<string> => {
    t.clock.forward(1)
    const barrier = { kind: 'access', title: 'No key', teamId: t.cast.teams.service, askedOf: t.cast.dana.id }
    const { status, text, body } = await t.post(who, '/v1/barriers', { ...barrier, ...fields })
    if (status !== 201) throw new Error(text)
    return body.id
  }
  const log = async (id: string, who = t.cast.ada) =>
    (await t.get(who, `/v1/webhooks/${id}/deliveries`)).body.data
  const webhook = async (id: string) => (await t.get(t.cast.ada, `/v1/webhooks/${id}`)).body
  const bodies = () => to.state.received.map(({ body }) => JSON.parse(body))
  const fails = (status = 500, headers: object = {}) => {
    to.state.answer = (reply) => reply.writeHead(status, { ...headers }).end('No.')
  }

  it('is told as the feed tells it, signed so that the reference library believes it', async () => {
    const { id, secret } = await made()
    const { body: feed } = await t.get(t.cast.ada, '/v1/changes')
    const barrier = await raised()
    await checkedIn(t, await aKeyResult(t), 5)
    await worker.drain()
    const { body: page } = await t.get(t.cast.ada, `/v1/changes?since=${feed.next}`)
    const change = page.data.find(({ kind }: { kind: string }) => kind === 'barrier.raised')
    expect(bodies()).toEqual([{ type: 'barrier.raised', timestamp: change.at, data: change }])
    expect(change.subject).toEqual({ kind: 'barrier', id: barrier })
    const [{ headers, body, method, path }] = to.state.received as [Receiver['state']['received'][0]]
    expect([method, path, headers['webhook-id']]).toEqual(['POST', '/hook', change.id])
    expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body))
    expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow()
    expect(await log(id)).toMatchObject([
      { change, state: 'delivered', attempts: 1, last: { status: 204, trouble: null }, nextAt: null },
    ])
    expect(await webhook(id)).toMatchObject({ state: 'active', deliveredAt: t.clock.now.toISOString() })
  })

  it('is signed with both secrets while one takes over from the other', async () => {
    const { id, secret } = await made()
    const { body } = await t.post(t.cast.ada, `/v1/webhooks/${id}/rotate-secret`, { overlapHours: 1 })
    await raised()
    await worker.drain()
    const [both] = to.state.received
    for (const each of [secret, body.secret]) new Webhook(each).verify(both!.body, both!.headers)
    await statement(
      t.adminUrl,
      `UPDATE webhook_secrets SET ends_at = now() - interval '1 minute'
      WHERE ends_at IS NOT NULL`,
    )
    await raised()
    await worker.drain()
    const last = to.state.received.at(-1)!
    new Webhook(body.secret).verify(last.body, last.headers)
    expect(() => new Webhook(secret).verify(last.body, last.headers)).toThrow()
  })

  it('is tried again for three days in the rhythm of Standard Webhooks, under the same name, then disabled', async () => {
    const { id } = await made({ events: ['import.finished'] })
    const begun = t.clock.now
    fails()
    await t.post(t.cast.ada, `/v1/webhooks/${id}/test`)
    await worker.drain()
    for (const [n, wait] of waits.entries()) {
      const [{ nextAt, attempts, state }] = await log(id)
      expect([attempts, state]).toEqual([n + 1, 'waiting'])
      const waited = new Date(nextAt).getTime() - t.clock.now.getTime()
      expect(waited).toBeGreaterThanOrEqual(wait)
      expect(waited).toBeLessThanOrEqual(wait * 1.1 + 1)
      t.clock.to(new Date(new Date(nextAt).getTime() - 1).toISOString())
      await worker.drain()
      expect(to.state.received).toHaveLength(n + 1)
      expect((await webhook(id)).state).toBe('failing')
      t.clock.forward(1)
      await worker.drain()
      expect(to.state.received).toHaveLength(n + 2)
    }
    expect(new Set(to.state.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(new Set(to.state.received.map(({ headers }) => headers['webhook-timestamp'])).size).toBe(10)
    expect(t.clock.now.getTime() - begun.getTime()).toBeGreaterThan(3 * day)
    expect(await log(id)).toMatchObject([{ state: 'failed', attempts: 10 }])
    expect(await webhook(id)).toMatchObject({ state: 'disabled', disabledWhy: 'failing' })
  })

  it('is sent again by hand, and once arrived makes the webhook whole', async () => {
    const { id } = await made()
    fails(302, { location: `${to.url}/elsewhere` })
    await raised()
    await worker.drain()
    const [{ id: deliveryId, last }] = await log(id)
    expect(last).toMatchObject({ status: 302 })
    expect(to.state.received.map(({ path }) => path)).toEqual(['/hook'])
    to.state.answer = (reply) => reply.writeHead(200).end('Thank\0you'.padEnd(900, '!'))
    const at = `/v1/webhooks/${id}/deliveries/${deliveryId}`
    expect((await t.post(t.cast.ada, `${at}/replay`)).body).toMatchObject({ state: 'waiting', attempts: 1 })
    await worker.drain()
    expect((await t.post(t.cast.ada, `${at}/replay`)).body).toMatchObject({ state: 'waiting', attempts: 0 })
    await worker.drain()
    const { body } = await t.get(t.cast.ada, at)
    expect(body.delivery.state).toBe('delivered')
    expect(body.tries.map(({ status }: { status: number }) => status)).toEqual([200, 200, 302])
    expect(body.tries[0].reply).toBe('Thankyou'.padEnd(500, '!'))
    expect((await webhook(id)).state).toBe('active')
  })

  it('is told no more to who answers 410, and every admin hears of it', async () => {
    const { id } = await made()
    fails(410)
    await raised()
    await raised()
    await worker.drain()
    expect(await webhook(id)).toMatchObject({ state: 'disabled', disabledWhy: 'gone' })
    expect((await log(id)).map(({ state }: { state: string }) => state)).toEqual(['failed', 'failed'])
    const sent = to.state.received.length
    await raised()
    await worker.drain()
    expect(to.state.received).toHaveLength(sent)
    const told = await statement(
      t.adminUrl,
      `SELECT audience_members AS members, data FROM events WHERE kind = 'webhook.disabled' AND subject_id = '${id}'`,
    )
    expect(told.rows).toEqual([{ members: [t.cast.ada.id], data: { why: 'gone' } }])
  })

  it('waits as long as a busy receiver asks', async () => {
    const { id } = await made()
    fails(429, { 'retry-after': '3600' })
    await raised()
    await worker.drain()
    const [{ nextAt }] = await log(id)
    expect(new Date(nextAt).getTime() - t.clock.now.getTime()).toBe(3_600_000)
  })

  it('in a private team is told only where that was granted, and its log to nobody else', async () => {
    const { board } = t.cast.teams
    const admin = (is: boolean) =>
      statement(t.adminUrl, `UPDATE members SET admin = ${is} WHERE id = '${t.cast.boris.id}'`)
    await admin(true)
    const open = await made()
    const granted = await made({ teamIds: [board] }, t.cast.boris)
    await raised({ teamId: board, askedOf: t.cast.boris.id }, t.cast.boris)
    await worker.drain()
    expect(to.state.received).toHaveLength(1)
    expect(await log(open.id)).toEqual([])
    expect(await log(granted.id, t.cast.boris)).toMatchObject([{ change: { kind: 'barrier.raised' } }])
    await admin(false)
    const [seen] = await log(granted.id)
    expect(seen).toMatchObject({ change: null, state: 'delivered' })
    const story = await t.get(t.cast.ada, `/v1/webhooks/${granted.id}/deliveries/${seen.id}`)
    expect(story.body.tries).toMatchObject([{ status: 204, reply: null }])
    expect(JSON.stringify([seen, story.body])).not.toContain(board)
  })

  it('to one person alone is told to no program', async () => {
    await made({ events: ['barrier.*', 'comment.*', 'member.*'] })
    await raised({ leaderOnly: true })
    await worker.drain()
    expect(to.state.received).toEqual([])
  })

  it('and is out of sight again before it is sent, is withdrawn', async () => {
    const { id } = await made()
    fails()
    await raised({ teamId: t.cast.teams.shop, askedOf: t.cast.otto.id }, t.cast.otto)
    await worker.drain()
    const shop = await t.get(t.cast.otto, `/v1/teams/${t.cast.teams.shop}`)
    await t.patch(t.cast.otto, `/v1/teams/${t.cast.teams.shop}`, shop.headers.etag, { private: true })
    t.clock.forward(6000)
    await worker.drain()
    expect(to.state.received).toHaveLength(1)
    expect(await log(id)).toMatchObject([{ state: 'withdrawn', change: null }])
    const again = await t.get(t.cast.otto, `/v1/teams/${t.cast.teams.shop}`)
    await t.patch(t.cast.otto, `/v1/teams/${t.cast.teams.shop}`, again.headers.etag, { private: false })
  })

  it('is not sent where a name has come to lead inside since', async () => {
    const { id } = await made({ url: 'https://hooks.example/' })
    await statement(t.adminUrl, `UPDATE webhooks SET url = 'https://inside.example/' WHERE id = '${id}'`)
    await t.post(t.cast.ada, `/v1/webhooks/${id}/test`)
    await worker.drain()
    expect(await log(id)).toMatchObject([{ test: true, state: 'waiting', last: { trouble: 'not-public' } }])
  })

  it('arrives once by many workers at once, and again when one was killed in the middle', async () => {
    const { id } = await made()
    const others = await Promise.all([1, 2].map(() => testWorker(t, { outgoing: testOutgoing() })))
    for (let n = 0; n < 20; n++) await raised()
    await Promise.all([worker, ...others].map((each) => each.drain()))
    expect(new Set(to.state.received.map(({ headers }) => headers['webhook-id'])).size).toBe(20)
    expect(to.state.received).toHaveLength(20)
    // As a worker leaves it that was killed after it had said that it would send.
    const lost = v4()
    await statement(
      t.adminUrl,
      `INSERT INTO webhook_deliveries (workspace_id, id, webhook_id, kind, created_at, run_at, attempts)
        SELECT workspace_id, '${lost}', id, 'webhook.test', now(), now() + interval '1 minute', 1 FROM webhooks
        WHERE id = '${id}';
      INSERT INTO due (workspace_id, kind, subject_id, run_at)
        SELECT workspace_id, 'webhook', id, now() + interval '1 minute' FROM webhooks WHERE id = '${id}'`,
    )
    await worker.drain()
    expect(to.state.received).toHaveLength(20)
    t.clock.forward(70_000)
    await worker.drain()
    expect(to.state.received).toHaveLength(21)
    expect(to.state.received.at(-1)!.headers['webhook-id']).toBe(lost)
    for (const each of others) await each.stop()
  })

  it('is forgotten after three months, if nobody has said otherwise', async () => {
    const { id } = await made({ events: ['import.finished'] })
    await t.post(t.cast.ada, `/v1/webhooks/${id}/test`)
    await worker.drain()
    expect(await log(id)).toHaveLength(1)
    t.clock.forward(91 * day)
    await worker.drain()
    expect(await log(id)).toEqual([])
  })

  it('has gone well with the worker', () => {
    expect(worker.log).toEqual([])
  })
})
