import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { meanPercent, type RollUpItem, rollUp } from '../../api/progress/roll-up.ts'
import { percent } from './numbers.ts'

type Pair = [weight: number | null, percent: number | null]

/** Items named a, b, c … from pairs of weight and percent. */
function items(...pairs: Pair[]): RollUpItem[] {
  return pairs.map(([weight, percent], index) => ({ id: String.fromCharCode(97 + index), weight, percent }))
}

const shares = (...weights: (number | null)[]) =>
  rollUp(items(...weights.map((weight): Pair => [weight, 0]))).shares.map(({ share }) => share)

describe('the percent of an objective, worked by hand', () => {
  it('is the plain mean without weights: (50 + 60 + 76) ÷ 3 = 62', () => {
    expect(rollUp(items([null, 50], [null, 60], [null, 76]))).toMatchObject({
      percent: 62,
      counted: 3,
      unknown: 0,
    })
  })

  it('is the weighted mean: (50·80 + 30·40 + 20·10) ÷ 100 = 54', () => {
    const found = rollUp(items([50, 80], [30, 40], [20, 10]))
    expect(found.percent).toBe(54)
    expect(found.shares.map(({ adds }) => adds)).toEqual([40, 12, 2])
  })

  it('gives those without a weight an equal share of what is left: 40 leaves 30 each', () => {
    expect(shares(40, null, null)).toEqual([0.4, 0.3, 0.3])
    expect(rollUp(items([40, 100], [null, 50], [null, 0])).percent).toBe(55)
  })

  it('normalises weights that are not 100 in sum', () => {
    expect(shares(20, 20)).toEqual([0.5, 0.5])
    expect(shares(100, 200, 100)).toEqual([0.25, 0.5, 0.25])
    expect(
      shares(14.29, 14.29, 14.29, 14.29, 14.29, 14.29, 14.29).every((share) => share === 0.142857142857),
    ).toBe(true)
  })

  it('leaves nothing to those without a weight once the weighted ones take 100 or more', () => {
    expect(shares(60, 40, null)).toEqual([0.6, 0.4, 0])
    expect(shares(90, 90, null)).toEqual([0.5, 0.5, 0])
    expect(rollUp(items([60, 10], [40, 10], [null, 90]))).toMatchObject({
      percent: 10,
      counted: 2,
      notCounting: 1,
    })
  })

  it('does not count a weight of 0, unless all are 0: then equal shares', () => {
    expect(shares(0, 50)).toEqual([0, 1])
    expect(shares(0, null, null)).toEqual([0, 0.5, 0.5])
    expect(shares(0, 0)).toEqual([0.5, 0.5])
    expect(rollUp(items([0, 100], [50, 20]))).toMatchObject({ percent: 20, counted: 1, notCounting: 1 })
  })

  it('leaves unknown items out of the mean and counts them beside it', () => {
    const found = rollUp(items([50, 80], [30, null], [20, 10]))
    expect(found).toMatchObject({ percent: 60, counted: 2, unknown: 1 })
    expect(found.shares.map(({ share }) => share)).toEqual([0.5, 0.3, 0.2])
    expect(found.shares.map(({ shareOfKnown }) => shareOfKnown)).toEqual([0.714285714286, 0, 0.285714285714])
    expect(found.shares.map(({ adds }) => adds)).toEqual([57.1429, null, 2.8571])
  })

  it('is unknown when nothing that counts is known', () => {
    expect(rollUp(items([null, null], [null, null]))).toMatchObject({ percent: null, counted: 0, unknown: 2 })
    expect(rollUp(items([100, null], [0, 80]))).toMatchObject({ percent: null, unknown: 1, notCounting: 1 })
    expect(rollUp([])).toMatchObject({ percent: null, counted: 0, unknown: 0, shares: [] })
  })

  it('clamps each item: −50 counts as 0 and 140 as 100', () => {
    const found = rollUp(items([null, -50], [null, 140]))
    expect(found.percent).toBe(50)
    expect(found.reason).toContainEqual({ code: 'roll_up.clamped', params: { clamped: 2 } })
  })

  it('refuses a negative weight', () => {
    expect(() => rollUp(items([-1, 50]))).toThrow(RangeError)
  })
})

const weight = fc.option(
  fc.oneof(
    fc.constant(0),
    fc.integer({ min: 0, max: 12_000 }).map((n) => n / 100),
  ),
)
const some = fc
  .array(fc.tuple(weight, fc.option(percent)), { minLength: 1, maxLength: 10 })
  .map((pairs) => items(...pairs))
const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0)

