import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { voiceShare, withoutFew } from '../../api/planning-rounds/figures.ts'
import { originOf, wordingOf } from '../../api/planning-rounds/wording.ts'

const rounds = fc.array(
  fc
    .record({ asked: fc.integer({ min: 0, max: 50 }), part: fc.double({ min: 0, max: 1, noNaN: true }) })
    .map(({ asked, part }) => ({ asked, voices: Math.round(asked * part) })),
)

describe('voice share', () => {
  it('lies between nobody and everybody, and is unknown only where nobody was asked', () => {
    fc.assert(
      fc.property(rounds, (some) => {
        const share = voiceShare(some)
        if (some.every(({ asked }) => asked === 0)) return expect(share).toBeNull()
        expect(share).toBeGreaterThanOrEqual(0)
        expect(share).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('is 1 exactly when everybody spoke, and the order of rounds does not matter', () => {
    fc.assert(
      fc.property(rounds, (some) => {
        expect(voiceShare([...some].reverse())).toBe(voiceShare(some))
        const all = some.every(({ asked, voices }) => asked === voices)
        if (voiceShare(some) !== null) expect(voiceShare(some) === 1).toBe(all)
      }),
    )
  })
})

describe('what came of goals from one place', () => {
  it('is a mean of five at least; how many they were is always said', () => {
    const ended = { origin: 'assigned' as const, percent: 40, score: 0.5 }
    const hidden = { percent: null, score: null, hidden: 'few' }
    expect(withoutFew({ ...ended, objectives: 5 })).toEqual({ ...ended, objectives: 5, hidden: null })
    expect(withoutFew({ ...ended, objectives: 4 })).toEqual({ ...ended, ...hidden, objectives: 4 })
  })
})

describe('wording and origin', () => {
  const said = (text: string, kind: 'member' | 'draft' = 'member', verdictOn: string | null = null) => ({
    ...{ text, kind, verdictOn },
    verdict: verdictOn === null ? null : ('agreed' as const),
  })

  it('see no change in spaces, case and a full stop, and ask again when the words change once more', () => {
    expect(wordingOf(said(' repairs  on TIME. '), 'Repairs on time')).toBe('same')
    expect(wordingOf(said('Repairs', 'member', 'On time'), 'On time')).toBe('agreed')
    expect(wordingOf(said('Repairs', 'member', 'On time'), 'Nearly on time')).toBe('asked')
  })

  it('say where a goal came from by what really happened', () => {
    expect(originOf([], 'A')).toBe('assigned')
    expect(originOf([said('A', 'draft')], 'A')).toBe('assigned')
    expect(originOf([said('A')], 'A')).toBe('team_proposed')
    expect(originOf([said('A')], 'B')).toBe('co_written')
    expect(originOf([said('A', 'member', 'B')], 'B')).toBe('team_proposed')
    expect(originOf([said('A'), said('A', 'draft')], 'A')).toBe('co_written')
  })
})
