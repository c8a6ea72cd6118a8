import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { objectiveHealthOf } from '../../api/progress/objective-health.ts'
import { rollUp } from '../../api/progress/roll-up.ts'
import type { Health } from '../../api/progress/types.ts'

/** Items of equal share. */
function of(...healths: Health[]) {
  const items = healths.map((health) => ({ health, share: 1 / healths.length }))
  return objectiveHealthOf({ items, override: null }).health
}

describe('the health of an objective by its items', () => {
  it('is the weighted mean, halves to the worse', () => {
    expect(of('on_track', 'on_track', 'on_track')).toBe('on_track')
    expect(of('on_track', 'on_track', 'at_risk')).toBe('on_track')
    expect(of('on_track', 'at_risk')).toBe('at_risk')
    expect(of('on_track', 'on_track', 'behind')).toBe('at_risk')
    expect(of('behind', 'at_risk')).toBe('behind')
    expect(of('behind', 'behind', 'on_track')).toBe('at_risk')
  })

  it('follows the weight: a heavy one behind outweighs two on track', () => {
    const items = [
      { share: 0.8, health: 'behind' as const },
      { share: 0.1, health: 'on_track' as const },
      { share: 0.1, health: 'on_track' as const },
    ]
    expect(objectiveHealthOf({ items, override: null }).health).toBe('behind')
    expect(
      objectiveHealthOf({ items: [{ ...items[0]!, share: 0 }, ...items.slice(1)], override: null }).health,
    ).toBe('on_track')
  })

  it('is unknown once half of the weight is silent, or nothing counts', () => {
    expect(of('on_track', 'on_track', 'unknown')).toBe('on_track')
    expect(of('on_track', 'unknown')).toBe('unknown')
    expect(of()).toBe('unknown')
    expect(objectiveHealthOf({ items: [{ share: 0, health: 'on_track' }], override: null }).health).toBe(
      'unknown',
    )
  })

  it('leaves out what has not started, and has not started when nothing has', () => {
    expect(of('not_started', 'not_started')).toBe('not_started')
    expect(of('not_started', 'not_started', 'behind')).toBe('behind')
    expect(of('not_started', 'unknown')).toBe('unknown')
  })

  it('is what Dana set, but not green over silence', () => {
    const by = { by: 'dana', why: 'I spoke to them.' }
    const silent = [{ share: 1, health: 'unknown' as const }]
    expect(objectiveHealthOf({ items: silent, override: { ...by, health: 'on_track' } }).health).toBe(
      'unknown',
    )
    expect(objectiveHealthOf({ items: silent, override: { ...by, health: 'behind' } }).health).toBe('behind')
  })

  const health = fc.constantFrom<Health>('not_started', 'on_track', 'at_risk', 'behind', 'unknown')
  const items = fc
    .array(fc.tuple(health, fc.option(fc.integer({ min: 0, max: 100 }))), { minLength: 1, maxLength: 8 })
    .map((pairs) => {
      const { shares } = rollUp(
        pairs.map(([, weight], index) => ({ id: String(index), weight, percent: null })),
      )
      return pairs.map(([health], index) => ({ health, share: shares[index]!.share }))
    })

  it('does not depend on the order of the items, and is one of theirs or between', () => {
    const order: Health[] = ['on_track', 'at_risk', 'behind']
    fc.assert(
      fc.property(items, (items) => {
        const found = objectiveHealthOf({ items, override: null })
        expect(objectiveHealthOf({ items: items.toReversed(), override: null })).toEqual(found)
        if (!order.includes(found.health)) return
        const theirs = items
          .filter(({ share }) => share > 0)
          .map(({ health }) => order.indexOf(health))
          .filter((n) => n >= 0)
        expect(order.indexOf(found.health)).toBeGreaterThanOrEqual(Math.min(...theirs))
        expect(order.indexOf(found.health)).toBeLessThanOrEqual(Math.max(...theirs))
      }),
    )
  })

  it('is never better when one more item falls silent or behind', () => {
    fc.assert(
      fc.property(items, fc.nat(), (items, pick) => {
        const worse = (health: Health) =>
          objectiveHealthOf({
            items: items.map((item, index) => (index === pick % items.length ? { ...item, health } : item)),
            override: null,
          }).health
        if (worse('on_track') !== 'on_track') expect(worse('behind')).not.toBe('on_track')
        if (worse('on_track') === 'unknown') expect(worse('unknown')).toBe('unknown')
      }),
    )
  })
})
