import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { because } from '../../api/progress/because.ts'
import { expectedOn } from '../../api/progress/expected.ts'
import { healthOf } from '../../api/progress/health.ts'
import { objectiveHealthOf } from '../../api/progress/objective-health.ts'
import { percentOf, suggestScore } from '../../api/progress/progress.ts'
import { rollUp } from '../../api/progress/roll-up.ts'
import type { Confidence, Direction, Health, Kind, Plan } from '../../api/progress/types.ts'
import { day, decimal, direction, percent } from './numbers.ts'

const plan: Plan = {
  startDay: '2026-01-01',
  endDay: '2026-04-11',
  baseline: 0,
  target: 50,
  direction: 'increase',
  phased: [],
}

describe('a percent says', () => {
  const say = (direction: Direction, baseline: number, target: number, value: number | null, more = {}) =>
    because(percentOf({ direction, baseline, target, value, ...more }).reason)

  it('how much of what, with unit and people in all', () => {
    expect(say('increase', 0, 50, 31)).toBe('62 % because 31 of 50')
    expect(say('increase', 0, 50, 31, { kind: 'people', total: 80 })).toBe(
      '62 % because 31 of 50 people (80 in all)',
    )
    expect(say('increase', 0, 1_250_000, 2500.5, { kind: 'currency', unit: 'EUR' })).toBe(
      '0.2 % because 2,500.5 of 1,250,000 EUR',
    )
  })

  it('how far it went from where to where', () => {
    expect(say('decrease', 20, 10, 15)).toBe(
      '50 % because it went from 20 to 15: 5 of the 10 to the target 10',
    )
    expect(say('decrease', 20, 10, 22, { unit: 'days' })).toBe(
      '-20 % because it went from 20 to 22: -2 days of the 10 to the target 10; worse than where it began (20 days)',
    )
  })

  it('whether it holds, and how far away it is', () => {
    expect(say('at_least', 90, 95, 96, { kind: 'percent' })).toBe('100 % because 96 % is at or above 95')
    expect(say('at_most', 3, 3, 3.5)).toBe(
      '0 % because 3.5 is not at or below 3: 0.5 away; worse than where it began (3)',
    )
    expect(say('increase', 10, 10, 9)).toBe(
      '0 % because the target 10 is where it began, and it stands at 9; worse than where it began (10)',
    )
  })

  it('whether it is done, and that there is no value', () => {
    expect(say('increase', 0, 1, 1, { kind: 'done' })).toBe('100 % because it is done')
    expect(say('increase', 0, 1, 0, { kind: 'done' })).toBe('0 % because it is not done yet')
    expect(say('increase', 0, 50, null)).toBe('no value yet')
  })

  it('100 % only when it is reached', () => {
    expect(say('increase', 0, 10_000, 9_999)).toBe('99.9 % because 9,999 of 10,000')
    expect(say('increase', 0, 10_000, 10_000)).toBe('100 % because 10,000 of 10,000')
  })
})

describe('an expected value says', () => {
  const say = (day: string, more = {}) => because(expectedOn(day, { ...plan, ...more }).reason)

  it('on which line it lies', () => {
    expect(say('2026-02-20')).toBe(
      '50 % (25) is expected on 20 February 2026, on the straight line from 0 on 1 January 2026 to 50 on 11 April 2026',
    )
  })

  it('that the plan has not begun, is over, or asks the same every day', () => {
    expect(say('2025-12-01')).toBe('0 is expected, as it begins on 1 January 2026')
    expect(say('2026-05-01')).toBe('the target 50 is expected from 11 April 2026 on')
    expect(say('2026-02-20', { direction: 'at_least' })).toBe('50 is expected on every day')
  })
})

