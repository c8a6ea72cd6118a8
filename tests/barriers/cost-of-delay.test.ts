import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { type Blocked, costOfDelay, hundredths } from '../../api/barriers/cost-of-delay.ts'

const person = fc.constantFrom('mia', 'noah', 'otto', 'dana')
const share = fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100)
// A key result has the same shares wherever it is named.
const shares = fc.record({
  a: fc.array(share, { maxLength: 3 }),
  b: fc.array(share, { maxLength: 3 }),
  c: fc.array(share, { maxLength: 3 }),
})
const blocked = fc
  .tuple(shares, fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', null), person), { maxLength: 8 }))
  .map(([sharesOf, pairs]): Blocked[] =>
    pairs.map(([keyResultId, ownerId]) => ({
      keyResultId,
      ownerId,
      shares: keyResultId === null ? [] : sharesOf[keyResultId],
    })),
  )
const days = fc.integer({ min: 0, max: 250 })

describe('the cost of delay', () => {
  it('is people waiting × weight of what is blocked × working days', () => {
    const cost = costOfDelay({
      raisedBy: 'mia',
      blocked: [
        { keyResultId: 'a', ownerId: 'mia', shares: [0.5] },
        { keyResultId: 'b', ownerId: 'noah', shares: [0.25, 0.5] },
      ],
      days: 4,
    })
    expect(cost).toEqual({ people: 2, weight: 1.25, days: 4, perDay: 2.5, cost: 10 })
  })

  it('counts a key result that stands under no objective as a whole', () => {
    const blocked = [{ keyResultId: 'a', ownerId: 'mia', shares: [] }]
    expect(costOfDelay({ raisedBy: 'mia', blocked, days: 3 })).toMatchObject({ weight: 1, cost: 3 })
  })

  it('counts whoever waits with a step on an objective, though no key result is held up', () => {
    const blocked = [{ keyResultId: null, ownerId: 'noah', shares: [] }]
    expect(costOfDelay({ raisedBy: 'mia', blocked, days: 3 })).toMatchObject({
      people: 2,
      weight: 0,
      cost: 0,
    })
  })

  it('is the product of its parts, never negative, and at least the raiser waits', () => {
    fc.assert(
      fc.property(person, blocked, days, (raisedBy, blocked, days) => {
        const found = costOfDelay({ raisedBy, blocked, days })
        expect(found.people).toBeGreaterThanOrEqual(1)
        expect(found.perDay).toBeCloseTo(found.people * found.weight, 5)
        expect(found.cost).toBeCloseTo(found.perDay * days, 3)
        expect(found.cost).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('does not change with the order, nor when the same is named twice', () => {
    fc.assert(
      fc.property(person, blocked, days, (raisedBy, blocked, days) => {
        const once = costOfDelay({ raisedBy, blocked, days })
        const twice = costOfDelay({ raisedBy, blocked: [...blocked, ...blocked].reverse(), days })
        expect(twice.people).toBe(once.people)
        expect(twice.weight).toBeCloseTo(once.weight, 5)
      }),
    )
  })

  it('only grows with days and with what is blocked', () => {
    fc.assert(
      fc.property(person, blocked, days, (raisedBy, blocked, days) => {
        const { cost } = costOfDelay({ raisedBy, blocked, days })
        expect(costOfDelay({ raisedBy, blocked, days: days + 1 }).cost).toBeGreaterThanOrEqual(cost)
        const more = [...blocked, { keyResultId: 'd', ownerId: 'nina', shares: [0.1] }]
        expect(costOfDelay({ raisedBy, blocked: more, days }).cost).toBeGreaterThanOrEqual(cost)
      }),
    )
  })

  it('refuses what cannot be, and sorts as an integer that never runs over', () => {
    expect(() => costOfDelay({ raisedBy: 'mia', blocked: [], days: -1 })).toThrow(RangeError)
    expect(hundredths(1.234)).toBe(123)
    expect(hundredths(1e12)).toBe(2 ** 31 - 1)
  })
})
