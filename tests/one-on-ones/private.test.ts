import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import pg from 'pg'
import { apiUrl, workerUrl } from '../../api/database/connect.ts'
import { type TestApp, testApp } from '../support/app.ts'
import type { Person } from '../support/cast.ts'

const words = 'She seems tired of the night shifts'

describe('private notes in a one-on-one', () => {
  const logged: string[] = []
  let t: TestApp
  let id: string
  let owner: pg.Client

  beforeAll(async () => {
    t = await testApp({ log: { write: (line) => logged.push(line) } })
    owner = new pg.Client({ connectionString: t.adminUrl })
    await owner.connect()
    const { dana, mia } = t.cast
    id = (await t.post(dana, '/v1/one-on-ones', { memberId: mia.id })).body.id
    await t.post(dana, `/v1/one-on-ones/${id}/agenda`, { text: 'Night shifts' })
    await t.post(dana, `/v1/one-on-ones/${id}/meetings`, { after: 0 })
  })
  afterAll(async () => {
    await owner?.end()
    await t?.close()
  })

  const put = (who: Person | null, text: string, headers: object) =>
    t.ask(who, 'PUT', `/v1/one-on-ones/${id}/private-notes`, { text }, headers)
  const read = async (who: Person, query = '') => (await t.get(who, `/v1/one-on-ones/${id}${query}`)).body

  it('are written against what was read (401, 400, 428, 412 with what is there)', async () => {
    const { dana } = t.cast
    expect((await put(null, words, { 'if-match': '*' })).status).toBe(401)
    expect((await put(dana, words, {})).status).toBe(428)
    expect((await put(dana, 'x'.repeat(20_001), { 'if-match': '*' })).status).toBe(400)
    expect((await read(dana)).privateNotes).toEqual({ text: '', version: 1, revision: 1 })
    const written = await put(dana, words, { 'if-match': '"1.1.panel"' })
    expect(written.body).toEqual({ text: words, version: 2, revision: 2 })
    const late = await put(dana, 'Other words', { 'if-match': '"1.1.panel"' })
    expect([late.status, late.body.current.text]).toEqual([412, words])
    expect((await read(dana)).privateNotes.text).toBe(words)
  })

  it('are shown to their writer alone, and to nobody where others may look on', async () => {
    const { dana, mia, ada } = t.cast
    expect((await read(dana, '?privateNotes=false')).privateNotes).toBeNull()
    for (const who of [mia, ada]) {
      const replies = [
        await t.get(who, `/v1/one-on-ones/${id}`),
        await t.get(who, `/v1/one-on-ones/${id}/meetings`),
        await t.get(who, '/v1/one-on-ones'),
        await t.get(who, '/v1/audit-log'),
      ]
      expect(replies.map(({ text }) => text).join()).not.toContain('tired')
    }
    await put(mia, 'Ask about the nights', { 'if-match': '"1.1.panel"' })
    expect((await read(dana)).privateNotes.text).toBe(words)
    expect((await read(mia)).privateNotes.text).toBe('Ask about the nights')
  })

  it('stand in their row and nowhere else: no event, stored reply, audit line or log', async () => {
    const { rows: tables } = await owner.query(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`,
    )
    const hits: string[] = []
    for (const { name } of tables) {
      const found = await owner.query(`SELECT 1 FROM ${name} x WHERE x::text LIKE '%tired%' LIMIT 1`)
      if (found.rows.length > 0) hits.push(name)
    }
    expect(hits).toEqual(['private_notes'])
    expect(logged.filter((line) => line.includes('tired') || line.includes('private-notes'))).toEqual([])
    const { rows: audited } = await owner.query(
      `SELECT member_id, subject_id, credential FROM audit_log WHERE operation = 'writePrivateNotes' AND status = 200`,
    )
    expect(audited.length).toBeGreaterThan(0)
    for (const line of audited) {
      expect(line).toEqual({ member_id: null, subject_id: null, credential: 'anonymous' })
    }
  })

  /** What a connection of an application role may do in this workspace as a member; null: as nobody. */
  const as = async <T>(url: string, memberId: string | null, work: (client: pg.Client) => Promise<T>) => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    try {
      await client.query('BEGIN')
      await client.query(`SELECT set_config('app.workspace', $1, true), set_config('app.member', $2, true)`, [
        t.cast.workspaceId,
        memberId ?? '',
      ])
      return await work(client)
    } finally {
      await client.end()
    }
  }
  const roles = () => [apiUrl(t.adminUrl), workerUrl(t.adminUrl)]
  const counted = async (client: pg.Client, table: string) =>
    (await client.query(`SELECT count(*)::int AS n FROM ${table}`)).rows[0].n

  it('are rows that the database shows to no other member, to no job and to no admin', async () => {
    const { dana, mia, ada } = t.cast
    for (const url of roles()) {
      for (const [who, expected] of [
        [dana.id, [words]],
        [mia.id, ['Ask about the nights']],
        [ada.id, []],
        [null, []],
      ] as const) {
        const found = await as(url, who, (client) => client.query('SELECT text FROM private_notes'))
        expect(found.rows.map(({ text }) => text)).toEqual(expected)
      }
    }
  })

  it('can be written for nobody else', async () => {
    const { dana, mia } = t.cast
    for (const url of roles()) {
      const changed = await as(url, mia.id, (client) =>
        client.query(`UPDATE private_notes SET text = 'x' WHERE member_id = $1`, [dana.id]),
      )
      expect(changed.rowCount).toBe(0)
      const forged = as(url, mia.id, (client) =>
        client.query('UPDATE private_notes SET member_id = $1', [dana.id]),
      )
      await expect(forged).rejects.toThrow('row-level security')
    }
  })

  it('hang on a one-on-one that the database itself keeps to the two', async () => {
    const { dana, noah, mia } = t.cast
    const own = ['one_on_ones', 'one_on_one_meetings', 'agenda_items']
    for (const table of own) {
      for (const who of [dana.id, mia.id]) {
        expect(await as(roles()[0]!, who, (client) => counted(client, table))).toBe(1)
      }
      for (const who of [noah.id, t.cast.ada.id, null]) {
        expect(await as(roles()[0]!, who, (client) => counted(client, table))).toBe(0)
      }
    }
    const forged = as(roles()[0]!, noah.id, (client) =>
      client.query(
        `INSERT INTO one_on_ones (workspace_id, id, first_id, second_id, opened_by, opened_at)
          VALUES ($1, gen_random_uuid(), least($2::uuid, $3::uuid), greatest($2::uuid, $3::uuid), $2, now())`,
        [t.cast.workspaceId, dana.id, t.cast.otto.id],
      ),
    )
    await expect(forged).rejects.toThrow('row-level security')
  })
})
