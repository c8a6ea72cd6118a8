import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { v7 } from 'uuid'
import { type TestApp, testApp } from '../support/app.ts'
import type { Person } from '../support/cast.ts'
import { countRows } from '../support/counts.ts'
import { hold } from '../support/hold.ts'
import { statement } from '../support/server.ts'

describe('a POST with an Idempotency-Key', () => {
  let t: TestApp

  beforeAll(async () => {
    t = await testApp()
  })
  afterAll(() => t?.close())

  const goal = (title = 'Repairs done when promised') => ({
    title,
    teamId: t.cast.teams.service,
    cycleId: t.cast.cycleId,
  })
  const write = (key: string, body: object = goal(), who: Person = t.cast.dana) =>
    t.post(who, '/v1/objectives', body, { 'idempotency-key': key })
  const titled = async (title: string): Promise<number> =>
    (await t.get(t.cast.dana, '/v1/objectives?limit=200')).body.data.filter(
      (found: { title: string }) => found.title === title,
    ).length

  it('happens once; the repeat is answered with the same bytes and says so', async () => {
    const body = goal('Happens once')
    const first = await write('once', body)
    t.clock.forward(60_000)
    const again = await write('once', body)
    expect(first.status).toBe(201)
    expect(first.headers['idempotent-replayed']).toBeUndefined()
    expect([again.status, again.text]).toEqual([201, first.text])
    expect(again.headers).toMatchObject({ 'idempotent-replayed': 'true', etag: first.headers.etag })
    expect(again.headers['content-type']).toBe(first.headers['content-type'])
    expect(await titled('Happens once')).toBe(1)
  })

  it('is refused when the key was used for something else (422)', async () => {
    await write('other', goal('One thing'))
    const reply = await write('other', goal('Another thing'))
    expect([reply.status, reply.body.code]).toEqual([422, 'key-reused'])
    expect(await titled('Another thing')).toBe(0)
  })

  it('is refused when it is empty, as where a script left its variable unset (400)', async () => {
    const reply = await write('')
    expect([reply.status, reply.body.detail]).toEqual([
      400,
      expect.stringContaining('Idempotency-Key is empty'),
    ])
  })

  it('is answered with 409 while the first is under way, which then happens once', async () => {
    const body = goal('Two at once')
    const lock = await hold(t.adminUrl, 'LOCK TABLE objectives IN EXCLUSIVE MODE')
    const first = write('race', body)
    await lock.waiting()
    const second = await write('race', body)
    expect([second.status, second.body.code]).toEqual([409, 'in-flight'])
    await lock.release()
    expect((await first).status).toBe(201)
    const third = await write('race', body)
    expect([third.status, third.text]).toEqual([201, (await first).text])
    expect(await titled('Two at once')).toBe(1)
  })

  it('leaves nothing behind when it breaks in the middle (503), and may be repeated with the same key', async () => {
    const before = await countRows(t.adminUrl)
    const body = goal('Broken off')
    const lock = await hold(t.adminUrl, 'LOCK TABLE events IN EXCLUSIVE MODE') // the goal is written, its event waits
    const broken = write('broken', body)
    await lock.cut()
    const reply = await broken
    expect([reply.status, reply.body.code, reply.headers['retry-after']]).toEqual([503, 'busy', '2'])
    await lock.release()
    expect(await countRows(t.adminUrl)).toEqual(before)
    const again = await write('broken', body)
    expect([again.status, again.headers['idempotent-replayed']]).toEqual([201, undefined])
    expect(await titled('Broken off')).toBe(1)
  })

  it('leaves nothing behind when its own record cannot be kept', async () => {
    const before = await countRows(t.adminUrl)
    const lock = await hold(t.adminUrl, 'LOCK TABLE idempotency IN SHARE MODE')
    const broken = write('unkept', goal('Unkept'))
    await lock.cut()
    expect((await broken).status).toBe(503)
    await lock.release()
    expect(await countRows(t.adminUrl)).toEqual(before)
  })

  it('keeps a refusal too: 403 and 404 are replayed', async () => {
    const forbidden = await write('refused', goal(), t.cast.otto)
    const again = await write('refused', goal(), t.cast.otto)
    expect([again.status, again.text]).toEqual([403, forbidden.text])
    expect(again.headers['idempotent-replayed']).toBe('true')
    expect(again.headers['content-type']).toContain('application/problem+json')
    const url = `/v1/key-results/${v7()}/check-ins`
    const missing = await t.post(t.cast.dana, url, { value: 1 }, { 'idempotency-key': 'lost' })
    const repeat = await t.post(t.cast.dana, url, { value: 1 }, { 'idempotency-key': 'lost' })
    expect([missing.status, repeat.text]).toEqual([404, missing.text])
  })

  it('does not keep what could not be read (400): the key is still free', async () => {
    expect((await write('mended', { title: 7 })).status).toBe(400)
    expect((await write('mended', goal('Mended'))).status).toBe(201)
  })

  it('belongs to one person, one operation and one workspace', async () => {
    const body = goal('Mine')
    const mine = await write('shared', body)
    const hers = await write('shared', body, t.cast.mia)
    expect([hers.status, hers.headers['idempotent-replayed']]).toEqual([201, undefined])
    expect(hers.body.id).not.toBe(mine.body.id)
    const elsewhere = await write('shared', { ...body, teamId: t.elsewhere.teams.service }, t.elsewhere.dana)
    expect(elsewhere.headers['idempotent-replayed']).toBeUndefined()
    const other = await t.post(
      t.cast.dana,
      '/v1/key-results',
      { title: 'On time', objectiveId: mine.body.id, target: 90 },
      { 'idempotency-key': 'shared' },
    )
    expect([other.status, other.headers['idempotent-replayed']]).toEqual([201, undefined])
  })

  it('shows an earlier reply to nobody who may no longer ask, and forgets nothing of it', async () => {
    const body = goal('Before the loss')
    const first = await write('lost-role', body, t.cast.noah)
    const guest = (is: boolean) =>
      statement(t.adminUrl, `UPDATE members SET guest = ${is} WHERE id = '${t.cast.noah.id}'`)
    await guest(true)
    const refused = await write('lost-role', body, t.cast.noah)
    expect([refused.status, refused.headers['idempotent-replayed']]).toEqual([403, undefined])
    expect(refused.text).not.toContain('Before the loss')
    await guest(false)
    const back = await write('lost-role', body, t.cast.noah)
    expect([back.status, back.text]).toEqual([201, first.text])
  })

  it('is forgotten after 24 hours', async () => {
    const body = goal('Daily')
    await write('daily', body)
    t.clock.forward(24 * 3_600_000 - 1000)
    expect((await write('daily', body)).headers['idempotent-replayed']).toBe('true')
    t.clock.forward(2000)
    const fresh = await write('daily', body)
    expect([fresh.status, fresh.headers['idempotent-replayed']]).toEqual([201, undefined])
    expect((await write('daily', body)).text).toBe(fresh.text)
  })

  it('may be left out: then every request counts', async () => {
    await t.post(t.cast.dana, '/v1/objectives', goal('Twice'))
    await t.post(t.cast.dana, '/v1/objectives', goal('Twice'))
    expect(await titled('Twice')).toBe(2)
  })
})
