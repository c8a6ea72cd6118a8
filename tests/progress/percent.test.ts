import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { measureOf, percentOf, suggestScore } from '../../api/progress/progress.ts'
import type { Direction } from '../../api/progress/types.ts'
import { decimal, direction, moving, percent } from './numbers.ts'

const way = fc
  .record({ baseline: decimal, target: decimal })
  .filter(({ baseline, target }) => baseline !== target)

function of(direction: Direction, baseline: number, target: number, value: number | null) {
  const { reason: _, ...figures } = percentOf({ direction, baseline, target, value })
  return figures
}

describe('the percent of a key result, worked by hand', () => {
  it('is 62 for 31 of 50', () => {
    expect(of('increase', 0, 50, 31)).toEqual({
      percent: 62,
      clamped: 62,
      met: false,
      worse: false,
      distance: 19,
    })
  })

  it('is 50 for 15 on the way down from 20 to 10', () => {
    expect(of('decrease', 20, 10, 15)).toEqual({
      percent: 50,
      clamped: 50,
      met: false,
      worse: false,
      distance: 5,
    })
  })

  it('is −20 and worse for 22 on the way down from 20 to 10, and 0 for roll-up', () => {
    expect(of('decrease', 20, 10, 22)).toEqual({
      percent: -20,
      clamped: 0,
      met: false,
      worse: true,
      distance: 12,
    })
  })

  it('is 140 for 70 of 50, and 100 for roll-up', () => {
    expect(of('increase', 0, 50, 70)).toEqual({
      percent: 140,
      clamped: 100,
      met: true,
      worse: false,
      distance: 0,
    })
  })

  it('is null without a value', () => {
    expect(of('increase', 0, 50, null)).toEqual({
      percent: null,
      clamped: null,
      met: false,
      worse: false,
      distance: null,
    })
  })

  it('is 100 or 0 where the target is the baseline', () => {
    expect(of('increase', 10, 10, 10)).toMatchObject({ percent: 100, met: true, worse: false })
    expect(of('increase', 10, 10, 9)).toMatchObject({ percent: 0, met: false, worse: true, distance: 1 })
    expect(of('decrease', 10, 10, 11)).toMatchObject({ percent: 0, met: false, worse: true, distance: 1 })
    expect(of('decrease', 10, 10, 9)).toMatchObject({ percent: 100, met: true, distance: 0 })
  })

  it('of staying at or above 95 is 100 at 95 and 0 at 94.2, 0.8 away', () => {
    expect(of('at_least', 95, 95, 95)).toMatchObject({ percent: 100, met: true, distance: 0 })
    expect(of('at_least', 90, 95, 94.2)).toMatchObject({
      percent: 0,
      met: false,
      worse: false,
      distance: 0.8,
    })
    expect(of('at_least', 95, 95, 94.2)).toMatchObject({ percent: 0, worse: true, distance: 0.8 })
  })

  it('of staying at or below 3 is 100 at 2 and 0 at 3.5', () => {
    expect(of('at_most', 3, 3, 2)).toMatchObject({ percent: 100, met: true })
    expect(of('at_most', 3, 3, 3.5)).toMatchObject({ percent: 0, worse: true, distance: 0.5 })
  })

  it('rounds halves away from zero at the fourth decimal', () => {
    expect(of('increase', 0, 128, 1).percent).toBe(0.7813)
    expect(of('increase', 0, 128, -1).percent).toBe(-0.7813)
    expect(of('increase', 0, 100, 1.00005).percent).toBe(1.0001)
    expect(of('increase', 0, 3, 2).percent).toBe(66.6667)
  })

  it('is exact where floating point is not', () => {
    expect(of('increase', 999_999_999_999, 999_999_999_999.03, 999_999_999_999.01).percent).toBe(33.3333)
    expect(of('increase', 0, 0.3, 0.1).distance).toBe(0.2)
    expect(of('increase', 0.1, 0.3, 0.3)).toMatchObject({ percent: 100, met: true })
  })

  it('is not met a hair before the target, though it reads 100', () => {
    expect(of('increase', 0, 1_000_000_000, 999_999_999)).toMatchObject({
      percent: 100,
      met: false,
      distance: 1,
    })
  })

  it('refuses what is no number', () => {
    expect(() => of('increase', 0, 50, Number.NaN)).toThrow(RangeError)
    expect(() => of('increase', 0, Number.POSITIVE_INFINITY, 1)).toThrow(RangeError)
  })

  it('of done or not done is 100 or 0; of a project its own percent', () => {
    const done = measureOf('done')
    const project = measureOf('project')
    expect(percentOf({ ...done!, value: 1 })).toMatchObject({ percent: 100, met: true })
    expect(percentOf({ ...done!, value: 0 })).toMatchObject({
      percent: 0,
      met: false,
      worse: false,
      distance: 1,
    })
    expect(percentOf({ ...project!, value: 40 }).percent).toBe(40)
    expect(measureOf('number')).toBeNull()
  })
})

