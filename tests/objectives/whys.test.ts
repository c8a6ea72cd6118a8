import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { ofTheWeek } from '../../api/objectives/whys.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { anObjective } from '../support/items.ts'
import { statement } from '../support/server.ts'
import { type TestWorker, testWorker } from '../support/worker.ts'

describe('the why of imported goals', () => {
  let t: TestApp
  let worker: TestWorker

  beforeAll(async () => {
    t = await testApp()
    worker = await testWorker(t)
  })
  afterAll(async () => {
    await worker?.stop()
    await t?.close()
  })

  it('has its turn one a week, each in turn, across the turn of the year', () => {
    const days = ['2026-12-20', '2026-12-21', '2026-12-27', '2026-12-28', '2027-01-04']
    const turns = days.map((day) => ofTheWeek(['a', 'b', 'c'], day))
    expect(turns[1]).toBe(turns[2])
    expect(new Set([turns[0], turns[1], turns[3]]).size).toBe(3)
    expect(turns[4]).toBe(turns[0])
    expect(ofTheWeek([], '2026-12-20')).toBeUndefined()
  })

  it('is asked of the owner, one on Monday, and never of goals written here', async () => {
    const { mia, noah } = t.cast
    const imported = [await anObjective(t, { ownerId: mia.id }), await anObjective(t, { ownerId: mia.id })]
    await anObjective(t, { ownerId: noah.id, why: null })
    const ids = imported.map((id) => `'${id}'`).join()
    await statement(t.adminUrl, `UPDATE objectives SET why = NULL, source = 'import' WHERE id IN (${ids})`)
    await worker.drain()
    const asked = (await t.get(mia, '/v1/objectives/asked-why')).body.objective.id
    expect(imported).toContain(asked)
    expect((await t.get(noah, '/v1/objectives/asked-why')).body.objective).toBeNull()
    t.clock.to('2026-11-01T23:30:00Z') // Monday has begun in Berlin
    await worker.drain()
    expect(worker.log).toEqual([])
    const told = `SELECT subject_id, audience_members FROM events WHERE kind = 'objective.why-asked'`
    const { rows } = await statement(t.adminUrl, told)
    expect(rows.at(-1).audience_members).toEqual([mia.id])
    expect((await t.get(mia, '/v1/objectives/asked-why')).body.objective.id).not.toBe(asked)
  })
})
