import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type TestApp, testApp } from '../support/app.ts'
import type { Person } from '../support/cast.ts'
import { statementsOf } from '../support/counts.ts'
import { statement } from '../support/server.ts'

describe('whom an invitation names', () => {
  let t: TestApp
  const addressOf = ({ name }: { name: string }) => `${name.split(' ')[0]?.toLowerCase()}@harbour.example`

  beforeAll(async () => {
    t = await testApp()
    const { ada, mia, dana, noah, otto, gus } = t.cast
    for (const who of [mia, dana, noah, otto, gus])
      await t.post(ada, `/v1/members/${who.id}/identities`, { kind: 'email', value: addressOf(who) })
    await t.post(ada, `/v1/members/${mia.id}/identities`, {
      kind: 'email',
      value: 'm.moreau@harbour.example',
    })
    const { ada: other, dana: stranger } = t.elsewhere
    await t.post(other, `/v1/members/${stranger.id}/identities`, {
      kind: 'email',
      value: 'stranger@quay.example',
    })
  })
  afterAll(() => t?.close())

  const meet = (who: Person | null, addresses: string[], more: object = {}) =>
    t.post(who, '/v1/one-on-ones/meet', { addresses, ...more })

  it('is told to members alone (401, 403 for guests), and takes addresses within bounds (400)', async () => {
    const { mia, gus } = t.cast
    expect((await meet(null, [])).status).toBe(401)
    expect((await meet(gus, [])).status).toBe(403)
    expect((await meet(mia, Array(101).fill('a@b.example'))).status).toBe(400)
    expect((await meet(mia, [], { memberId: mia.id })).status).toBe(400)
  })

  it('is, with one person we know, their one-on-one at once, by whatever address and in whatever letters', async () => {
    const { mia, dana } = t.cast
    const { status, body } = await meet(dana, ['M.Moreau@Harbour.example'])
    expect([status, body.people, body.unknown, body.teams]).toEqual([
      200,
      [{ id: mia.id, name: 'Mia Moreau' }],
      [],
      [],
    ])
    expect(body.oneOnOne).toMatchObject({ with: { id: mia.id }, privateNotes: { text: '' } })
    const both = await meet(dana, [addressOf(mia), 'm.moreau@harbour.example', addressOf(dana)])
    expect(both.body.oneOnOne.id).toBe(body.oneOnOne.id)
  })

  it('holds what is between the two, as the one-on-one itself says it', async () => {
    const { mia, dana } = t.cast
    await t.post(mia, '/v1/barriers', {
      kind: 'access',
      title: 'No key',
      askedOf: dana.id,
      teamId: t.cast.teams.service,
    })
    const { oneOnOne } = (await meet(dana, [addressOf(mia)])).body
    expect(oneOnOne.barriers).toMatchObject([{ title: 'No key' }])
    expect(oneOnOne).toEqual((await t.get(dana, `/v1/one-on-ones/${oneOnOne.id}`)).body)
  })

  it('leaves private notes shut where others may look on, and keeps no reply that holds them', async () => {
    const { mia, dana } = t.cast
    const { id } = (await meet(dana, [addressOf(mia)])).body.oneOnOne
    const written = { text: 'Ask about the move to Lisbon' }
    await t.ask(dana, 'PUT', `/v1/one-on-ones/${id}/private-notes`, written, { 'if-match': '*' })
    expect((await meet(dana, [addressOf(mia)])).body.oneOnOne.privateNotes).toMatchObject(written)
    expect(
      (await meet(dana, [addressOf(mia)], { privateNotes: false })).body.oneOnOne.privateNotes,
    ).toBeNull()
    expect((await meet(mia, [addressOf(dana)])).body.oneOnOne.privateNotes).toMatchObject({ text: '' })
    const stored = `SELECT count(*)::int AS n FROM idempotency k WHERE k::text LIKE '%Lisbon%'`
    expect((await statement(t.adminUrl, stored)).rows).toEqual([{ n: 0 }])
  })

  it('is a choice among several, with the teams that hold them all', async () => {
    const { mia, dana, noah, otto, teams } = t.cast
    const two = (await meet(dana, [addressOf(mia), addressOf(noah), 'someone@elsewhere.example'])).body
    expect(two).toMatchObject({
      people: [{ id: mia.id }, { id: noah.id }],
      unknown: ['someone@elsewhere.example'],
      teams: [{ id: teams.service, name: 'Service' }],
    })
    expect((await meet(dana, [addressOf(mia), addressOf(otto)])).body).toMatchObject({
      teams: [],
    })
  })

  it('knows nobody of another workspace, no guest and no stranger', async () => {
    const { dana, gus } = t.cast
    const addresses = ['stranger@quay.example', addressOf(gus), 'nobody@nowhere.example']
    const { body } = await meet(dana, addresses)
    expect(body).toEqual({ people: [], unknown: addresses, teams: [] })
    for (const one of addresses)
      expect((await meet(dana, [one])).body).toEqual({ people: [], unknown: [one], teams: [] })
  })

  it('asks as many statements for a hundred addresses as for three', async () => {
    const { dana } = t.cast
    const many = Array.from({ length: 100 }, (_, at) => `p${at}@nowhere.example`)
    const few = await statementsOf(t.db, () => meet(dana, many.slice(0, 3)))
    expect(await statementsOf(t.db, () => meet(dana, many))).toEqual(few)
  })
})
