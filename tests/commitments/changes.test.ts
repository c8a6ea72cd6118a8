import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { importStep } from '../../api/commitments/imported.ts'
import { transaction } from '../../api/database/transaction.ts'
import { actorFor } from '../../api/members/find-actor.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { type Goal, publishedGoal } from '../support/goals.ts'

describe('a step', () => {
  let t: TestApp
  let goal: Goal
  let id: string
  let etag: string | undefined

  beforeAll(async () => {
    t = await testApp()
  })
  beforeEach(async () => {
    goal = await publishedGoal(t)
    const step = { subject: subject(), text: 'Tidy the bench', start: true }
    id = (await t.post(t.cast.mia, '/v1/steps', step)).body.id
    etag = (await t.get(t.cast.mia, `/v1/steps/${id}`)).headers.etag
  })
  afterAll(() => t?.close())

  const subject = () => ({ kind: 'key_result', id: goal.keyResultId })
  const edit = (body: object, tag = etag, who = t.cast.mia) => t.patch(who, `/v1/steps/${id}`, tag, body)

  it('is changed by its owner against the version they read (428, 412, 403)', async () => {
    expect((await edit({ text: 'Tidy both benches' }, undefined)).status).toBe(200)
    expect((await t.patch(t.cast.mia, `/v1/steps/${id}`, undefined, { text: 'x' })).status).toBe(428)
    expect((await edit({ text: 'Something else' })).status).toBe(412)
    expect((await edit({ text: 'Something else' }, '*', t.cast.noah)).status).toBe(403)
    expect((await edit({}, '*')).status).toBe(400)
  })

  it('gets another day, but never more than five working days from today', async () => {
    expect((await edit({ dueDay: '2026-11-10' })).body.code).toBe('split-me')
    const moved = (await edit({ dueDay: '2026-10-28' })).body
    expect(moved).toMatchObject({ dueDay: '2026-10-28', firstDueDay: '2026-11-02', version: 2 })
  })

  it('answers 304 until something shown with it changes, its item included', async () => {
    const read = (tag: string | undefined) => t.get(t.cast.mia, `/v1/steps/${id}`, { 'if-none-match': tag })
    expect((await read(etag)).status).toBe(304)
    await t.post(t.cast.mia, '/v1/steps', { subject: subject(), text: 'Another' })
    const fresh = await read(etag)
    expect(fresh.status).toBe(200)
    expect((await edit({ text: 'Tidy it well' }, etag)).status).toBe(200)
  })

  it('moves the revision of its key result, whose page shows the path', async () => {
    const url = `/v1/key-results/${goal.keyResultId}`
    const before = (await t.get(t.cast.mia, url)).body
    await t.post(t.cast.mia, `/v1/steps/${id}/finish`, {})
    const after = (await t.get(t.cast.mia, url)).body
    expect(after.revision).toBeGreaterThan(before.revision)
    expect(after.version).toBe(before.version)
  })

  it('is dropped with its reason, kept, and brought back', async () => {
    expect((await t.post(t.cast.noah, `/v1/steps/${id}/drop`, {})).status).toBe(403)
    const dropped = await t.post(t.cast.mia, `/v1/steps/${id}/drop`, { reason: 'The bench is gone' })
    expect(dropped.body).toMatchObject({ state: 'dropped', dropReason: 'The bench is gone' })
    const list = await t.get(t.cast.mia, `/v1/steps?state=dropped&keyResultId=${goal.keyResultId}`)
    expect(list.body.data).toMatchObject([{ id, state: 'dropped' }])
    const back = await t.post(t.cast.mia, `/v1/steps/${id}/undo`)
    expect(back.body.live).toMatchObject({ id, dropReason: null })
  })

  it('is not brought back over another that is live by now (409)', async () => {
    await t.post(t.cast.mia, `/v1/steps/${id}/finish`, {})
    await t.post(t.cast.mia, '/v1/steps', { subject: subject(), text: 'Another', start: true })
    expect((await t.post(t.cast.mia, `/v1/steps/${id}/undo`)).body.code).toBe('wrong-state')
  })

  it('written with a finish is off the path again when that is undone', async () => {
    const done = await t.post(t.cast.mia, `/v1/steps/${id}/finish`, { next: { text: 'Sweep' } })
    const undone = await t.post(t.cast.mia, `/v1/steps/${id}/undo`)
    expect(undone.body).toMatchObject({ live: { id }, pencilled: [], laid: [] })
    expect((await t.get(t.cast.mia, `/v1/steps/${done.body.next.id}`)).body.state).toBe('dropped')
  })

  it('is listed by owner and state, page by page', async () => {
    for (const text of ['One', 'Two', 'Three']) {
      await t.post(t.cast.mia, '/v1/steps', { subject: subject(), text })
      t.clock.forward(1000)
    }
    const url = `/v1/steps?ownerId=${t.cast.mia.id}&keyResultId=${goal.keyResultId}&state=pencilled`
    const first = (await t.get(t.cast.noah, `${url}&limit=2`)).body
    const rest = (await t.get(t.cast.noah, `${url}&limit=2&cursor=${first.nextCursor}`)).body
    const texts = [...first.data, ...rest.data].map(({ text }) => text)
    expect([texts, rest.nextCursor]).toEqual([['One', 'Two', 'Three'], null])
    expect((await t.get(t.elsewhere.mia, url)).body.data).toEqual([])
  })

  it('from an import is kept however long it is, and says so', async () => {
    const { workspaceId } = t.cast
    const ids = await transaction(t.db, { workspaceId }, async (tx) => {
      const place = { workspaceId, surface: 'import' as const, now: t.clock.now, traceId: 'import' }
      const actor = await actorFor(tx, place, t.cast.ada.id)
      const task = { subject: { kind: 'objective' as const, id: goal.objectiveId }, ownerId: t.cast.dana.id }
      const open = { ...task, done: false, finishedAt: null }
      return [
        await importStep(tx, actor, { ...open, text: 'Renovate', dueDay: '2026-12-18' }),
        await importStep(tx, actor, { ...open, text: 'Advertise', dueDay: null }),
        await importStep(tx, actor, { ...open, text: 'Measure', dueDay: '2026-01-07', done: true }),
      ]
    })
    const path = (await t.get(t.cast.dana, `/v1/objectives/${goal.objectiveId}/path`)).body
    expect(path.live).toMatchObject({ id: ids[0], splitMe: true, source: 'import' })
    expect(path.pencilled).toMatchObject([{ id: ids[1], splitMe: false }])
    expect(path.laid).toMatchObject([{ id: ids[2], splitMe: false }])
    const into = [{ text: 'Paint the front' }, { text: 'Paint the back' }]
    const split = await t.post(t.cast.dana, `/v1/steps/${ids[0]}/split`, { into })
    expect(split.body.live).toMatchObject({ text: 'Paint the front', splitMe: false, splitFromId: ids[0] })
    expect(split.body.pencilled).toMatchObject([{ id: ids[1] }, { text: 'Paint the back', splitMe: false }])
  })
})
