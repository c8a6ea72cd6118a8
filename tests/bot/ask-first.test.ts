import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import pg from 'pg'
import { roundsOf } from '../planning-rounds/round.ts'
import type { Person } from '../support/cast.ts'
import { anObjective } from '../support/items.ts'
import { type Chat, chat, type Drawn, partsOf, wordsOf } from './chat.ts'

const drawn = 'application/vnd.microsoft.card.adaptive'

/** The team is asked first, and says yes in the end, by card. */
describe('a planning round, in chat', () => {
  let c: Chat
  let r: ReturnType<typeof roundsOf>
  let owner: pg.Client

  beforeAll(async () => {
    c = await chat()
    r = roundsOf(c.t)
    owner = new pg.Client({ connectionString: c.t.adminUrl })
    await owner.connect()
    const { ada, boris, dana, mia, noah, otto } = c.t.cast
    for (const who of [ada, boris, dana, mia, noah, otto]) await c.write(who, 'hi')
    await sent()
  })
  afterAll(async () => {
    await owner?.end()
    await c?.close()
  })
  beforeEach(() => {
    c.channel.given.length = 0
  })

  const sent = async () => {
    c.t.clock.forward(1000)
    await c.worker.drain()
    expect(c.worker.log).toEqual([])
    return c.channel.given
  }
  const to = async (who: Person) =>
    (await sent()).filter(({ conversation }) => conversation === `a:${who.id}`)
  const card = async (who: Person): Promise<Drawn> => (await to(who)).at(-1)!.card
  const tap = async (who: Person, on: Drawn, verb: string, fields: object = {}): Promise<Drawn> => {
    c.t.clock.forward(1000)
    const reply = await c.press(who, on, verb, fields)
    expect([reply.status, reply.body.type]).toEqual([200, drawn])
    return reply.body.value
  }
  const nextDay = async (day: string) => {
    c.t.clock.to(`${day}T09:00:00Z`)
    await c.worker.drain()
    c.channel.given.length = 0
  }

  it('asks everybody in it: the question, where it leads, until when, who reads it, and a field', async () => {
    const { mia, noah, dana } = c.t.cast
    await r.opened({ vision: 'The shop people rely on' })
    const words = wordsOf(await card(mia))
    for (const part of ['What is worth our winter?', 'The shop people rely on', 'until Fri', 'only you read'])
      expect(words).toContain(part)
    expect([await to(noah), await to(dana)].map(({ length }) => length)).toEqual([1, 0])
  })

  it('takes a proposal in a few words and one tap, once, and takes it back', async () => {
    const { mia, noah } = c.t.cast
    await r.ended()
    const { id } = await r.opened({ question: 'What first?' })
    const asked = (await to(mia)).findLast(({ card }) => wordsOf(card).includes('What first?'))!.card
    const said = await tap(mia, asked, 'propose', { words: 'Ring people back' })
    expect(wordsOf(said)).toContain('Ring people back')
    // The same press again finds a newer card and does nothing.
    expect(wordsOf(await tap(mia, asked, 'propose', { words: 'Ring people back' }))).toContain('Ring people')
    expect((await r.read(mia, id)).proposals).toEqual([
      expect.objectContaining({ text: 'Ring people back', mine: true }),
    ])
    expect((await r.read(noah, id)).proposals).toEqual([])
    const back = await tap(mia, said, 'takeBack')
    expect(wordsOf(back)).toContain('Taken back')
    expect((await r.read(mia, id)).voices).toBe(0)
    expect(wordsOf(await tap(mia, back, 'propose', { words: ' ' }))).toContain('could not be taken')
  })

  it('reminds by an edit of the same message on the last day, and shows the end of the round there', async () => {
    const { mia, noah, dana } = c.t.cast
    await r.ended()
    await nextDay('2026-10-27')
    const { id } = await r.opened({ closesDay: '2026-10-29' })
    await tap(mia, await card(mia), 'propose', { words: 'Ring people back' })
    await sent()
    c.channel.given.length = 0
    c.t.clock.to('2026-10-29T08:05:00Z')
    const reminded = await to(noah)
    expect(reminded.map(({ edits, card }) => [edits !== null, wordsOf(card).includes('last day')])).toEqual([
      [true, true],
    ])
    // Mia has spoken, by name: nobody reminds her.
    expect(await to(mia)).toEqual([])
    await c.t.post(dana, r.at(id, '/close'))
    for (const who of [mia, noah]) {
      const [end] = (await to(who)).slice(-1)
      expect([end?.edits === null, wordsOf(end?.card)]).toEqual([
        false,
        expect.stringContaining('1 of 2 have spoken'),
      ])
      expect(partsOf(end?.card).filter(({ type }) => type === 'Input.Text')).toEqual([])
    }
  })

  it('comes at once in a ten-minute round, in quiet hours too, and not any more when it is over', async () => {
    const { mia, noah, dana } = c.t.cast
    c.t.clock.to('2026-11-02T18:30:00Z')
    await c.worker.drain()
    c.channel.given.length = 0
    const { id } = await r.opened({ minutes: 10 })
    expect(wordsOf(await card(mia))).toContain('in your meeting')
    await tap(mia, await card(mia), 'propose', { words: 'Start at eight' })
    await c.t.post(dana, r.at(id, '/close'))
    expect(wordsOf(await card(noah))).toContain('It has closed')
  })

  it('is muted for whoever says so', async () => {
    const { mia, noah } = c.t.cast
    await nextDay('2026-11-04')
    await c.t.ask(mia, 'PATCH', '/v1/notifications/settings', { muted: ['round'] }, { 'if-match': '*' })
    await r.opened({ closesDay: '2026-11-10' })
    expect([await to(mia), await to(noah)].map(({ length }) => length)).toEqual([0, 1])
    await c.t.ask(mia, 'PATCH', '/v1/notifications/settings', { muted: [] }, { 'if-match': '*' })
    await r.ended()
  })

  describe('that is anonymous', () => {
    const both = 'x::text LIKE $1 AND x::text LIKE $2'
    const secret = 'Let us stop the Friday reports'
    let id: string
    let asked: Drawn

    beforeAll(async () => {
      const { ada, boris, mia, teams } = c.t.cast
      await c.t.post(ada, `/v1/teams/${teams.shop}/members`, { memberId: ada.id })
      await nextDay('2026-11-05')
      const everybody = { teamId: teams.company, teamsBelow: true, anonymous: true }
      id = (await r.opened({ ...everybody, closesDay: '2026-11-12' }, boris)).id
      asked = await card(mia)
    })

    /** The tables that hold a row of which a condition holds. */
    const tablesWhere = async (condition: string, values: unknown[]): Promise<string[]> => {
      const found = await owner.query(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`)
      const hits: string[] = []
      for (const { name } of found.rows) {
        const { rows } = await owner.query(`SELECT 1 FROM ${name} x WHERE ${condition} LIMIT 1`, values)
        if (rows.length > 0) hits.push(name)
      }
      return hits
    }
    /** Whatever of Mia's is written down, as it stands. */
    const traces = async () => {
      const { mia } = c.t.cast
      const own = (table: string, columns: string) =>
        owner.query(`SELECT ${columns} FROM ${table} x WHERE x::text LIKE $1 ORDER BY 1`, [`%${mia.id}%`])
      const { rows: cards } = await own('chat_cards', 'id, data, revision, shown, activity')
      const { rows: places } = await own('chat_conversations', 'id, seen_at')
      const counted = await owner.query(
        `SELECT (SELECT count(*) FROM chat_sends) AS sends, (SELECT count(*) FROM idempotency) AS replies,
          (SELECT count(*) FROM audit_log WHERE member_id = $1) AS audited`,
        [mia.id],
      )
      return { cards, places, ...counted.rows[0] }
    }

    it('says that nobody ever sees who wrote it', () => {
      expect(wordsOf(asked)).toContain('Nobody ever sees who wrote it')
    })

    it('keeps nothing of who said it: no event, audit line, stored reply, send, card or moment', async () => {
      const { mia } = c.t.cast
      await c.worker.drain()
      const before = await traces()
      const said = await tap(mia, asked, 'propose', { words: secret })
      expect(wordsOf(said)).toContain(secret)
      const [proposal] = (await r.read(mia, id)).proposals
      expect(await traces()).toEqual(before)
      await sent()
      expect(await traces()).toEqual(before)
      const named = [`%${mia.id}%`, `%${proposal.id}%`]
      expect(await tablesWhere(both, named)).toEqual(['authorships'])
      // Beside the proposal, in its transaction, nothing names her but the round, which names all whom it asks.
      const beside = `x.xmin::text IN (SELECT p.xmin::text FROM proposals p WHERE p.id::text = $2) AND x::text LIKE $1`
      const there = await tablesWhere(beside, [`%${mia.id}%`, proposal.id])
      expect(there.filter((name) => !['authorships', 'planning_rounds'].includes(name))).toEqual([])
      const { rows } = await owner.query(
        `SELECT at, member_id, credential, trace_id FROM audit_log WHERE operation = 'chat.ask-first.propose' AND subject_id = $1`,
        [id],
      )
      expect(rows).toEqual([
        { at: new Date('2026-11-05T00:00:00Z'), member_id: null, credential: 'anonymous', trace_id: '' },
      ])
    })

    it('takes the same words once, however often they are sent, and takes them back without a trace', async () => {
      const { mia, boris } = c.t.cast
      const again = await tap(mia, asked, 'propose', { words: secret })
      expect((await r.read(boris, id)).voices).toBe(1)
      const before = await traces()
      await tap(mia, again, 'takeBack')
      expect(await traces()).toEqual(before)
      expect((await r.read(boris, id)).voices).toBe(0)
    })

    it('leads a client that only submits to the tab, for an edit would say who has spoken', () => {
      const propose = partsOf(asked).find(({ verb }) => verb === 'propose')
      expect(propose.fallback).toMatchObject({ type: 'Action.OpenUrl', url: expect.stringContaining(id) })
    })
  })

  it('ends in one card for whoever is asked for a yes: when …, I will …', async () => {
    const { mia, noah } = c.t.cast
    await nextDay('2026-11-16')
    for (const title of ['Repairs on time', 'Fewer repairs'])
      await anObjective(c.t, { title, ownerId: mia.id })
    const asked = await to(mia)
    expect(asked.map(({ edits, card }) => [edits, wordsOf(card).includes('Your yes')])).toEqual([
      [null, true],
    ])
    expect(await to(noah)).toEqual([])
    const [first] = asked
    expect(wordsOf(first!.card)).toMatch(/Repairs on time.*1 more|Fewer repairs.*1 more/)
    const next = await tap(mia, first!.card, 'commit', {
      cue: 'the shop opens',
      words: 'I ring three people',
    })
    expect(wordsOf(next)).toContain('I ring three people')
    const over = await tap(mia, next, 'commit', { words: 'I read the complaints' })
    expect(wordsOf(over)).toContain('You said yes')
    const { body } = await c.t.get(mia, '/v1/my-week')
    expect(body.commits).toEqual([])
    await c.worker.drain()
    expect(c.channel.posts().filter(({ conversation }) => conversation === `a:${mia.id}`)).toHaveLength(1)
  })
})
