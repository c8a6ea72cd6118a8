import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import pg from 'pg'
import { apiUrl, workerUrl } from '../../api/database/connect.ts'
import { type TestApp, testApp } from '../support/app.ts'
import type { Person } from '../support/cast.ts'
import { type Round, roundsOf } from './round.ts'

const words = 'Let us stop the Friday reports'

describe('who wrote what in an anonymous round', () => {
  const logged: string[] = []
  let t: TestApp
  let r: ReturnType<typeof roundsOf>
  let owner: pg.Client
  let round: Round
  let proposal: string
  let people: Person[]

  beforeAll(async () => {
    t = await testApp({ log: { write: (line) => logged.push(line) } })
    r = roundsOf(t)
    owner = new pg.Client({ connectionString: t.adminUrl })
    await owner.connect()
    const { ada, boris, dana, mia, noah, otto, teams } = t.cast
    await t.post(ada, `/v1/teams/${teams.shop}/members`, { memberId: ada.id })
    people = [mia, noah, otto, ada, dana]
    round = await r.opened(
      { teamId: teams.company, teamsBelow: true, anonymous: true, question: 'What next?' },
      boris,
    )
    t.clock.forward(3_600_000)
    const asked = { text: words, why: 'Everybody.' }
    const sent = await t.post(mia, r.at(round.id, '/proposals'), asked, { 'idempotency-key': 'the-only-one' })
    if (sent.status !== 200) throw new Error(logged.join('\n').slice(-3000))
    expect(sent.status).toBe(200)
    proposal = sent.body.proposals[0].id
  })
  afterAll(async () => {
    await owner?.end()
    await t?.close()
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
  const both = 'x::text LIKE $1 AND x::text LIKE $2'

  /** All that one may try to find the author by; run after each thing the author does. */
  const cannotBeFound = async () => {
    const { mia } = t.cast
    const named = [`%${mia.id}%`, `%${proposal}%`]
    expect(await tablesWhere(both, named)).toEqual(['authorships'])
    expect(await tablesWhere(both, [`%${mia.id}%`, `%${round.id}%`])).toEqual(
      expect.not.arrayContaining([
        'events',
        'audit_log',
        'idempotency',
        'outbox',
        'due',
        'seen',
        'proposals',
      ]),
    )
    // Whatever was written in the same transaction as the proposal names nobody but in `authorships`; the round
    // itself names all whom it asks, each alike.
    const sameTransaction = `x.xmin::text IN (SELECT p.xmin::text FROM proposals p WHERE p.id::text = $2
      UNION SELECT e.tx::text FROM events e WHERE e.subject_id::text = $3) AND x::text LIKE $1`
    const beside = await tablesWhere(sameTransaction, [`%${mia.id}%`, proposal, round.id])
    expect(beside.filter((name) => !['authorships', 'planning_rounds'].includes(name))).toEqual([])
    const { rows: asked } = await owner.query('SELECT asked::text[] FROM planning_rounds WHERE id = $1', [
      round.id,
    ])
    expect(asked[0].asked).toEqual(people.map(({ id }) => id).sort())
  }

  it(
    'stands in no row, event, audit line or stored reply, nor in anything written beside them',
    cannotBeFound,
  )

  it('is not told by a moment: what is kept of it has the day alone, and no trace, place or credential', async () => {
    const { rows: kept } = await owner.query(
      `SELECT at, id::text, actor_id AS who, surface, '' AS trace FROM events WHERE kind = 'planning-round.voiced'
        UNION ALL SELECT at, id::text, member_id, surface, trace_id || replace(credential, 'anonymous', '')
        FROM audit_log WHERE operation = 'propose'
        UNION ALL SELECT o.at, o.event_id::text, NULL, 'tab', '' FROM outbox o JOIN events e ON e.id = o.event_id
        WHERE e.kind = 'planning-round.voiced'`,
    )
    expect(kept).toHaveLength(3)
    for (const { at, id, who, surface, trace } of kept) {
      expect([at.toISOString(), who, surface, trace]).toEqual(['2026-10-26T00:00:00.000Z', null, 'tab', ''])
      // The first 48 bits of a version 7 id are its moment.
      expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(Date.parse('2026-10-26T00:00:00Z'))
    }
    const { rows: own } = await owner.query(
      'SELECT id::text, day::text, author_id FROM proposals WHERE id = $1',
      [proposal],
    )
    expect(own).toEqual([{ id: proposal, day: '2026-10-26', author_id: null }])
    expect(proposal[14]).toBe('4')
  })

  it('is not in the log: its lines name the operation, without path, address or person', async () => {
    const lines = logged.map((line) => JSON.parse(line))
    expect(logged.filter((line) => line.includes(t.cast.mia.id) || line.includes(proposal))).toEqual([])
    const mine = lines.filter(({ req }) => req?.operation === 'propose')
    expect(mine).toHaveLength(1)
    expect(Object.keys(mine[0].req)).toEqual(['operation'])
    expect(lines.some(({ req }) => req?.url === '/v1/planning-rounds')).toBe(true)
  })

  it('happens once, however often the same request is sent', async () => {
    const key = { 'idempotency-key': 'the-only-one' }
    const again = await t.post(
      t.cast.mia,
      r.at(round.id, '/proposals'),
      { text: words, why: 'Everybody.' },
      key,
    )
    expect([again.status, again.body.voices, again.body.proposals.length]).toEqual([200, 1, 1])
    expect(again.headers['idempotent-replayed']).toBeUndefined()
    await cannotBeFound()
  })

  it('is known to the author alone, under row-level security, while the round is open', async () => {
    for (const who of [t.cast.boris, t.cast.dana, t.cast.noah]) {
      expect((await r.read(who, round.id)).proposals).toEqual([])
    }
    expect((await r.read(t.cast.mia, round.id)).proposals).toEqual([
      expect.objectContaining({ id: proposal, mine: true, author: null }),
    ])
    for (const [url, member, seen] of [
      [apiUrl(t.adminUrl), t.cast.boris.id, [0, 0]],
      [workerUrl(t.adminUrl), '', [0, 0]],
      [apiUrl(t.adminUrl), t.cast.mia.id, [1, 1]],
    ] as const) {
      expect(await countAs(url, member)).toEqual(seen)
    }
  })

  /** Proposals and authorships that a role sees as a member. */
  const countAs = async (url: string, memberId: string) => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    try {
      await client.query('BEGIN')
      await client.query(`SELECT set_config('app.workspace', $1, true), set_config('app.member', $2, true)`, [
        t.cast.workspaceId,
        memberId,
      ])
      const { rows } = await client.query(
        'SELECT (SELECT count(*)::int FROM proposals) AS p, (SELECT count(*)::int FROM authorships) AS a',
      )
      return [rows[0].p, rows[0].a]
    } finally {
      await client.end()
    }
  }

  it('hides among five at least: with fewer the round is not closed by hand', async () => {
    expect(await r.refused(t.cast.boris, round.id, '/close')).toEqual([409, 'too-few-to-hide'])
  })

  it('stays so after the close, in other words, an answer to a question, and a word on the wording', async () => {
    const { mia, boris, ada } = t.cast
    await r.make(mia, round.id, `/proposals/${proposal}/reword`, { text: words, why: 'Each of us.' })
    for (const who of people.slice(1)) {
      for (const n of [1, 2]) await r.proposed(who, round.id, `${who.name} ${n}`)
    }
    await r.make(boris, round.id, '/close')
    await r.make(boris, round.id, `/proposals/${proposal}/coach`, { question: 'Which reports?' })
    const asked = r.one(await r.read(mia, round.id), proposal)
    expect([asked.question, asked.can.reply]).toEqual(['Which reports?', true])
    await r.make(mia, round.id, `/proposals/${proposal}/reply`, { text: 'Those on Friday.' })
    await r.make(boris, round.id, `/proposals/${proposal}/agree`, { title: 'Fewer reports' })
    await r.make(mia, round.id, `/proposals/${proposal}/wording`, {
      verdict: 'agreed',
      title: 'Fewer reports',
    })
    await cannotBeFound()
    for (const who of [boris, ada]) {
      const { text, body } = await t.get(who, r.at(round.id))
      expect([
        text.includes(mia.id),
        body.proposals.every(({ author }: { author: unknown }) => author === null),
      ]).toEqual([false, true])
      expect((await t.get(who, '/v1/audit-log?limit=200')).text).not.toMatch(
        new RegExp(`${proposal}.*${mia.id}`),
      )
    }
    expect(
      logged.filter(
        (line) => line.includes(proposal) && !line.includes('/coach') && !line.includes('/agree'),
      ),
    ).toEqual([])
  })

  it('is not told by the order: proposals come shuffled, in the order of their random ids', async () => {
    const { proposals } = await r.read(t.cast.boris, round.id)
    const ids = proposals.map(({ id }: { id: string }) => id)
    expect(ids).toEqual([...ids].sort())
    expect(ids).toHaveLength(9)
  })

  it('is kept by withholding what too few have said when the day is over, until the round is extended', async () => {
    const { mia, boris, teams } = t.cast
    const { id } = await r.opened({ teamId: teams.company, teamsBelow: true, anonymous: true }, boris)
    await r.proposed(mia, id, 'Only me')
    await owner.query(`UPDATE planning_rounds SET state = 'closed', withheld = true WHERE id = $1`, [id])
    expect(await r.read(boris, id)).toMatchObject({
      withheld: true,
      proposals: [],
      can: { publish: false, extend: true },
    })
    expect((await r.read(mia, id)).proposals).toHaveLength(1)
    expect(await r.refused(boris, id, '/publish')).toEqual([409, 'wrong-state'])
    expect(await r.make(boris, id, '/extend', { closesDay: '2026-11-20' })).toMatchObject({
      state: 'open',
      withheld: false,
    })
  })
})
