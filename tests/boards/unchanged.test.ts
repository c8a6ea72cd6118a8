import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { transaction } from '../../api/database/transaction.ts'
import { moveBoards } from '../../api/events/board-revisions.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { statementsOf } from '../support/counts.ts'
import { testWorker } from '../support/worker.ts'
import { checkIn, type HarbourBoard, harbourBoard, keyResult } from './harbour-board.ts'

describe('a board read again', () => {
  let t: TestApp
  let ids: HarbourBoard

  beforeAll(async () => {
    t = await testApp()
    ids = await harbourBoard(t)
  })
  afterAll(() => t.close())

  const url = (team: keyof TestApp['cast']['teams']) => `/v1/teams/${t.cast.teams[team]}/board`
  const tag = async (team: keyof TestApp['cast']['teams'], who = t.cast.boris) =>
    (await t.get(who, url(team))).headers.etag
  const tags = async () => [await tag('service'), await tag('shop'), await tag('company')]
  /** Which boards of service, shop and company are others after the work. */
  const moved = async (work: () => Promise<unknown>) => {
    const before = await tags()
    await work()
    return (await tags()).map((etag, i) => etag !== before[i])
  }
  // Who is asking is remembered for some seconds by a server, so it is not counted.
  const counted = async (work: () => Promise<unknown>) =>
    (await statementsOf(t.db, work)).filter((sql) => !/WITH RECURSIVE person|FROM workspaces/.test(sql))

  it('answers 304 without a body while nothing changed, from one look-up', async () => {
    const etag = await tag('service')
    const statements = await counted(async () => {
      const again = await t.get(t.cast.boris, url('service'), { 'if-none-match': etag })
      expect([again.status, again.text, again.headers.etag]).toEqual([304, '', etag])
    })
    expect(statements).toHaveLength(1)
    expect(statements[0]).not.toContain('key_results')
  })

  it('answers in full, after the look-up, once something changed', async () => {
    const etag = await tag('service')
    await checkIn(t, t.cast.noah, ids.racks, { value: 1 })
    const statements = await counted(async () => {
      expect((await t.get(t.cast.boris, url('service'), { 'if-none-match': etag })).status).toBe(200)
    })
    expect(statements).toHaveLength(2)
  })

  it('hides from a reader who was shut out whether it changed (404)', async () => {
    const etag = await tag('board')
    expect((await t.get(t.cast.boris, url('board'), { 'if-none-match': etag })).status).toBe(304)
    expect((await t.get(t.cast.dana, url('board'), { 'if-none-match': etag })).status).toBe(404)
    expect((await t.get(t.cast.dana, url('board'), { 'if-none-match': '*' })).status).toBe(404)
  })

  it('is another one for another reader, on another day and for another cycle', async () => {
    const etag = await tag('service')
    expect(await tag('service', t.cast.mia)).not.toBe(etag)
    const before = t.clock.now
    t.clock.to('2026-10-26T22:59:59Z')
    expect(await tag('service')).toBe(etag)
    t.clock.to('2026-10-26T23:00:00Z') // midnight in Berlin
    expect(await tag('service')).not.toBe(etag)
    t.clock.to(before.toISOString())
    expect(await tag('service')).toBe(etag)
  })

  it('moves with a check-in of its own team, and with one on a goal of another team that it shares', async () => {
    expect(await moved(() => checkIn(t, t.cast.mia, ids.onTime, { value: 70 }))).toEqual([true, false, false])
    expect(await moved(() => checkIn(t, t.cast.otto, ids.parts, { value: 70 }))).toEqual([true, true, false])
    expect(await moved(() => checkIn(t, t.cast.dana, ids.calls, { value: 7 }))).toEqual([true, false, true])
  })

  it('moves with an undone check-in and with a new key result', async () => {
    const id = await checkIn(t, t.cast.mia, ids.onTime, { value: 72 })
    expect(await moved(() => t.post(t.cast.mia, `/v1/check-ins/${id}/undo`))).toEqual([true, false, false])
    const more = { objectiveId: ids.stock, target: 5 }
    expect(await moved(() => keyResult(t, t.cast.otto, 'Tubes', more))).toEqual([true, true, false])
  })

  it('moves with a step, a barrier, a win and an edit of its own team alone', async () => {
    const { mia, dana, otto } = t.cast
    const only = [true, false, false]
    let id = ''
    const post = (who: typeof mia, url: string, body: object) => async () => {
      const reply = await t.post(who, url, body)
      expect([reply.status, reply.text].join(' ')).toMatch(/^20[01]/)
      id = reply.body.id ?? id
    }
    const subject = { kind: 'key_result', id: ids.onTime }
    expect(await moved(post(mia, '/v1/steps', { subject, text: 'I will call', start: true }))).toEqual(only)
    expect(await moved(post(mia, `/v1/steps/${id}/finish`, {}))).toEqual(only)
    expect(await moved(post(mia, '/v1/barriers', { kind: 'access', keyResultIds: [ids.onTime] }))).toEqual(
      only,
    )
    expect(await moved(post(dana, `/v1/barriers/${id}/take`, { by: 'today' }))).toEqual(only)
    expect(await moved(post(dana, `/v1/barriers/${id}/clear`, {}))).toEqual(only)
    expect(await moved(post(mia, `/v1/barriers/${id}/confirm`, {}))).toEqual(only)
    expect(await moved(post(mia, '/v1/wins', { what: 'Everybody smiled', subject }))).toEqual(only)
    const { etag } = (await t.get(dana, `/v1/key-results/${ids.racks}`)).headers
    expect(
      await moved(() => t.patch(dana, `/v1/key-results/${ids.racks}`, etag, { title: 'Racks' })),
    ).toEqual(only)
    const secret = { kind: 'decision', keyResultIds: [ids.parts], leaderOnly: true }
    expect(await moved(post(otto, '/v1/barriers', secret))).toEqual([true, true, false])
  })

  it('moves when the worker has worked out how a goal stands', async () => {
    const worker = await testWorker(t)
    await worker.drain()
    await checkIn(t, t.cast.noah, ids.racks, { value: 12 })
    expect(await moved(() => worker.drain())).toEqual([true, false, true])
    await worker.stop()
    const [goal] = (await t.get(t.cast.boris, url('service'))).body.objectives
    expect(goal.progress.value).not.toBeNull()
  })

  it('counts once for a whole transaction, and for nothing that was refused', async () => {
    const { workspaceId } = t.cast
    const revision = async () => (await t.get(t.cast.boris, url('service'))).body.revision
    const before = await revision()
    await transaction(t.db, { workspaceId }, async (tx) => {
      moveBoards(tx, workspaceId, [ids.onTime])
      moveBoards(tx, workspaceId, [ids.racks, ids.free])
    })
    expect(await revision()).toBe(before + 1)
    expect((await t.post(t.cast.noah, `/v1/key-results/${ids.onTime}/check-ins`, { value: 1 })).status).toBe(
      403,
    )
    expect(await revision()).toBe(before + 1)
  })

  it('moves every board that names a person when that person changes', async () => {
    const { workspaceId, otto } = t.cast
    const change = () =>
      transaction(t.db, { workspaceId }, async (tx) => moveBoards(tx, workspaceId, [], [otto.id]))
    expect(await moved(change)).toEqual([true, true, false])
  })

  it('lets two teams that share goals write at the same time', async () => {
    const before = await tags()
    const replies = await Promise.all(
      [ids.onTime, ids.parts, ids.calls, ids.racks].map((id) =>
        t.post(t.cast.boris, `/v1/key-results/${id}/check-ins`, { value: 11 }),
      ),
    )
    expect(replies.map(({ status }) => status)).toEqual([201, 201, 201, 201])
    expect((await tags()).every((etag, i) => etag !== before[i])).toBe(true)
  })
})
