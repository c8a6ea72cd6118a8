import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { v4 } from 'uuid'
import type { Person } from '../support/cast.ts'
import { activityOf, botId, type Chat, chat } from './chat.ts'

const place = '19:harbour-service@thread.tacv2'

describe('a team of Microsoft Teams that has the app', () => {
  let c: Chat
  beforeAll(async () => {
    c = await chat()
  })
  afterAll(() => c?.close())

  /** What Teams says when something happens in the team. */
  const says = (who: Person, fields: object) =>
    c.send(
      activityOf(who, c.channel.serviceUrl, {
        type: 'conversationUpdate',
        conversation: { id: place, conversationType: 'channel', tenantId: who.tid },
        channelData: { tenant: { id: who.tid }, team: { id: place, name: 'Harbour Service' } },
        ...fields,
      }),
    )
  const botComes = (who: Person) => says(who, { membersAdded: [{ id: `28:${botId}` }] })
  const list = async () => (await c.t.get(c.t.cast.ada, '/v1/directory/rosters')).body.data
  const link = (who: Person, id: string, teamId: string | null) =>
    c.t.post(who, `/v1/directory/rosters/${id}/link`, { teamId })
  const found = async (name: string) => (await c.t.get(c.t.cast.ada, `/v1/members?q=${name}`)).body.data[0]
  const account = (name: string, fields: object = {}) => ({
    id: `29:${v4()}`,
    aadObjectId: v4(),
    name,
    email: `${name}@harbour.example`,
    userRole: 'user',
    tenantId: c.t.cast.mia.tid,
    ...fields,
  })

  it('is known from when the app comes in, and brings nobody before an admin says where to', async () => {
    c.channel.roster.push(account('Nora'))
    expect((await botComes(c.t.cast.dana)).status).toBe(200)
    await c.worker.drain()
    expect(await list()).toEqual([
      { id: expect.any(String), name: 'Harbour Service', team: null, readAt: null, trouble: null },
    ])
    expect([await found('Nora'), c.channel.rostersAsked]).toEqual([undefined, []])
  })

  it('is linked by admins alone, and to no private team', async () => {
    const { ada, dana, teams } = c.t.cast
    const [{ id }] = await list()
    expect((await c.t.get(dana, '/v1/directory/rosters')).status).toBe(403)
    expect((await link(dana, id, teams.service)).status).toBe(403)
    expect((await link(ada, v4(), teams.service)).status).toBe(404)
    for (const teamId of [teams.board, v4()]) expect((await link(ada, id, teamId)).status).toBe(400)
  })

  it('lets its people in, page by page: no bots, nobody of another organisation, guests as guests', async () => {
    const { ada, mia, teams } = c.t.cast
    c.channel.roster.push(
      account('Gina', { userRole: 'guest' }),
      { id: '28:another-bot', name: 'Another Bot' },
      account('Stranger', { tenantId: v4() }),
      account('Mia Moreau', { aadObjectId: mia.oid }),
    )
    const [{ id }] = await list()
    expect((await link(ada, id, teams.shop)).body).toMatchObject({ team: { id: teams.shop, name: 'Shop' } })
    await c.worker.drain()
    expect(c.worker.log).toEqual([])
    expect(c.channel.rostersAsked.map(({ authorization }) => authorization)).toEqual(
      Array(3).fill('Bearer token-of-the-bot'),
    )
    const inShop = [{ id: teams.shop, role: 'member' }]
    expect(await found('Nora')).toMatchObject({ state: 'invited', guest: false, teams: inShop })
    expect(await found('Gina')).toMatchObject({ state: 'invited', guest: true, teams: inShop })
    expect(await found('Mia')).toMatchObject({ state: 'active', teams: expect.arrayContaining(inShop) })
    expect([await found('Stranger'), await found('Another')]).toEqual([undefined, undefined])
    expect((await list())[0]).toMatchObject({ trouble: null, readAt: c.t.clock.now.toISOString() })
  })

  it('is read again when somebody comes; a leader stays one, and whoever was removed stays out', async () => {
    const { ada, otto, teams } = c.t.cast
    const nora = await found('Nora')
    await c.t.post(ada, `/v1/members/${nora.id}/leave`)
    c.channel.roster.push(account('Olaf'), account('Otto Olsen', { aadObjectId: otto.oid }))
    await says(ada, { membersAdded: [{ id: '29:olaf' }] })
    await c.worker.drain()
    expect(await found('Olaf')).toMatchObject({ teams: [{ id: teams.shop, role: 'member' }] })
    expect(await found('Otto')).toMatchObject({ teams: [{ id: teams.shop, role: 'leader' }] })
    expect(await found('Nora')).toMatchObject({ state: 'left' })
  })

  it('keeps whoever has come when they leave the team in Teams', async () => {
    c.channel.roster.length = 0
    await says(c.t.cast.ada, { membersRemoved: [{ id: '29:olaf' }] })
    await c.worker.drain()
    expect(await found('Olaf')).toMatchObject({ state: 'invited' })
  })

  it('says when its roster may not be read, or nobody answers', async () => {
    c.channel.rosterStatus = 403
    c.t.clock.forward(25 * 3_600_000)
    await c.worker.drain()
    expect((await list())[0]).toMatchObject({ trouble: 'refused' })
    c.channel.rosterStatus = 500
    c.t.clock.forward(25 * 3_600_000)
    await c.worker.drain()
    expect((await list())[0]).toMatchObject({ trouble: 'away' })
    c.channel.rosterStatus = 200
    c.t.clock.forward(6 * 60_000)
    await c.worker.drain()
    expect((await list())[0]).toMatchObject({ trouble: null })
  })

  it('is forgotten when the app goes', async () => {
    await says(c.t.cast.ada, { membersRemoved: [{ id: `28:${botId}` }] })
    expect(await list()).toEqual([])
    const asked = c.channel.rostersAsked.length
    c.t.clock.forward(48 * 3_600_000)
    await c.worker.drain()
    expect(c.channel.rostersAsked).toHaveLength(asked)
  })
})
