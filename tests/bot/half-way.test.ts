import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Person } from '../support/cast.ts'
import { aKeyResult, anObjective, checkedIn } from '../support/items.ts'
import { statement } from '../support/server.ts'
import { type Chat, chat, type Drawn, partsOf, wordsOf } from './chat.ts'

/** What a quarter asks by card on its way: the next step, half way, and what people write to each other. */
describe('on the way, in chat', () => {
  let c: Chat
  let kept: string
  let stopped: string

  beforeAll(async () => {
    c = await chat() // Monday, 26 October
    const { dana, mia, noah } = c.t.cast
    for (const who of [dana, mia, noah]) await c.write(who, 'hi')
    for (const who of [dana, mia, noah]) {
      const muted = { muted: ['check_in', 'commit'] }
      await c.t.ask(who, 'PATCH', '/v1/notifications/settings', muted, { 'if-match': '*' })
    }
    const objectiveId = await anObjective(c.t, { title: 'Repairs on time' })
    kept = await aKeyResult(c.t, { objectiveId, title: 'Repairs done in time' })
    stopped = await aKeyResult(c.t, { objectiveId, title: 'Calls answered' })
    await checkedIn(c.t, kept, 40)
    await sent()
  })
  afterAll(() => c?.close())
  beforeEach(() => {
    c.channel.given.length = 0
  })

  const sent = async () => {
    c.t.clock.forward(1000)
    await c.worker.drain()
    expect(c.worker.log).toEqual([])
    return c.channel.given
  }
  const to = async (who: Person, title: string) =>
    (await sent()).filter(
      ({ conversation, card }) => conversation === `a:${who.id}` && wordsOf(card).includes(title),
    )
  const at = async (instant: string) => {
    c.t.clock.to(instant)
    await c.worker.drain()
  }
  const tap = async (who: Person, on: Drawn, verb: string, fields: object = {}, item?: string) => {
    c.t.clock.forward(1000)
    const reply = await c.press(who, on, verb, fields, item)
    expect([reply.status, reply.body.type]).toEqual([200, 'application/vnd.microsoft.card.adaptive'])
    return reply.body.value as Drawn
  }

  it('a mention arrives with its words as text, is answered with one tap and some words, and follows the comment', async () => {
    const { dana, mia, noah } = c.t.cast
    const text = '**Could** you [look](https://evil.example)?'
    const subject = { kind: 'key_result', id: kept }
    const written = await c.t.post(dana, '/v1/comments', { subject, text, mentions: [mia.id] })
    expect(written.status).toBe(201)
    const [mention] = await to(mia, 'You are mentioned')
    expect(wordsOf(mention!.card)).toContain(text)
    expect(
      partsOf(mention!.card).filter(
        ({ type, text: words }) => type === 'TextBlock' && words.includes('evil'),
      ),
    ).toEqual([])
    expect(wordsOf(await tap(mia, mention!.card, 'answer', { words: 'On it' }))).toContain('Answered')
    const { data } = (await c.t.get(noah, `/v1/comments?subjectKind=key_result&subjectId=${kept}`)).body
    expect(data.at(-1)).toMatchObject({ text: 'On it', authorId: mia.id, mentions: [dana.id] })
    expect(await to(dana, 'On it')).toHaveLength(1)
    await c.t.ask(dana, 'DELETE', `/v1/comments/${written.body.id}`, undefined, { 'if-match': '*' })
    expect((await to(mia, 'The comment was removed')).at(-1)?.edits).not.toBeNull()
  })

  it('a mention is not told to whoever has muted mentions', async () => {
    const { dana, noah } = c.t.cast
    const muted = { muted: ['check_in', 'commit', 'mention'] }
    await c.t.ask(noah, 'PATCH', '/v1/notifications/settings', muted, { 'if-match': '*' })
    const subject = { kind: 'key_result', id: kept }
    await c.t.post(dana, '/v1/comments', { subject, text: 'And you?', mentions: [noah.id] })
    expect(await to(noah, 'And you?')).toEqual([])
  })

  it('what has no next step comes with the leader’s morning: one suggests a step, its owner picks it on a card', async () => {
    const { dana, mia } = c.t.cast
    await at('2026-11-02T23:05:00Z')
    await at('2026-11-03T08:35:00Z')
    const morning = (await to(dana, 'help break it down')).at(-1)!.card
    const { data } = (await c.t.get(dana, '/v1/break-downs')).body
    const one = data.find(({ keyResult }: { keyResult: { id: string } }) => keyResult.id === kept)
    const done = await tap(dana, morning, 'suggest', { [`step-${one.id}`]: 'Ring the oldest order' }, one.id)
    expect(wordsOf(done)).toContain('Suggested. Whoever owns it picks.')
    const [offer] = await to(mia, 'A next step was suggested')
    expect(offer!.edits).toBeNull()
    const picked = await tap(mia, offer!.card, 'pick')
    expect(wordsOf(picked)).toContain('Ring the oldest order')
    const { body } = await c.t.get(mia, `/v1/key-results/${kept}/path`)
    expect(body.live.text).toBe('Ring the oldest order')
    const next = await tap(dana, done, 'settle')
    expect(wordsOf(next)).not.toContain('help break it down')
  })

  it('half way one card asks keep, change or stop, and shows what was cleared', async () => {
    const { dana, mia } = c.t.cast
    const stuck = { kind: 'access', title: 'No key', keyResultIds: [kept] }
    const barrier = (await c.t.post(mia, '/v1/barriers', stuck)).body
    await c.t.post(dana, `/v1/barriers/${barrier.id}/clear`, {})
    await sent()
    c.channel.given.length = 0
    await at('2026-11-15T23:30:00Z')
    expect(await to(mia, 'Half way')).toEqual([])
    await at('2026-11-16T08:35:00Z')
    const [asked, ...more] = await to(mia, 'Half way')
    expect([asked!.edits, more]).toEqual([null, []])
    expect(wordsOf(asked!.card)).toContain(`Cleared on the way, #${barrier.number}: |  No key`)
    expect(wordsOf(asked!.card)).toContain('I believe we can')
    const unsaid = { [`choice-${stopped}`]: 'stop' }
    expect(wordsOf(await tap(mia, asked!.card, 'answer', unsaid))).toContain('Nothing was saved')
    const again = await tap(mia, asked!.card, 'answer', unsaid)
    const why = { ...unsaid, [`words-${stopped}`]: 'Nobody calls any more' }
    expect(wordsOf(await tap(mia, again, 'answer', why))).toContain('Thank you, that is in')
    const { rows } = await statement(c.t.adminUrl, 'SELECT choice, words FROM midway_reviews ORDER BY choice')
    expect(rows).toEqual([
      { choice: 'keep', words: null },
      { choice: 'stop', words: 'Nobody calls any more' },
    ])
  })

  it('repeats the pulse on it, of which nothing is kept but the answer', async () => {
    const { mia } = c.t.cast
    const [card] = (
      await statement(
        c.t.adminUrl,
        `SELECT id, revision, activity FROM chat_cards WHERE kind = 'half-time' AND member_id = '${mia.id}'`,
      )
    ).rows
    const data = { card: card.id, rev: card.revision }
    const pulses = async () => (await c.t.get(mia, '/v1/pulses')).body.data
    const [{ id: item }] = await pulses()
    const kept = async () =>
      (
        await statement(
          c.t.adminUrl,
          `SELECT (SELECT json_agg(k ORDER BY k.id) FROM chat_cards k) AS cards, (SELECT count(*) FROM chat_sends) AS sends,
          (SELECT json_agg(p.seen_at ORDER BY p.id) FROM chat_conversations p) AS places,
          (SELECT count(*) FROM audit_log WHERE member_id = '${mia.id}') AS audited`,
        )
      ).rows
    const before = await kept()
    const press = (taps: object) => {
      const button = { type: 'Action.Execute', verb: 'pulse', data: { ...data, item } }
      const inputs = Object.entries(taps).map(([id, value]) => ({ type: 'Input.ChoiceSet', id, value }))
      return tap(mia, [button, ...inputs], 'pulse')
    }
    expect(wordsOf(await press({ understand: 'yes', say: '', believe: 'no' }))).toContain('tap one for each')
    const thanks = await press({ understand: 'yes', say: 'unsure', believe: 'yes' })
    expect(wordsOf(thanks)).toContain('Nobody sees that it was you')
    expect(await kept()).toEqual(before)
    expect((await pulses())[0].answer).toMatchObject({ understand: 'yes', say: 'unsure', believe: 'yes' })
  })
})
