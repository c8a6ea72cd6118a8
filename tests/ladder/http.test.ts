import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { v7 } from 'uuid'
import { rows, transaction } from '../../api/database/transaction.ts'
import { type TestApp, testApp } from '../support/app.ts'
import type { Person } from '../support/cast.ts'
import { publishedGoal } from '../support/goals.ts'
import { type TestWorker, testWorker } from '../support/worker.ts'

const days = 86_400_000

describe('the ladder', () => {
  let t: TestApp
  let worker: TestWorker
  let id = ''
  let keyResultId = ''

  beforeAll(async () => {
    t = await testApp()
    worker = await testWorker(t)
    const goal = await publishedGoal(t)
    ;[id, keyResultId] = [goal.objectiveId, goal.keyResultId]
    await worker.drain()
  })
  afterAll(async () => {
    await worker?.stop()
    await t?.close()
  })

  const ladder = async (who: Person) => (await t.get(who, `/v1/objectives/${id}/ladder`)).body
  const mine = async (who = t.cast.mia) => (await ladder(who)).mine?.rung
  const write = (who: Person | null, words: string, of = id) =>
    t.post(who, `/v1/objectives/${of}/own-words`, { words })
  const forward = async (n: number) => {
    for (let i = 0; i < n; i++) {
      t.clock.forward(days)
      await worker.drain()
    }
  }

  it('is for people who are signed in (401), and of another workspace not there (404)', async () => {
    expect((await write(null, 'Words')).status).toBe(401)
    expect((await t.get(null, `/v1/objectives/${id}/ladder`)).status).toBe(401)
    expect((await t.get(t.elsewhere.dana, `/v1/objectives/${id}/ladder`)).status).toBe(404)
    expect((await write(t.elsewhere.dana, 'Words')).status).toBe(404)
    expect((await t.get(t.cast.dana, `/v1/objectives/${v7()}/ladder`)).status).toBe(404)
    expect((await t.get(t.elsewhere.dana, `/v1/members/${t.cast.mia.id}/ladder`)).status).toBe(404)
  })

  it('takes the why from its people only (403), in words (400), while there is one (409)', async () => {
    expect((await write(t.cast.otto, 'Words')).status).toBe(403)
    expect((await write(t.cast.gus, 'Words')).status).toBe(403)
    expect((await write(t.cast.mia, '  ')).body.errors[0].pointer).toBe('/words')
    const plain = {
      title: 'No why',
      teamId: t.cast.teams.service,
      cycleId: t.cast.cycleId,
      lifecycle: 'published',
    }
    const { body } = await t.post(t.cast.dana, '/v1/objectives', plain)
    const reply = await write(t.cast.mia, 'Words', body.id)
    expect([reply.status, reply.body.code]).toEqual([409, 'wrong-state'])
  })

  it('begins unaware, and is climbed by a first sight, by own words, by a yes and by a finished step', async () => {
    expect(await mine()).toBe('unaware')
    await t.post(t.cast.mia, '/v1/seen', { items: [{ kind: 'objective', id }] })
    await worker.drain()
    expect(await mine()).toBe('heard')
    expect((await write(t.cast.mia, ' Riders who can count on us. ')).body).toMatchObject({
      mine: { rung: 'understands', since: '2026-10-26' },
      myWords: { words: 'Riders who can count on us.' },
    })
    const yes = { subject: { kind: 'key_result', id: keyResultId }, text: 'Ring the oldest three' }
    const { step } = (await t.post(t.cast.mia, '/v1/commitments', yes)).body
    await worker.drain()
    expect(await mine()).toBe('committed')
    await t.post(t.cast.mia, `/v1/steps/${step.id}/finish`, {})
    await worker.drain()
    expect(await mine()).toBe('acting')
    await t.post(t.cast.mia, `/v1/steps/${step.id}/undo`)
    await worker.drain()
    expect(await mine()).toBe('committed')
    await t.post(t.cast.mia, `/v1/steps/${step.id}/finish`, {})
    await worker.drain()
  })

  it('shows a rung to the person and their leaders; to nobody else by name, admins and other leaders included', async () => {
    const { mia, noah, dana, boris, otto, ada, gus } = t.cast
    for (const leader of [dana, boris]) {
      expect((await ladder(leader)).people).toContainEqual({
        id: mia.id,
        name: mia.name,
        rung: 'acting',
        since: '2026-10-26',
      })
    }
    for (const other of [noah, otto, ada, gus]) {
      const seen = await ladder(other)
      expect(seen.people).toEqual([])
      expect(seen.counts).toBeNull() // Dana, Mia and Noah are three
      expect(JSON.stringify({ ...seen, mine: null })).not.toMatch(/acting|Mia/)
    }
    const own = (who: Person) => t.get(who, `/v1/members/${mia.id}/ladder`)
    expect((await own(dana)).body.data).toContainEqual({
      objective: { id, title: 'Repairs done when promised' },
      rung: 'acting',
      since: '2026-10-26',
    })
    for (const other of [noah, otto, ada, gus]) expect((await own(other)).status).toBe(403)
  })

  it('shows the words to the owner and the leaders alone', async () => {
    const { mia, noah, dana, boris, otto, ada } = t.cast
    for (const reader of [dana, boris]) {
      expect((await ladder(reader)).words).toMatchObject([
        { memberId: mia.id, words: 'Riders who can count on us.' },
      ])
    }
    for (const other of [noah, otto, ada]) {
      expect(JSON.stringify(await ladder(other))).not.toContain('count on us')
    }
  })

  it('counts for everybody from five people up, never one who could be told by what is left', async () => {
    const { dana, noah, otto, ada } = t.cast
    expect((await ladder(dana)).counts).toMatchObject({ people: 3, acting: 1, unaware: 2 })
    for (const name of ['Ivo', 'Uma']) {
      const { body } = await t.post(ada, '/v1/members', { name, email: `${name}@harbour.example` })
      await t.post(dana, `/v1/teams/${t.cast.teams.service}/members`, { memberId: body.id })
    }
    await worker.drain()
    expect((await ladder(noah)).counts).toMatchObject({ people: 5, acting: 1, unaware: 4 })
    expect((await ladder(ada)).counts).toMatchObject({ people: 5 })
    // Otto, contributing from another team, would be the one who is left for Dana.
    const { etag } = (await t.get(dana, `/v1/objectives/${id}`)).headers
    await t.ask(
      dana,
      'PUT',
      `/v1/objectives/${id}/contributors`,
      { memberIds: [otto.id] },
      { 'if-match': etag },
    )
    await worker.drain()
    expect((await ladder(dana)).counts).toMatchObject({ people: 5 })
    expect((await ladder(noah)).counts).toMatchObject({ people: 6 })
    expect((await ladder(t.cast.boris)).people).toHaveLength(6)
  })

  it('stalls at the midnight of the 14th day, not a minute earlier, and tells the person and the leaders', async () => {
    t.clock.to('2026-11-08T22:59:00Z') // Berlin, 23:59 of the 13th day
    await worker.drain()
    expect(await mine()).toBe('acting')
    t.clock.to('2026-11-08T23:00:00Z')
    expect(await mine()).toBe('acting') // a read changes nothing
    await worker.drain()
    expect(await mine()).toBe('stalled')
    const told = await transaction(t.db, { workspaceId: t.cast.workspaceId }, (tx) =>
      rows<{ data: object; members: string[] }>(
        tx,
        `SELECT data, audience_members AS members FROM events WHERE kind = 'ladder.rung-changed' AND at = $1`,
        [t.clock.now],
      ),
    )
    expect(told).toEqual([
      {
        data: { memberId: t.cast.mia.id, rung: 'stalled', rungBefore: 'acting' },
        members: [t.cast.mia.id, t.cast.dana.id],
      },
    ])
  })

  it('waits while a barrier of theirs stands, and gives the time back once it is cleared', async () => {
    t.clock.to('2026-11-09T09:00:00Z')
    const { body } = await t.post(t.cast.mia, '/v1/barriers', { kind: 'access', keyResultIds: [keyResultId] })
    await worker.drain()
    expect(await mine()).toBe('waiting')
    await forward(20)
    expect(await mine()).toBe('waiting')
    await t.post(t.cast.dana, `/v1/barriers/${body.id}/clear`, {})
    await worker.drain()
    expect(await mine()).toBe('committed') // it was cleared today
    await forward(1)
    expect(await mine()).toBe('stalled') // the 14th of their own days
  })

  it('does not count days of absence', async () => {
    const absence = { fromDay: '2026-11-20', toDay: '2026-11-30' }
    await t.post(t.cast.mia, `/v1/members/${t.cast.mia.id}/absences`, absence)
    await worker.drain()
    expect(await mine()).toBe('stalled')
    const early = { fromDay: '2026-10-27', toDay: '2026-10-30' }
    await t.post(t.cast.mia, `/v1/members/${t.cast.mia.id}/absences`, early)
    await worker.drain()
    expect(await mine()).toBe('acting')
  })

  it('holds no word of anybody in its events', async () => {
    const events = await transaction(t.db, { workspaceId: t.cast.workspaceId }, (tx) =>
      rows(tx, `SELECT kind, data FROM events WHERE kind LIKE 'ladder.%' OR kind LIKE 'seen.%'`),
    )
    expect(events.length).toBeGreaterThan(5)
    expect(JSON.stringify(events)).not.toMatch(/count on us|Mia/)
  })
})
