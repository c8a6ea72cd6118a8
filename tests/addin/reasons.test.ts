import { describe, expect, it } from '@jest/globals'
import de from '../../addin/strings/de.json' with { type: 'json' }
import en from '../../addin/strings/en.json' with { type: 'json' }
import { createFormats } from '../../addin/strings/formats.ts'
import { sentence } from '../../addin/strings/reasons.ts'
import { createStrings } from '../../addin/strings/strings.tsx'
import { healthOf } from '../../api/progress/health.ts'
import { percentOf } from '../../api/progress/progress.ts'
import type { Reason } from '../../api/progress/reasons.ts'
import { rollUp } from '../../api/progress/roll-up.ts'
import { textOf } from '../support/sources.ts'

const speak = (locale: 'en' | 'de') => {
  const strings = createStrings(
    { locale, messages: { en, de }[locale], direction: 'ltr', whole: true },
    'UTC',
  )
  return (reason: readonly Reason[]) =>
    reason.map((part) => sentence(part, strings, createFormats(strings))).join('; ')
}
const english = speak('en')
const german = speak('de')

const repairs = { direction: 'increase' as const, baseline: 60, target: 90, unit: '%' }

describe('why a figure is what it is', () => {
  it('is said in English and in German', () => {
    const { reason } = percentOf({ ...repairs, value: 75 })
    expect(english(reason)).toBe('50% because it went from 60% to 75%: 15% of the 30% to the target 90%')
    expect(german(reason).replaceAll('\u00a0', ' ')).toBe(
      '50 %, weil es von 60 % auf 75 % ging: 15 % von 30 % bis zum Ziel 90 %',
    )
  })

  it('names the points that are short of what is expected', () => {
    const { reason } = healthOf({
      today: '2026-11-15',
      plan: { ...repairs, startDay: '2026-10-01', endDay: '2026-12-30', phased: [] },
      cadence: 'weekly',
      latest: { observedOn: '2026-11-15', percent: 30, confidence: null },
      override: null,
    })
    expect(english(reason)).toBe(
      'at risk because 30% is 20 points short of the 50% expected on Sunday, November 15, 2026',
    )
    expect(german(reason)).toContain('20 Punkte unter')
  })

  it('counts what is unknown beside the mean', () => {
    const { reason } = rollUp([
      { id: 'a', weight: null, percent: 40 },
      { id: 'b', weight: null, percent: null },
    ])
    expect(english(reason)).toBe('40% because that is the mean of 1 item by weight; 1 unknown left out')
  })

  it('has a sentence for every code in both languages', () => {
    const codes = [...textOf('api/progress/reasons.ts').matchAll(/^ {2}'([\w.]+)':/gm)].map(
      ([, code]) => code,
    )
    expect(codes.length).toBeGreaterThan(30)
    for (const catalogue of [en, de]) {
      expect(Object.keys(catalogue)).toEqual(expect.arrayContaining(codes.map((code) => `reason.${code}`)))
    }
  })
})
