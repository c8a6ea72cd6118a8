import { useMemo } from 'react'
import { type Strings, useStrings } from './strings.tsx'

export interface Formats {
  number(value: number | string): string
  /** 62 → "62 %" as the language writes it. */
  percent(percent: number): string
  /** A change with its sign: "+4", "−1.5", "±0". */
  change(value: number): string
  /** A value in the unit of its key result; a currency code is written as money. */
  amount(value: number | string, unit?: string | null): string
  /** A calendar day ('2026-11-27') as people say it: today, tomorrow, Friday, 12 Mar, 12 Mar 2027. */
  day(day: string, today?: string): string
  /** A calendar day for a button: "Fri" within a week, else "Fri, 4 Dec". */
  dayInShort(day: string, today?: string): string
  /** A calendar day in full: "Friday, 27 November 2026". */
  dayInFull(day: string): string
  /** An instant in the person's zone: "27 Nov, 14:05". */
  instant(instant: string | Date): string
  /** How long ago an instant was: "3 days ago". */
  ago(instant: string | Date, now?: Date): string
  list(items: string[]): string
  /** The calendar day of an instant in the person's zone; without one, today. */
  dayOf(instant?: string | Date): string
}

/** Numbers, days and instants as the language in use writes them. */
export function useFormats(): Formats {
  const strings = useStrings()
  return useMemo(() => createFormats(strings), [strings])
}

/** The same without React, for one catalogue. */
export function createFormats({ intl, t }: Strings): Formats {
  const zone = intl.timeZone ?? 'UTC'
  const days = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  const dayOf = (instant: string | Date = new Date()) => days.format(new Date(instant))
  return {
    number: (value) => intl.formatNumber(Number(value), { maximumFractionDigits: 2 }),
    percent: (percent) => intl.formatNumber(percent / 100, { style: 'percent', maximumFractionDigits: 0 }),
    change: (value) => intl.formatNumber(value, { signDisplay: 'exceptZero', maximumFractionDigits: 2 }),
    amount: (value, unit) => amount(intl, Number(value), unit),
    day: (day, reference = dayOf()) => named(intl, t, day, reference),
    dayInShort: (day, reference = dayOf()) => inShort(intl, day, reference),
    dayInFull: (day) => inUtc(intl, day, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
    instant: (instant) =>
      intl.formatDate(instant, { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' }),
    ago: (instant, now = new Date()) => ago(intl, new Date(instant), now),
    list: (items) => String(intl.formatList(items, { type: 'conjunction' })),
    dayOf,
  }
}

type Shape = Strings['intl']

function amount(intl: Shape, value: number, unit: string | null | undefined): string {
  const number = intl.formatNumber(value, { maximumFractionDigits: 2 })
  if (!unit) return number
  if (unit === '%') return intl.formatNumber(value / 100, { style: 'percent', maximumFractionDigits: 1 })
  if (/^[A-Z]{3}$/.test(unit))
    return intl.formatNumber(value, {
      style: 'currency',
      currency: unit,
      maximumFractionDigits: 2,
      minimumFractionDigits: 0,
    })
  // A narrow no-break space keeps number and unit on one line.
  return `${number}\u202f${unit}`
}

function named(intl: Shape, t: Strings['t'], day: string, today: string): string {
  const distance = daysBetween(today, day)
  if (distance === 0) return t('day.today')
  if (distance === 1) return t('day.tomorrow')
  if (distance === -1) return t('day.yesterday')
  if (distance > 1 && distance < 7) return inUtc(intl, day, { weekday: 'long' })
  const year = day.slice(0, 4) === today.slice(0, 4) ? {} : { year: 'numeric' as const }
  return inUtc(intl, day, { day: 'numeric', month: 'short', ...year })
}

function inShort(intl: Shape, day: string, today: string): string {
  const options = { weekday: 'short', day: 'numeric', month: 'short' } as const
  const distance = daysBetween(today, day)
  if (distance < 0 || distance > 6) return inUtc(intl, day, options)
  // Beside the date a weekday is written as in a sentence: "Fr.", where it stands alone "Fr".
  const parts = intl.formatDateToParts(`${day}T00:00:00Z`, { ...options, timeZone: 'UTC' })
  return parts.find(({ type }) => type === 'weekday')!.value
}

// A calendar day has no zone: read and written in UTC it cannot slip to its neighbour.
function inUtc(intl: Shape, day: string, options: Intl.DateTimeFormatOptions): string {
  return intl.formatDate(`${day}T00:00:00Z`, { ...options, timeZone: 'UTC' })
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

function ago(intl: Shape, then: Date, now: Date): string {
  const minutes = Math.round((then.getTime() - now.getTime()) / 60_000)
  if (Math.abs(minutes) < 60) return intl.formatRelativeTime(minutes, 'minute', { numeric: 'auto' })
  if (Math.abs(minutes) < 24 * 60)
    return intl.formatRelativeTime(Math.round(minutes / 60), 'hour', { numeric: 'auto' })
  return intl.formatRelativeTime(Math.round(minutes / (24 * 60)), 'day', { numeric: 'auto' })
}