describe('the percent of any key result', () => {
  it('is 0 at the baseline and 100 at the target', () => {
    fc.assert(
      fc.property(way, moving, ({ baseline, target }, direction) => {
        expect(of(direction, baseline, target, baseline)).toMatchObject({
          percent: 0,
          worse: false,
          met: false,
        })
        expect(of(direction, baseline, target, target)).toMatchObject({
          percent: 100,
          met: true,
          distance: 0,
        })
      }),
    )
  })

  it('is the same for going down as for going up, in the mirror', () => {
    fc.assert(
      fc.property(way, decimal, ({ baseline, target }, value) => {
        const up = of('increase', baseline, target, value)
        expect(of('decrease', -baseline, -target, -value)).toEqual(up)
        expect(of('decrease', baseline, target, value)).toEqual(up)
      }),
    )
  })

  it('is what the way back lacks: there and back are 100', () => {
    fc.assert(
      fc.property(way, decimal, ({ baseline, target }, value) => {
        const there = of('increase', baseline, target, value).percent!
        const back = of('decrease', target, baseline, value).percent!
        expect(Math.abs(there + back - 100)).toBeLessThanOrEqual(1e-4 + Math.abs(there) * 1e-12)
      }),
    )
  })

  it('never falls as the value moves towards the target', () => {
    fc.assert(
      fc.property(way, decimal, decimal, ({ baseline, target }, a, b) => {
        const [nearBaseline, nearTarget] = a < b === baseline < target ? [a, b] : [b, a]
        const before = of('increase', baseline, target, nearBaseline)
        const after = of('increase', baseline, target, nearTarget)
        expect(after.percent!).toBeGreaterThanOrEqual(before.percent!)
        expect(after.clamped!).toBeGreaterThanOrEqual(before.clamped!)
        if (before.met) expect(after.met).toBe(true)
      }),
    )
  })

  it('does not depend on the unit, nor on where zero is', () => {
    const whole = fc.integer({ min: -1_000_000, max: 1_000_000 })
    fc.assert(
      fc.property(
        whole,
        whole,
        whole,
        direction,
        whole,
        fc.integer({ min: 1, max: 9000 }),
        (b, t, v, dir, shift, factor) => {
          const { distance: _, ...figures } = of(dir, b, t, v)
          const scaled = of(dir, (b + shift) * factor, (t + shift) * factor, (v + shift) * factor)
          expect(scaled).toMatchObject(figures)
        },
      ),
    )
  })

  it('shows itself unclamped, and clamped within 0 and 100', () => {
    fc.assert(
      fc.property(direction, decimal, decimal, decimal, (direction, baseline, target, value) => {
        const { percent, clamped } = of(direction, baseline, target, value)
        expect(clamped).toBe(Math.min(100, Math.max(0, percent!)))
        if (direction === 'increase' && baseline < target)
          expect(percent! < 0).toBe(value < baseline && percent !== 0)
      }),
    )
  })

  it('is met exactly when nothing is left, never below 100, and never worse when met', () => {
    fc.assert(
      fc.property(direction, decimal, decimal, decimal, (direction, baseline, target, value) => {
        const { percent, met, worse, distance } = of(direction, baseline, target, value)
        expect(met).toBe(distance === 0)
        if (met) expect(percent).toBeGreaterThanOrEqual(100)
        if (percent! > 100) expect(met).toBe(true)
        if (worse) expect(met || percent! > 0).toBe(false)
      }),
    )
  })

  it('is all or nothing where the number should stay, whatever the baseline', () => {
    fc.assert(
      fc.property(decimal, decimal, decimal, (baseline, target, value) => {
        expect(of('at_least', baseline, target, value).percent).toBe(value >= target ? 100 : 0)
        expect(of('at_most', baseline, target, value).percent).toBe(value <= target ? 100 : 0)
      }),
    )
  })

  it('has four decimals, so rounding it again changes nothing, and is near the plain formula', () => {
    fc.assert(
      fc.property(way, decimal, ({ baseline, target }, value) => {
        const { percent } = of('increase', baseline, target, value)
        const plain = ((value - baseline) / (target - baseline)) * 100
        expect(Math.abs(percent! - plain)).toBeLessThanOrEqual(0.00005 + Math.abs(plain) * 1e-6)
        expect(of('increase', 0, 100, percent).percent).toBe(percent)
        expect(Object.is(percent, -0)).toBe(false)
      }),
    )
  })
})

describe('the proposed score', () => {
  it('is a tenth of the clamped percent, one decimal, halves up', () => {
    expect([62, 65, 64.9999, 140, -20, 0].map((percent) => suggestScore(percent).score)).toEqual([
      0.6, 0.7, 0.6, 1, 0, 0,
    ])
    expect(suggestScore(null).score).toBeNull()
  })

  it('lies between 0 and 1 and never falls with the percent', () => {
    fc.assert(
      fc.property(percent, percent, (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)].map((percent) => suggestScore(percent).score!)
        expect(low).toBeGreaterThanOrEqual(0)
        expect(high).toBeLessThanOrEqual(1)
        expect(low).toBeLessThanOrEqual(high!)
      }),
    )
  })
})
