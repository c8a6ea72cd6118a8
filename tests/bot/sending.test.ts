import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { newCard, queue, type Sending } from '../../api/chat/cards.ts'
import { heardFrom } from '../../api/chat/conversations.ts'
import { mayStart, nextOf, waitFor } from '../../api/chat/pace.ts'
import { transaction } from '../../api/database/transaction.ts'
import type { Actor } from '../../api/http/actor.ts'
import { killProgram, saying, startProgram } from '../support/program.ts'
import { statement } from '../support/server.ts'
import { testWorker } from '../support/worker.ts'
import { type Chat, chat, wordsOf } from './chat.ts'

const second = 1000

describe('sending', () => {
  let c: Chat

  beforeAll(async () => {
    c = await chat()
  })
  afterAll(() => c?.close())
  afterEach(async () => {
    c.channel.answers.length = 0
    // Whatever a story left behind is sent before the next one.
    for (let i = 0; i < 20; i++) {
      c.t.clock.forward(30 * second)
      await c.worker.drain()
    }
    c.channel.given.length = 0
  })

  const place = () => ({ workspaceId: c.t.cast.workspaceId, now: c.t.clock.now })
  /** Queues so many cards for one conversation of that name. */
  const queued = (conversation: string, many: number, sending: Sending) =>
    transaction(c.t.db, { workspaceId: c.t.cast.workspaceId }, async (tx) => {
      const where = { kind: 'group' as const, memberId: null, objectId: null }
      const actor = place() as Actor
      const id = await heardFrom(tx, actor, { ...where, conversation, serviceUrl: c.channel.serviceUrl })
      const cards = []
      for (let i = 0; i < many; i++) {
        const card = await newCard(tx, place(), {
          conversationId: id,
          memberId: null,
          kind: 'plain',
          data: { saying: 'help' },
        })
        await queue(tx, place(), card, sending)
        cards.push(card)
      }
      return cards
    })
  const fates = async () => {
    const { rows } = await statement(
      c.t.adminUrl,
      'SELECT status, uncertain, attempts FROM chat_sends ORDER BY run_at, id',
    )
    return rows
  }
  const sentTo = (name: string) => c.channel.given.filter(({ conversation }) => conversation === name).length

  it('keeps to seven in one second, eight in two and sixty in thirty, in one conversation', async () => {
    await queued('19:fast', 70, { reason: 'answer' })
    const after = []
    for (const pause of [0, second, second, second, 27 * second, 3 * second]) {
      c.t.clock.forward(pause)
      await c.worker.drain()
      after.push(sentTo('19:fast'))
    }
    expect(after.slice(0, 3)).toEqual([7, 8, 15])
    expect(after.at(-2)).toBeLessThanOrEqual(60)
  })

  it('keeps to thirty a second over all conversations, with two workers at it, and sends nothing twice', async () => {
    for (let i = 0; i < 20; i++) await queued(`19:wide-${i}`, 2, { reason: 'answer' })
    const tab = c.tab
    const other = await testWorker(c.t, { chat: { connector: c.connector, tab } })
    await Promise.all([c.worker.drain(), other.drain()])
    const wide = () => c.channel.given.filter(({ conversation }) => conversation.startsWith('19:wide'))
    expect(wide()).toHaveLength(30)
    c.t.clock.forward(second)
    await Promise.all([c.worker.drain(), other.drain()])
    await other.stop()
    expect(wide()).toHaveLength(40)
    const ids = wide().map(({ card }) => JSON.stringify(card).match(/"card":"([^"]+)"/)![1])
    expect(new Set(ids).size).toBe(40)
  })

  it.each([429, 412])('tries again, later and not in step, when the channel says %i', async (status) => {
    c.channel.answers.push(status)
    await queued(`19:busy-${status}`, 1, { reason: 'started' })
    await c.worker.drain()
    expect(sentTo(`19:busy-${status}`)).toBe(0)
    c.t.clock.forward(90 * second)
    await c.worker.drain()
    expect(sentTo(`19:busy-${status}`)).toBe(1)
  })

  it.each([502, 504, 'lose' as const])(
    'marks what the product started as uncertain, and never repeats it, when nobody knows (%s)',
    async (answer) => {
      c.channel.answers.push(answer)
      await queued(`19:lost-${answer}`, 1, { reason: 'started' })
      for (let i = 0; i < 5; i++) {
        await c.worker.drain()
        c.t.clock.forward(90 * second)
      }
      expect(sentTo(`19:lost-${answer}`)).toBeLessThanOrEqual(1)
      expect((await fates()).at(-1)).toMatchObject({ uncertain: true, attempts: 1 })
    },
  )

  it.each([502, 504, 'lose' as const])(
    'repeats what somebody asks, with the same card (%s)',
    async (answer) => {
      c.channel.answers.push(answer)
      const [card] = await queued(`19:ask-${answer}`, 1, { reason: 'asked', repeats: true })
      for (let i = 0; i < 5; i++) {
        await c.worker.drain()
        c.t.clock.forward(90 * second)
      }
      const given = c.channel.given.filter(({ conversation }) => conversation === `19:ask-${answer}`)
      expect(given).toHaveLength(answer === 'lose' ? 2 : 1)
      expect(given.every((each) => JSON.stringify(each.card).includes(card!.id))).toBe(true)
      expect((await fates()).at(-1)).toMatchObject({ status: 200, uncertain: false })
    },
  )

  it('gives up after some tries, and says so', async () => {
    c.channel.answers.push(...Array<number>(20).fill(429))
    await queued('19:never', 1, { reason: 'started' })
    for (let i = 0; i < 12; i++) {
      await c.worker.drain()
      c.t.clock.forward(120 * second)
    }
    expect((await fates()).at(-1)).toMatchObject({ status: 429, attempts: 6 })
    expect(c.worker.log.at(-1)).toContain('could not be sent')
    c.worker.log.length = 0
  })

  describe('when its worker is killed while a message is under way', () => {
    beforeEach(async () => {
      // The killed worker has the clock of the machine; what is due until then is done before.
      c.t.clock.to(new Date().toISOString())
      await c.worker.drain()
    })

    const killed = async () => {
      c.channel.answers.push('hang')
      const env = {
        WORKER_URL: c.t.workerUrl,
        CHANNEL: c.channel.origin,
      }
      const program = startProgram(process.execPath, ['--import', 'tsx', 'tests/bot/worker-program.ts'], env)
      await saying(program, 'working')
      for (let looked = 0; c.channel.given.length === 0; looked++) {
        if (looked > 250) {
          await killProgram(program)
          throw new Error(`Nothing was sent:\n${program.said()}\n${JSON.stringify(await fates())}`)
        }
        await new Promise((later) => setTimeout(later, 100))
      }
      await killProgram(program)
      c.t.clock.to(new Date(Date.now() + 120 * second).toISOString())
      await c.worker.drain()
    }

    it('a reminder is uncertain: it was seen at most once', async () => {
      await queued('19:killed', 1, { reason: 'started' })
      await killed()
      expect(sentTo('19:killed')).toBe(1)
      expect((await fates()).find(({ uncertain, attempts }) => uncertain && attempts === 1)).toBeTruthy()
      c.t.clock.forward(600 * second)
      await c.worker.drain()
      expect(sentTo('19:killed')).toBe(1)
    })

    it('an ask comes again as the same card, and pressing either works once', async () => {
      const { mia, dana, teams } = c.t.cast
      await c.write(dana, 'hi')
      await c.worker.drain()
      c.channel.given.length = 0
      const raised = await c.t.post(mia, '/v1/barriers', {
        kind: 'access',
        title: 'No key',
        teamId: teams.service,
      })
      expect(raised.status).toBe(201)
      const silent = await testWorker(c.t)
      await silent.drain()
      await silent.stop()
      // At whatever hour this test runs, hers are not quiet.
      await statement(c.t.adminUrl, `UPDATE chat_sends SET run_at = now() WHERE ended_at IS NULL`)
      await killed()
      const asks = c.channel.given.filter(({ card }) => wordsOf(card).includes('No key'))
      expect(asks).toHaveLength(2)
      const [first, again] = asks
      expect((await c.press(dana, first!.card, 'take')).body.type).toMatch(/card/)
      expect(wordsOf((await c.press(dana, again!.card, 'take')).body.value)).toContain('Dana Diaz takes it')
      const { turns } = (await c.t.get(mia, `/v1/barriers/${raised.body.id}`)).body
      expect(turns.filter(({ kind }: { kind: string }) => kind === 'taken')).toHaveLength(1)
    })
  })
})

