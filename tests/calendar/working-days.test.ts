import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  addDays,
  addWorkingDays,
  daysBetween,
  endOfWeekWorkingDay,
  isWorkingDay,
  type WorkCalendar,
  workingDaysBetween,
} from '../../api/calendar.ts'

const office: WorkCalendar = { workingWeekdays: [1, 2, 3, 4, 5], daysOff: [] }
const berlin: WorkCalendar = { ...office, daysOff: ['2026-04-03', '2026-04-06', '2026-12-25'] }
const gulf: WorkCalendar = { workingWeekdays: [7, 1, 2, 3, 4], daysOff: [] }

const day = fc.integer({ min: 0, max: 1500 }).map((n) => addDays('2025-01-01', n))
const calendar = fc.record({
  workingWeekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
  daysOff: fc.array(day, { maxLength: 20 }),
})
const absences = fc.array(
  fc.tuple(day, fc.integer({ min: 0, max: 20 })).map(([from, n]) => ({ from, to: addDays(from, n) })),
  { maxLength: 4 },
)
const few = fc.integer({ min: 0, max: 25 })

describe('working days', () => {
  it('leave out weekends, days off and absences', () => {
    expect(isWorkingDay('2026-04-02', berlin)).toBe(true)
    expect(isWorkingDay('2026-04-03', berlin)).toBe(false)
    expect(isWorkingDay('2026-04-04', berlin)).toBe(false)
    expect(isWorkingDay('2026-04-02', berlin, [{ from: '2026-04-02', to: '2026-04-02' }])).toBe(false)
  })

  it('are counted from the next day on: over Easter two working days are five calendar days', () => {
    expect(addWorkingDays('2026-04-02', 1, berlin)).toBe('2026-04-07')
    expect(addWorkingDays('2026-04-02', 2, berlin)).toBe('2026-04-08')
    expect(addWorkingDays('2026-04-07', -1, berlin)).toBe('2026-04-02')
    expect(addWorkingDays('2026-04-04', 0, berlin)).toBe('2026-04-04')
  })

  it('between two days exclude the first and include the last', () => {
    expect(workingDaysBetween('2026-04-02', '2026-04-02', berlin)).toBe(0)
    expect(workingDaysBetween('2026-04-02', '2026-04-08', berlin)).toBe(2)
    expect(workingDaysBetween('2026-04-08', '2026-04-02', berlin)).toBe(-2)
    expect(workingDaysBetween('2026-06-26', '2026-07-03', office)).toBe(5)
  })

  it('of the first half of 2026 are 128 by hand: 26 weeks from a Thursday to a Wednesday, less two', () => {
    expect(workingDaysBetween('2025-12-31', '2026-07-01', office)).toBe(130)
    expect(workingDaysBetween('2025-12-31', '2026-07-01', berlin)).toBe(128)
  })

  it('between a day and the n-th working day after it are n', () => {
    fc.assert(
      fc.property(day, few, calendar, absences, (start, n, calendar, away) => {
        const end = addWorkingDays(start, n, calendar, away)
        expect(workingDaysBetween(start, end, calendar, away)).toBe(n)
        if (n > 0) expect(isWorkingDay(end, calendar, away)).toBe(true)
      }),
    )
  })

  it('add up, whatever the order of the three days', () => {
    fc.assert(
      fc.property(day, day, day, calendar, absences, (a, b, c, calendar, away) => {
        const count = (from: string, to: string) => workingDaysBetween(from, to, calendar, away)
        expect(count(a, b) + count(b, c)).toBe(count(a, c))
        expect(count(a, b) + count(b, a)).toBe(0)
      }),
      { numRuns: 40 },
    )
  })

  it('are never more for who is away, nor more than the calendar has', () => {
    fc.assert(
      fc.property(day, few, calendar, absences, (from, n, calendar, away) => {
        const to = addDays(from, n)
        const count = workingDaysBetween(from, to, calendar, away)
        expect(count).toBeLessThanOrEqual(workingDaysBetween(from, to, calendar))
        expect(workingDaysBetween(from, to, calendar)).toBeLessThanOrEqual(daysBetween(from, to))
        expect(count).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('are refused where nobody ever works', () => {
    expect(() => addWorkingDays('2026-04-02', 1, { workingWeekdays: [], daysOff: [] })).toThrow(RangeError)
    expect(() => addWorkingDays('2026-04-02', 0.5, office)).toThrow(RangeError)
  })
})

describe('the end of the week', () => {
  it('is Friday, or Thursday before a Friday off', () => {
    expect(endOfWeekWorkingDay('2026-07-01', office)).toBe('2026-07-03')
    expect(endOfWeekWorkingDay('2026-07-03', office)).toBe('2026-07-03')
    expect(endOfWeekWorkingDay('2026-03-30', berlin)).toBe('2026-04-02')
  })

  it('is that of the week to come once nothing of this week is left', () => {
    expect(endOfWeekWorkingDay('2026-07-04', office)).toBe('2026-07-10')
    expect(endOfWeekWorkingDay('2026-04-03', berlin)).toBe('2026-04-10')
  })

  it('is Thursday where the week begins on Sunday', () => {
    expect(endOfWeekWorkingDay('2026-07-05', gulf)).toBe('2026-07-09')
    expect(endOfWeekWorkingDay('2026-07-10', gulf)).toBe('2026-07-16')
  })

  it('is Sunday where every day is worked', () => {
    expect(endOfWeekWorkingDay('2026-07-01', { workingWeekdays: [1, 2, 3, 4, 5, 6, 7], daysOff: [] })).toBe(
      '2026-07-05',
    )
  })

  it('of next week is that of the day after this week’s', () => {
    const thisWeek = endOfWeekWorkingDay('2026-07-01', office)
    expect(endOfWeekWorkingDay(addDays(thisWeek, 1), office)).toBe('2026-07-10')
  })

  it('is a working day not before the day, the same for every day up to it', () => {
    fc.assert(
      fc.property(day, calendar, absences, (day, calendar, away) => {
        const end = endOfWeekWorkingDay(day, calendar, away)
        expect(end >= day).toBe(true)
        expect(isWorkingDay(end, calendar, away)).toBe(true)
        expect(endOfWeekWorkingDay(end, calendar, away)).toBe(end)
        expect(endOfWeekWorkingDay(addDays(end, 1), calendar, away) > end).toBe(true)
        if (day < end) expect(endOfWeekWorkingDay(addDays(day, 1), calendar, away)).toBe(end)
      }),
    )
  })
})
