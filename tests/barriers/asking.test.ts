import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { type Candidate, pickAsked } from '../../api/barriers/asking.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { storyOf } from './story.ts'

describe('who is asked', () => {
  let t: TestApp
  let story: ReturnType<typeof storyOf>

  beforeAll(async () => {
    t = await testApp()
    story = storyOf(t)
  })
  // Everybody is back, and leads what they led.
  afterEach(async () => {
    const { workspaceId, noah } = t.cast
    await story.change('DELETE FROM absences WHERE workspace_id = $1', [workspaceId])
    await story.change(`UPDATE members SET state = 'active' WHERE workspace_id = $1`, [workspaceId])
    await story.change('UPDATE team_members SET stand_in_id = NULL WHERE workspace_id = $1', [workspaceId])
    await story.change(`UPDATE team_members SET role = 'member' WHERE workspace_id = $1 AND member_id = $2`, [
      workspaceId,
      noah.id,
    ])
  })
  afterAll(() => t?.close())

  const standIn = (leaderId: string, standInId: string) =>
    story.change(
      `UPDATE team_members SET stand_in_id = $3 WHERE workspace_id = $1 AND member_id = $2 AND role = 'leader'`,
      [t.cast.workspaceId, leaderId, standInId],
    )
  const lead = (teamId: string, memberId: string) =>
    story.change(
      `INSERT INTO team_members (workspace_id, team_id, member_id, role) VALUES ($1, $2, $3, 'leader')
        ON CONFLICT ON CONSTRAINT team_members_pk DO UPDATE SET role = 'leader'`,
      [t.cast.workspaceId, teamId, memberId],
    )

  it('is the leader of the team, and can be known before', async () => {
    const preview = await t.get(t.cast.mia, `/v1/barriers/whom-to-ask?teamId=${t.cast.teams.service}`)
    expect(preview.body).toMatchObject({ name: 'Dana Diaz', asked: { memberId: t.cast.dana.id } })
    expect((await story.raise()).asked).toMatchObject({ memberId: t.cast.dana.id, why: { code: 'leader' } })
  })

  it('is one level up for a leader who would ask themselves', async () => {
    const { asked } = await story.raise({}, t.cast.dana)
    expect(asked).toMatchObject({ memberId: t.cast.boris.id, why: { code: 'leader_above', insteadOf: null } })
    const named = await story.raise({ askedOf: t.cast.dana.id }, t.cast.dana)
    expect(named.asked.memberId).toBe(t.cast.boris.id)
  })

  it('is the admin at the top, and oneself when nobody else is left', async () => {
    const top = { teamId: t.cast.teams.company }
    expect((await story.raise(top, t.cast.boris)).asked).toMatchObject({
      memberId: t.cast.ada.id,
      why: { code: 'admin' },
    })
    await story.change(`UPDATE members SET state = 'left' WHERE workspace_id = $1 AND id = $2`, [
      t.cast.workspaceId,
      t.cast.boris.id,
    ])
    expect((await story.raise(top, t.cast.ada)).asked).toMatchObject({
      memberId: t.cast.ada.id,
      why: { code: 'last_resort' },
    })
  })

  it('is the stand-in of a leader who is away, told why', async () => {
    await story.away(t.cast.dana, '2026-10-26', '2026-10-30')
    await standIn(t.cast.dana.id, t.cast.noah.id)
    const raised = await story.raise()
    expect(raised.asked).toMatchObject({
      memberId: t.cast.noah.id,
      why: { code: 'stand_in', insteadOf: t.cast.dana.id },
      because: 'stands in for the leader, who is away or gone',
    })
    expect(raised.people).toContainEqual({ id: t.cast.dana.id, name: 'Dana Diaz' })
    await story.make(t.cast.noah, raised.id, 'take', { by: 'today' })
  })

  it('is the next leader where there is no stand-in, then the leaders above', async () => {
    await story.away(t.cast.dana, '2026-10-26')
    expect((await story.raise()).asked).toMatchObject({
      memberId: t.cast.boris.id,
      why: { code: 'leader_above', insteadOf: t.cast.dana.id },
    })
    await lead(t.cast.teams.service, t.cast.noah.id)
    expect((await story.raise()).asked.memberId).toBe(t.cast.noah.id)
  })

  it('never is the raiser as their leader’s stand-in', async () => {
    await story.away(t.cast.dana, '2026-10-26')
    await standIn(t.cast.dana.id, t.cast.mia.id)
    expect((await story.raise()).asked.memberId).toBe(t.cast.boris.id)
  })

  it('is whom the raiser names, or their stand-in while they are away', async () => {
    expect((await story.raise({ askedOf: t.cast.otto.id })).asked).toMatchObject({
      memberId: t.cast.otto.id,
      why: { code: 'named' },
    })
    await story.away(t.cast.otto, '2026-10-26')
    await standIn(t.cast.otto.id, t.cast.noah.id)
    expect((await story.raise({ askedOf: t.cast.otto.id })).asked).toMatchObject({
      memberId: t.cast.noah.id,
      why: { code: 'stand_in', insteadOf: t.cast.otto.id },
    })
  })

  it('is told from nobody by a stranger: of a private team only its people know who leads it', async () => {
    const { boris, mia, noah, teams } = t.cast
    await story.change(
      `INSERT INTO team_members (workspace_id, team_id, member_id, role) VALUES ($1, $2, $3, 'leader')`,
      [t.cast.workspaceId, teams.board, noah.id],
    )
    const named = async (askedOf: string) => {
      const body = { kind: 'access', title: 'No key', teamId: teams.service, askedOf }
      const reply = await t.post(mia, '/v1/barriers', body)
      return [reply.status, reply.body.errors]
    }
    const [status] = await named(noah.id)
    expect(status).toBe(400)
    expect(await named(noah.id)).toEqual(await named(t.cast.gus.id))
    expect((await story.raise({ askedOf: noah.id }, boris)).asked.memberId).toBe(noah.id)
  })

  it('may leave it to a stand-in who finds it in their queue while the leader is away', async () => {
    const { id } = await story.raise()
    await standIn(t.cast.dana.id, t.cast.noah.id)
    const queued = async () =>
      (await t.get(t.cast.noah, '/v1/barriers/queue')).body.data.find((row: { id: string }) => row.id === id)
    expect(await queued()).toBeUndefined()
    await story.away(t.cast.dana, '2026-10-26')
    expect(await queued()).toMatchObject({ can: { take: true, handOn: true } })
    const taken = await story.make(t.cast.noah, id, 'take', { by: 'next_week' })
    expect(taken).toMatchObject({
      asked: { memberId: t.cast.noah.id, why: { code: 'took_it', insteadOf: t.cast.dana.id } },
      promise: { day: '2026-11-06', by: t.cast.noah.id },
    })
  })

  it('takes two leaders at once like this: one has it, the other is told (409)', async () => {
    await lead(t.cast.teams.service, t.cast.noah.id)
    const { id } = await story.raise()
    const take = (who: typeof t.cast.mia, by: string) => t.post(who, `/v1/barriers/${id}/take`, { by })
    const replies = await Promise.all([take(t.cast.dana, 'today'), take(t.cast.noah, 'next_week')])
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409])
    const [won, lost] = replies.sort((a, b) => a.status - b.status)
    expect(lost!.body).toMatchObject({
      code: 'wrong-state',
      current: { state: 'taken', promise: { by: won!.body.promise.by } },
    })
    const shown = (await t.get(t.cast.mia, `/v1/barriers/${id}`)).body
    expect(shown.turns.map(({ kind }: { kind: string }) => kind)).toEqual(['raised', 'taken'])
  })
})