describe('a health says', () => {
  const today = '2026-02-20'
  const say = (percent: number | null, confidence: Confidence | null, observedOn = today, more = {}) =>
    because(
      healthOf({
        today,
        plan,
        cadence: 'weekly',
        latest: { observedOn, percent, confidence },
        override: null,
        ...more,
      }).reason,
      (id) => (id === 'm1' ? 'Dana' : 'someone'),
    )

  it('how far from what was expected, and what pulled it down', () => {
    expect(say(36, 'high')).toBe(
      'at risk because 36 % is 14 points short of the 50 % expected on 20 February 2026',
    )
    expect(say(51, null)).toBe(
      'on track because 51 % is 1 point ahead of the 50 % expected on 20 February 2026',
    )
    expect(say(50, 'low')).toBe(
      'at risk because 50 % is level with the 50 % expected on 20 February 2026; confidence is low, so one notch down',
    )
    expect(say(-4, null)).toBe(
      'behind because -4 % is 54 points short of the 50 % expected on 20 February 2026; worse than where it began',
    )
  })

  it('that silence is unknown', () => {
    expect(say(50, null, '2026-02-08')).toBe('no check-in for 12 days, so unknown')
    expect(say(null, null)).toBe('the check-in of 20 February 2026 has no number, so unknown')
    expect(say(0, null, today, { latest: null })).toBe(
      'no check-in since it began on 1 January 2026, so unknown',
    )
    expect(say(0, null, today, { latest: null, today: '2026-01-02' })).toBe(
      'not started: the first check-in is due by 8 January 2026',
    )
  })

  it('who set it, by name where the reader has one', () => {
    const override = { health: 'behind', by: 'm1', why: 'The supplier left.' }
    expect(say(50, null, today, { override })).toBe(
      'set to behind by Dana until the next check-in (derived: on track); ' +
        'on track because 50 % is level with the 50 % expected on 20 February 2026',
    )
    expect(say(50, null, '2026-02-08', { override: { ...override, health: 'on_track' } })).toBe(
      'no check-in for 12 days, so unknown; set to on track by Dana, but silence is never green',
    )
    expect(
      because([{ code: 'health.set_by_hand', params: { health: 'behind', by: 'm1', derived: 'unknown' } }]),
    ).toBe('set to behind by hand until the next check-in (derived: unknown)')
  })

  it('by hand, when an import brought it without a person', () => {
    const override = { health: 'at_risk', by: null, why: null }
    expect(say(50, null, today, { override })).toContain('set to at risk by hand until the next check-in')
  })

  it('of an objective, how its items stand', () => {
    const of = (...healths: Health[]) =>
      because(
        objectiveHealthOf({
          items: healths.map((health) => ({ health, share: 1 / healths.length })),
          override: null,
        }).reason,
      )
    expect(of('on_track', 'at_risk', 'behind', 'unknown')).toBe(
      'at risk because by weight its items stand so: 1 on track, 1 at risk, 1 behind, 1 unknown',
    )
    expect(of('on_track', 'unknown')).toBe(
      'unknown because 50 % of its weight is silent: 1 on track, 1 unknown',
    )
    expect(of('not_started')).toBe('not started, as none of its items is')
    expect(of()).toBe('unknown because nothing counts towards it')
  })
})

describe('a roll-up says', () => {
  const of = (...pairs: [number | null, number | null][]) =>
    rollUp(pairs.map(([weight, percent], index) => ({ id: String(index), weight, percent })))
  const sayShares = (...weights: (number | null)[]) =>
    of(...weights.map((weight): [number | null, number] => [weight, 0])).shares.map(({ reason }) =>
      because([reason]),
    )

  it('of how many items it is the mean, and what is left out or cut', () => {
    expect(because(of([null, 50], [null, 160], [null, null]).reason)).toBe(
      '75 % because that is the mean of 2 items by weight; 1 unknown left out; 1 counted within 0 and 100 %',
    )
    expect(because(of([null, 50]).reason)).toBe('50 % because that is the mean of 1 item by weight')
    expect(because(of([null, null]).reason)).toBe(
      'unknown because none of its items is known; 1 unknown left out',
    )
  })

  it('where each share comes from', () => {
    expect(sayShares(null, null, null)[0]).toBe('equal share: 33.3 %')
    expect(sayShares(0, 0, 0)[0]).toBe('all weights are 0, so equal share: 33.3 %')
    expect(sayShares(40, 0, null, null)).toEqual([
      'weight 40 %',
      'weight 0, so it does not count',
      'equal share of what is left: 30 %',
      'equal share of what is left: 30 %',
    ])
    expect(sayShares(60, 60, null)).toEqual([
      'weight 60 % of 120 % given, so 50 %',
      'weight 60 % of 120 % given, so 50 %',
      'no share is left: the others already weigh 120 %',
    ])
  })
})

describe('a score says', () => {
  it('which percent it comes from', () => {
    expect(because(suggestScore(62.5).reason)).toBe('0.6 because it reached 62.5 %')
    expect(because(suggestScore(null).reason)).toBe('no score, as its percent is unknown')
  })
})

describe('any explanation', () => {
  const kind = fc.constantFrom<Kind>('number', 'percent', 'currency', 'done', 'people', 'project')

  it('is a sentence without debris, and its params are flat', () => {
    fc.assert(
      fc.property(
        kind,
        direction,
        decimal,
        decimal,
        decimal,
        day,
        percent,
        (kind, direction, baseline, target, value, day, percent) => {
          const measure = { kind, direction, baseline, target }
          const override = { health: 'on_track' as const, by: 'm1', why: 'secret' }
          const latest = { observedOn: day, percent, confidence: 'low' as const }
          const shares = rollUp([
            { id: 'a', weight: null, percent },
            { id: 'b', weight: Math.abs(value), percent: null },
          ])
          const reasons = [
            ...percentOf({ ...measure, value }).reason,
            ...expectedOn(day, { ...plan, ...measure }).reason,
            ...healthOf({
              today: '2026-03-01',
              plan: { ...plan, ...measure },
              cadence: 'weekly',
              latest,
              override,
            }).reason,
            ...shares.reason,
            ...shares.shares.map(({ reason }) => reason),
            ...suggestScore(percent).reason,
          ]
          for (const reason of reasons) {
            const text = because([reason])
            expect(text).not.toMatch(/undefined|null|NaN|Infinity|\[object|-0 |secret|\.\d{9}/)
            expect(text).not.toBe('')
            for (const param of Object.values(reason.params)) {
              expect(param === null || ['string', 'number'].includes(typeof param)).toBe(true)
            }
          }
        },
      ),
    )
  })
})
