import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { v7 } from 'uuid'
import { type TestApp, testApp } from '../support/app.ts'
import type { Person } from '../support/cast.ts'
import { statement } from '../support/server.ts'

describe('teams', () => {
  let t: TestApp

  beforeAll(async () => {
    t = await testApp()
  })
  afterAll(() => t?.close())

  const url = (id: string) => `/v1/teams/${id}`
  const make = async (who: Person, body: object) => {
    const reply = await t.post(who, '/v1/teams', body)
    expect(reply.status).toBe(201)
    return reply.body
  }
  const change = async (who: Person, id: string, body: object) => {
    const { headers } = await t.get(who, url(id))
    return t.patch(who, url(id), headers.etag, body)
  }

  it('are listed with what makes the tree; private ones to their people and to admins only', async () => {
    const names = async (who: Person) =>
      (await t.get(who, '/v1/teams')).body.data.map(({ name }: { name: string }) => name)
    expect(await names(t.cast.mia)).toEqual(['Harbour', 'Service', 'Shop'])
    expect(await names(t.cast.boris)).toEqual(['Board', 'Harbour', 'Service', 'Shop'])
    expect(await names(t.cast.ada)).toEqual(['Board', 'Harbour', 'Service', 'Shop'])
    expect(await names(t.cast.gus)).toEqual(['Service'])
    const { data } = (await t.get(t.cast.mia, '/v1/teams')).body
    expect(data[1]).toMatchObject({ parentId: t.cast.teams.company, role: 'member', memberCount: 4 })
    expect(data[1].leaders).toEqual([{ id: t.cast.dana.id, name: 'Dana Diaz' }])
    expect((await t.get(t.cast.gus, '/v1/teams')).body.data[0].parentId).toBeNull()
  })

  it('show to an admin that a private one exists, and nothing of who is in it', async () => {
    const { body } = await t.get(t.cast.ada, url(t.cast.teams.board))
    expect(body).toMatchObject({ name: 'Board', private: true, people: [] })
    const [line] = (await t.get(t.cast.ada, '/v1/teams')).body.data
    expect(line).toMatchObject({ name: 'Board', leaders: [], memberCount: 0, role: null })
    expect((await t.get(t.cast.dana, url(t.cast.teams.board))).status).toBe(404)
  })

  it('are read with people, leaders first, and the days on which leaders are away', async () => {
    await statement(
      t.adminUrl,
      `INSERT INTO absences VALUES ('${t.cast.workspaceId}', '${v7()}', '${t.cast.dana.id}', '2026-11-02', '2026-11-06')`,
    )
    const { body } = await t.get(t.cast.mia, url(t.cast.teams.service))
    expect(body.people.map(({ name, role }: { name: string; role: string }) => [name, role])).toEqual([
      ['Dana Diaz', 'leader'],
      ['Gus Guest', 'member'],
      ['Mia Moreau', 'member'],
      ['Noah Nkemelu', 'member'],
    ])
    expect(body.people[0].absences).toEqual([{ fromDay: '2026-11-02', toDay: '2026-11-06' }])
    expect(body.can).toMatchObject({ edit: false, staff: false, addTeam: false, close: false })
  })

  it('are made by admins, and by leaders below their own (403 otherwise)', async () => {
    const below = await make(t.cast.dana, { name: '  Night shift ', parentId: t.cast.teams.service })
    expect(below).toMatchObject({ name: 'Night shift', parentId: t.cast.teams.service, version: 1 })
    for (const parentId of [t.cast.teams.shop, t.cast.teams.company, null]) {
      expect((await t.post(t.cast.dana, '/v1/teams', { name: 'No', parentId })).status).toBe(403)
    }
    expect(
      (await t.post(t.cast.mia, '/v1/teams', { name: 'No', parentId: t.cast.teams.service })).status,
    ).toBe(403)
    await make(t.cast.ada, { name: 'Finance', leaderIds: [t.cast.otto.id] })
  })

  it.each<[string, (c: TestApp) => object, string]>([
    ['a team above that never was', () => ({ parentId: v7() }), '/parentId'],
    ['a team above of another workspace', (c) => ({ parentId: c.elsewhere.teams.company }), '/parentId'],
    ['a leader of another workspace', (c) => ({ leaderIds: [c.elsewhere.mia.id] }), '/leaderIds/0'],
    ['a guest as leader', (c) => ({ leaderIds: [c.cast.gus.id] }), '/leaderIds/0'],
    ['a private team without a leader', () => ({ private: true }), '/leaderIds'],
    ['a name of blanks', () => ({ name: '  ' }), '/name'],
  ])('refuse %s (400)', async (_, fields, pointer) => {
    const reply = await t.post(t.cast.ada, '/v1/teams', { name: 'Odd', ...fields(t) })
    expect([reply.status, reply.body.errors[0].pointer]).toEqual([400, pointer])
  })

  it('are never below themselves (409), not even when two moves meet', async () => {
    const top = await make(t.cast.ada, { name: 'Top' })
    const middle = await make(t.cast.ada, { name: 'Middle', parentId: top.id })
    const bottom = await make(t.cast.ada, { name: 'Bottom', parentId: middle.id })
    for (const parentId of [top.id, bottom.id]) {
      const reply = await change(t.cast.ada, top.id, { parentId })
      expect([reply.status, reply.body.code]).toEqual([409, 'team-cycle'])
    }
    const [left, right] = [
      await make(t.cast.ada, { name: 'Left' }),
      await make(t.cast.ada, { name: 'Right' }),
    ]
    const met = await Promise.all([
      change(t.cast.ada, left.id, { parentId: right.id }),
      change(t.cast.ada, right.id, { parentId: left.id }),
    ])
    expect(met.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  it('are edited only by whoever read them last (428, 412 with the ETag of now)', async () => {
    const team = await make(t.cast.ada, { name: 'Old name' })
    expect((await t.patch(t.cast.ada, url(team.id), undefined, { name: 'New' })).status).toBe(428)
    const { headers } = await t.get(t.cast.ada, url(team.id))
    const renamed = await t.patch(t.cast.ada, url(team.id), headers.etag, { name: 'New name' })
    expect([renamed.status, renamed.body.name, renamed.body.version]).toEqual([200, 'New name', 2])
    const late = await t.patch(t.cast.ada, url(team.id), headers.etag, { name: 'Lost' })
    expect([late.status, late.headers.etag]).toEqual([412, expect.stringMatching(/^"2\./)])
  })

  it('are closed once nothing below is open, and then changed no more (409)', async () => {
    const team = await make(t.cast.ada, { name: 'Closing' })
    const below = await make(t.cast.ada, { name: 'Closing below', parentId: team.id })
    expect((await t.post(t.cast.ada, `${url(team.id)}/close`)).body.code).toBe('wrong-state')
    for (const { id } of [below, team])
      expect((await t.post(t.cast.ada, `${url(id)}/close`)).status).toBe(200)
    expect((await t.post(t.cast.ada, `${url(team.id)}/close`)).status).toBe(409)
    expect((await change(t.cast.ada, team.id, { name: 'Again' })).status).toBe(409)
    expect((await t.post(t.cast.ada, `${url(team.id)}/members`, { memberId: t.cast.mia.id })).status).toBe(
      409,
    )
    const open = (await t.get(t.cast.ada, '/v1/teams')).body.data
    expect(open.some(({ id }: { id: string }) => id === team.id)).toBe(false)
    const all = (await t.get(t.cast.ada, '/v1/teams?closed=true')).body.data
    expect(all.some(({ id }: { id: string }) => id === team.id)).toBe(true)
  })

  it('page by name without losing or repeating one', async () => {
    const all = (await t.get(t.cast.ada, '/v1/teams?closed=true&limit=200')).body.data
    const seen = []
    let cursor = ''
    do {
      const { data, nextCursor } = (await t.get(t.cast.ada, `/v1/teams?closed=true&limit=3${cursor}`)).body
      seen.push(...data)
      cursor = nextCursor ? `&cursor=${nextCursor}` : ''
    } while (cursor)
    expect(seen).toEqual(all)
  })
})
