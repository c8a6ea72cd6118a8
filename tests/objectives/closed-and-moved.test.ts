import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { rows, transaction } from '../../api/database/transaction.ts'
import { type TestApp, testApp } from '../support/app.ts'
import type { Person } from '../support/cast.ts'
import { aKeyResult, anObjective, checkedIn } from '../support/items.ts'

describe('goals of a closed cycle', () => {
  let t: TestApp
  let objectiveId: string
  let keyResultId: string

  beforeAll(async () => {
    t = await testApp()
    objectiveId = await anObjective(t)
    keyResultId = await aKeyResult(t, { objectiveId })
    for (const move of ['review', 'close']) {
      const reply = await t.post(t.cast.ada, `/v1/cycles/${t.cast.cycleId}/${move}`)
      expect(reply.status).toBe(200)
    }
  })
  afterAll(() => t.close())

  it('take no further edits (409), and none are made in it', async () => {
    const ask = (method: 'PATCH' | 'PUT' | 'POST', url: string, body: object) =>
      t.ask(t.cast.dana, method, url, body, method === 'POST' ? {} : { 'if-match': '*' })
    const [o, k] = [`/v1/objectives/${objectiveId}`, `/v1/key-results/${keyResultId}`]
    const replies = [
      await ask('PATCH', o, { title: 'Late' }),
      await ask('PATCH', k, { target: 50 }),
      await ask('PUT', `${o}/contributors`, { memberIds: [] }),
      await ask('PUT', `${k}/phased-targets`, { targets: [] }),
      await ask('POST', `${o}/postpone`, {}),
      await ask('POST', `${k}/override`, { health: 'behind', why: 'Late.' }),
      await ask('POST', '/v1/objectives', {
        title: 'New',
        teamId: t.cast.teams.service,
        cycleId: t.cast.cycleId,
      }),
      await ask('POST', '/v1/key-results', { title: 'New', target: 1, objectiveId }),
    ]
    expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 409))
    const { can } = (await t.get(t.cast.dana, o)).body
    expect(can).toMatchObject({ edit: false, override: false, close: true })
  })

  it('take check-ins in the days of grace, a close and scores', async () => {
    await checkedIn(t, keyResultId, 70)
    const closed = await t.post(t.cast.dana, `/v1/key-results/${keyResultId}/close`, { score: 0.7 })
    expect(closed.body).toMatchObject({ lifecycle: 'closed', score: 0.7, suggestedScore: 0.7 })
    const scored = await t.post(t.cast.dana, `/v1/key-results/${keyResultId}/score`, {
      ...{ score: 0.8, reason: 'Two came in late.' },
    })
    expect(scored.body.score).toBe(0.8)
    expect((await t.post(t.cast.dana, `/v1/key-results/${keyResultId}/reopen`)).status).toBe(409)
    expect((await t.post(t.cast.dana, `/v1/objectives/${objectiveId}/close`, {})).status).toBe(200)
  })
})

