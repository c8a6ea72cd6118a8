import fc from 'fast-check'
import { addDays } from '../../api/calendar.ts'
import type { Direction } from '../../api/progress/types.ts'

/** Decimals as they come out of a numeric column: up to 9 digits, up to 6 of them behind the point. */
export const decimal = fc
  .tuple(fc.integer({ min: -999_999_999, max: 999_999_999 }), fc.integer({ min: 0, max: 6 }))
  .map(([digits, places]) => Number(`${digits}e-${places}`))

/** Percents as they are stored: 4 decimals, worse than the baseline and beyond the target included. */
export const percent = fc.integer({ min: -2_000_000, max: 4_000_000 }).map((n) => n / 10_000)

export const day = fc.integer({ min: 0, max: 400 }).map((n) => addDays('2026-01-01', n))

export const direction = fc.constantFrom<Direction>('increase', 'decrease', 'at_least', 'at_most')

export const moving = fc.constantFrom<Direction>('increase', 'decrease')
