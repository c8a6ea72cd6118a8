import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { eitherWay, mailConnector } from '../../api/chat/mail.ts'
import type { Person } from '../support/cast.ts'
import { aKeyResult, checkedIn } from '../support/items.ts'
import { killProgram, saying, startProgram } from '../support/program.ts'
import { statement } from '../support/server.ts'
import { type TestWorker, testWorker } from '../support/worker.ts'
import { activityOf, type Chat, chat } from './chat.ts'
import { type Mail, type Mishap, mailServer } from './mail-server.ts'

const hour = 3_600_000
const from = 'Footbridge <no-reply@mail.example>'

/** One story from Monday 26 October 2026, 10:00 in Berlin; nobody is disturbed from 18:00 to 8:00. */
describe('whom the bot cannot reach', () => {
  let c: Chat
  let smtp: Awaited<ReturnType<typeof mailServer>>
  let worker: TestWorker

  beforeAll(async () => {
    c = await chat({ mails: true })
    smtp = await mailServer()
    const connector = eitherWay(c.connector, mailConnector(smtp.url, from))
    worker = await testWorker(c.t, { chat: { connector, tab: c.tab } })
    for (const who of [c.t.cast.dana, c.t.cast.mia]) {
      const known = { kind: 'email', value: mailOf(who) }
      expect((await c.t.post(c.t.cast.ada, `/v1/members/${who.id}/identities`, known)).status).toBe(201)
    }
  })
  afterAll(async () => {
    await worker?.stop()
    await c?.close()
    await smtp?.stop()
  })
  afterEach(() => {
    smtp.given.length = 0
    smtp.mishaps.length = 0
    c.channel.given.length = 0
    c.channel.answers.length = 0
    worker.log.length = 0
  })

  const mailOf = ({ name }: Person) => `${name.split(' ')[0]!.toLowerCase()}@harbour.example`
  const leaves = (who: Person) =>
    c.send(activityOf(who, c.channel.serviceUrl, { type: 'installationUpdate', action: 'remove' }))
  const comes = async (who: Person) => {
    await c.write(who, 'help')
    await worker.drain()
    c.channel.given.length = 0
  }
  const to = (who: Person) => smtp.given.filter((mail) => mail.to.includes(mailOf(who)))
  const until = async (instant: string, step = hour) => {
    while (c.t.clock.now < new Date(instant)) {
      const next = Math.min(c.t.clock.now.getTime() + step, Date.parse(instant))
      c.t.clock.to(new Date(next).toISOString())
      await worker.drain()
    }
  }
  const raise = async (title: string, details?: string) => {
    c.t.clock.forward(1000)
    const body = { kind: 'access', title, teamId: c.t.cast.teams.service, ...(details && { details }) }
    const raised = await c.t.post(c.t.cast.mia, '/v1/barriers', body)
    expect(raised.status).toBe(201)
    await worker.drain()
    return raised.body.id as string
  }
  const about = (title: string) => smtp.given.filter(({ body }) => body.includes(title))
  const reachability = async (who: Person) => {
    const { data } = (await c.t.get(c.t.cast.ada, '/v1/notifications/reachability?limit=100')).body
    return data.find(({ id }: { id: string }) => id === who.id)
  }

  it('gets a mail instead, which leads to the very thing and shows what people wrote as they wrote it', async () => {
    const { dana } = c.t.cast
    await comes(dana)
    await leaves(dana)
    const title = '<b>No key</b> & {{none}}'
    const details = 'First line\n\nBcc: eve@evil.example\n.\n<script>alert(1)</script>'
    const id = await raise(title, details)
    const [mail, ...others] = smtp.given
    expect(others).toEqual([])
    expect(mail!.to).toEqual(['dana@harbour.example'])
    expect(mail!.body).toContain(`#1 ${title}`)
    for (const line of details.split('\n')) expect(mail!.body).toContain(line)
    expect(mail!.body).toContain(`https://tab.example/#/barriers/${id}`)
    expect(mail!.body).toContain('because the bot does not reach you in Teams')
    expect(mail!.headers).toMatch(/^content-type: text\/plain/im)
    expect(mail!.headers).toMatch(/^auto-submitted: auto-generated/im)
    expect(`${mail!.source}`).not.toMatch(/text\/html|multipart/i)
    expect(await reachability(dana)).toMatchObject({ by: 'mail', why: 'uninstalled' })
  })

  it('gets what the channel would not take as one mail', async () => {
    const { dana } = c.t.cast
    await comes(dana)
    c.channel.answers.push(403)
    await raise('No ladder')
    expect(c.channel.given).toEqual([])
    expect(about('No ladder')).toHaveLength(1)
    expect(await reachability(dana)).toMatchObject({ by: 'mail', why: 'blocked' })
    await until('2026-10-26T16:00:00Z')
    expect(about('No ladder')).toHaveLength(1)
  })

  it('gets in the morning by mail what waited at night for a chat that is gone by then', async () => {
    const { dana } = c.t.cast
    await comes(dana)
    await until('2026-10-26T20:00:00Z')
    await raise('At night')
    await leaves(dana)
    await until('2026-10-27T06:55:00Z')
    expect(smtp.given).toEqual([])
    await until('2026-10-27T07:05:00Z')
    expect([about('At night').length, c.channel.given.length]).toEqual([1, 0])
  })

  it('gets no mail by night, and three a day at most', async () => {
    await until('2026-10-28T09:00:00Z')
    smtp.given.length = 0
    for (const title of ['One', 'Two', 'Three', 'Four', 'Five']) await raise(title)
    await until('2026-10-28T22:00:00Z')
    expect(smtp.given).toHaveLength(3)
    expect(smtp.given[2]!.body).toMatch(/to clear/)
    await raise('By night')
    expect(about('By night')).toEqual([])
    await until('2026-10-29T07:05:00Z')
    expect(about('By night')).toHaveLength(1)
  })

  it('is asked for check-ins once a week by mail, without a second one that reminds', async () => {
    const { mia } = c.t.cast
    const keyResultId = await aKeyResult(c.t, { title: 'Repairs done in time' })
    await checkedIn(c.t, keyResultId, 40)
    await comes(mia)
    await leaves(mia)
    await until('2026-11-14T12:00:00Z', 3 * hour)
    const asked = to(mia).filter(({ body }) => body.includes('Repairs done in time'))
    expect(asked.length).toBeGreaterThan(0)
    expect(asked.length).toBeLessThanOrEqual(2)
    expect(asked[0]!.body).toContain('https://tab.example/#/my-week')
    expect(asked.filter(({ body }) => body.includes('Still open'))).toEqual([])
    expect(worker.log).toEqual([])
  })

  const refusals: [string, Mishap][] = [
    ['is busy', ['greeting', '421 try again later']],
    ['hangs up at once', ['greeting', 'hang up']],
    ['wants to sign somebody in', ['MAIL', '530 5.7.0 authentication required']],
    ['does not relay', ['RCPT', '550 5.7.1 relaying denied']],
    ['has no room', ['DATA', '452 out of storage']],
    ['hangs up before the message', ['DATA', 'hang up']],
    ['does not take what it was given', ['taken', '451 scanner is down']],
  ]
  it('loses nothing while the server fails, and is told once when it works again', async () => {
    await until('2026-11-16T09:00:00Z', 12 * hour)
    smtp.mishaps.push(...refusals.map(([, mishap]) => mishap))
    await raise('No ramp')
    for (const [i, [what]] of refusals.entries()) {
      expect([what, smtp.mishaps.length]).toEqual([what, refusals.length - 1 - i])
      expect(about('No ramp')).toEqual([])
      while (smtp.mishaps.length === refusals.length - 1 - i && about('No ramp').length === 0) {
        c.t.clock.forward(hour)
        await worker.drain()
        if (smtp.mishaps.length !== refusals.length - 1 - i) expect(await isNight()).toBe(false)
      }
    }
    await until('2026-11-19T12:00:00Z', 3 * hour)
    expect(about('No ramp')).toHaveLength(1)
    expect(await reachability(c.t.cast.dana)).toMatchObject({ by: 'mail' })
  })
  const isNight = async () => {
    const at = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', timeZone: 'Europe/Berlin' })
    const h = Number(at.format(c.t.clock.now))
    return h < 8 || h >= 18
  }

  it('gets no second mail where nobody knows what became of the first', async () => {
    await until('2026-11-20T09:00:00Z', 12 * hour)
    smtp.mishaps.push(['taken', 'hang up'])
    await raise('No lamp')
    await until('2026-11-20T16:00:00Z')
    expect(about('No lamp')).toHaveLength(1)
    expect((await reachability(c.t.cast.dana)).uncertain).toBe(1)
  })

  it('gets no second mail when the worker is killed in the middle', async () => {
    await raise('No rope')
    expect(about('No rope')).toHaveLength(1)
    smtp.given.length = 0
    // The killed worker has the clock of the machine: for it nothing is due but this one mail, as if it were not sent yet.
    const sql = (text: string) => statement(c.t.adminUrl, text)
    await sql(`UPDATE due SET run_at = '2999-01-01'`)
    const { rows } =
      await sql(`SELECT s.id, s.repeats FROM chat_sends s JOIN chat_conversations v ON v.id = s.conversation_id
      WHERE v.kind = 'mail' AND s.status = 200 ORDER BY s.started_at DESC LIMIT 1`)
    expect(rows[0].repeats).toBe(true)
    await sql(`UPDATE chat_sends SET started_at = '2000-01-01' WHERE ended_at IS NOT NULL`)
    await sql(`UPDATE chat_sends SET ended_at = NULL, started_at = NULL, status = NULL, attempts = 0,
      run_at = now() - interval '1 second' WHERE id = '${rows[0].id}'`)
    smtp.mishaps.push(['taken', 'silence'])
    const env = { WORKER_URL: c.t.workerUrl, CHANNEL: c.channel.origin, SMTP: smtp.url }
    const program = startProgram(process.execPath, ['--import', 'tsx', 'tests/bot/worker-program.ts'], env)
    await saying(program, 'working')
    for (let looked = 0; smtp.given.length === 0 && looked < 250; looked++) {
      await new Promise((later) => setTimeout(later, 100))
    }
    await killProgram(program)
    expect(about('No rope')).toHaveLength(1)
    c.t.clock.to(mondayAfter(new Date(Math.max(Date.now(), c.t.clock.now.getTime()))))
    for (let i = 0; i < 5; i++) {
      await worker.drain()
      c.t.clock.forward(10 * 60_000)
    }
    expect(about('No rope')).toHaveLength(1)
    const fate = await sql(`SELECT uncertain FROM chat_sends WHERE id = '${rows[0].id}'`)
    expect(fate.rows[0].uncertain).toBe(true)
  })

  it('is not reached at all once the mailbox is gone, and an admin sees it', async () => {
    smtp.mishaps.push(['RCPT', '550 5.1.1 no such user'])
    await raise('No door')
    expect(await reachability(c.t.cast.dana)).toMatchObject({ by: null })
    await raise('No window')
    expect(smtp.given).toEqual([])
  })

  it('is reached again at another address', async () => {
    const { ada, dana } = c.t.cast
    const { data } = (await c.t.get(ada, `/v1/members/${dana.id}/identities`)).body
    const { id } = data.find(({ kind }: { kind: string }) => kind === 'email')
    const at = `/v1/members/${dana.id}/identities`
    expect((await c.t.post(ada, at, { kind: 'email', value: 'dana@new.example' })).status).toBeLessThan(300)
    const gone = await c.t.ask(ada, 'DELETE', `${at}/${id}`, undefined, { 'if-match': '*' })
    expect(gone.status).toBeLessThan(300)
    expect(await reachability(dana)).toMatchObject({ by: 'mail' })
    await raise('No bench')
    expect(about('No bench').flatMap(({ to }) => to)).toEqual(['dana@new.example'])
  })
})