describe('the pace', () => {
  it('counts only what is young enough', () => {
    expect(mayStart([0, 0, 0, 0, 0, 0, 0], [])).toBe(false)
    expect(mayStart([1000, 1000, 1000, 1000, 1000, 1000, 1000], [])).toBe(true)
    expect(mayStart([], Array<number>(30).fill(999))).toBe(false)
    expect(mayStart(Array<number>(60).fill(29_999), [])).toBe(false)
  })

  it('waits longer each time, at least as long as it was asked to', () => {
    expect(waitFor(1, 0, 0)).toBe(1000)
    expect(waitFor(3, 0, 1)).toBe(9000)
    expect(waitFor(20, 0, 1)).toBe(61_000)
    expect(waitFor(1, 40, 0)).toBe(40_000)
  })

  it('knows a refused connection from a broken one', () => {
    const started = { edits: false, repeats: false, attempts: 1 }
    expect(nextOf({ status: null, sent: false }, started)).toBe('again')
    expect(nextOf({ status: null, sent: true }, started)).toBe('uncertain')
    expect(nextOf({ status: 504 }, { ...started, edits: true })).toBe('again')
    expect(nextOf({ status: 403 }, started)).toBe('blocked')
    expect(nextOf({ status: 404 }, started)).toBe('gone')
    expect(nextOf({ status: 400 }, started)).toBe('failed')
  })
})
