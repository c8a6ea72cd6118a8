import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { v7 } from 'uuid'
import { type TestApp, testApp } from '../support/app.ts'
import type { Person } from '../support/cast.ts'
import { type Goal, publishedGoal } from '../support/goals.ts'

const day = 86_400_000

describe('the meeting of a one-on-one is closed by either of the two', () => {
  let t: TestApp
  let goal: Goal
  let id: string

  const at = (path = '') => `/v1/one-on-ones/${id}${path}`
  const read = async (who: Person) => (await t.get(who, at())).body
  const put = (who: Person, path: string, text: string, version: number) =>
    t.ask(who, 'PUT', at(path), { text }, { 'if-match': `"${version}.1.panel"` })

  beforeAll(async () => {
    t = await testApp()
    goal = await publishedGoal(t)
    const { mia, dana } = t.cast
    id = (await t.post(mia, '/v1/one-on-ones', { memberId: dana.id })).body.id
    const about = { kind: 'access', title: 'No key', keyResultIds: [goal.keyResultId], askedOf: dana.id }
    const barrier = (await t.post(mia, '/v1/barriers', about)).body.id
    await t.post(dana, `/v1/barriers/${barrier}/take`, { by: '2026-10-28' })
    await t.post(dana, `/v1/barriers/${barrier}/clear`, {})
    await t.post(mia, `/v1/key-results/${goal.keyResultId}/check-ins`, { value: 66 })
    await put(mia, '/notes', 'Blue it is.\nRed!', 1)
    const item = (await t.post(mia, at('/agenda'), { text: 'The blue key' })).body.id
    await t.post(dana, at(`/agenda/${item}/done`))
    await t.post(dana, at('/agenda'), { text: 'The crane' })
  })
  afterAll(() => t?.close())

  it('which keeps notes, what was ticked off and the promises, and carries what is open', async () => {
    const { mia, dana } = t.cast
    const { meetings, agenda, notes } = await read(dana)
    const open = agenda.filter(({ doneAt }: { doneAt: string | null }) => !doneAt).length
    const closed = await t.post(dana, at('/meetings'), { after: meetings })
    expect([closed.status, closed.body.closedBy, closed.body.day]).toEqual([201, dana.id, '2026-10-26'])
    const late = await t.post(mia, at('/meetings'), { after: meetings })
    expect([late.status, late.body.code, late.body.current.id]).toEqual([409, 'wrong-state', closed.body.id])
    const [past] = (await t.get(mia, at('/meetings'))).body.data
    expect(past).toMatchObject({
      id: closed.body.id,
      notes: notes.text,
      agenda: [{ text: 'The blue key' }],
    })
    expect(past.promises).toMatchObject([{ by: dana.id, done: true, barrier: { title: 'No key' } }])
    const now = await read(mia)
    expect([now.notes.text, now.agenda.length, now.meetings]).toEqual(['', open, meetings + 1])
    expect(now.agenda.every(({ carried }: { carried: number }) => carried === 1)).toBe(true)
    expect(now.lastMeeting).toMatchObject({ id: closed.body.id, undoUntil: expect.anything() })
    expect(now.since).toBe(closed.body.at)
    const stale = await put(mia, '/notes', 'Lost?', notes.version)
    expect([stale.status, stale.body.current.text]).toEqual([412, ''])
  })

  it('and taken back within ten minutes, with all that was written since', async () => {
    const { mia, dana } = t.cast
    const before = await read(mia)
    await put(mia, '/notes', 'One more thing', before.notes.version)
    const url = at(`/meetings/${before.lastMeeting.id}/reopen`)
    expect((await t.post(mia, at(`/meetings/${v7()}/reopen`))).status).toBe(404)
    expect((await t.post(mia, url)).body).toEqual({ id, meetings: 0 })
    const now = await read(dana)
    expect(now.notes.text).toBe('Blue it is.\nRed!\nOne more thing')
    expect(now.agenda.filter(({ carried }: { carried: number }) => carried > 0)).toEqual([])
    expect(now.agenda.some(({ text }: { text: string }) => text === 'The blue key')).toBe(true)
    expect((await t.get(mia, at('/meetings'))).body.data).toEqual([])
    const again = await t.post(dana, at('/meetings'), { after: 0 })
    t.clock.forward(11 * 60_000)
    const late = await t.post(dana, at(`/meetings/${again.body.id}/reopen`))
    expect([late.status, late.body.code]).toEqual([409, 'too-late'])
  })

  it('so that the next time counts from there', async () => {
    const { mia, dana } = t.cast
    t.clock.forward(7 * day)
    await t.post(mia, `/v1/key-results/${goal.keyResultId}/check-ins`, { value: 69 })
    const seen = await read(dana)
    const number = seen.keyResults.find((each: { id: string }) => each.id === goal.keyResultId)
    expect(number.movement).toEqual({ value: 3, percent: 10 })
    expect(seen.ledger).toEqual([]) // cleared before we last met
    const second = await t.post(dana, at('/meetings'), { after: 1 })
    expect(second.status).toBe(201)
    expect((await t.get(mia, at('/meetings?limit=1'))).body).toMatchObject({
      data: [{ seq: 2, day: '2026-11-02' }],
      nextCursor: expect.any(String),
    })
    expect((await t.get(dana, '/v1/one-on-ones')).body.data.at(0)).toMatchObject({
      lastMetDay: '2026-11-02',
    })
  })
})
