import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { v7 } from 'uuid'
import { type TestApp, testApp } from '../support/app.ts'
import type { Person } from '../support/cast.ts'
import { type Goal, publishedGoal } from '../support/goals.ts'

const minute = 60_000
const day = 24 * 60 * minute

describe('wins', () => {
  let t: TestApp
  let goal: Goal
  let winId: string

  beforeAll(async () => {
    t = await testApp()
    goal = await publishedGoal(t)
  })
  afterAll(() => t?.close())

  const log = (who: Person | null, fields: object = {}) =>
    t.post(who, '/v1/wins', {
      what: 'Every repair of the week was done on its day',
      subject: { kind: 'key_result', id: goal.keyResultId },
      ...fields,
    })
  const waiting = async (who: Person, teamId = t.cast.teams.service) =>
    (await t.get(who, `/v1/wins?state=waiting&teamId=${teamId}`)).body.data

  it('are logged by people of the workspace (401, 403 for a guest)', async () => {
    expect((await log(null)).status).toBe(401)
    expect((await log(t.cast.gus)).status).toBe(403)
  })

  it.each([
    ['no words', { what: ' ' }, '/what'],
    ['an unknown field', { points: 5 }, '/points'],
    ['nobody’s win', { subject: null }, '/teamId'],
    ['a team that is not there', { subject: null, teamId: v7() }, '/teamId'],
    ['credit to a stranger', { credit: [v7()] }, '/credit/0'],
  ])('are not logged with %s (400)', async (_, fields, pointer) => {
    const reply = await log(t.cast.mia, fields)
    expect([reply.status, reply.body.errors?.[0].pointer]).toEqual([400, pointer])
  })

  it('of another workspace or a private team are like ones that never were (404)', async () => {
    expect((await log(t.elsewhere.mia)).status).toBe(404)
    const secret = await log(t.cast.boris, { subject: null, teamId: t.cast.teams.board })
    for (const who of [t.cast.ada, t.cast.dana, t.elsewhere.boris]) {
      expect((await t.get(who, `/v1/wins/${secret.body.id}`)).status).toBe(404)
      expect((await t.post(who, `/v1/wins/${secret.body.id}/celebrate`, {})).status).toBe(404)
    }
    expect(await waiting(t.cast.boris, t.cast.teams.board)).toHaveLength(1)
    expect(await waiting(t.cast.ada, t.cast.teams.board)).toEqual([])
    const outsider = { subject: null, teamId: t.cast.teams.board, credit: [t.cast.mia.id] }
    expect((await log(t.cast.boris, outsider)).status).toBe(400)
  })

  it('quote who is better off, and wait for the leader', async () => {
    const { status, body } = await log(t.cast.mia, { credit: [t.cast.mia.id, t.cast.noah.id] })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      foundBy: 'hand',
      betterOff: 'Riders who rely on their bike leave the car at home.',
      state: 'waiting',
      waitsUntil: '2026-11-02',
      celebrations: [],
      loggedBy: t.cast.mia.id,
      subject: { kind: 'key_result', id: goal.keyResultId },
    })
    expect(body.credits.map(({ memberId }: { memberId: string }) => memberId).sort()).toEqual(
      [t.cast.mia.id, t.cast.noah.id].sort(),
    )
    winId = body.id
    expect(await waiting(t.cast.dana)).toMatchObject([{ id: winId }])
  })

  it('are celebrated by Dana with words, shown once', async () => {
    const before = (await t.get(t.cast.mia, `/v1/wins/${winId}`)).headers.etag
    const reply = await t.post(t.cast.dana, `/v1/wins/${winId}/celebrate`, { words: ' What a week! ' })
    expect(reply.body).toMatchObject({
      state: 'celebrated',
      celebrations: [{ memberId: t.cast.dana.id, words: 'What a week!' }],
    })
    expect(await waiting(t.cast.dana)).toEqual([])
    const read = await t.get(t.cast.mia, `/v1/wins/${winId}`, { 'if-none-match': before })
    expect([read.status, read.body.celebrations.length]).toEqual([200, 1])
  })

  it('are celebrated once a person: doing it again changes the words', async () => {
    await t.post(t.cast.dana, `/v1/wins/${winId}/celebrate`, { words: 'What a month!' })
    const again = await t.post(t.cast.dana, `/v1/wins/${winId}/celebrate`, {})
    expect(again.body.celebrations).toMatchObject([{ memberId: t.cast.dana.id, words: 'What a month!' }])
    const both = await t.post(t.cast.gus, `/v1/wins/${winId}/celebrate`, {})
    expect(both.body.celebrations).toHaveLength(2)
    expect(await eventsOf('win.celebrated')).toBe(2)
    expect(await eventsOf('win.celebration-reworded')).toBe(2)
  })

  const eventsOf = async (kind: string): Promise<number> =>
    t.db.transaction(async (tx) => {
      await tx.query(`SELECT set_config('app.workspace', $1, true)`, [t.cast.workspaceId])
      const found = await tx.query('SELECT data FROM events WHERE kind = $1 AND subject_id = $2', [
        kind,
        winId,
      ])
      expect(JSON.stringify(found)).not.toMatch(/week|month/)
      return found.length
    })

  it('can be un-celebrated within ten minutes, by oneself alone', async () => {
    const none = await t.post(t.cast.noah, `/v1/wins/${winId}/uncelebrate`)
    expect([none.status, none.body.code]).toEqual([409, 'wrong-state'])
    t.clock.forward(9 * minute)
    const one = await t.post(t.cast.dana, `/v1/wins/${winId}/uncelebrate`)
    expect(one.body).toMatchObject({ state: 'celebrated', celebrations: [{ memberId: t.cast.gus.id }] })
    const nobody = await t.post(t.cast.gus, `/v1/wins/${winId}/uncelebrate`)
    expect(nobody.body).toMatchObject({ state: 'waiting', celebrations: [] })
    const fresh = await t.post(t.cast.dana, `/v1/wins/${winId}/celebrate`, {})
    expect(fresh.body.celebrations).toMatchObject([{ memberId: t.cast.dana.id, words: null }])
    t.clock.forward(10 * minute + 1)
    const late = await t.post(t.cast.dana, `/v1/wins/${winId}/uncelebrate`)
    expect([late.status, late.body.code]).toEqual([409, 'too-late'])
  })

  it('wait three at a time, the newest first, and no longer than seven days', async () => {
    for (const what of ['One', 'Two', 'Three', 'Four']) {
      t.clock.forward(minute)
      await log(t.cast.mia, { what })
    }
    const three = await waiting(t.cast.dana)
    expect(three.map(({ what }: { what: string }) => what)).toEqual(['Four', 'Three', 'Two'])
    expect((await t.get(t.cast.dana, '/v1/wins?state=waiting')).body.data).toEqual(three)
    expect((await t.get(t.cast.otto, '/v1/wins?state=waiting')).body.data).toEqual([])
    t.clock.forward(7 * day)
    expect(await waiting(t.cast.dana)).toHaveLength(3)
    t.clock.forward(day)
    expect(await waiting(t.cast.dana)).toEqual([])
    const late = await t.post(t.cast.dana, `/v1/wins/${three[0].id}/celebrate`, {})
    expect(late.body.state).toBe('celebrated')
  })

  it('are taken back by whoever logged them', async () => {
    const { id } = (await log(t.cast.mia, { what: 'Not quite so' })).body
    expect((await t.post(t.cast.dana, `/v1/wins/${id}/take-back`)).status).toBe(403)
    expect((await t.post(t.cast.mia, `/v1/wins/${id}/take-back`)).status).toBe(204)
    expect((await t.get(t.cast.mia, `/v1/wins/${id}`)).status).toBe(404)
  })

  it('go out of sight with the item they are about', async () => {
    const { keyResultId } = await publishedGoal(t)
    const { id } = (await log(t.cast.mia, { subject: { kind: 'key_result', id: keyResultId } })).body
    expect((await t.get(t.cast.otto, `/v1/wins/${id}`)).status).toBe(200)
    await t.db.transaction(async (tx) => {
      await tx.query(`SELECT set_config('app.workspace', $1, true)`, [t.cast.workspaceId])
      await tx.query(`UPDATE key_results SET audience = 'team' WHERE id = $1`, [keyResultId])
    })
    expect((await t.get(t.cast.otto, `/v1/wins/${id}`)).status).toBe(404)
    expect((await t.get(t.cast.mia, `/v1/wins/${id}`)).status).toBe(200)
  })

  it('are listed page by page, the newest first', async () => {
    const all = (await t.get(t.cast.noah, '/v1/wins?limit=200')).body.data
    const first = (await t.get(t.cast.noah, '/v1/wins?limit=3')).body
    const rest = (await t.get(t.cast.noah, `/v1/wins?limit=200&cursor=${first.nextCursor}`)).body
    expect([...first.data, ...rest.data]).toEqual(all)
    const celebrated = (await t.get(t.cast.noah, '/v1/wins?state=celebrated')).body.data
    expect(celebrated.map(({ state }: { state: string }) => state)).toEqual(['celebrated', 'celebrated'])
  })
})
