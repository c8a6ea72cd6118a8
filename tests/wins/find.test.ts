import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { addDays } from '../../api/calendar.ts'
import { type Movement, type Point, stoodStill, winsOfMovement } from '../../api/wins/find.ts'

const monday = '2026-10-05'
const percent = fc.integer({ min: -50, max: 150 })
const points = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 12 }), percent), { maxLength: 20 })
  .map((all): Point[] => {
    let day = monday
    return all.map(([later, value]) => {
      day = addDays(day, later)
      return { day, percent: value }
    })
  })
const movement = fc.tuple(points, fc.integer({ min: 0, max: 12 }), percent, fc.boolean(), fc.boolean()).map(
  ([before, later, value, stays, hard]): Movement => ({
    ...{ keyResultId: 'k', before, stays, hard },
    now: { day: addDays(before.at(-1)?.day ?? monday, later), percent: value },
  }),
)
const weekly = (...percents: number[]): Point[] =>
  percents.map((value, i) => ({ day: addDays(monday, 7 * i + 3), percent: value }))
const found = (given: Partial<Movement>) =>
  winsOfMovement({
    keyResultId: 'k',
    ...{ before: [], stays: false, hard: false },
    now: { day: '2026-11-05', percent: 10 },
    ...given,
  }).map(({ foundBy }) => foundBy)

describe('the win that a check-in tells', () => {
  it('is the first movement, once anything moved from the baseline', () => {
    expect(found({})).toEqual(['first_movement'])
    expect(found({ before: weekly(0, -5) })).toContain('first_movement')
    expect(found({ before: weekly(5) })).not.toContain('first_movement')
  })

  it('is movement while it was hard, before all else', () => {
    expect(found({ hard: true, before: weekly(4, 5) })[0]).toBe('against_the_odds')
    expect(found({ hard: true, before: weekly(12) })).toEqual([])
  })

  it('is the highest milestone that was never reached before', () => {
    const now = { day: '2026-11-05', percent: 80 }
    expect(winsOfMovement({ keyResultId: 'k', before: weekly(20), now, stays: false, hard: false })).toEqual([
      { foundBy: 'milestone', factKey: 'milestone k 75' },
    ])
    expect(found({ before: weekly(90, 20), now })).toEqual([])
  })

  it('is the best week, when there were three others and none moved as much', () => {
    const now = { day: '2026-11-05', percent: 24 }
    expect(found({ before: weekly(3, 6, 9, 12), now })).toEqual(['best_week'])
    expect(found({ before: weekly(12, 14, 15, 16), now })).toEqual([])
    expect(found({ before: weekly(12), now })).toEqual([])
  })

  it('of a measure that stays where it should is only coming back while it was hard', () => {
    const now = { day: '2026-11-05', percent: 100 }
    expect(found({ stays: true, hard: true, before: weekly(100, 0), now })).toEqual(['against_the_odds'])
    expect(found({ stays: true, before: weekly(0), now })).toEqual([])
  })

  it('is never told of what did not move towards its target', () => {
    fc.assert(
      fc.property(movement, (given) => {
        const last = given.before.at(-1)?.percent ?? 0
        if (given.now.percent <= last) expect(winsOfMovement(given)).toEqual([])
      }),
    )
  })

  it('stands in one order, each kind once, and names its fact alone', () => {
    const order = ['against_the_odds', 'first_movement', 'milestone', 'best_week']
    fc.assert(
      fc.property(movement, (given) => {
        const wins = winsOfMovement(given)
        const places = wins.map(({ foundBy }) => order.indexOf(foundBy))
        expect(places).toEqual([...new Set(places)].sort())
        expect(new Set(wins.map(({ factKey }) => factKey)).size).toBe(wins.length)
      }),
    )
  })
})

describe('standing still', () => {
  it('is fourteen days without a finished step', () => {
    expect(stoodStill('2026-10-01', '2026-10-15', [])).toBe(true)
    expect(stoodStill('2026-10-01', '2026-10-14', [])).toBe(false)
  })

  it('does not count days away or waiting', () => {
    const away = { from: '2026-10-05', to: '2026-10-09' }
    expect(stoodStill('2026-10-01', '2026-10-19', [away])).toBe(false)
    expect(stoodStill('2026-10-01', '2026-10-20', [away])).toBe(true)
    fc.assert(
      fc.property(fc.nat(60), fc.nat(60), fc.nat(60), (length, start, span) => {
        const finished = addDays(monday, length)
        const excused = [{ from: addDays(monday, start), to: addDays(monday, start + span) }]
        if (stoodStill(monday, finished, excused)) expect(stoodStill(monday, finished, [])).toBe(true)
      }),
    )
  })
})
