import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { v7 } from 'uuid'
import { transaction } from '../../api/database/transaction.ts'
import { workerActor } from '../../api/jobs/actor.ts'
import { bringIn } from '../../api/members/bring-in.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { statement } from '../support/server.ts'

describe('a placeholder', () => {
  let t: TestApp
  const placeholder = v7()
  let goalId: string

  beforeAll(async () => {
    t = await testApp()
    const { workspaceId, teams, dana, cycleId } = t.cast
    await statement(
      t.adminUrl,
      `INSERT INTO members (workspace_id, id, name, state, created_at)
        VALUES ('${workspaceId}', '${placeholder}', 'M. Moreau', 'placeholder', now());
      INSERT INTO member_identities VALUES ('${workspaceId}', '${v7()}', '${placeholder}', 'email', 'mia@old.example');
      INSERT INTO team_members VALUES ('${workspaceId}', '${teams.shop}', '${placeholder}', 'member'),
        ('${workspaceId}', '${teams.service}', '${placeholder}', 'leader')`,
    )
    const goal = { title: 'Imported', teamId: teams.service, cycleId, ownerId: placeholder }
    const reply = await t.post(dana, '/v1/objectives', goal)
    expect(reply.status).toBe(201)
    goalId = reply.body.id
  })
  afterAll(() => t?.close())

  const merge = (who = t.cast.ada, id = placeholder, intoId = t.cast.mia.id) =>
    t.post(who, `/v1/members/${id}/merge`, { intoId })

  it('becomes somebody by an admin’s word only (403, 400, 409)', async () => {
    expect((await merge(t.cast.dana)).status).toBe(403)
    for (const intoId of [v7(), t.elsewhere.mia.id, placeholder]) {
      expect((await merge(t.cast.ada, placeholder, intoId)).status).toBe(400)
    }
    expect((await merge(t.cast.ada, t.cast.noah.id)).status).toBe(409)
    expect((await merge(t.elsewhere.ada)).status).toBe(404)
  })

  it('hands over what it is known by and answers for; what was done keeps its id', async () => {
    const wrote = `UPDATE objectives SET created_by = '${placeholder}' WHERE id = '${goalId}'`
    await statement(t.adminUrl, wrote)
    const merged = await merge()
    expect([merged.status, merged.body.id]).toEqual([200, t.cast.mia.id])
    expect(merged.body.emails).toEqual(['mia@old.example'])
    expect((await t.get(t.cast.mia, `/v1/objectives/${goalId}`)).body.ownerId).toBe(t.cast.mia.id)
    const { rows } = await statement(t.adminUrl, `SELECT created_by FROM objectives WHERE id = '${goalId}'`)
    expect(rows).toEqual([{ created_by: placeholder }])
  })

  it('adds its teams; where both were in one, the member keeps their own role', async () => {
    const { teams } = (await t.get(t.cast.mia, `/v1/members/${t.cast.mia.id}`)).body
    expect(teams).toEqual(
      [
        { id: t.cast.teams.service, role: 'member' },
        { id: t.cast.teams.shop, role: 'member' },
      ].sort((a, b) => (a.id < b.id ? -1 : 1)),
    )
  })

  it('is read as the person from then on, and listed no more', async () => {
    const { body } = await t.get(t.cast.noah, `/v1/members/${placeholder}`)
    expect(body).toMatchObject({ id: t.cast.mia.id, name: 'Mia Moreau' })
    const { data } = (await t.get(t.cast.noah, '/v1/members?q=mor')).body
    expect(data.map(({ id }: { id: string }) => id)).toEqual([t.cast.mia.id])
    expect((await merge()).status).toBe(409)
    const goal = { title: 'New', teamId: t.cast.teams.service, cycleId: t.cast.cycleId, ownerId: placeholder }
    expect(
      (await t.post(t.cast.ada, `/v1/teams/${goal.teamId}/members`, { memberId: placeholder })).status,
    ).toBe(400)
  })
  it('lets an account fall whose hash an erasure finds: nobody is brought back by it, and nobody shut out who is here with it', async () => {
    const { ada, noah, workspaceId } = t.cast
    const [fallen, again] = [v7(), v7()]
    const invited = async (name: string, oid: string): Promise<string> =>
      (await t.post(ada, '/v1/members', { name, objectId: oid })).body.id
    for (const oid of [fallen, again])
      expect((await merge(ada, await invited('N. Second', oid), noah.id)).status).toBe(200)
    const other = await invited('Nora New', again)
    const known = (await t.get(ada, `/v1/members/${noah.id}/identities`)).body.data
    expect(known.map(({ value }: { value: string }) => value)).toEqual([noah.oid])
    expect((await t.post(ada, `/v1/members/${noah.id}/erase`, { name: noah.name })).status).toBe(200)
    const shut = await t.get({ ...noah, oid: fallen }, '/v1/me')
    expect([shut.status, shut.body.code]).toEqual([403, 'left'])
    expect((await t.get({ ...noah, oid: again }, '/v1/me')).body.memberId).toBe(other)
    // So the directory and the rosters of teams bring people in.
    const brought = await transaction(t.db, { workspaceId }, async (tx) => {
      const actor = (await workerActor(tx, workspaceId, t.clock.now))!
      return bringIn(tx, actor, { objectId: fallen, name: noah.name, guest: false })
    })
    expect(brought).toEqual({ id: noah.id, isNew: false })
    const { rows } = await statement(
      t.adminUrl,
      `SELECT kind FROM member_identities WHERE member_id = '${noah.id}' ORDER BY kind`,
    )
    expect(rows).toEqual([{ kind: 'erased' }, { kind: 'erased' }])
  })
})
