import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  addDays,
  dayOf,
  daysBetween,
  dueInstant,
  isDay,
  isZone,
  nextMidnight,
  startOfDay,
} from '../../api/calendar.ts'

const HOUR = 3_600_000
const zone = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe')
const instant = fc.date({ min: new Date('2019-12-01'), max: new Date('2031-01-31'), noInvalidDate: true })
const day = fc.integer({ min: 0, max: 4000 }).map((n) => addDays('2020-01-01', n))
const changeOfClocks = fc.constantFrom(
  '2026-03-29',
  '2026-10-25',
  '2026-03-08',
  '2026-11-01',
  '2026-10-04',
  '2026-04-05',
)
const time = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 })).map(clock)

function clock(parts: readonly number[]) {
  return parts.map((part) => String(part).padStart(2, '0')).join(':')
}

/** What a wall clock in the zone shows, asked of Intl and not of the module under test. */
function wall(moment: Date, zone: string) {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(
    moment,
  )
}

describe('days', () => {
  it('are counted by the calendar, across leap days and ends of quarters', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
    expect(addDays('2026-03-31', 1)).toBe('2026-04-01')
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31')
    expect(daysBetween('2026-07-01', '2026-09-30')).toBe(91)
    expect(daysBetween('2026-09-30', '2026-07-01')).toBe(-91)
  })

  it('come back when as many are taken away as were added', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -3000, max: 3000 }), (start, n) => {
        expect(daysBetween(start, addDays(start, n))).toBe(n)
        expect(addDays(addDays(start, n), -n)).toBe(start)
      }),
    )
  })

  it('are refused when they do not exist or carry a time', () => {
    expect(
      ['2026-02-29', '2026-13-01', '2026-1-1', '20260101', '2026-01-01T00:00', ''].filter(isDay),
    ).toEqual([])
    expect(() => addDays('2026-02-30', 1)).toThrow(RangeError)
    expect(isDay('2028-02-29')).toBe(true)
  })
})

describe('zones', () => {
  it('are known by their IANA names only', () => {
    expect(['Europe/Berlin', 'UTC', 'Etc/GMT+5', 'America/Argentina/Buenos_Aires'].every(isZone)).toBe(true)
    expect(['Mars/Olympus', '+02:00', 'Z', '', '2026-01-01T00:00Z[Europe/Berlin]'].filter(isZone)).toEqual([])
  })

  it('decide which day it is', () => {
    const lateEvening = new Date('2026-06-30T22:30:00Z')
    expect(dayOf(lateEvening, 'Europe/Berlin')).toBe('2026-07-01')
    expect(dayOf(lateEvening, 'America/New_York')).toBe('2026-06-30')
    expect(dayOf(lateEvening, 'Asia/Kolkata')).toBe('2026-07-01')
    expect(dayOf(lateEvening, 'Australia/Lord_Howe')).toBe('2026-07-01')
  })

  it('agree with the wall clock on every day', () => {
    fc.assert(
      fc.property(instant, zone, (moment, zone) => {
        expect(dayOf(moment, zone)).toBe(wall(moment, zone).slice(0, 10))
      }),
    )
  })
})

describe('the day turn', () => {
  it('comes after 23 or 25 hours where the clock changes', () => {
    const length = (day: string, zone: string) =>
      (startOfDay(addDays(day, 1), zone).getTime() - startOfDay(day, zone).getTime()) / HOUR
    expect(length('2026-03-29', 'Europe/Berlin')).toBe(23)
    expect(length('2026-10-25', 'Europe/Berlin')).toBe(25)
    expect(length('2026-03-08', 'America/New_York')).toBe(23)
    expect(length('2026-04-05', 'Australia/Lord_Howe')).toBe(24.5)
    expect(length('2026-10-04', 'Australia/Lord_Howe')).toBe(23.5)
    expect(length('2026-03-29', 'Asia/Kolkata')).toBe(24)
  })

  it('is the first later instant with another day, and the last millisecond before it is still today', () => {
    fc.assert(
      fc.property(instant, zone, (moment, zone) => {
        const turn = nextMidnight(moment, zone)
        expect(turn.getTime()).toBeGreaterThan(moment.getTime())
        expect(dayOf(turn, zone)).toBe(addDays(dayOf(moment, zone), 1))
        expect(dayOf(new Date(turn.getTime() - 1), zone)).toBe(dayOf(moment, zone))
        expect(startOfDay(dayOf(turn, zone), zone)).toEqual(turn)
      }),
    )
  })

  it('begins a day at one o’clock where the clock skips midnight', () => {
    expect(startOfDay('2026-03-29', 'Asia/Beirut')).toEqual(new Date('2026-03-28T22:00:00Z'))
    expect(wall(startOfDay('2026-03-29', 'Asia/Beirut'), 'Asia/Beirut')).toBe('2026-03-29 01:00')
  })

  it('passes over a day that a zone left out', () => {
    const lastEvening = new Date('2011-12-30T08:00:00Z')
    expect(dayOf(lastEvening, 'Pacific/Apia')).toBe('2011-12-29')
    expect(dayOf(nextMidnight(lastEvening, 'Pacific/Apia'), 'Pacific/Apia')).toBe('2011-12-31')
  })
})

describe('a due time', () => {
  it('moves on by the hour that spring skips, half an hour on Lord Howe', () => {
    expect(dueInstant('2026-03-29', '02:30', 'Europe/Berlin')).toEqual(new Date('2026-03-29T01:30:00Z'))
    expect(wall(dueInstant('2026-03-29', '02:30', 'Europe/Berlin'), 'Europe/Berlin')).toBe('2026-03-29 03:30')
    expect(wall(dueInstant('2026-03-08', '02:30', 'America/New_York'), 'America/New_York')).toBe(
      '2026-03-08 03:30',
    )
    expect(wall(dueInstant('2026-10-04', '02:10', 'Australia/Lord_Howe'), 'Australia/Lord_Howe')).toBe(
      '2026-10-04 02:40',
    )
  })

  it('is the first of two in autumn', () => {
    expect(dueInstant('2026-10-25', '02:30', 'Europe/Berlin')).toEqual(new Date('2026-10-25T00:30:00Z'))
    expect(dueInstant('2026-11-01', '01:30', 'America/New_York')).toEqual(new Date('2026-11-01T05:30:00Z'))
    expect(dueInstant('2026-04-05', '01:45', 'Australia/Lord_Howe')).toEqual(new Date('2026-04-04T14:45:00Z'))
  })

  it('is the first instant of the day at which the clock shows that time or later', () => {
    fc.assert(
      fc.property(fc.oneof(day, changeOfClocks), time, zone, (day, time, zone) => {
        const due = dueInstant(day, time, zone)
        expect(dayOf(due, zone)).toBe(day)
        expect(wall(due, zone) >= `${day} ${time}`).toBe(true)
        expect(wall(new Date(due.getTime() - HOUR), zone) < `${day} ${time}`).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('refuses what is no time of day', () => {
    for (const time of ['24:00', '9:00', '09:60', '09:00:00', '']) {
      expect(() => dueInstant('2026-03-02', time, 'UTC')).toThrow(RangeError)
    }
    expect(() => dueInstant('2026-03-02', '09:00', 'Mars/Olympus')).toThrow(RangeError)
  })
})
