import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { limitReach } from '../../api/http/reach.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { anObjective } from '../support/items.ts'
import { statement } from '../support/server.ts'

const minute = 60_000
const hour = 60 * minute

describe('limits on how often anybody asks', () => {
  let t: TestApp

  beforeAll(async () => {
    t = await testApp({ limits: { credential: 5, workspace: 8, address: 3 } })
  })
  afterEach(() => t.clock.forward(minute))
  afterAll(() => t?.close())

  const ask = (who = t.cast.mia) => t.get(who, '/v1/me')
  const statuses = async (n: number, who = t.cast.mia) => {
    const seen = []
    for (let i = 0; i < n; i++) seen.push((await ask(who)).status)
    return seen
  }

  it('are told with every reply, and count exactly: five go through, the sixth is 429', async () => {
    const { headers } = await ask()
    expect(headers['ratelimit-policy']).toBe('"credential";q=5;w=60, "workspace";q=8;w=60')
    expect(headers.ratelimit).toBe('"credential";r=4;t=60, "workspace";r=7;t=60')
    expect(await statuses(4)).toEqual([200, 200, 200, 200])
    t.clock.forward(20_000)
    const refused = await ask()
    expect([refused.status, refused.body.code]).toEqual([429, 'too-many-requests'])
    expect(refused.headers).toMatchObject({
      'content-type': 'application/problem+json',
      'retry-after': '40',
      ratelimit: '"credential";r=0;t=40',
    })
    t.clock.forward(40_000)
    expect(await statuses(1)).toEqual([200])
  })

  it('hold for each person, and for the workspace as a whole: its ninth request is 429, whoever sends it', async () => {
    expect(await statuses(5)).toEqual([200, 200, 200, 200, 200])
    expect(await statuses(2)).toEqual([429, 429]) // which takes nothing from the others
    expect(await statuses(4, t.cast.noah)).toEqual([200, 200, 200, 429])
    expect(await statuses(1, t.elsewhere.mia)).toEqual([200])
  })

  it('hold for a key as for a person', async () => {
    const { body } = await t.post(t.cast.ada, '/v1/keys', { name: 'Wild', scopes: ['wins:read'] })
    const asKey = () => t.ask(null, 'GET', '/v1/me', undefined, { authorization: `Bearer ${body.secret}` })
    const replies = []
    for (let i = 0; i < 6; i++) replies.push((await asKey()).status)
    expect(replies).toEqual([200, 200, 200, 200, 200, 429])
  })

  it('turn strangers away by their address, and nobody who is let in', async () => {
    const stranger = async () => (await t.get(null, '/v1/me')).status
    expect([await stranger(), await stranger(), await stranger(), await stranger()]).toEqual([
      401, 401, 401, 429,
    ])
    expect(await statuses(1)).toEqual([200])
  })

  it('leave no line in the audit log and no reply for a repeat: a write that was refused can be sent again', async () => {
    await statuses(5, t.cast.dana)
    const lines = async () =>
      (await statement(t.adminUrl, `SELECT count(*)::int AS n FROM audit_log`)).rows[0].n as number
    const before = await lines()
    const write = () => t.post(t.cast.dana, '/v1/unfolding/nothing', {}, { 'idempotency-key': 'again' })
    const goal = { title: 'G', teamId: t.cast.teams.service, cycleId: t.cast.cycleId }
    const make = () => t.post(t.cast.dana, '/v1/objectives', goal, { 'idempotency-key': 'again' })
    expect([(await make()).status, (await write()).status]).toEqual([429, 404])
    expect(await lines()).toBe(before)
    t.clock.forward(minute)
    expect((await make()).status).toBe(201)
  })
})