describe('goals that move between teams', () => {
  let t: TestApp
  let id: string

  beforeAll(async () => {
    t = await testApp()
  })
  beforeEach(async () => {
    id = await anObjective(t, { ownerId: t.cast.boris.id, teamId: t.cast.teams.company }, t.cast.boris)
  })
  afterAll(() => t.close())

  const move = (who: Person, teamId: string) => t.patch(who, `/v1/objectives/${id}`, '*', { teamId })

  it('go only where the actor may write (403) and where their owner can see them (400)', async () => {
    expect((await move(t.cast.otto, t.cast.teams.shop)).status).toBe(403)
    await t.patch(t.cast.boris, `/v1/objectives/${id}`, '*', { ownerId: t.cast.mia.id })
    const reply = await move(t.cast.boris, t.cast.teams.board)
    expect([reply.status, reply.body.errors[0].pointer, reply.body.errors[0].code]).toEqual([
      400,
      '/ownerId',
      'outsider',
    ])
  })

  it('into a private team are gone for everyone else, who are told so, and come back', async () => {
    expect((await t.get(t.cast.mia, `/v1/objectives/${id}`)).status).toBe(200)
    expect((await move(t.cast.boris, t.cast.teams.board)).status).toBe(200)
    for (const who of [t.cast.mia, t.cast.ada]) {
      expect((await t.get(who, `/v1/objectives/${id}`)).status).toBe(404)
      expect((await t.patch(who, `/v1/objectives/${id}`, '*', { title: 'Mine' })).status).toBe(404)
    }
    const told = await transaction(t.db, { workspaceId: t.cast.workspaceId }, (tx) =>
      rows(tx, 'SELECT kind, audience FROM events WHERE subject_id = $1 ORDER BY seq', [id]),
    )
    expect(told).toEqual([
      { kind: 'objective.created', audience: 'workspace' },
      { kind: 'objective.waived', audience: 'workspace' },
      { kind: 'objective.left-sight', audience: 'workspace' },
      { kind: 'objective.edited', audience: 'team' },
    ])
    expect((await move(t.cast.boris, t.cast.teams.company)).status).toBe(200)
    expect((await t.get(t.cast.mia, `/v1/objectives/${id}`)).status).toBe(200)
  })

  it('take their key results along, except what also counts in another goal of the old team', async () => {
    const { boris, mia, teams } = t.cast
    const alone = await aKeyResult(t, { objectiveId: id, ownerId: boris.id, teamId: teams.company }, boris)
    const both = await aKeyResult(t, { objectiveId: id, ownerId: boris.id, teamId: teams.company }, boris)
    const stays = await anObjective(t, { ownerId: boris.id, teamId: teams.company }, boris)
    await t.post(boris, `/v1/objectives/${stays}/alignments`, { childKeyResultId: both })
    const shared = { teamIds: [teams.shop] }
    await t.ask(boris, 'PUT', `/v1/objectives/${id}/shared-teams`, shared, { 'if-match': '*' })
    const seen = async (keyResult: string) => (await t.get(mia, `/v1/key-results/${keyResult}`)).status
    expect([await seen(alone), await seen(both)]).toEqual([200, 200])

    const moved = await move(boris, teams.board)
    expect([moved.status, moved.body.sharedTeams]).toEqual([200, []])
    expect([await seen(alone), await seen(both)]).toEqual([404, 200])
    expect((await t.get(boris, `/v1/key-results/${alone}`)).body.teamId).toBe(teams.board)
    const told = await transaction(t.db, { workspaceId: t.cast.workspaceId }, (tx) =>
      rows(tx, 'SELECT kind, audience FROM events WHERE subject_id = $1 ORDER BY seq DESC LIMIT 2', [alone]),
    )
    expect(told).toEqual([
      { kind: 'key-result.edited', audience: 'team' },
      { kind: 'key-result.left-sight', audience: 'workspace' },
    ])
    expect((await move(boris, teams.company)).status).toBe(200)
    expect(await seen(alone)).toBe(200)
  })

  it('stay when somebody who owns a key result would lose sight of it (400)', async () => {
    const { boris, otto, teams } = t.cast
    await aKeyResult(t, { objectiveId: id, ownerId: otto.id, teamId: teams.company }, boris)
    const reply = await move(boris, teams.board)
    expect([reply.status, reply.body.errors[0].pointer]).toEqual([400, '/teamId'])
  })

  it('run in another cycle when somebody says so, but in no closed one (409)', async () => {
    const { ada, boris } = t.cast
    const days = { startDay: '2027-01-01', endDay: '2027-03-31' }
    const next = (await t.post(ada, '/v1/cycles', { name: 'Q1 2027', ...days })).body.id
    const goal = () => `/v1/objectives/${id}`
    const changed = await t.patch(boris, goal(), '*', { cycleId: next })
    expect([changed.status, changed.body.cycle.name]).toEqual([200, 'Q1 2027'])
    for (const word of ['start', 'review', 'close']) await t.post(ada, `/v1/cycles/${next}/${word}`)
    const other = await anObjective(t, { ownerId: boris.id, teamId: t.cast.teams.company }, boris)
    expect((await t.patch(boris, `/v1/objectives/${other}`, '*', { cycleId: next })).status).toBe(409)
  })

  it('of a private team are not shared with others (400)', async () => {
    await move(t.cast.boris, t.cast.teams.board)
    const shared = await t.ask(
      t.cast.boris,
      'PUT',
      `/v1/objectives/${id}/shared-teams`,
      { teamIds: [t.cast.teams.shop] },
      { 'if-match': '*' },
    )
    expect([shared.status, shared.body.errors[0].code]).toEqual([400, 'private'])
  })
})
