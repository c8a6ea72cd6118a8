import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type TestApp, testApp } from '../support/app.ts'
import type { Person } from '../support/cast.ts'
import { statementsOf } from '../support/counts.ts'
import { aKeyResult, anObjective, checkedIn } from '../support/items.ts'
import { statement } from '../support/server.ts'

const day = 86_400_000

describe('the changes feed', () => {
  let t: TestApp

  beforeAll(async () => {
    t = await testApp()
  })
  afterAll(() => t?.close())

  const ask = (who: Person | null, query = '') => t.get(who, `/v1/changes${query}`)
  const now = async (who: Person) => {
    await settled()
    return (await ask(who)).body.next as string
  }
  // Other test files share the server, and a transaction of any of them holds the feed back for a moment.
  const settled = async () => {
    const { rows } = await statement(t.adminUrl, 'SELECT pg_current_xact_id()::text AS tx')
    const over = `SELECT pg_snapshot_xmin(pg_current_snapshot()) > '${rows[0].tx}'::xid8 AS over`
    while (!(await statement(t.adminUrl, over)).rows[0].over) await setTimeout(10)
  }
  const since = async (who: Person, cursor: string, more = '') => {
    await settled()
    const { status, body } = await ask(who, `?since=${cursor}${more}`)
    expect(status).toBe(200)
    return body
  }
  /** What somebody is told of a subject. */
  const told = async (who: Person, cursor: string, id: string) =>
    (await since(who, cursor, '&limit=200')).data
      .filter(({ subject }: { subject: { id: string } }) => subject.id === id)
      .map(({ kind, gone }: { kind: string; gone: boolean }) => [kind, gone])

  it('is for people of the workspace and keys with its scope (401, 403)', async () => {
    expect((await ask(null)).status).toBe(401)
    const keyWith = async (scopes: string[]) => {
      const { body } = await t.post(t.cast.ada, '/v1/keys', { name: 'Feed', scopes })
      return { authorization: `Bearer ${body.secret}` }
    }
    const refused = await t.ask(null, 'GET', '/v1/changes', undefined, await keyWith(['wins:read']))
    expect([refused.status, refused.body.code]).toEqual([403, 'scope'])
    const let_in = await t.ask(null, 'GET', '/v1/changes', undefined, await keyWith(['changes:read']))
    expect(let_in.status).toBe(200)
  })

  it('refuses a cursor that was made up or given elsewhere (400)', async () => {
    const theirs = (await ask(t.elsewhere.dana)).body.next
    for (const cursor of ['1', 'bm90aGluZw', theirs]) {
      const { status, body } = await ask(t.cast.dana, `?since=${cursor}`)
      expect([status, body.code]).toEqual([400, 'bad-cursor'])
    }
    expect((await ask(t.cast.dana, '?limit=201')).status).toBe(400)
    expect((await ask(t.cast.dana, '?from=1')).status).toBe(400)
  })

  it('ends a cursor after thirty days (410)', async () => {
    const cursor = await now(t.cast.dana)
    t.clock.forward(31 * day)
    const { status, body } = await ask(t.cast.dana, `?since=${cursor}`)
    t.clock.forward(-31 * day)
    expect([status, body.code]).toEqual([410, 'changes-gone'])
  })

  it('begins now, and tells in order what happened since, each change once', async () => {
    const cursor = await now(t.cast.dana)
    expect((await since(t.cast.dana, cursor)).data).toEqual([])
    const id = await aKeyResult(t)
    await checkedIn(t, id, 40)
    const all = await since(t.cast.dana, cursor)
    expect(all.data[0]).toMatchObject({
      kind: 'key-result.created',
      subject: { kind: 'key_result', id },
      gone: false,
      teamId: t.cast.teams.service,
      actorId: t.cast.dana.id,
      source: 'person',
    })
    expect(all.data.map(({ kind }: { kind: string }) => kind)).toContain('check-in.recorded')
    const steps = []
    let at = cursor
    for (let more = true; more; ) {
      const page = await since(t.cast.dana, at, '&limit=1')
      steps.push(...page.data)
      ;({ next: at, more } = page)
    }
    expect(steps).toEqual(all.data)
    expect((await since(t.cast.dana, all.next)).data).toEqual([])
  })

  it('tells of a private team nobody but its members', async () => {
    const cursor = await now(t.cast.ada)
    const fields = { teamId: t.cast.teams.board, ownerId: t.cast.boris.id }
    const id = await anObjective(t, fields, t.cast.boris)
    expect((await told(t.cast.boris, cursor, id)).map(([kind]: [string]) => kind)).toContain(
      'objective.created',
    )
    expect(await told(t.cast.ada, cursor, id)).toEqual([])
    expect(await told(t.cast.gus, cursor, id)).toEqual([])
  })

  it('tells a guest of their own teams only', async () => {
    const cursor = await now(t.cast.gus)
    const ours = await anObjective(t)
    const theirs = await anObjective(t, { teamId: t.cast.teams.shop, ownerId: t.cast.otto.id }, t.cast.otto)
    expect(await told(t.cast.gus, cursor, ours)).not.toEqual([])
    expect(await told(t.cast.gus, cursor, theirs)).toEqual([])
  })

  it('leaves a tombstone for who loses sight: of an item that moved, of a team that became private', async () => {
    const { boris, dana, otto, teams } = t.cast
    const id = await anObjective(t, { teamId: teams.company, ownerId: boris.id }, boris)
    const cursor = await now(dana)
    const { headers } = await t.get(boris, `/v1/objectives/${id}`)
    expect((await t.patch(boris, `/v1/objectives/${id}`, headers.etag, { teamId: teams.board })).status).toBe(
      200,
    )
    expect(await told(dana, cursor, id)).toEqual([['sight.lost', true]])
    expect(await told(boris, cursor, id)).toContainEqual(['objective.edited', false])

    const shop = await t.get(otto, `/v1/teams/${teams.shop}`)
    const closed = await t.patch(otto, `/v1/teams/${teams.shop}`, shop.headers.etag, { private: true })
    expect(closed.status).toBe(200)
    expect(await told(dana, cursor, teams.shop)).toEqual([['sight.lost', true]])
    expect(await told(otto, cursor, teams.shop)).toEqual([['team.changed', false]])
    expect(await told(t.cast.gus, cursor, teams.shop)).toEqual([])
  })

  it('asks the database the same number of times whatever there is to tell', async () => {
    const cursor = await now(t.cast.dana)
    const few = await statementsOf(t.db, () => ask(t.cast.dana, `?since=${cursor}`))
    for (let i = 0; i < 5; i++) await anObjective(t)
    const many = await statementsOf(t.db, () => ask(t.cast.dana, `?since=${cursor}`))
    expect(many.length).toBe(few.length)
  })

  // Last: the epoch does not go back.
  it('ends every cursor when a backup was restored (410)', async () => {
    const cursor = await now(t.cast.dana)
    await statement(t.adminUrl, 'ALTER TABLE events ALTER COLUMN epoch SET DEFAULT 2')
    const id = await anObjective(t)
    await settled()
    const { status, body } = await ask(t.cast.dana, `?since=${cursor}`)
    expect([status, body.code]).toEqual([410, 'changes-gone'])
    const after = await now(t.cast.dana)
    await checkedIn(t, await aKeyResult(t), 1)
    expect((await since(t.cast.dana, after)).data.length).toBeGreaterThan(0)
    expect(id).toBeDefined()
  })
})
