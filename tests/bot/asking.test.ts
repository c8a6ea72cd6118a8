import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Person } from '../support/cast.ts'
import { aKeyResult, checkedIn } from '../support/items.ts'
import { statement } from '../support/server.ts'
import { type Chat, chat, type Drawn, wordsOf } from './chat.ts'

const hour = 3_600_000

/** Weeks of one story, from Monday 26 October 2026, 10:00 in Berlin; check-ins are asked for on Thursdays at 9. */
describe('what the product starts', () => {
  let c: Chat
  let keyResultId: string

  beforeAll(async () => {
    c = await chat()
    keyResultId = await aKeyResult(c.t, { title: 'Repairs done in time' })
    await checkedIn(c.t, keyResultId, 40)
  })
  afterAll(() => c?.close())
  beforeEach(() => {
    c.channel.given.length = 0
  })

  const to = (who: Person) => c.channel.given.filter(({ conversation }) => conversation === `a:${who.id}`)
  const posts = (who: Person) => to(who).filter(({ edits }) => edits === null)
  const until = async (instant: string) => {
    while (c.t.clock.now < new Date(instant)) {
      c.t.clock.to(new Date(Math.min(c.t.clock.now.getTime() + 3 * hour, Date.parse(instant))).toISOString())
      await c.worker.drain()
    }
    expect(c.worker.log).toEqual([])
  }
  const settings = async (who: Person, change: object) => {
    const reply = await c.t.ask(who, 'PATCH', '/v1/notifications/settings', change, { 'if-match': '*' })
    expect(reply.status).toBe(200)
  }
  const met = async (who: Person) => {
    await c.write(who, 'hi')
    await c.worker.drain()
    c.channel.given.length = 0
  }

  it('does not ask who checked in lately', async () => {
    await met(c.t.cast.mia)
    await until('2026-10-29T12:00:00Z')
    expect(posts(c.t.cast.mia)).toEqual([])
  })

  it('asks in the person’s own zone, at the day and time they said', async () => {
    const { mia } = c.t.cast
    await c.t.ask(mia, 'PATCH', `/v1/members/${mia.id}`, { zone: 'America/New_York' }, { 'if-match': '*' })
    await settings(mia, { weekday: 3, time: '10:30' })
    await until('2026-11-04T15:25:00Z')
    expect(posts(mia)).toEqual([])
    await until('2026-11-04T15:35:00Z')
    expect(posts(mia)).toHaveLength(1)
    expect(wordsOf(posts(mia)[0]!.card)).toContain('Repairs done in time')
  })

  it('reminds once, a working day later, by an edit of the same message; and the check-in knows how often it was asked for', async () => {
    const { mia } = c.t.cast
    await until('2026-11-05T16:00:00Z')
    expect([posts(mia), to(mia).map(({ edits }) => edits !== null)]).toEqual([[], [true]])
    const { card } = to(mia)[0]!
    expect(wordsOf(card)).toContain('Still open since yesterday')
    await until('2026-11-06T20:00:00Z')
    expect(to(mia)).toHaveLength(1)
    expect((await c.press(mia, card, 'right')).status).toBe(200)
    const { rows } = await statement(
      c.t.adminUrl,
      'SELECT reminders_before FROM check_ins ORDER BY recorded_at DESC LIMIT 1',
    )
    expect(rows[0].reminders_before).toBe(2)
  })

  it('edits the card of who checks in elsewhere, and does not remind them', async () => {
    const { mia } = c.t.cast
    await until('2026-11-11T16:00:00Z')
    expect(posts(mia)).toHaveLength(1)
    c.channel.given.length = 0
    await checkedIn(c.t, keyResultId, 60)
    await until('2026-11-13T20:00:00Z')
    expect(to(mia).filter(({ card }) => wordsOf(card).includes('Still open'))).toEqual([])
  })

  it.each([
    ['who has paused', { paused: true }],
    ['who has muted it', { muted: ['check_in'] }],
  ])('leaves %s alone', async (_, change) => {
    const { mia } = c.t.cast
    await settings(mia, change)
    const week = 'paused' in change ? '2026-11-25T20:00:00Z' : '2026-12-02T20:00:00Z'
    await until(week)
    expect(posts(mia)).toEqual([])
    await settings(mia, { paused: false, muted: [] })
  })

  it('waits until who is away is back', async () => {
    const { mia } = c.t.cast
    await c.t.post(mia, `/v1/members/${mia.id}/absences`, { fromDay: '2026-12-08', toDay: '2026-12-11' })
    await until('2026-12-11T22:00:00Z')
    expect(posts(mia)).toEqual([])
    await until('2026-12-14T16:00:00Z')
    expect(posts(mia)).toHaveLength(1)
  })

  it('leaves who said *tomorrow* alone until then', async () => {
    const { mia } = c.t.cast
    await c.write(mia, 'check in')
    await c.worker.drain()
    await c.press(mia, to(mia).at(-1)!.card, 'later')
    c.channel.given.length = 0
    await until('2026-12-15T15:00:00Z')
    expect(posts(mia)).toEqual([])
  })
})

