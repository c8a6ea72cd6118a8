import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { transaction } from '../../api/database/transaction.ts'
import { workerActor } from '../../api/jobs/actor.ts'
import { rollUpFrom } from '../../api/objectives/roll-up.ts'
import { type Reply, type TestApp, testApp } from '../support/app.ts'
import { statement } from '../support/server.ts'
import { take } from './send.ts'
import { zipName } from './viva-files.ts'

// Percent = (value − baseline) ÷ (target − baseline), worked out by hand from the export, to four decimals.
const keyResults: Record<string, number | null> = {
  'Median days from drop-off to pick-up': 70, // (9 − 5.5) ÷ (9 − 4) = 3.5 ÷ 5
  // Three check-ins on 10 November, 79, 80 and 78: the last holds. (78 − 61) ÷ (90 − 61) = 17 ÷ 29 = 1700 ÷ 29 %
  'Repairs done by the promised day': 58.6207,
  'Warranty claims stay under 12 a month': 100, // 11 is at or below 12, so it holds
  'Spare-part fill rate stays above 95 %': 100, // 97.25 is at or above 95, so it holds
  'Damaged on arrival per 1,000 parcels': 61.2903, // (41 − 22) ÷ (41 − 10) = 19 ÷ 31
  'Revenue per order': 173.75, // (71.9 − 58) ÷ (66 − 58) = 13.9 ÷ 8, shown beyond the target
  'Rides per bike and week': 107.5, // (7.3 − 3) ÷ (7 − 3) = 4.3 ÷ 4
  'Bikes out of service': 77.5, // (40 − 9) ÷ (40 − 0) = 31 ÷ 40
  'Customers who come back within a year': 30.7692, // (26 − 22) ÷ (35 − 22) = 4 ÷ 13
  'Packing table redesign': 35, // a project is measured in per cent
  'Printer for the second dock (cancelled)': null, // postponed before anybody checked in
  'Sundays with at least four mechanics': 75, // 9 ÷ 12
  'Packaging cost per parcel': 28.5714, // (1.9 − 1.7) ÷ (1.9 − 1.2) = 0.2 ÷ 0.7 = 2 ÷ 7
  'Never checked in': null,
}

// An objective is the weighted mean of its items, each within 0 and 100, unknown ones left out.
const objectives: Record<string, number | null> = {
  // 60 × 70 + 40 × 1700 ÷ 29, by 100; the other three weigh 0: (4200 + 68000 ÷ 29) ÷ 100 = 1898 ÷ 29
  'Repairs done when promised (Workshop)': 65.4483,
  // Equal shares of 107.5, counted as 100, and 77.5
  'Rental bikes earn their keep': 88.75,
  // By hand, and nobody checked in; its items do not count towards it.
  'Returns cost less than they teach us': null,
  // 70 × 1900 ÷ 31 + 30 × 100 (173.75 counted as 100), by 100; 50 of weight are unknown: 2260 ÷ 31
  'Orders arrive whole, the first time': 72.9032,
  // By hand, and nobody checked in.
  'Open on Sundays': null,
  // Weight 25.5 of the one item that counts; two others weigh 0.
  'Grow without adding a second warehouse (Phase 1)': 72.9032,
  // Weight 40 of Repairs; Orders weighs 0 here. Its own check-in of 51 does not count: it follows its items.
  'Be the repair shop that people trust': 65.4483,
}

type Board = Reply['body']

describe('after importing Tidewater Cycles', () => {
  let t: TestApp
  const boards = new Map<string, Board[]>()

  beforeAll(async () => {
    t = await testApp()
    const { teams } = await take(t, zipName)
    const { body } = await t.get(t.cast.ada, '/v1/cycles?limit=50')
    for (const { id, name } of teams) {
      const shown = []
      for (const cycle of body.data) {
        const reply = await t.get(t.cast.mia, `/v1/teams/${id}/board?cycleId=${cycle.id}`)
        expect(reply.status).toBe(200)
        shown.push(reply.body)
      }
      boards.set(name, shown)
    }
  })
  afterAll(() => t.close())

  const figures = (list: Board[]) =>
    Object.fromEntries(list.map(({ title, progress }) => [title, progress.value]))
  const onBoards = (pick: (board: Board) => Board[]) => [...boards.values()].flat().flatMap(pick)

  it('every key result shows its percent on the boards', () => {
    const shown = onBoards((board) => [
      ...board.keyResults,
      ...board.objectives.flatMap((goal: Board) => goal.keyResults),
    ])
    expect(figures(shown)).toEqual(keyResults)
  })

  it('every objective shows its percent on the boards', () => {
    expect(figures(onBoards((board) => board.objectives))).toEqual(objectives)
  })

  it('goals shared with a team stand on its board too', () => {
    const returns = boards.get('Returns')!.flatMap((board) => board.objectives)
    expect(returns.map(({ title, shared }) => [title, shared])).toEqual([
      ['Returns cost less than they teach us', true],
    ])
  })

  it('a status said in Viva stands where the figures do not say the same, and silence is never green', async () => {
    const [returns] = onBoards((board) => board.objectives).filter(({ title }) => title.startsWith('Returns'))
    expect(returns!.standing).toMatchObject({ health: 'behind', override: { health: 'behind', by: null } })
    const [bikes] = onBoards((board) => board.objectives.flatMap((goal: Board) => goal.keyResults)).filter(
      ({ title }) => title === 'Bikes out of service',
    )
    expect(bikes!.standing).toMatchObject({ health: 'unknown', override: { health: 'on_track' } })
  })

  it('the worker finds every figure as it would work it out itself', async () => {
    const { workspaceId } = t.cast
    await transaction(t.db, { workspaceId }, async (tx) =>
      rollUpFrom(tx, (await workerActor(tx, workspaceId, t.clock.now))!, null),
    )
    const { rows } = await statement(
      t.adminUrl,
      `SELECT kind FROM events WHERE workspace_id = '${workspaceId}'`,
    )
    expect(rows).toEqual([{ kind: 'import.finished' }])
  })
})
