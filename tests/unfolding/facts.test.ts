import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type TestApp, testApp } from '../support/app.ts'
import type { Person } from '../support/cast.ts'
import { statementsOf } from '../support/counts.ts'
import { aKeyResult, anObjective, checkedIn } from '../support/items.ts'
import { statement } from '../support/server.ts'
import { type TestWorker, testWorker } from '../support/worker.ts'

describe('what has unfolded', () => {
  let t: TestApp
  let worker: TestWorker

  beforeAll(async () => {
    t = await testApp()
    worker = await testWorker(t)
    await worker.drain()
  })
  afterAll(async () => {
    await worker?.stop()
    await t?.close()
  })

  type Line = { part: string; reason: string; told: boolean }
  const unfolded = async (who: Person): Promise<Line[]> => (await t.get(who, '/v1/me')).body.unfolded
  const partsOf = async (who: Person) => (await unfolded(who)).map(({ part }) => part)
  const reasonOf = async (part: string, who: Person = t.cast.mia) =>
    (await unfolded(who)).find((one) => one.part === part)?.reason

  it('is nothing for a member on the first day, and what a role brings for leaders and admins', async () => {
    expect(await unfolded(t.cast.mia)).toEqual([])
    expect(await unfolded(t.cast.gus)).toEqual([])
    expect(await unfolded(t.cast.dana)).toEqual([
      { part: 'to_clear', reason: 'leads', told: false },
      { part: 'ask', reason: 'leads', told: false },
    ])
    expect(await partsOf(t.cast.ada)).toEqual(['keys', 'webhooks', 'import'])
  })

  it('is told once to each person (400 for a part that is none)', async () => {
    const told = (who: Person | null, parts: string[]) => t.post(who, '/v1/unfolding/told', { parts })
    expect((await told(null, ['ask'])).status).toBe(401)
    expect((await told(t.cast.dana, ['dashboards'])).status).toBe(400)
    expect((await told(t.cast.dana, [])).status).toBe(400)
    for (const _ of [1, 2]) expect((await told(t.cast.dana, ['ask', 'ask'])).status).toBe(204)
    expect((await unfolded(t.cast.dana)).map(({ part, told }) => [part, told])).toEqual([
      ['to_clear', false],
      ['ask', true],
    ])
    expect((await unfolded(t.cast.otto)).every(({ told }) => !told)).toBe(true)
  })

  it('brings the pulse with the first goal that is published', async () => {
    await anObjective(t, { lifecycle: 'draft' })
    expect(await partsOf(t.cast.mia)).toEqual([])
    await anObjective(t)
    expect(await reasonOf('pulse')).toBe('published')
  })

  it('brings map, weights and several parents with the second level of goals, and keeps them', async () => {
    const { dana } = t.cast
    const [parent, child] = [await anObjective(t), await anObjective(t)]
    const { body } = await t.post(dana, `/v1/objectives/${parent}/alignments`, { childObjectiveId: child })
    expect(await partsOf(t.cast.mia)).toEqual(['pulse', 'map', 'weights', 'parents'])
    await worker.drain()
    const url = `/v1/objectives/${parent}/alignments/${body.id}`
    expect((await t.ask(dana, 'DELETE', url, undefined, { 'if-match': '*' })).status).toBeLessThan(300)
    await worker.drain()
    expect(await reasonOf('map')).toBe('second_level')
  })

  it('brings the wins with the first barrier that is cleared, and keeps them when it comes back', async () => {
    const { dana, mia, teams } = t.cast
    const raised = await t.post(mia, '/v1/barriers', {
      kind: 'access',
      title: 'No key',
      teamId: teams.service,
      askedOf: dana.id,
    })
    await worker.drain()
    expect(await reasonOf('wins')).toBeUndefined()
    expect((await t.post(dana, `/v1/barriers/${raised.body.id}/clear`, {})).status).toBe(200)
    expect(await reasonOf('wins')).toBe('barrier_cleared')
    await worker.drain()
    expect((await t.post(mia, `/v1/barriers/${raised.body.id}/reopen`, {})).status).toBe(200)
    expect(await reasonOf('wins', t.cast.otto)).toBe('barrier_cleared')
  })

  it('is everything at once where an admin says so, but nobody’s rights; elsewhere nothing changes', async () => {
    const { ada, mia } = t.elsewhere
    const workspace = await t.get(ada, '/v1/workspace')
    expect((await t.patch(mia, '/v1/workspace', '*', { showAll: true })).status).toBe(403)
    expect(await partsOf(mia)).toEqual([])
    expect((await t.patch(ada, '/v1/workspace', workspace.headers.etag, { showAll: true })).status).toBe(200)
    expect(await reasonOf('insights', mia)).toBe('shown_by_admin')
    expect(await partsOf(mia)).toEqual([
      'wins',
      'pulse',
      'insights',
      'action_rate',
      'map',
      'weights',
      'parents',
      'scores',
      'carry_forward',
    ])
  })

  it('brings insights and the action rate at the turn of the day in the fourth week of check-ins', async () => {
    const keyResult = await aKeyResult(t)
    for (const [week, monday] of ['2026-10-26', '2026-11-02', '2026-11-09', '2026-11-16'].entries()) {
      t.clock.to(`${monday}T10:00:00Z`)
      await worker.drain()
      await checkedIn(t, keyResult, week)
      expect(await reasonOf('insights')).toBeUndefined()
    }
    t.clock.to('2026-11-16T23:30:00Z')
    await worker.drain()
    expect(await reasonOf('insights')).toBe('four_weeks')
    expect(await reasonOf('action_rate')).toBe('four_weeks')
  })

  it('brings scores and carry-forward fourteen days before the cycle ends', async () => {
    t.clock.to('2026-12-17T22:00:00Z')
    await worker.drain()
    expect(await reasonOf('scores')).toBeUndefined()
    t.clock.to('2026-12-17T23:30:00Z') // the 18th in Berlin: the first of the last fourteen days
    await worker.drain()
    expect(await reasonOf('scores')).toBe('cycle_ends')
    expect(await reasonOf('carry_forward')).toBe('cycle_ends')
  })

  it('says in the feed that something unfolded, once each', async () => {
    const told = await statement(
      t.adminUrl,
      `SELECT data->'parts' AS parts FROM events WHERE kind = 'workspace.unfolded'
      AND workspace_id = '${t.cast.workspaceId}' ORDER BY seq`,
    )
    expect(told.rows.map(({ parts }) => parts)).toEqual([
      ['map', 'parents', 'pulse', 'weights'],
      ['wins'],
      ['action_rate', 'insights'],
      ['carry_forward', 'scores'],
    ])
  })

  it('costs the person’s own statement and no further one', async () => {
    const seen = await statementsOf(t.db, () => t.get(t.cast.mia, '/v1/me'))
    expect(seen).toHaveLength(3) // two find the actor
  })
})