describe('what people ask of one', () => {
  let c: Chat

  beforeAll(async () => {
    c = await chat()
    for (const who of [c.t.cast.dana, c.t.cast.mia]) await c.write(who, 'hi')
    await c.worker.drain()
  })
  afterAll(() => c?.close())
  beforeEach(() => {
    c.channel.given.length = 0
  })

  const raise = async (title: string) => {
    c.t.clock.forward(1000)
    const body = { kind: 'access', title, teamId: c.t.cast.teams.service }
    expect((await c.t.post(c.t.cast.mia, '/v1/barriers', body)).status).toBe(201)
    await c.worker.drain()
  }
  const posts = () => c.channel.posts().filter(({ conversation }) => conversation === `a:${c.t.cast.dana.id}`)
  const titles = (cards: { card: Drawn }[]) => cards.map(({ card }) => wordsOf(card))

  it('arrives at once, at most three times a day: the third has all there is, and what follows is an edit of it', async () => {
    for (const title of ['First', 'Second', 'Third', 'Fourth', 'Fifth']) await raise(title)
    expect(posts()).toHaveLength(3)
    expect(titles(posts())[2]).toMatch(/First.*Second.*Third|Third.*Second.*First|to clear/)
    const edits = c.channel.given.filter(({ edits, card }) => edits && wordsOf(card).includes('5 to clear'))
    expect(edits.length).toBeGreaterThan(0)
  })

  it('waits for the end of quiet hours', async () => {
    c.t.clock.to('2026-10-27T20:00:00Z')
    await raise('At night')
    expect(posts()).toEqual([])
    c.t.clock.to('2026-10-28T07:05:00Z')
    await c.worker.drain()
    expect(titles(posts()).join()).toContain('At night')
  })

  it('does not arrive where it is muted, and stands in the tab all the same', async () => {
    const { dana } = c.t.cast
    c.t.clock.to('2026-10-29T10:00:00Z')
    await c.t.ask(dana, 'PATCH', '/v1/notifications/settings', { muted: ['barrier'] }, { 'if-match': '*' })
    await raise('Muted')
    expect(posts()).toEqual([])
    expect((await c.t.get(dana, '/v1/barriers/queue')).body.data.length).toBeGreaterThan(0)
    await c.t.ask(dana, 'PATCH', '/v1/notifications/settings', { muted: [] }, { 'if-match': '*' })
  })

  it('is told in the leader’s own morning, once a week as a message and on the others in place', async () => {
    const { dana } = c.t.cast
    const days = ['2026-11-02', '2026-11-03', '2026-11-04', '2026-11-05', '2026-11-06']
    for (const day of days) {
      c.t.clock.to(`${day}T06:00:00Z`)
      await c.worker.drain()
      c.t.clock.to(`${day}T07:45:00Z`)
      await c.worker.drain()
    }
    const mornings = posts().filter(({ card }) => wordsOf(card).includes('to clear'))
    expect(mornings).toHaveLength(1)
    expect(wordsOf(mornings[0]!.card)).toMatch(/to clear, about \d+ minutes/)
    expect(dana.id).toBeTruthy()
  })
})
