import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type TestApp, testApp } from '../support/app.ts'
import type { Person } from '../support/cast.ts'
import { aKeyResult, checkedIn } from '../support/items.ts'

describe('the changes as a stream', () => {
  let t: TestApp
  let origin: string

  beforeAll(async () => {
    t = await testApp()
    origin = await t.app.listen({ port: 0, host: '127.0.0.1' })
  })
  afterAll(() => t?.close())

  const open = async (who: Person | null, query = '', headers: Record<string, string> = {}) => {
    const token = who && (await t.issuer.sign({ tid: who.tid, oid: who.oid, name: who.name }))
    const controller = new AbortController()
    const reply = await fetch(`${origin}/v1/changes/stream${query}`, {
      headers: { ...(token && { authorization: `Bearer ${token}` }), ...headers },
      signal: controller.signal,
    })
    return { reply, close: () => controller.abort() }
  }
  /** Reads until the text says what is waited for. */
  const until = async (reply: Response, wanted: RegExp): Promise<string> => {
    const reader = reply.body!.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    while (!wanted.test(text)) {
      const { done, value } = await reader.read()
      if (done) break
      text += value
    }
    return text
  }
  const ids = (text: string) => [...text.matchAll(/^id: (.+)$/gm)].map(([, id]) => id!)

  it('is refused as the feed is (401, 400, 410)', async () => {
    expect((await open(null)).reply.status).toBe(401)
    expect((await open(t.cast.dana, '?since=made-up')).reply.status).toBe(400)
    expect((await open(t.cast.dana, '', { 'last-event-id': 'made-up' })).reply.status).toBe(400)
    const { next } = (await t.get(t.cast.dana, '/v1/changes')).body
    t.clock.forward(31 * 86_400_000)
    expect((await open(t.cast.dana, `?since=${next}`)).reply.status).toBe(410)
    t.clock.forward(-31 * 86_400_000)
  })

  it('tells what happens while it is open, to who may see it', async () => {
    const [dana, ada] = [await open(t.cast.dana), await open(t.cast.ada, '?lasts=0')]
    expect(dana.reply.headers.get('content-type')).toBe('text/event-stream')
    expect(dana.reply.headers.get('cache-control')).toBe('no-store')
    await checkedIn(t, await aKeyResult(t), 30)
    const text = await until(dana.reply, /check-in\.recorded/)
    expect(text).toMatch(/^event: change\ndata: \{"id":"[^"]+","kind":"key-result\.created"/m)
    dana.close()
    await ada.reply.text()
  })

  it('goes on after the last event that was heard', async () => {
    const first = await open(t.cast.dana)
    await checkedIn(t, await aKeyResult(t), 31)
    const heard = await until(first.reply, /check-in\.recorded/)
    first.close()
    await aKeyResult(t, { title: 'Written meanwhile' })
    const again = await open(t.cast.dana, '?lasts=1', { 'last-event-id': ids(heard).at(-1)! })
    const missed = await until(again.reply, /key-result\.created/)
    expect(missed).toContain('key-result.created')
    expect(missed).not.toContain('check-in.recorded')
    again.close()
  })

  it('keeps to one’s own private teams', async () => {
    const [boris, dana] = [await open(t.cast.boris), await open(t.cast.dana)]
    const board = { teamId: t.cast.teams.board, ownerId: t.cast.boris.id }
    const id = await aKeyResult(t, board, t.cast.boris)
    expect(await until(boris.reply, new RegExp(id))).toContain(id)
    await checkedIn(t, await aKeyResult(t), 32)
    expect(await until(dana.reply, /check-in\.recorded/)).not.toContain(id)
    boris.close()
    dana.close()
  })

  it('is open five times at once for one person at the most (429)', async () => {
    const five = await Promise.all([1, 2, 3, 4, 5].map(() => open(t.cast.noah)))
    expect(five.map(({ reply }) => reply.status)).toEqual([200, 200, 200, 200, 200])
    const sixth = await open(t.cast.noah)
    expect([sixth.reply.status, sixth.reply.headers.get('retry-after')]).toEqual([429, '10'])
    expect((await open(t.cast.mia, '?lasts=0')).reply.status).toBe(200)
    for (const { close } of five) close()
  })

  it('ends with the token', async () => {
    const { body } = await t.post(t.cast.ada, '/v1/keys', { name: 'Ears', scopes: ['changes:read'] })
    const ears = await open(null, '', { authorization: `Bearer ${body.secret}` })
    expect(ears.reply.status).toBe(200)
    await t.ask(t.cast.ada, 'DELETE', `/v1/keys/${body.key.id}`, undefined, { 'if-match': '*' })
    await ears.reply.text() // ends by itself within some seconds
  }, 60_000)

  // Last: the server does not open again.
  it('ends as the server closes', async () => {
    const [one, two] = [await open(t.cast.dana), await open(t.cast.boris)]
    await t.app.close()
    await Promise.all([one.reply.text(), two.reply.text()])
  })
})