describe('a mail', () => {
  let smtp: Awaited<ReturnType<typeof mailServer>>
  beforeAll(async () => {
    smtp = await mailServer()
  })
  afterAll(() => smtp?.stop())

  const send = (conversation: string, summary: string) =>
    mailConnector(smtp.url, from).send({
      serviceUrl: 'mailto:',
      activity: null,
      conversation,
      message: { summary, attachments: [{ content: { lang: 'de', body: [] } }] },
    })

  it('has the headers that we give it, whatever stands in its subject', async () => {
    await send('dana@harbour.example', 'Grüße\r\nBcc: eve@evil.example\r\n\r\n<script>')
    const [mail] = smtp.given.splice(0) as [Mail]
    expect(mail.to).toEqual(['dana@harbour.example'])
    expect(mail.headers).not.toMatch(/^bcc:/im)
    expect(mail.headers.match(/^subject:/gim)).toHaveLength(1)
    expect(mail.body).not.toContain('<script>')
    expect(mail.body).toContain('weil der Bot Sie in Teams nicht erreicht')
  })

  it.each(['dana@harbour.example, eve@evil.example', 'dana@harbour.example>\r\nRCPT TO:<eve@evil.example'])(
    'goes to one mailbox: %j is none',
    async (address) => {
      await send(address, 'Hello')
      expect(smtp.given.splice(0).flatMap(({ to }) => to)).not.toContain('eve@evil.example')
    },
  )

  it('waits where no server listens, and where none is named', async () => {
    const unheard = { status: null, sent: false }
    const outgoing = { serviceUrl: 'mailto:', activity: null, conversation: 'a@b.example' }
    const message = { summary: 'Hello', attachments: [] }
    const closed = mailConnector('smtp://127.0.0.1:9', from)
    expect(await closed.send({ ...outgoing, message })).toEqual(unheard)
    expect(await eitherWay(undefined, undefined).send({ ...outgoing, message })).toEqual(unheard)
  })
})

/** Ten or eleven in the morning in Berlin on the Monday after an instant, whatever day the machine has. */
function mondayAfter(instant: Date): string {
  const days = (8 - instant.getUTCDay()) % 7 || 7
  return `${new Date(instant.getTime() + days * 24 * hour).toISOString().slice(0, 10)}T09:00:00Z`
}
