import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { v7 } from 'uuid'
import { type TestApp, testApp } from '../support/app.ts'
import type { Person } from '../support/cast.ts'
import { type Goal, publishedGoal } from '../support/goals.ts'

const minute = 60_000

describe('steps', () => {
  let t: TestApp
  let goal: Goal

  beforeAll(async () => {
    t = await testApp()
    goal = await publishedGoal(t)
  })
  afterAll(() => t?.close())

  const subject = () => ({ kind: 'key_result', id: goal.keyResultId })
  const add = (who: Person | null, fields: object = {}) =>
    t.post(who, '/v1/steps', { subject: subject(), text: 'Ring the three oldest orders', ...fields })
  const path = async (who = t.cast.mia) => (await t.get(who, `/v1/key-results/${goal.keyResultId}/path`)).body

  it('are for people who are signed in (401) and never for a guest (403)', async () => {
    expect((await add(null)).status).toBe(401)
    expect((await add(t.cast.gus)).status).toBe(403)
  })

  it('are planned by whoever said yes, not by any colleague (403)', async () => {
    expect((await add(t.cast.noah)).status).toBe(403)
    expect((await add(t.cast.otto)).status).toBe(403)
    expect((await add(t.cast.noah, { ownerId: t.cast.mia.id })).status).toBe(403)
  })

  it('of another workspace are like ones that never were (404)', async () => {
    const { id } = (await add(t.cast.mia)).body
    const replies = await Promise.all([
      t.post(t.elsewhere.mia, '/v1/steps', { subject: subject(), text: 'Look around' }),
      t.get(t.elsewhere.mia, `/v1/key-results/${goal.keyResultId}/path`),
      t.get(t.elsewhere.mia, `/v1/steps/${id}`),
      t.post(t.elsewhere.mia, `/v1/steps/${id}/start`, {}),
      t.post(t.elsewhere.mia, `/v1/steps/${id}/finish`, {}),
      t.post(t.elsewhere.mia, `/v1/steps/${id}/drop`, {}),
      t.post(t.cast.mia, `/v1/steps/${v7()}/finish`, {}),
    ])
    expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 404))
    const details = replies.slice(2).map(({ body }) => body.detail)
    expect(new Set(details).size).toBe(1)
    await t.post(t.cast.mia, `/v1/steps/${id}/drop`, {})
  })

  it.each([
    ['no words', { text: '  ' }, '/text'],
    ['an unknown field', { colour: 'red' }, '/colour'],
    ['a day that is gone', { start: true, dueDay: '2026-01-05' }, '/dueDay'],
    ['a day beyond all plans', { start: true, dueDay: '9999-12-31' }, '/dueDay'],
    ['a day for a pencilled step', { dueDay: '2026-10-27' }, '/dueDay'],
    ['a stranger as its owner', { ownerId: v7() }, '/ownerId'],
  ])('refuse %s and name the field (400)', async (_, fields, pointer) => {
    const reply = await add(t.cast.mia, fields)
    expect([reply.status, reply.body.errors?.[0]?.pointer]).toEqual([400, pointer])
  })

  it('wait while the key result is a draft (409)', async () => {
    const draft = await publishedGoal(t, { lifecycle: 'draft' })
    const reply = await add(t.cast.mia, { subject: { kind: 'key_result', id: draft.keyResultId } })
    expect([reply.status, reply.body.code]).toEqual([409, 'wrong-state'])
  })

  it('make a path: Mia finishes one and picks the next in one request', async () => {
    expect(await path()).toMatchObject({ laid: [], live: null, pencilled: [], emptySince: '2026-10-26' })
    const first = (await add(t.cast.mia, { cue: 'the shop opens', start: true })).body
    expect(first).toMatchObject({
      state: 'live',
      cue: 'the shop opens',
      text: 'Ring the three oldest orders',
      ownerId: t.cast.mia.id,
      can: { start: false, finish: true, edit: true, drop: true },
    })
    const second = (await add(t.cast.mia, { text: 'Order the missing spokes' })).body
    expect(second).toMatchObject({ state: 'pencilled', dueDay: null })

    const done = await t.post(t.cast.mia, `/v1/steps/${first.id}/finish`, { next: { stepId: second.id } })
    expect(done.status).toBe(200)
    expect(done.body.step).toMatchObject({ id: first.id, state: 'laid', can: { finish: false } })
    expect(done.body.next).toMatchObject({ id: second.id, state: 'live', dueDay: '2026-11-02' })
    expect(done.body.path.laid.map(({ id }: { id: string }) => id)).toEqual([first.id])
    expect(done.body.path).toEqual(await path())
    expect(await path()).toMatchObject({ laidCount: 1, pencilled: [], emptySince: null })
  })

  it('take the next one in words, too, and lay nothing when that is too long', async () => {
    const { id } = (await path()).live
    const long = { next: { text: 'Rebuild the workshop', dueDay: '2026-11-20' } }
    const refused = await t.post(t.cast.mia, `/v1/steps/${id}/finish`, long)
    expect([refused.status, refused.body.code]).toEqual([422, 'split-me'])
    expect(refused.body.split.parts[0].text).toMatch(/^Rebuild the workshop \(1\//)
    expect((await path()).live.id).toBe(id)
    const done = await t.post(t.cast.mia, `/v1/steps/${id}/finish`, {
      next: { cue: 'the post is in', text: 'Sort the parcels' },
    })
    expect(done.body.next).toMatchObject({ cue: 'the post is in', text: 'Sort the parcels', state: 'live' })
  })

  it('go back where they were when Mia undoes it within ten minutes', async () => {
    const before = await path()
    const next = (await add(t.cast.mia, { text: 'Call the supplier' })).body
    await t.post(t.cast.mia, `/v1/steps/${before.live.id}/finish`, { next: { stepId: next.id } })
    expect((await t.post(t.cast.noah, `/v1/steps/${before.live.id}/undo`)).status).toBe(403)
    t.clock.forward(9 * minute)
    const undone = await t.post(t.cast.mia, `/v1/steps/${before.live.id}/undo`)
    expect(undone.status).toBe(200)
    expect(undone.body).toMatchObject({ laidCount: before.laidCount, live: { id: before.live.id } })
    expect(undone.body.pencilled).toMatchObject([{ id: next.id, dueDay: null }])
    const again = await t.post(t.cast.mia, `/v1/steps/${before.live.id}/undo`)
    expect([again.status, again.body.code]).toEqual([409, 'wrong-state'])
  })

  it('stay done after ten minutes (409 too-late)', async () => {
    const { id } = (await path()).live
    await t.post(t.cast.mia, `/v1/steps/${id}/finish`, {})
    t.clock.forward(10 * minute + 1)
    const late = await t.post(t.cast.mia, `/v1/steps/${id}/undo`)
    expect([late.status, late.body.code]).toEqual([409, 'too-late'])
    const twice = await t.post(t.cast.mia, `/v1/steps/${id}/finish`, {})
    expect([twice.status, twice.body.code, twice.body.current.state]).toEqual([409, 'wrong-state', 'laid'])
  })

  it('are suggested by the leader and picked by the owner', async () => {
    const suggested = (await add(t.cast.dana, { text: 'Ask the courier for a second pick-up' })).body
    expect(suggested).toMatchObject({
      ownerId: t.cast.mia.id,
      suggestedBy: t.cast.dana.id,
      state: 'pencilled',
      can: { start: false, drop: true },
    })
    const refused = await add(t.cast.dana, { start: true })
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([400, '/start'])
    expect((await t.post(t.cast.dana, `/v1/steps/${suggested.id}/start`, {})).status).toBe(403)
    const picked = await t.post(t.cast.mia, `/v1/steps/${suggested.id}/start`, { dueDay: '2026-10-29' })
    expect(picked.body).toMatchObject({ state: 'live', dueDay: '2026-10-29', firstDueDay: '2026-10-29' })
  })

  it('tell the feed who did what, without a word of theirs', async () => {
    const kinds = [
      'commitment.given',
      'step.dropped',
      'step.finish-undone',
      'step.finished',
      'step.pencilled',
      'step.started',
      'step.suggested',
    ]
    const events = await eventsOf(t, goal.keyResultId)
    expect([...new Set(events.map(({ kind }) => kind))].sort()).toEqual(kinds)
    expect(JSON.stringify(events)).not.toMatch(/courier|spokes|parcels/)
  })
})

async function eventsOf(t: TestApp, keyResultId: string): Promise<{ kind: string; data: object }[]> {
  const events = await t.db.transaction(async (tx) => {
    await tx.query(`SELECT set_config('app.workspace', $1, true)`, [t.cast.workspaceId])
    return tx.query(`SELECT kind, data FROM events WHERE data->>'keyResultId' = $1`, [keyResultId])
  })
  return events
}
