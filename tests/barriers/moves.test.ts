import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { type TestApp, testApp } from '../support/app.ts'
import { start } from '../support/cast.ts'
import { minute, storyOf } from './story.ts'

describe('the moves on a barrier', () => {
  let t: TestApp
  let story: ReturnType<typeof storyOf>
  let id: string

  beforeAll(async () => {
    t = await testApp()
    story = storyOf(t)
  })
  beforeEach(async () => {
    t.clock.to(start.toISOString())
    id = (await story.raise()).id
  })
  afterAll(() => t?.close())

  it.each([
    ['today', '2026-10-26T22:30:00Z', '2026-10-26'],
    ['this_week', '2026-10-26T09:00:00Z', '2026-10-30'],
    ['this_week', '2026-10-31T09:00:00Z', '2026-11-06'],
    ['next_week', '2026-10-26T09:00:00Z', '2026-11-06'],
    ['2026-11-01', '2026-10-26T09:00:00Z', '2026-11-01'],
  ])('by %s, said on %s, promises %s', async (by, now, day) => {
    t.clock.to(now)
    expect((await story.make(t.cast.dana, id, 'take', { by })).promise.day).toBe(day)
  })

  it('promise neither a day that is over nor one beyond a year (400)', async () => {
    for (const by of ['2026-10-25', '2028-01-01', 'someday']) {
      expect((await story.refused(t.cast.dana, id, 'take', { by }))[0]).toBe(400)
    }
  })

  it('promise the last working day on which the taker is there', async () => {
    await story.away(t.cast.dana, '2026-10-30')
    expect((await story.make(t.cast.dana, id, 'take', { by: 'this_week' })).promise.day).toBe('2026-10-29')
    await story.change('DELETE FROM absences WHERE workspace_id = $1', [t.cast.workspaceId])
  })

  it('tell the very day of each promise beforehand, to whoever may take it, and change with the day', async () => {
    await story.away(t.cast.dana, '2026-10-30')
    const read = (headers = {}) => t.get(t.cast.dana, `/v1/barriers/${id}`, headers)
    const { body, headers } = await read()
    expect(body.takeBy).toEqual({ today: '2026-10-26', thisWeek: '2026-10-29', nextWeek: '2026-11-06' })
    expect((await read({ 'if-none-match': String(headers.etag) })).status).toBe(304)
    const places = ['/v1/barriers/queue', '/v1/my-week'].map((place) => t.get(t.cast.dana, place))
    const [queue, week] = (await Promise.all(places)).map((reply) => reply.body.data ?? reply.body.asked)
    for (const list of [queue, week]) {
      expect(list.find((barrier: { id: string }) => barrier.id === id).takeBy).toEqual(body.takeBy)
    }
    expect((await t.get(t.cast.mia, `/v1/barriers/${id}`)).body.takeBy).toBeNull()
    t.clock.forward(24 * 60 * minute)
    const later = await read({ 'if-none-match': String(headers.etag) })
    expect([later.status, later.body.takeBy?.today]).toEqual([200, '2026-10-27'])
    await story.change('DELETE FROM absences WHERE workspace_id = $1', [t.cast.workspaceId])
  })

  it('hand it on to somebody who is there: their clock starts anew', async () => {
    await story.make(t.cast.dana, id, 'take', { by: 'today' })
    t.clock.forward(24 * 60 * minute)
    for (const to of [t.cast.gus.id, t.cast.mia.id, t.cast.dana.id, t.elsewhere.otto.id]) {
      expect((await story.refused(t.cast.dana, id, 'hand-on', { to }))[0]).toBe(400)
    }
    const handed = await story.make(t.cast.dana, id, 'hand-on', {
      to: t.cast.otto.id,
      words: 'Shop has the key',
    })
    expect(handed).toMatchObject({
      state: 'open',
      promise: null,
      asked: { memberId: t.cast.otto.id, until: '2026-10-29', why: { code: 'handed_on' } },
    })
    expect(handed.turns.at(-1)).toMatchObject({ kind: 'handed_on', words: 'Shop has the key' })
    expect(
      (await t.get(t.cast.otto, '/v1/barriers/queue')).body.data.map((row: { id: string }) => row.id),
    ).toContain(id)
  })

  it('ask back moves the clock to the raiser, and the answer back again', async () => {
    const asked = await story.make(t.cast.dana, id, 'ask-back', { question: 'Which door?' })
    expect(asked).toMatchObject({ state: 'asked_back', clock: 'raiser', asked: { until: null } })
    expect(await story.refused(t.cast.dana, id, 'answer', { text: 'x' })).toEqual([403, 'forbidden'])
    const answered = await story.make(t.cast.mia, id, 'answer', { text: 'The green one' })
    expect(answered).toMatchObject({ state: 'open', clock: 'asked', asked: { until: '2026-10-28' } })
    await story.make(t.cast.dana, id, 'take', { by: 'this_week' })
    await story.make(t.cast.dana, id, 'ask-back', { question: 'Still?' })
    const taken = await story.make(t.cast.mia, id, 'answer', { text: 'Yes' })
    expect(taken).toMatchObject({ state: 'taken', promise: { day: '2026-10-30' } })
  })

  it('can’t needs a reason; then the raiser lets it go, or takes it one level up', async () => {
    expect((await story.refused(t.cast.dana, id, 'cant', {}))[0]).toBe(400)
    const refused = await story.make(t.cast.dana, id, 'cant', { reason: 'Not our building' })
    expect(refused).toMatchObject({ state: 'refused', clock: 'raiser', can: { reopen: false } })
    const up = await story.make(t.cast.mia, id, 'reopen', {})
    expect(up).toMatchObject({
      state: 'open',
      reopened: 0,
      asked: { memberId: t.cast.boris.id, why: { code: 'leader_above', insteadOf: t.cast.dana.id } },
    })
    expect(await story.make(t.cast.mia, id, 'withdraw')).toMatchObject({ state: 'withdrawn', clock: null })
    expect(await story.refused(t.cast.boris, id, 'take', { by: 'today' })).toEqual([409, 'wrong-state'])
  })

  it('still stuck reopens it, blamelessly, and counts', async () => {
    await story.make(t.cast.dana, id, 'take', { by: 'today' })
    await story.make(t.cast.dana, id, 'clear', { how: 'fixed' })
    expect(await story.refused(t.cast.dana, id, 'reopen', {})).toEqual([403, 'forbidden'])
    const reopened = await story.make(t.cast.mia, id, 'reopen', { words: 'The lock jams' })
    expect(reopened).toMatchObject({
      state: 'open',
      clock: 'asked',
      reopened: 1,
      promise: null,
      clearing: null,
      asked: { memberId: t.cast.dana.id, until: '2026-10-28' },
    })
    await story.make(t.cast.dana, id, 'clear', {})
    expect(await story.make(t.cast.mia, id, 'confirm')).toMatchObject({ state: 'confirmed', reopened: 1 })
    expect(await story.refused(t.cast.mia, id, 'reopen', {})).toEqual([409, 'wrong-state'])
  })

  it('says whether a promise was kept', async () => {
    await story.make(t.cast.dana, id, 'take', { by: 'today' })
    t.clock.forward(24 * 60 * minute)
    expect((await story.make(t.cast.dana, id, 'clear', {})).promise).toMatchObject({ kept: false })
  })

  it('any member who sees it may offer to clear it, once, and may be handed it', async () => {
    const offered = await story.make(t.cast.otto, id, 'offer-help', { words: 'I have a spare' })
    expect(offered).toMatchObject({ state: 'open', offers: [t.cast.otto.id], can: { offerHelp: false } })
    expect(await story.refused(t.cast.otto, id, 'offer-help', {})).toEqual([409, 'wrong-state'])
    await story.make(t.cast.dana, id, 'hand-on', { to: t.cast.otto.id })
    await story.make(t.cast.otto, id, 'clear', {})
    expect((await story.make(t.cast.mia, id, 'confirm')).clearing.by).toBe(t.cast.otto.id)
  })

  it('take the last one back within ten minutes: it stands as it stood', async () => {
    const before = await story.make(t.cast.dana, id, 'take', { by: 'next_week' })
    await story.make(t.cast.dana, id, 'clear', { how: 'fixed' })
    expect(await story.refused(t.cast.mia, id, 'undo')).toEqual([403, 'forbidden'])
    const back = await story.make(t.cast.dana, id, 'undo')
    const { turns: _, revision: __, can: ___, ...same } = before
    expect(back).toMatchObject(same)
    expect(back.turns.map((turn: { kind: string; undone: boolean }) => [turn.kind, turn.undone])).toEqual([
      ['raised', false],
      ['taken', false],
      ['cleared', true],
      ['undone', false],
    ])
    expect(await story.refused(t.cast.dana, id, 'undo')).toEqual([409, 'wrong-state'])
    await story.make(t.cast.dana, id, 'clear', {})
    t.clock.forward(10 * minute + 1)
    expect(await story.refused(t.cast.dana, id, 'undo')).toEqual([409, 'too-late'])
  })

  it('take raising itself back: nobody else finds it any more', async () => {
    expect(await story.make(t.cast.mia, id, 'undo')).toMatchObject({ state: 'withdrawn', raisedAt: null })
    expect((await t.get(t.cast.dana, `/v1/barriers/${id}`)).status).toBe(404)
  })

  it('block one thing more or less; the cost follows, and the boards of all teams it holds up', async () => {
    const mine = await story.published()
    const theirs = await story.published({ ownerId: t.cast.otto.id }, t.cast.teams.shop)
    const revisions = async () =>
      (await story.change(
        'SELECT revision FROM teams WHERE workspace_id = $1 AND id = ANY($2::uuid[]) ORDER BY id',
        [t.cast.workspaceId, [t.cast.teams.service, t.cast.teams.shop]],
      )) as { revision: number }[]
    await story.make(t.cast.mia, id, 'blocks', { keyResultId: mine })
    const both = await story.make(t.cast.mia, id, 'blocks', { keyResultId: theirs })
    expect(both.blocks).toHaveLength(2)
    expect(both.cost).toMatchObject({ people: 2, weight: 2 })
    expect((await story.make(t.cast.mia, id, 'blocks', { keyResultId: theirs })).blocks).toHaveLength(2)
    const before = await revisions()
    await story.make(t.cast.dana, id, 'clear', {})
    const after = await revisions()
    expect(after.map(({ revision }, i) => revision > before[i]!.revision)).toEqual([true, true])
    const url = `/v1/barriers/${id}/blocks/${both.blocks[1].id}`
    expect((await t.ask(t.cast.noah, 'DELETE', url, undefined, { 'if-match': '*' })).status).toBe(403)
    expect((await t.ask(t.cast.mia, 'DELETE', url)).status).toBe(428)
    const { headers } = await t.get(t.cast.mia, `/v1/barriers/${id}`)
    const less = await t.ask(t.cast.mia, 'DELETE', url, undefined, { 'if-match': headers.etag })
    expect(less.body.blocks).toHaveLength(1)
    expect((await t.ask(t.cast.mia, 'DELETE', url, undefined, { 'if-match': '*' })).status).toBe(404)
  })
})
