import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { settleAfter } from '../../api/chat/cards.ts'
import { aKeyResult, checkedIn } from '../support/items.ts'
import { statement } from '../support/server.ts'
import { type Chat, chat, type Drawn, inputsOf, partsOf, wordsOf } from './chat.ts'

const day = 86_400_000

describe('the check-in card', () => {
  let c: Chat
  let ids: string[]

  const mia = () => c.t.cast.mia
  const latest = async (id: string) => (await c.t.get(mia(), `/v1/key-results/${id}`)).body.latest
  const records = async () => {
    const sql = 'SELECT count(*)::int AS n FROM check_ins WHERE key_result_id = ANY($1)'
    return (await statement(c.t.adminUrl, sql.replace('$1', `'{${ids}}'::uuid[]`))).rows[0].n
  }
  const asked = async (): Promise<Drawn> => {
    c.t.clock.forward(1)
    await c.worker.drain()
    await c.write(mia(), 'check in')
    await c.worker.drain()
    return c.channel.posts().at(-1)!.card
  }
  /** The same a week after the last one. */
  const askedAnew = async (): Promise<Drawn> => {
    c.t.clock.forward(7 * day)
    return asked()
  }
  const pressed = async (...args: Parameters<Chat['press']>): Promise<Drawn> => {
    const reply = await c.press(...args)
    expect([reply.status, reply.body.type]).toEqual([200, 'application/vnd.microsoft.card.adaptive'])
    return reply.body.value
  }

  beforeAll(async () => {
    c = await chat()
    ids = [
      await aKeyResult(c.t, { title: 'Repairs done in time', unit: '%' }),
      await aKeyResult(c.t, { title: 'New riders' }),
      await aKeyResult(c.t, { title: 'Spare keys made', kind: 'done', target: 1 }),
    ]
    for (const [i, id] of ids.entries()) await checkedIn(c.t, id, i === 2 ? 0 : 40)
  })
  afterAll(() => c?.close())

  it('asks for all that is due at once, filled in with what stood last', async () => {
    const card = await askedAnew()
    expect(inputsOf(card)).toMatchObject({ value0: 40, value1: 40, value2: '0', way0: 'nothing' })
    expect(wordsOf(card)).toContain('Repairs done in time')
  })

  it('records *looks right* untouched with one tap, and says what it did', async () => {
    const card = await askedAnew()
    const before = await records()
    const receipt = await pressed(mia(), card, 'right')
    expect(wordsOf(receipt)).toMatch(/Repairs done in time.*40/)
    expect((await records()) - before).toBe(3)
    expect((await c.t.get(mia(), `/v1/key-results/${ids[0]}/check-ins`)).body.data[0]).toMatchObject({
      untouched: true,
      value: 40,
    })
  })

  it('records a press that comes twice, or from two devices, once', async () => {
    const card = await askedAnew()
    const before = await records()
    const [first, second] = await Promise.all([c.press(mia(), card, 'right'), c.press(mia(), card, 'right')])
    expect([first.status, second.status]).toEqual([200, 200])
    expect((await records()) - before).toBe(3)
    expect(wordsOf((await c.press(mia(), card, 'right')).body.value)).toBe(wordsOf(first.body.value))
    expect((await records()) - before).toBe(3)
  })

  it('takes changes, and drafts what is in the way, to be asked with one tap and a few words', async () => {
    const card = await askedAnew()
    const receipt = await pressed(mia(), card, 'send', { value0: 55, value1: '42', way1: 'decision' })
    expect((await latest(ids[0]!)).value).toBe(55)
    expect(wordsOf(receipt)).toContain('Ask Dana Diaz')
    const done = await pressed(mia(), receipt, 'ask', { what0: 'Which price?' })
    expect(wordsOf(done)).toMatch(/#\d+, asked of Dana Diaz/)
    const { data } = (await c.t.get(c.t.cast.dana, '/v1/barriers?state=open')).body
    expect(data[0]).toMatchObject({ title: 'Which price?', kind: 'decision', raisedBy: mia().id })
  })

  it('takes it all back within ten minutes, and lets it be put right', async () => {
    const receipt = await pressed(mia(), await askedAnew(), 'send', { value0: 70 })
    const form = await pressed(mia(), receipt, 'undo')
    expect(wordsOf(form)).toContain('Taken back')
    const before = (await latest(ids[0]!)).value
    expect(before).not.toBe(70)
    const again = await pressed(mia(), form, 'send', { value0: 71 })
    const edit = await pressed(mia(), again, 'edit')
    await pressed(mia(), edit, 'send', { value0: 72 })
    expect((await latest(ids[0]!)).value).toBe(72)
    const { data } = (await c.t.get(mia(), `/v1/key-results/${ids[0]}/check-ins`)).body
    expect(data.filter(({ value }: { value: number }) => value === 71)[0].supersededById).not.toBeNull()
  })

  it('asks once what it was worth, and keeps the answer for the team alone', async () => {
    const receipt = await pressed(mia(), await askedAnew(), 'right')
    const thanked = await pressed(mia(), receipt, 'worth', {}, 'no')
    expect(wordsOf(thanked)).not.toContain('worth your time')
    const { rows } = await statement(c.t.adminUrl, 'SELECT * FROM check_in_worth')
    expect(rows).toEqual([expect.objectContaining({ team_id: c.t.cast.teams.service, worth: false })])
    expect(JSON.stringify(rows)).not.toContain(mia().id)
  })

  it('shows the fresh card, and saves nothing, when something changed in the meantime', async () => {
    const card = await askedAnew()
    await checkedIn(c.t, ids[1]!, 88)
    const before = await records()
    const fresh = await pressed(mia(), card, 'send', { value0: 1 })
    expect(wordsOf(fresh)).toContain('Something has changed in the meantime')
    expect((await records()) - before).toBe(0)
    expect((await latest(ids[0]!)).value).not.toBe(1)
  })

  it('works for clients that only know how to submit: the message is edited', async () => {
    const card = await askedAnew()
    const { fallback } = partsOf(card).find(({ verb }) => verb === 'right')!
    const activity = c.channel.given.at(-1)
    const reply = await c.write(mia(), '', { value: fallback.data, replyToId: 'activity-x' })
    expect(reply.status).toBe(200)
    await c.worker.drain()
    expect(c.channel.given.at(-1)).toMatchObject({
      edits: 'activity-x',
      conversation: activity!.conversation,
    })
    expect(wordsOf(c.channel.given.at(-1)!.card)).toContain('Thank you')
  })

  it('edits its message, so that other devices show the receipt too', async () => {
    const card = await askedAnew()
    await pressed(mia(), card, 'right')
    c.t.clock.forward(settleAfter)
    await c.worker.drain()
    expect(c.channel.given.at(-1)!.edits).not.toBeNull()
    expect(wordsOf(c.channel.given.at(-1)!.card)).toContain('Thank you')
  })

  describe('is bound to its person and chat, and what does not fit is refused and audited', () => {
    beforeAll(() => c.t.clock.forward(7 * day))

    const refusals = async () => {
      const { data } = (await c.t.get(c.t.cast.ada, '/v1/audit-log?operation=chat.press')).body
      return data.map(({ status, code }: { status: number; code: string }) => [status, code])
    }

    it('somebody else’s press', async () => {
      const card = await asked()
      const before = await records()
      const own = { conversation: { id: `a:${mia().id}`, conversationType: 'groupChat' } }
      const reply = await c.press(c.t.cast.noah, card, 'right', {}, undefined, own)
      expect([reply.status, reply.body.type]).toEqual([200, 'application/vnd.microsoft.activity.message'])
      expect(reply.body.value).toContain('somebody else')
      expect((await refusals())[0]).toEqual([403, 'not-yours'])
      expect(await records()).toBe(before)
    })

    it('a press from another conversation', async () => {
      const card = await asked()
      await c.press(c.t.cast.noah, card, 'right')
      expect((await refusals())[0]).toEqual([403, 'other-chat'])
    })

    it('a card that never was, or is another workspace’s', async () => {
      const card = await asked()
      const forged = JSON.parse(
        JSON.stringify(card).replaceAll(/"card":"[^"]+"/g, '"card":"00000000-0000-4000-8000-000000000000"'),
      )
      await c.press(mia(), forged, 'right')
      expect((await refusals())[0]).toEqual([404, 'no-card'])
      expect((await c.press(c.t.elsewhere.mia, card, 'right')).body.type).toMatch(/message$/)
    })

    it('a verb that this kind of card does not have', async () => {
      const card = await asked()
      const forged = JSON.parse(JSON.stringify(card).replaceAll('"right"', '"constructor"'))
      await c.press(mia(), forged, 'constructor')
      expect((await refusals())[0]).toEqual([403, 'no-verb'])
    })

    it('a card that is too old', async () => {
      const card = await asked()
      c.t.clock.forward(31 * day)
      expect((await c.press(mia(), card, 'right')).body.value).toContain('too old')
      expect((await refusals())[0]).toEqual([403, 'expired'])
    })
  })
})
