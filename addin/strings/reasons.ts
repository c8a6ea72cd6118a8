import type { components } from '../api/schema.gen.ts'
import { type Formats, useFormats } from './formats.ts'
import { type StringKey, type Strings, useStrings } from './strings.tsx'

/** The part of a reason that a sentence needs: its stable code and its figures. */
type Reason = Pick<components['schemas']['Reason'], 'code'> & { params: object }
type Params = Record<string, unknown>

/** Why a figure is what it is, as one sentence in the reader's language: '62 % because 31 of 50'. */
export function useBecause(): (reason: readonly Reason[]) => string {
  const strings = useStrings()
  const formats = useFormats()
  return (reason) => reason.map((part) => sentence(part, strings, formats)).join('; ')
}

/** The same without React. */
export function sentence({ code, params }: Reason, { t }: Strings, formats: Formats): string {
  const given: Params = { ...params }
  const values: Record<string, string | number> = {}
  for (const [name, value] of Object.entries(given)) values[name] = shown(name, value, given, t, formats)
  if (code.startsWith('health.items')) values.healths = healths(given, t)
  if (code === 'health.pace') Object.assign(values, pace(Number(given.gap)))
  return t(`reason.${code}` as StringKey, values)
}

const percents = new Set(['percent', 'expected', 'weight', 'of', 'given', 'left'])
const shares = new Set(['share', 'silent'])
const amounts = new Set(['target', 'moved', 'baseline', 'value', 'fromValue', 'toValue', 'distance', 'way'])
const counts = new Set(['days', 'counted', 'unknown', 'clamped'])

function shown(
  name: string,
  value: unknown,
  { unit }: Params,
  t: Strings['t'],
  { percent, amount, number, dayInFull }: Formats,
): string | number {
  if (value === null) return 'none'
  if (typeof value === 'number') {
    if (percents.has(name)) return percent(value)
    if (shares.has(name)) return percent(value * 100)
    if (amounts.has(name)) return amount(value, typeof unit === 'string' ? unit : null)
    return counts.has(name) ? value : number(value)
  }
  if (name === 'health' || name === 'derived') return t(`health.${value}` as StringKey)
  return /^\d{4}-\d\d-\d\d$/.test(String(value)) ? dayInFull(String(value)) : String(value)
}

/** How far ahead of (or short of) what is expected, in whole tenths of a point. */
function pace(gap: number): { pace: string; gap: number } {
  const points = Math.round(Math.abs(gap) * 10) / 10
  return { gap: points, pace: points === 0 ? 'level' : gap > 0 ? 'short' : 'ahead' }
}

const order = ['on_track', 'at_risk', 'behind', 'unknown', 'not_started'] as const

function healths(params: Params, t: Strings['t']): string {
  return order
    .filter((health) => Number(params[health]) > 0)
    .map((health) =>
      t('reason.health.count', { count: Number(params[health]), health: t(`health.${health}`) }),
    )
    .join(', ')
}
