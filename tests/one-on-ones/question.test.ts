import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { type Askable, questionKinds, questionOf } from '../../api/one-on-ones/question.ts'

const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-10-${String(n).padStart(2, '0')}`)
const fact: fc.Arbitrary<Askable> = fc.record({
  kind: fc.constantFrom(...questionKinds),
  id: fc.uuid(),
  title: fc.constant('Something'),
  number: fc.constant(null),
  code: fc.constant(null),
  who: fc.constant(null),
  since: day,
})
const facts = fc.uniqueArray(fact, { selector: ({ id }) => id, maxLength: 12 })
const rank = ({ kind }: Askable) => questionKinds.indexOf(kind)

describe('the one suggested question', () => {
  it('is none without a fact, and one of the facts otherwise', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const asked = questionOf(given)
        expect(asked === null ? given : [asked]).toEqual(asked === null ? [] : [expect.anything()])
        if (asked) expect(given).toContain(asked)
      }),
    )
  })

  it('is the same in whatever order the facts come, and changes none of them', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const before = JSON.stringify(given)
        expect(questionOf([...given].reverse())).toEqual(questionOf(given))
        expect(JSON.stringify(given)).toBe(before)
      }),
    )
  })

  it('is about the first kind there is, and of that kind about what has waited longest', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const asked = questionOf(given)
        for (const other of given) {
          expect(rank(asked!)).toBeLessThanOrEqual(rank(other))
          if (rank(asked!) === rank(other)) expect(asked!.since <= other.since).toBe(true)
        }
      }),
    )
  })

  it('asks about an unanswered barrier before what stands still, and about that before a win', () => {
    expect(questionKinds).toEqual(['barrier', 'stalled', 'win'])
  })

  it('stays when something of less urgency comes along', () => {
    fc.assert(
      fc.property(facts, fact, (given, late) => {
        const asked = questionOf(given)
        fc.pre(asked !== null && rank(late) > rank(asked))
        expect(questionOf([...given, late])).toEqual(asked)
      }),
    )
  })
})
