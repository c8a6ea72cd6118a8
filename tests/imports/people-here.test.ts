import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type Reply, type TestApp, testApp } from '../support/app.ts'
import { statement } from '../support/server.ts'
import { reportOf, send } from './send.ts'
import { checkIn, objective, vivaZip } from './viva-files.ts'

const mia = { ID: 11, Name: 'Moreau, Mia', Email: 'Mia@Harbour.example' }
const noah = { ID: 12, Name: 'Noah Nkemelu', Email: 'noah@elsewhere.example' }
const marta = { ID: 13, Name: 'Marta Gone' }
const goals = [
  objective(1, 'Repairs on time', { Owner: [mia, noah, marta] }),
  objective(2, 'Returns are rare', { Owner: [noah] }),
  objective(3, 'Nobody left behind', { Owner: [marta] }),
]
const bytes = vivaZip({
  users: [mia, noah],
  objectives: goals,
  checkins: [checkIn(1, 3, '2026-10-05', 5, { 'Check In Owner': marta })],
})
const file = { name: 'people.zip', bytes }

describe('people of an import', () => {
  let t: TestApp
  let tried: Reply['body']

  beforeAll(async () => {
    t = await testApp()
    await statement(
      t.adminUrl,
      `INSERT INTO member_identities (workspace_id, id, member_id, kind, value)
        VALUES ('${t.cast.workspaceId}', gen_random_uuid(), '${t.cast.mia.id}', 'email', 'mia@harbour.example')`,
    )
    tried = (await send(t, t.cast.ada, file, { dryRun: true })).body
  })
  afterAll(() => t.close())

  const owners = async () =>
    (
      await statement(
        t.adminUrl,
        `SELECT o.title, m.name, m.state FROM objectives o JOIN members m ON m.id = o.owner_id ORDER BY 1`,
      )
    ).rows

  it('are matched by address, asked about by name, and new when nobody knows them', () => {
    const shown = tried.people.map((person: Reply['body']) => [
      person.userKey,
      person.outcome,
      person.memberId,
      person.candidates,
    ])
    const candidate = { memberId: t.cast.noah.id, name: 'Noah Nkemelu', because: 'name' }
    expect(shown).toEqual([
      ['user:11', 'matched', t.cast.mia.id, []],
      ['user:12', 'review', null, [candidate]],
      ['user:13', 'new', null, []],
    ])
  })

  it('that could be members wait for an admin (422), and nothing is brought until then', async () => {
    const reply = await send(t, t.cast.ada, file)
    expect([reply.status, reply.body.code]).toEqual([422, 'people-undecided'])
    expect(reply.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/people/user:12'])
    expect(await owners()).toEqual([])
    const { body } = await t.get(t.cast.ada, '/v1/imports')
    expect(body.data).toContainEqual(
      expect.objectContaining({
        state: 'failed',
        problem: expect.objectContaining({ code: 'people-undecided' }),
      }),
    )
  })

  it('become who the admin says: a member, a placeholder, or nobody', async () => {
    const people = { 'user:12': t.cast.noah.id, 'user:13': 'skip' }
    const reply = await send(t, t.cast.ada, file, { people })
    expect(reply.status).toBe(201)
    expect(await owners()).toEqual([
      { title: 'Nobody left behind', name: 'Ada Admin', state: 'active' },
      { title: 'Repairs on time', name: 'Mia Moreau', state: 'active' },
      { title: 'Returns are rare', name: 'Noah Nkemelu', state: 'active' },
    ])
    const [made] = (await statement(t.adminUrl, 'SELECT author_id FROM check_ins')).rows
    expect(made!.author_id).toBeNull()
    const review = await reportOf(t, reply.body.id, 'review')
    expect(review).toContainEqual(
      expect.objectContaining({ code: 'owner-missing', pointer: '/objectives/2' }),
    )
  })

  it('stay who they are in the next import, without being asked about again', async () => {
    t.clock.forward(60_000)
    const { body } = await send(t, t.cast.ada, file, { dryRun: true })
    expect(body.people.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['known', 'known', 'new'])
  })

  it('are never claimed by what a token says of its address', async () => {
    const placeholders = async () =>
      (await statement(t.adminUrl, `SELECT count(*)::int AS n FROM members WHERE state = 'placeholder'`))
        .rows[0]!.n
    await send(t, t.elsewhere.ada, file, { people: { 'user:12': 'new' } })
    const before = await placeholders()
    const token = await t.issuer.sign({
      tid: t.elsewhere.ada.tid,
      oid: crypto.randomUUID(),
      name: 'Noah Nkemelu',
    })
    const reply = await t.app.inject({ url: '/v1/me', headers: { authorization: `Bearer ${token}` } })
    expect(reply.statusCode).toBe(403)
    expect(await placeholders()).toBe(before)
  })
})
