import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { v7 } from 'uuid'
import { type TestApp, testApp } from '../support/app.ts'
import type { Person } from '../support/cast.ts'
import { statement } from '../support/server.ts'

describe('the people of a team', () => {
  let t: TestApp

  beforeAll(async () => {
    t = await testApp()
  })
  afterAll(() => t?.close())

  const service = () => `/v1/teams/${t.cast.teams.service}`
  const names = async () =>
    (await t.get(t.cast.dana, service())).body.people.map(
      ({ name, role }: { name: string; role: string }) => `${name} ${role}`,
    )
  const remove = (who: Person, memberId: string, url = service()) =>
    t.ask(who, 'DELETE', `${url}/members/${memberId}`, undefined, { 'if-match': '*' })

  it('are chosen by its leaders and by admins', async () => {
    const body = { memberId: t.cast.otto.id }
    for (const who of [t.cast.mia, t.cast.otto, t.cast.gus]) {
      expect((await t.post(who, `${service()}/members`, body)).status).toBe(403)
    }
    const added = await t.post(t.cast.dana, `${service()}/members`, body)
    expect(added.status).toBe(200)
    expect(await names()).toContain('Otto Olsen member')
    const raised = await t.post(t.cast.boris, `${service()}/members`, { ...body, role: 'leader' })
    expect([raised.status, raised.body.version]).toEqual([200, added.body.version])
    expect(raised.headers.etag).not.toBe(added.headers.etag)
    expect((await t.get(t.cast.otto, '/v1/me')).body.leads).toContain(t.cast.teams.service)
    expect((await remove(t.cast.ada, t.cast.otto.id)).status).toBe(200)
    expect((await t.get(t.cast.otto, '/v1/me')).body.leads).not.toContain(t.cast.teams.service)
    expect((await remove(t.cast.ada, t.cast.otto.id)).status).toBe(404)
  })

  it('must be people of the workspace (400)', async () => {
    for (const memberId of [v7(), t.elsewhere.mia.id]) {
      const reply = await t.post(t.cast.dana, `${service()}/members`, { memberId })
      expect([reply.status, reply.body.errors[0].pointer]).toEqual([400, '/memberId'])
    }
  })

  it('are removed under If-Match of the team (428, 412)', async () => {
    const url = `${service()}/members/${t.cast.noah.id}`
    expect((await t.ask(t.cast.dana, 'DELETE', url)).status).toBe(428)
    expect((await t.ask(t.cast.dana, 'DELETE', url, undefined, { 'if-match': '"99.1.abc"' })).status).toBe(
      412,
    )
  })

  it('may leave by themselves', async () => {
    expect((await remove(t.cast.noah, t.cast.mia.id)).status).toBe(403)
    expect((await remove(t.cast.noah, t.cast.noah.id)).status).toBe(200)
    expect(await names()).not.toContain('Noah Nkemelu member')
  })

  it('name who stands in for themselves as leaders; the stand-in leads while they are away', async () => {
    const standIn = (who: Person, memberId: string | null) =>
      t.post(who, `${service()}/stand-in`, { memberId })
    expect((await standIn(t.cast.ada, t.cast.mia.id)).status).toBe(403)
    expect((await standIn(t.cast.dana, t.cast.dana.id)).status).toBe(400)
    expect((await standIn(t.cast.dana, t.cast.gus.id)).status).toBe(400)
    const named = await standIn(t.cast.dana, t.cast.mia.id)
    expect(named.body.people[0].standIn).toEqual({ id: t.cast.mia.id, name: 'Mia Moreau' })
    expect((await t.get(t.cast.mia, '/v1/me')).body.leads).toEqual([])
    await statement(
      t.adminUrl,
      `INSERT INTO absences VALUES ('${t.cast.workspaceId}', '${v7()}', '${t.cast.dana.id}', '2026-10-26', '2026-10-26')`,
    )
    expect((await t.get(t.cast.mia, '/v1/me')).body.leads).toEqual([t.cast.teams.service])
    expect((await standIn(t.cast.dana, null)).body.people[0].standIn).toBeNull()
    expect((await t.get(t.cast.mia, '/v1/me')).body.leads).toEqual([])
  })
})

describe('a private team', () => {
  let t: TestApp
  let teamId: string
  let goalId: string

  beforeAll(async () => {
    t = await testApp()
    teamId = t.cast.teams.service
    const goal = { title: 'Quiet goal', teamId, cycleId: t.cast.cycleId, lifecycle: 'published' }
    goalId = (await t.post(t.cast.dana, '/v1/objectives', goal)).body.id
  })
  afterAll(() => t?.close())

  const turn = async (who: Person, isPrivate: boolean) => {
    const { headers } = await t.get(who, `/v1/teams/${teamId}`)
    return t.patch(who, `/v1/teams/${teamId}`, headers.etag ?? '*', { private: isPrivate })
  }
  const goal = async (who: Person) => (await t.get(who, `/v1/objectives/${goalId}`)).status

  it('takes its goals out of everybody else’s sight in the same moment, admins included', async () => {
    expect(await goal(t.cast.otto)).toBe(200)
    const before = (await t.get(t.cast.mia, `/v1/objectives/${goalId}`)).headers.etag
    expect((await turn(t.cast.dana, true)).status).toBe(200)
    expect(await Promise.all([t.cast.otto, t.cast.ada, t.cast.boris].map(goal))).toEqual([404, 404, 404])
    expect(await Promise.all([t.cast.mia, t.cast.dana, t.cast.gus].map(goal))).toEqual([200, 200, 200])
    expect((await t.get(t.cast.mia, `/v1/objectives/${goalId}`)).headers.etag).not.toBe(before)
    expect((await t.get(t.cast.otto, `/v1/objectives?teamId=${teamId}`)).body.data).toEqual([])
  })

  it('is neither opened nor entered by an admin while it has a leader', async () => {
    expect((await turn(t.cast.ada, false)).status).toBe(403)
    const enter = await t.post(t.cast.ada, `/v1/teams/${teamId}/members`, { memberId: t.cast.ada.id })
    expect(enter.status).toBe(403)
    expect(
      (await t.post(t.cast.boris, `/v1/teams/${teamId}/members`, { memberId: t.cast.boris.id })).status,
    ).toBe(404)
  })

  it('is opened by its leader, and everything is seen again', async () => {
    expect((await turn(t.cast.dana, false)).status).toBe(200)
    expect(await Promise.all([t.cast.otto, t.cast.ada].map(goal))).toEqual([200, 200])
  })

  it('says what happened to its own people only, in ids', async () => {
    const { rows } = await statement(
      t.adminUrl,
      `SELECT audience, data FROM events WHERE kind = 'team.changed' AND subject_id = '${teamId}' ORDER BY seq`,
    )
    expect(rows).toEqual([
      { audience: 'team', data: { fields: ['private'], private: true } },
      { audience: 'workspace', data: { fields: ['private'], private: false } },
    ])
  })
})