describe('the percent of any objective', () => {
  it('has shares that are 0 or more and sum to 1', () => {
    fc.assert(
      fc.property(some, (items) => {
        const { shares, percent } = rollUp(items)
        expect(sum(shares.map(({ share }) => share))).toBeCloseTo(1, 9)
        expect(sum(shares.map(({ shareOfKnown }) => shareOfKnown))).toBeCloseTo(percent === null ? 0 : 1, 9)
        expect(shares.every(({ share }) => share >= 0)).toBe(true)
        expect(shares.map(({ id }) => id)).toEqual(items.map(({ id }) => id))
      }),
    )
  })

  it('accounts for every item, and the points that the items add are the percent', () => {
    fc.assert(
      fc.property(some, (items) => {
        const { counted, unknown, notCounting, shares, percent } = rollUp(items)
        expect(counted + unknown + notCounting).toBe(items.length)
        expect(sum(shares.map(({ adds }) => adds ?? 0))).toBeCloseTo(percent ?? 0, 2)
      }),
    )
  })

  it('lies between the least and the most of its clamped items', () => {
    fc.assert(
      fc.property(some, (items) => {
        const { percent, shares } = rollUp(items)
        expect(meanPercent(items)).toBe(percent)
        if (percent === null) return
        const known = items
          .filter((item, index) => item.percent !== null && shares[index]!.share > 0)
          .map((item) => Math.min(100, Math.max(0, item.percent!)))
        expect(percent).toBeGreaterThanOrEqual(Math.min(...known))
        expect(percent).toBeLessThanOrEqual(Math.max(...known))
      }),
    )
  })

  it('does not depend on the order of the items', () => {
    const shuffled = some.chain((items) =>
      fc.tuple(fc.constant(items), fc.shuffledSubarray(items, { minLength: items.length })),
    )
    fc.assert(
      fc.property(shuffled, ([items, others]) => {
        const [found, again] = [rollUp(items), rollUp(others)]
        expect(again.percent).toBe(found.percent)
        expect(again.reason).toEqual(found.reason)
        expect(again.shares.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(found.shares)
      }),
    )
  })

  it('does not change when an unknown item of a set weight joins, nor when a weightless one does', () => {
    const weighted = some.map((items) => items.map((item) => ({ ...item, weight: item.weight ?? 10 })))
    fc.assert(
      fc.property(weighted, percent, (items, percent) => {
        fc.pre(items.some(({ weight }) => weight > 0))
        const found = rollUp(items)
        const withUnknown = rollUp([...items, { id: 'z', weight: 25, percent: null }])
        expect(withUnknown.percent).toBe(found.percent)
        expect(withUnknown.unknown).toBe(found.unknown + 1)
        expect(rollUp([...items, { id: 'z', weight: 0, percent }]).percent).toBe(found.percent)
      }),
    )
  })

  it('does not change when an unknown item joins equals', () => {
    fc.assert(
      fc.property(
        fc.array(percent, { minLength: 1, maxLength: 8 }),
        fc.constantFrom(null, 0),
        (percents, weight) => {
          const equals = items(...percents.map((percent): Pair => [weight, percent]))
          expect(rollUp([...equals, { id: 'z', weight, percent: null }]).percent).toBe(rollUp(equals).percent)
        },
      ),
    )
  })

  it('never falls when an item rises', () => {
    fc.assert(
      fc.property(some, fc.nat(), fc.integer({ min: 0, max: 100 }), (items, pick, more) => {
        const risen = items.map((item, index) =>
          index === pick % items.length && item.percent !== null
            ? { ...item, percent: item.percent + more }
            : item,
        )
        expect(rollUp(risen).percent ?? 0).toBeGreaterThanOrEqual(rollUp(items).percent ?? 0)
      }),
    )
  })

  it('does not depend on the scale of the weights when all are set', () => {
    const set = some.map((items) => items.map((item) => ({ ...item, weight: Math.round(item.weight ?? 10) })))
    fc.assert(
      fc.property(set, fc.integer({ min: 1, max: 50 }), (items, factor) => {
        const scaled = rollUp(items.map((item) => ({ ...item, weight: item.weight * factor })))
        expect(scaled.percent).toBe(rollUp(items).percent)
      }),
    )
  })

  it('is the percent of its items when they agree', () => {
    fc.assert(
      fc.property(some, fc.integer({ min: 0, max: 1_000_000 }), (items, n) => {
        expect(rollUp(items.map((item) => ({ ...item, percent: n / 10_000 }))).percent).toBe(n / 10_000)
      }),
    )
  })
})
