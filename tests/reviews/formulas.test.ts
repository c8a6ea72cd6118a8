import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { addDays, daysBetween } from '../../api/calendar.ts'
import { halfTimeOf } from '../../api/cycles/half-time.ts'
import { suggestObjectiveScore } from '../../api/progress/score.ts'
import { lastDays, lastWeeksOf, phaseOf } from '../../api/reviews/phase.ts'
import { startsFrom } from '../../api/reviews/starts-from.ts'

const days = fc
  .tuple(fc.integer({ min: 0, max: 800 }), fc.integer({ min: 0, max: 400 }))
  .map(([from, length]) => {
    const startDay = addDays('2026-01-01', from)
    return { startDay, endDay: addDays(startDay, length) }
  })
const score = fc.integer({ min: 0, max: 10 }).map((tenths) => tenths / 10)
const percent = fc.option(fc.double({ min: -50, max: 150, noNaN: true }))

describe('a cycle', () => {
  it('halves a quarter where its second half begins, and asks for scores in its last two weeks', () => {
    const quarter = { startDay: '2026-10-01', endDay: '2026-12-31' }
    expect([halfTimeOf(quarter), lastWeeksOf(quarter)]).toEqual(['2026-11-16', '2026-12-18'])
    const phases = [
      '2026-09-30',
      '2026-10-01',
      '2026-11-15',
      '2026-11-16',
      '2026-12-17',
      '2026-12-18',
      '2027-02-01',
    ]
    expect(phases.map((day) => phaseOf({ ...quarter, state: 'active' }, day))).toEqual([
      'planning',
      'first_half',
      'first_half',
      'second_half',
      'second_half',
      'last_weeks',
      'last_weeks',
    ])
    expect(phaseOf({ ...quarter, state: 'reviewing' }, '2026-11-01')).toBe('last_weeks')
    expect(phaseOf({ ...quarter, state: 'closed' }, '2026-11-01')).toBe('closed')
  })

  it('has halves that differ by a day at most, and last weeks within it', () => {
    fc.assert(
      fc.property(days, (cycle) => {
        const first = daysBetween(cycle.startDay, halfTimeOf(cycle))
        const second = daysBetween(halfTimeOf(cycle), cycle.endDay) + 1
        expect(Math.abs(first - second)).toBeLessThanOrEqual(1)
        const weeks = daysBetween(lastWeeksOf(cycle), cycle.endDay) + 1
        expect(weeks).toBe(Math.min(lastDays, daysBetween(cycle.startDay, cycle.endDay) + 1))
      }),
    )
  })
})

describe("the score of a goal by its items' scores", () => {
  it('is what all of them were scored when they agree, whatever their weights and percents', () => {
    const weight = fc.option(fc.integer({ min: 1, max: 40 }))
    fc.assert(
      fc.property(
        fc.array(fc.tuple(weight, percent), { minLength: 1, maxLength: 6 }),
        score,
        (items, given) => {
          const scored = items.map(([weight, percent], i) => ({
            id: String(i),
            weight,
            percent,
            score: given,
          }))
          const weighted = scored
            .filter((item) => item.weight !== null)
            .reduce((sum, { weight }) => sum + weight!, 0)
          fc.pre(weighted < 100)
          expect(suggestObjectiveScore(scored, null).score).toBe(given)
        },
      ),
    )
  })

  it('never falls when one of them is scored higher, and stays within 0 and 1', () => {
    fc.assert(
      fc.property(fc.array(score, { minLength: 1, maxLength: 6 }), score, (scores, higher) => {
        const of = (given: number[]) =>
          suggestObjectiveScore(
            given.map((one, i) => ({ id: String(i), weight: null, percent: 10, score: one })),
            null,
          ).score!
        const raised = [Math.max(scores[0]!, higher), ...scores.slice(1)]
        expect(of(raised)).toBeGreaterThanOrEqual(of(scores))
        expect(of(scores)).toBeGreaterThanOrEqual(0)
        expect(of(scores)).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('falls back to its own percent where nothing below is known', () => {
    expect(suggestObjectiveScore([{ id: 'a', weight: null, percent: null, score: null }], 44).score).toBe(0.4)
    expect(suggestObjectiveScore([], null)).toEqual({
      score: null,
      reason: [{ code: 'score.no_percent', params: {} }],
    })
  })
})

describe('a key result that goes on', () => {
  const measure = {
    kind: 'number' as const,
    direction: 'decrease' as const,
    unit: null,
    baseline: 40,
    target: 12,
    peopleTotal: null,
  }
  it('starts from where it stands, unless that says nothing', () => {
    const at = (latestValue: number | null) => startsFrom({ ...measure, latestValue })
    expect([at(20), at(null), at(12), at(9), at(44)]).toEqual([20, 40, 40, 40, 40])
    expect(startsFrom({ ...measure, direction: 'at_most', latestValue: 20 })).toBe(40)
  })
})
