import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { dayOf, isWorkingDay } from '../../api/calendar.ts'
import {
  isQuiet,
  nextMorning,
  nextWeekly,
  outOfQuiet,
  type Rest,
  timeOf,
  weekdayOf,
} from '../../api/notifications/due.ts'

const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe']
const minute = 60_000
const calendar = { workingWeekdays: [1, 2, 3, 4, 5], daysOff: ['2026-12-25'] }
const clock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([h, m]) => `${pad(h)}:${pad(m)}`)
const pad = (n: number) => String(n).padStart(2, '0')
const instant = fc
  .integer({ min: Date.parse('2026-01-01T00:00:00Z'), max: Date.parse('2027-12-31T00:00:00Z') })
  .map((ms) => new Date(ms))

describe('when somebody may be disturbed', () => {
  const rest = fc.record({
    zone: fc.constantFrom(...zones),
    quietFrom: clock,
    quietTo: clock,
    calendar: fc.constant(calendar),
    absences: fc.constantFrom<Rest['absences']>([], [{ from: '2026-07-01', to: '2026-07-14' }]),
  })

  it('is never within quiet hours, on a day off or while away, and never before now', () => {
    fc.assert(
      fc.property(instant, rest, (now, person) => {
        const at = outOfQuiet(now, person)
        expect(at.getTime()).toBeGreaterThanOrEqual(now.getTime())
        expect(isQuiet(timeOf(at, person.zone), person)).toBe(false)
        expect(isWorkingDay(dayOf(at, person.zone), person.calendar, person.absences)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('is now, unless something speaks against it', () => {
    fc.assert(
      fc.property(instant, rest, (now, person) => {
        const free =
          !isQuiet(timeOf(now, person.zone), person) &&
          isWorkingDay(dayOf(now, person.zone), person.calendar, person.absences)
        expect(outOfQuiet(now, person).getTime() === now.getTime()).toBe(free)
      }),
    )
  })

  it('follows the person’s clock over the change to summer time and back', () => {
    const at = (now: string) => nextWeekly(new Date(now), 'Europe/Berlin', 7, '09:00').toISOString()
    expect(at('2026-03-28T12:00:00Z')).toBe('2026-03-29T07:00:00.000Z')
    expect(at('2026-10-24T12:00:00Z')).toBe('2026-10-25T08:00:00.000Z')
  })
})

describe('the weekly time', () => {
  it('comes within a week and a little, on its weekday, and shows its time unless the clock skips it', () => {
    fc.assert(
      fc.property(
        instant,
        fc.constantFrom(...zones),
        fc.integer({ min: 1, max: 7 }),
        clock,
        (now, zone, weekday, time) => {
          const at = nextWeekly(now, zone, weekday, time)
          expect(at > now).toBe(true)
          expect(at.getTime() - now.getTime()).toBeLessThanOrEqual(7 * 24 * 60 * minute + 60 * minute)
          expect(weekdayOf(dayOf(at, zone))).toBe(weekday)
          const shown = timeOf(at, zone)
          expect(shown === time || shown > time).toBe(true)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('of a morning is on a working day', () => {
    const person = { zone: 'Asia/Kolkata', quietFrom: '18:00', quietTo: '08:00', calendar, absences: [] }
    expect(nextMorning(new Date('2026-11-27T12:00:00Z'), person).toISOString()).toBe(
      '2026-11-30T03:00:00.000Z',
    )
  })
})
