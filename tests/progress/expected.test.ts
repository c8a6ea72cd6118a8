import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { addDays, daysBetween } from '../../api/calendar.ts'
import { expectedOn } from '../../api/progress/expected.ts'
import { percentOf } from '../../api/progress/progress.ts'
import type { Plan } from '../../api/progress/types.ts'
import { day, decimal, direction, moving } from './numbers.ts'

/** Third quarter of 2026: 91 days from its first to its last. */
const quarter: Plan = {
  startDay: '2026-07-01',
  endDay: '2026-09-30',
  baseline: 0,
  target: 182,
  direction: 'increase',
  phased: [],
}

const plan = fc
  .record({
    startDay: day,
    length: fc.integer({ min: 1, max: 200 }),
    baseline: decimal,
    target: decimal,
    direction,
    phased: fc.uniqueArray(fc.record({ after: fc.integer({ min: -20, max: 220 }), value: decimal }), {
      maxLength: 5,
      selector: ({ after }) => after,
    }),
  })
  .map(
    ({ startDay, length, phased, ...rest }): Plan => ({
      ...rest,
      startDay,
      endDay: addDays(startDay, length),
      phased: phased.map(({ after, value }) => ({ day: addDays(startDay, after), value })),
    }),
  )

const figures = (day: string, plan: Plan) => {
  const { value, percent } = expectedOn(day, plan)
  return { value, percent }
}

describe('what is expected of a day, worked by hand', () => {
  it('goes in a straight line: 2 a day, 90 after 45 of 91 days', () => {
    expect(figures('2026-07-01', quarter)).toEqual({ value: 0, percent: 0 })
    expect(figures('2026-07-02', quarter)).toEqual({ value: 2, percent: 1.0989 })
    expect(figures('2026-08-15', quarter)).toEqual({ value: 90, percent: 49.4505 })
    expect(figures('2026-09-30', quarter)).toEqual({ value: 182, percent: 100 })
  })

  it('is the baseline before and the target after', () => {
    expect(figures('2026-06-01', quarter)).toEqual({ value: 0, percent: 0 })
    expect(figures('2026-11-01', quarter)).toEqual({ value: 182, percent: 100 })
  })

  it('goes down as well as up: from 20 to 10, 15 half way', () => {
    const down: Plan = { ...quarter, endDay: '2026-07-11', baseline: 20, target: 10, direction: 'decrease' }
    expect(figures('2026-07-06', down)).toEqual({ value: 15, percent: 50 })
  })

  it('goes through the phased targets, whatever their order', () => {
    const phased = [
      { day: '2026-09-01', value: 100 },
      { day: '2026-08-01', value: 20 },
    ]
    const slow = { ...quarter, phased }
    expect(figures('2026-08-01', slow)).toEqual({ value: 20, percent: 10.989 })
    expect(figures('2026-08-17', slow).value).toBe(61.2903)
    expect(figures('2026-09-01', slow)).toEqual({ value: 100, percent: 54.9451 })
    expect(expectedOn('2026-08-17', { ...quarter, phased: phased.toReversed() })).toEqual(
      expectedOn('2026-08-17', slow),
    )
  })

  it('passes over phased targets on or beyond the ends, and takes the last of two on a day', () => {
    const phased = ['2026-06-01', '2026-07-01', '2026-09-30', '2026-10-10'].map((day) => ({
      day,
      value: 999,
    }))
    expect(figures('2026-08-15', { ...quarter, phased })).toEqual(figures('2026-08-15', quarter))
    const twice = [
      { day: '2026-08-15', value: 1 },
      { day: '2026-08-15', value: 50 },
    ]
    expect(figures('2026-08-15', { ...quarter, phased: twice }).value).toBe(50)
    expect(figures('2026-07-24', { ...quarter, phased: twice }).value).toBe(25.5556)
  })

  it('is the target all along where the number should stay', () => {
    const stay: Plan = { ...quarter, direction: 'at_least', baseline: 90, target: 95 }
    expect(figures('2026-06-01', stay)).toEqual({ value: 95, percent: 100 })
    expect(figures('2026-08-15', stay)).toEqual({ value: 95, percent: 100 })
  })

  it('is the target on a plan of one day', () => {
    expect(figures('2026-07-01', { ...quarter, endDay: '2026-07-01' })).toEqual({ value: 182, percent: 100 })
  })
})

describe('what is expected of any day', () => {
  it('begins at the baseline and ends at the target', () => {
    fc.assert(
      fc.property(plan, moving, (plan, direction) => {
        fc.pre(plan.baseline !== plan.target)
        expect(expectedOn(plan.startDay, { ...plan, direction }).percent).toBe(0)
        expect(expectedOn(plan.endDay, { ...plan, direction }).percent).toBe(100)
      }),
    )
  })

  it('never leaves the range of baseline, phased targets and target', () => {
    fc.assert(
      fc.property(plan, day, (plan, day) => {
        const corners = [plan.baseline, plan.target, ...plan.phased.map(({ value }) => value)]
        const { value } = expectedOn(day, plan)
        expect(value).toBeGreaterThanOrEqual(Math.min(...corners) - 0.0001)
        expect(value).toBeLessThanOrEqual(Math.max(...corners) + 0.0001)
      }),
    )
  })

  it('never falls in percent without phased targets', () => {
    fc.assert(
      fc.property(plan, day, fc.nat(100), (plan, day, later) => {
        const straight = { ...plan, phased: [] }
        expect(expectedOn(addDays(day, later), straight).percent).toBeGreaterThanOrEqual(
          expectedOn(day, straight).percent,
        )
      }),
    )
  })

  it('is the percent of days gone, without phased targets', () => {
    fc.assert(
      fc.property(plan, fc.nat(200), moving, (plan, after, direction) => {
        fc.pre(plan.baseline !== plan.target && after <= daysBetween(plan.startDay, plan.endDay))
        const gone = (after / daysBetween(plan.startDay, plan.endDay)) * 100
        const { percent } = expectedOn(addDays(plan.startDay, after), { ...plan, direction, phased: [] })
        expect(percent).toBeCloseTo(gone, 3)
      }),
    )
  })

  it('is hit exactly on the day of a phased target, and measured by the same percent', () => {
    fc.assert(
      fc.property(plan, moving, (plan, direction) => {
        for (const { day, value } of plan.phased) {
          if (day <= plan.startDay || day >= plan.endDay) continue
          const expected = expectedOn(day, { ...plan, direction })
          expect(expected.percent).toBe(percentOf({ ...plan, direction, value }).percent)
        }
      }),
    )
  })
})
