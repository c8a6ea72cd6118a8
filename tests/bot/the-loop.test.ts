import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { settleAfter } from '../../api/chat/cards.ts'
import type { Person } from '../support/cast.ts'
import { aKeyResult } from '../support/items.ts'
import { activityOf, type Chat, chat, type Drawn, wordsOf } from './chat.ts'

/** The loop that is the product, by card alone: every press is a tap, and the taps are counted. */
describe('the loop, in chat', () => {
  let c: Chat
  let keyResultId: string
  let taps = 0

  const tap = async (
    who: Person,
    card: Drawn,
    verb: string,
    fields: object = {},
    item?: string,
  ): Promise<Drawn> => {
    c.t.clock.forward(1000)
    taps++
    const reply = await c.press(who, card, verb, fields, item)
    expect([reply.status, reply.body.type]).toEqual([200, 'application/vnd.microsoft.card.adaptive'])
    return reply.body.value
  }
  /** What arrived in the person's own chat since they were last looked at. */
  const arrived = async (who: Person) => {
    c.t.clock.forward(1000)
    await c.worker.drain()
    expect(c.worker.log).toEqual([])
    return c.channel.given.filter(({ conversation }) => conversation === `a:${who.id}`)
  }
  const last = async (who: Person): Promise<Drawn> => (await arrived(who)).at(-1)!.card
  const say = async (who: Person, text: string): Promise<Drawn> => {
    await c.worker.drain()
    await c.write(who, text)
    return last(who)
  }
  const counted = async (work: () => Promise<unknown>): Promise<number> => {
    taps = 0
    await work()
    return taps
  }

  beforeAll(async () => {
    c = await chat()
    const { mia, dana, noah } = c.t.cast
    for (const who of [mia, dana, noah]) await c.write(who, 'hi')
    keyResultId = await aKeyResult(c.t, { title: 'Repairs done in time' })
    const subject = { kind: 'key_result', id: keyResultId }
    for (const [text, start] of [
      ['Ring the oldest orders', true],
      ['Write to the mill', false],
      ['Visit the shop', false],
    ] as const) {
      c.t.clock.forward(1)
      const reply = await c.t.post(mia, '/v1/steps', { subject, text, start })
      expect(reply.status).toBe(201)
    }
  })
  afterAll(() => c?.close())

  it('Mia finishes her step and picks the next: two taps', async () => {
    const { mia } = c.t.cast
    const card = await say(mia, 'step')
    expect(wordsOf(card)).toContain('Ring the oldest orders')
    const used = await counted(async () => {
      const next = await tap(mia, card, 'done')
      expect(wordsOf(next)).toContain('Write to the mill')
      const mine = await tap(mia, next, 'pick')
      expect(wordsOf(mine)).toContain('Write to the mill')
    })
    expect(used).toBe(2)
    const { body } = await c.t.get(mia, `/v1/key-results/${keyResultId}/path`)
    expect([body.laidCount, body.live.text]).toEqual([1, 'Write to the mill'])
  })

  it('sends nothing to the card under her finger: its message follows once, when she has left it alone', async () => {
    const { mia } = c.t.cast
    c.t.clock.forward(settleAfter)
    const card = await say(mia, 'step')
    const before = (await arrived(mia)).length
    const form = await tap(mia, card, 'stuck')
    expect(await arrived(mia)).toHaveLength(before)
    const back = await tap(mia, form, 'back')
    c.t.clock.forward(settleAfter - 2000)
    expect(await arrived(mia)).toHaveLength(before)
    const again = await tap(mia, await tap(mia, back, 'stuck'), 'back')
    c.t.clock.forward(settleAfter - 2000)
    expect(await arrived(mia)).toHaveLength(before)
    c.t.clock.forward(1000)
    const settled = (await arrived(mia)).slice(before)
    expect(settled.map(({ edits, card: shown }) => [edits !== null, shown])).toEqual([[true, again]])
    await tap(mia, again, 'stuck')
    c.t.clock.forward(2 * settleAfter)
    expect(await arrived(mia)).toHaveLength(before + 1)
  })

  it('never redraws the form that she has opened while the edit was waiting', async () => {
    const { mia } = c.t.cast
    const card = await say(mia, 'step')
    const before = (await arrived(mia)).length
    await tap(mia, await tap(mia, await tap(mia, card, 'stuck'), 'back'), 'stuck')
    c.t.clock.forward(2 * settleAfter)
    expect(await arrived(mia)).toHaveLength(before)
  })

  it('Mia is stuck and asks Dana: three taps, of which one picks what it is', async () => {
    const { mia, dana } = c.t.cast
    const card = await say(mia, 'step')
    const used = await counted(async () => {
      const form = await tap(mia, card, 'stuck')
      expect(wordsOf(form)).toContain('Ask Dana Diaz')
      taps++ // the chip
      const asked = await tap(mia, form, 'raise', { kind: 'decision' })
      expect(wordsOf(asked)).toContain('Asked of Dana Diaz')
    })
    expect(used).toBe(3)
    expect(wordsOf(await last(dana))).toContain('Take it, by Fri')
  })

  it('Dana takes it by Friday and clears it: one tap each; Mia sees it and confirms', async () => {
    const { mia, dana } = c.t.cast
    const asked = await last(dana)
    let taken: Drawn
    expect(
      await counted(async () => {
        taken = await tap(dana, asked, 'take')
      }),
    ).toBe(1)
    expect(wordsOf(await last(mia))).toContain('Dana Diaz takes it, by Fri')
    // Mia is told at once; Dana has seen it in the answer.
    expect((await arrived(dana)).at(-1)!.card).toEqual(asked)
    expect(await counted(() => tap(dana, taken, 'clear', { how: 'removed' }))).toBe(1)
    const question = (await arrived(mia)).findLast(
      ({ edits, card }) => edits === null && wordsOf(card).includes('Really unblocked?'),
    )!
    const used = await counted(() => tap(mia, question.card, 'confirm'))
    expect(used).toBe(1)
    const { data } = (await c.t.get(mia, '/v1/barriers')).body
    expect(data[0].state).toBe('confirmed')
    const { body } = await c.t.get(dana, `/v1/barriers/${data[0].id}`)
    expect(body.clearing).toMatchObject({ how: 'removed' })
    const hers = await arrived(dana)
    const ticket = hers.at(-1)!
    expect([ticket.edits !== null, wordsOf(ticket.card)]).toEqual([
      true,
      expect.stringContaining('confirmed it'),
    ])
    c.t.clock.forward(settleAfter)
    expect(await arrived(dana)).toHaveLength(hers.length)
  })

  it('Dana celebrates with one tap and a few words, in the chat her team chose, where Noah joins in', async () => {
    const { mia, dana, noah } = c.t.cast
    const group = {
      conversation: { id: '19:team@thread.v2', conversationType: 'groupChat', tenantId: dana.tid },
    }
    await c.send(
      activityOf(dana, c.channel.serviceUrl, { text: '<at>Footbridge</at> celebrate here', ...group }),
    )
    const morning = await say(dana, 'to clear')
    expect(wordsOf(morning)).toContain('To celebrate')
    const { data } = (await c.t.get(dana, '/v1/wins')).body
    const words = { [`words-${data[0].id}`]: 'Well done, both!' }
    expect(await counted(() => tap(dana, morning, 'celebrate', words, data[0].id))).toBe(1)
    await c.worker.drain()
    const there = () => c.channel.given.filter(({ conversation }) => conversation === '19:team@thread.v2')
    const win = there().at(-1)!
    expect([win.edits, wordsOf(win.card)]).toEqual([null, expect.stringContaining('One celebrates')])
    expect(wordsOf(win.card)).toContain('Well done, both!')
    const joined = await c.press(noah, win.card, 'celebrate', {}, data[0].id, group)
    expect(wordsOf(joined.body.value)).toContain('2 celebrate')
    await c.worker.drain()
    expect(there().at(-1)!.edits).not.toBeNull()
    expect(mia.id).toBeTruthy()
  })

  it('says in that chat when what was celebrated is so no more, and when a win was taken back', async () => {
    const { mia, dana } = c.t.cast
    const there = () => c.channel.given.filter(({ conversation }) => conversation === '19:team@thread.v2')
    const [barrier] = (await c.t.get(mia, '/v1/barriers')).body.data
    expect((await c.t.post(mia, `/v1/barriers/${barrier.id}/undo`)).status).toBe(200)
    await c.worker.drain()
    expect(there().at(-1)!.edits).not.toBeNull()
    expect(wordsOf(there().at(-1)!.card)).toContain('What it was about was taken back')
    const win = { what: 'Sold by mistake', teamId: c.t.cast.teams.service }
    const { id } = (await c.t.post(mia, '/v1/wins', win)).body
    await c.t.post(dana, `/v1/wins/${id}/celebrate`, {})
    await c.worker.drain()
    expect(wordsOf(there().at(-1)!.card)).toContain('Sold by mistake')
    await c.t.post(mia, `/v1/wins/${id}/take-back`)
    await c.worker.drain()
    expect(there().at(-1)!.edits).not.toBeNull()
    expect(wordsOf(there().at(-1)!.card)).toContain('This win was taken back.')
    expect(wordsOf(there().at(-1)!.card)).not.toContain('Sold by mistake')
  })

  it('a leader’s morning with three barriers and a win is four taps and a sentence', async () => {
    const { mia, dana } = c.t.cast
    for (const title of ['No key', 'Which price?', 'Too many orders']) {
      c.t.clock.forward(1)
      await c.t.post(mia, '/v1/barriers', { kind: 'other', title, teamId: c.t.cast.teams.service })
    }
    await c.t.post(mia, '/v1/wins', { what: 'First sale', subject: { kind: 'key_result', id: keyResultId } })
    let card = await say(dana, 'to clear')
    const open = (await c.t.get(dana, '/v1/barriers/queue')).body.data.map(({ id }: { id: string }) => id)
    const [win] = (await c.t.get(dana, '/v1/wins?state=waiting')).body.data
    const used = await counted(async () => {
      for (const id of open) card = await tap(dana, card, 'take', {}, id)
      card = await tap(dana, card, 'celebrate', { [`words-${win.id}`]: 'Bravo!' }, win.id)
    })
    expect(used).toBe(4)
    expect(wordsOf(card)).toContain('promised by')
  })
})