describe('limits on what reaches people', () => {
  let t: TestApp

  beforeAll(async () => {
    t = await testApp()
  })
  afterEach(() => {
    limitReach({})
    t.clock.forward(48 * hour)
  })
  afterAll(() => t?.close())

  const comment = async (mentions: string[], who = t.cast.mia, id?: string) => {
    const subject = { kind: 'objective', id: id ?? (await anObjective(t)) }
    return t.post(who, '/v1/comments', { subject, text: 'Look', mentions })
  }
  const reached = async () =>
    (await statement(t.adminUrl, `SELECT sum(count)::int AS n FROM reaches`)).rows[0].n as number

  it('count mentions by head, by the hour and by the day; what was refused does not count', async () => {
    limitReach({ mention: { hour: 3, day: 5 } })
    const { dana, noah, boris } = t.cast
    const id = await anObjective(t)
    const mention = async (...ids: string[]) => (await comment(ids, t.cast.mia, id)).status
    expect(await mention(dana.id, noah.id)).toBe(201)
    t.clock.forward(20 * minute)
    const refused = await comment([dana.id, noah.id], t.cast.mia, id)
    expect([refused.status, refused.body.code, refused.headers['retry-after']]).toEqual([
      429,
      'flood',
      '2400',
    ])
    expect(await reached()).toBe(2)
    expect([await mention(boris.id), await mention(boris.id), await mention()]).toEqual([201, 429, 201])
    t.clock.forward(hour)
    expect([await mention(dana.id, noah.id), await mention(dana.id)]).toEqual([201, 429]) // five in the day
    t.clock.forward(24 * hour)
    expect(await mention(dana.id)).toBe(201)
  })

  it('count only those whom an edit mentions anew', async () => {
    limitReach({ mention: { hour: 2, day: 9 } })
    const { dana, noah } = t.cast
    const { body } = await comment([dana.id])
    const edit = (mentions: string[]) =>
      t.patch(t.cast.mia, `/v1/comments/${body.id}`, '*', { text: 'Look again', mentions })
    expect((await edit([dana.id, noah.id])).status).toBe(200)
    expect((await edit([dana.id, noah.id, t.cast.boris.id])).status).toBe(429)
    expect((await edit([dana.id])).status).toBe(200)
  })

  it('count celebrations, and new words for one not at all', async () => {
    limitReach({ celebration: { hour: 1, day: 1 } })
    const wins = []
    for (const what of ['One', 'Two']) {
      t.clock.forward(1)
      wins.push((await t.post(t.cast.mia, '/v1/wins', { what, teamId: t.cast.teams.service })).body.id)
    }
    const celebrate = async (id: string, words?: string) =>
      (await t.post(t.cast.dana, `/v1/wins/${id}/celebrate`, { words })).status
    expect(await celebrate(wins[0])).toBe(200)
    expect(await celebrate(wins[0], 'Well done')).toBe(200)
    expect(await celebrate(wins[1])).toBe(429)
  })

  it('count what is asked about barriers for each person alone, whoever else asks at the same moment', async () => {
    limitReach({ barrier: { hour: 3, day: 9 } })
    const raise = async (who = t.cast.mia) => {
      const fields = { kind: 'access', title: 'No key', teamId: t.cast.teams.service }
      return (await t.post(who, '/v1/barriers', fields)).status
    }
    const statuses = await Promise.all([1, 2, 3, 4, 5].map(() => raise()))
    expect(statuses.sort()).toEqual([201, 201, 201, 429, 429])
    expect(await raise(t.cast.noah)).toBe(201)
    expect(await raise(t.elsewhere.mia)).toBe(400) // their own teams are others
  })

  it('keep what was counted for two days at most', async () => {
    limitReach({ mention: { hour: 9, day: 9 } })
    await comment([t.cast.dana.id])
    const rows = await statement(t.adminUrl, `SELECT count(*)::int AS n FROM reaches WHERE kind = 'mention'`)
    expect(rows.rows[0].n).toBe(1)
  })
})

describe('a server with more to do than it can', () => {
  let t: TestApp

  beforeAll(async () => {
    t = await testApp({ limits: { waiting: 2 } })
  })
  afterAll(() => t?.close())

  const ask = () => t.get(t.cast.mia, '/v1/me')
  const until = async (holds: () => boolean | Promise<boolean>) => {
    while (!(await holds())) await new Promise((done) => setTimeout(done, 20))
  }

  it('refuses at once (503, Retry-After) whom it would let wait behind two for the database, and answers those', async () => {
    const { master } = t.db.driver as unknown as { master: { waitingCount: number } }
    const held = await Promise.all(
      [1, 2, 3, 4].map(async () => {
        const runner = t.db.createQueryRunner()
        await runner.connect()
        return runner
      }),
    )
    const waiting = [ask(), ask()]
    await until(() => master.waitingCount === 2)
    const refused = await ask()
    expect([refused.status, refused.body.code, refused.headers['retry-after']]).toEqual([503, 'busy', '2'])
    expect((await t.get(null, '/healthz')).status).toBe(200)
    for (const runner of held) await runner.release()
    expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual([200, 200])
    expect((await ask()).status).toBe(200)
  })

  it('refuses while its event loop is far behind, and is there again afterwards', async () => {
    const late = await testApp({ limits: { late: 2000 } })
    const status = async () => (await late.get(late.cast.mia, '/v1/me')).status
    const end = performance.now() + 5000
    while (performance.now() < end);
    await until(async () => (await status()) === 503)
    await until(async () => (await status()) === 200)
    await late.close()
  })

  it('waits for slow clients no longer than thirty seconds, ten for their headers', () => {
    const { server } = t.app
    expect([server.requestTimeout, server.headersTimeout]).toEqual([30_000, 10_000])
  })
})