describe('pickAsked', () => {
  const here = {
    gone: false,
    here: true,
    zone: 'UTC',
    standInId: null,
    standInZone: null,
    standInHere: false,
  }
  const leader = (teamId: string | null, memberId: string, fields: Partial<Candidate> = {}): Candidate => ({
    ...here,
    teamId,
    memberId,
    ...fields,
  })

  it('asks nobody twice on the way up', () => {
    const candidates = [leader('a', 'dana'), leader('b', 'dana'), leader('b', 'boris')]
    expect(pickAsked({ teamId: 'a', candidates, raisedBy: 'mia', except: ['dana'] })?.askedOf).toBe('boris')
  })

  it('says why: the next leader, as the first is away', () => {
    const candidates = [leader('a', 'dana', { here: false }), leader('a', 'noah'), leader('b', 'boris')]
    expect(pickAsked({ teamId: 'a', candidates, raisedBy: 'mia' })).toMatchObject({
      askedOf: 'noah',
      askedWhy: 'next_leader',
      askedInsteadOf: 'dana',
    })
  })

  it('finds nobody where all are away', () => {
    const candidates = [leader('a', 'dana', { here: false }), leader(null, 'ada', { here: false })]
    expect(pickAsked({ teamId: 'a', candidates, raisedBy: 'mia' })).toBeNull()
  })
})
