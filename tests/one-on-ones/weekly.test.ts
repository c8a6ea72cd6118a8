import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { v7 } from 'uuid'
import { transaction } from '../../api/database/transaction.ts'
import { RungEntity } from '../../api/ladder/entity.ts'
import { type TestApp, testApp } from '../support/app.ts'
import type { Person } from '../support/cast.ts'
import { statementsOf } from '../support/counts.ts'
import { type Goal, publishedGoal } from '../support/goals.ts'

describe('the weekly of a team', () => {
  let t: TestApp
  let goal: Goal

  beforeAll(async () => {
    t = await testApp()
    goal = await publishedGoal(t)
  })
  afterAll(() => t?.close())

  const at = (path = '', team = t.cast.teams.service) => `/v1/teams/${team}/weekly${path}`
  const read = async (who: Person) => (await t.get(who, at())).body
  const put = (who: Person | null, text: string, version?: number) =>
    t.ask(who, 'PUT', at('/notes'), { text }, version ? { 'if-match': `"${version}.1.typed"` } : {})

  it('is for the people of the team (401, 403), and of a private one unknown to others (404)', async () => {
    const { ada, boris, dana, gus, mia, otto, teams } = t.cast
    expect((await t.get(null, at())).status).toBe(401)
    for (const who of [ada, boris, gus, otto]) expect((await t.get(who, at())).status).toBe(403)
    expect((await put(otto, 'Hello', 1)).status).toBe(403)
    expect((await t.get(dana, at('', teams.board))).status).toBe(404)
    expect((await t.get(dana, at('', v7()))).status).toBe(404)
    expect((await t.get(t.elsewhere.mia, at())).status).toBe(404)
    expect((await t.get(boris, at('', teams.board))).status).toBe(200)
    expect((await t.get(mia, at())).body).toMatchObject({ minutes: 15, meetings: 0, lastMeeting: null })
  })

  it('has wins, what is to clear, and next steps', async () => {
    const { mia, noah, dana, teams } = t.cast
    const subject = { kind: 'key_result', id: goal.keyResultId }
    const win = await t.post(mia, '/v1/wins', { what: 'Sold', subject })
    const barrier = await t.post(mia, '/v1/barriers', {
      kind: 'access',
      teamId: teams.service,
      askedOf: dana.id,
    })
    const step = await t.post(mia, '/v1/steps', { subject, text: 'Call them', start: true })
    expect(await read(noah)).toMatchObject({
      wins: [{ id: win.body.id, state: 'waiting' }],
      toClear: [{ id: barrier.body.id, can: { take: false } }],
      paths: [{ owner: { id: mia.id }, live: { id: step.body.id } }],
      stalled: [],
    })
    expect((await read(dana)).toClear).toMatchObject([{ can: { take: true } }])
  })

  it('names who stands still to that person and their leader alone, and counts nobody of so few', async () => {
    const { dana, mia, noah, workspaceId } = t.cast
    await transaction(t.db, { workspaceId }, (tx) =>
      tx.insert(RungEntity, {
        ...{ workspaceId, id: v7(), objectiveId: goal.objectiveId, memberId: mia.id },
        ...{ rung: 'stalled', since: '2026-10-20', lagDays: null },
      }),
    )
    for (const who of [dana, mia]) {
      expect((await read(who)).stalled).toMatchObject([{ id: goal.objectiveId, who: { id: mia.id } }])
    }
    const { stalled, action } = await read(noah)
    expect([stalled, action]).toEqual([[], null])
    const other = await t.post(noah, '/v1/one-on-ones', { memberId: mia.id })
    expect((await t.get(noah, `/v1/one-on-ones/${other.body.id}`)).body.question?.kind).not.toBe('stalled')
  })

  it('is three statements, however much there is', async () => {
    const count = async () => (await statementsOf(t.db, () => read(t.cast.mia))).length
    const before = await count()
    for (const title of ['One', 'Two']) {
      const teamId = t.cast.teams.service
      await t.post(t.cast.mia, '/v1/barriers', { kind: 'access', title, teamId })
      await publishedGoal(t, { title })
    }
    expect([await count(), before <= 5]).toEqual([before, true])
  })

  it('has notes of all, never taken from one another (428, 412 with what is there)', async () => {
    const { mia, dana } = t.cast
    expect((await put(mia, 'x')).status).toBe(428)
    const written = await put(mia, 'Blue', 1)
    expect(written.body).toMatchObject({ text: 'Blue', by: mia.id, version: 2 })
    const late = await put(dana, 'Red', 1)
    expect([late.status, late.body.current.text]).toEqual([412, 'Blue'])
  })

  it('is closed once by two at a time (409), which keeps the notes', async () => {
    const { mia, dana } = t.cast
    const closed = await t.post(dana, at('/meetings'), { after: 0 })
    expect([closed.status, closed.body.notes, closed.body.closedBy]).toEqual([201, 'Blue', dana.id])
    const late = await t.post(mia, at('/meetings'), { after: 0 })
    expect([late.status, late.body.current.id]).toEqual([409, closed.body.id])
    const now = await read(mia)
    expect(now).toMatchObject({ meetings: 1, lastMeeting: { notes: 'Blue' }, notes: { text: '' } })
    expect(now.since).toBe(closed.body.at)
  })

  it('is taken back within ten minutes by anybody of the team, its notes before what was written since', async () => {
    const { dana, mia, otto, teams } = t.cast
    const { lastMeeting } = await read(mia)
    const reopen = (who: Person | null, id = lastMeeting.id) => t.post(who, at(`/meetings/${id}/reopen`))
    expect((await reopen(null)).status).toBe(401)
    expect((await reopen(otto)).status).toBe(403)
    expect((await reopen(t.elsewhere.mia)).status).toBe(404)
    expect((await reopen(mia, v7())).status).toBe(404)
    expect(
      (await t.post(mia, `/v1/teams/${teams.board}/weekly/meetings/${lastMeeting.id}/reopen`)).status,
    ).toBe(404)
    const { version } = (await read(mia)).notes
    await put(mia, 'Green', version)
    expect((await reopen(mia)).body).toEqual({ id: teams.service, meetings: 0 })
    expect((await reopen(mia)).status).toBe(409)
    expect(await read(dana)).toMatchObject({ meetings: 0, lastMeeting: null, notes: { text: 'Blue\nGreen' } })
    expect((await t.post(dana, at('/meetings'), { after: 0 })).status).toBe(201)
    const again = (await read(dana)).lastMeeting
    expect(again.undoUntil).not.toBeNull()
    t.clock.forward(11 * 60_000)
    expect((await read(dana)).lastMeeting.undoUntil).toBeNull()
    expect((await reopen(dana, again.id)).body.code).toBe('too-late')
  })

  it('stays whole when it is closed and taken back in the same moment', async () => {
    const { dana, mia } = t.cast
    for (let i = 0; i < 5; i++) {
      const { meetings } = await read(mia)
      const { body } = await t.post(dana, at('/meetings'), { after: meetings })
      await Promise.all([
        t.post(mia, at(`/meetings/${body.id}/reopen`)),
        t.post(dana, at('/meetings'), { after: meetings + 1 }),
      ])
      const now = (await read(mia)).meetings
      expect((await t.post(dana, at('/meetings'), { after: now })).status).toBe(201)
      t.clock.forward(11 * 60_000)
    }
  })

  it('has a history with its notes, for the people of the team, in pages', async () => {
    const { dana, mia, otto } = t.cast
    const history = (who: Person | null, query = '') => t.get(who, at(`/meetings${query}`))
    expect((await history(null)).status).toBe(401)
    expect((await history(otto)).status).toBe(403)
    expect((await history(t.elsewhere.mia)).status).toBe(404)
    const { meetings } = await read(mia)
    await t.post(mia, at('/meetings'), { after: meetings })
    const page = (await history(dana, '?limit=1')).body
    expect(page.data).toMatchObject([{ seq: meetings + 1, closedBy: mia.id, notes: '' }])
    const rest = (await history(dana, `?limit=200&cursor=${page.nextCursor}`)).body
    expect(rest.data.at(-1)).toMatchObject({ seq: 1, notes: 'Blue\nGreen' })
    expect(rest).toMatchObject({ nextCursor: null })
    expect(
      (await t.get(dana, `/v1/teams/${t.cast.teams.shop}/weekly/meetings?cursor=${page.nextCursor}`)).status,
    ).not.toBe(200)
  })
})
