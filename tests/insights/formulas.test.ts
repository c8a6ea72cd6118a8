import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { busyworkOf, isLow, reliefsFor } from '../../api/insights/busywork.ts'
import { groupOf, shareOf, type TeamPlace } from '../../api/insights/groups.ts'

const share = fc.double({ min: 0, max: 1, noNaN: true })
const facts = fc.record({
  checkIns: fc.integer({ min: 0, max: 50 }),
  seconds: fc.option(fc.double({ min: 0, max: 900, noNaN: true })),
  reminders: fc.option(fc.double({ min: 0, max: 9, noNaN: true })),
  worth: fc.option(share),
  ledTo: fc.option(share),
})

describe('the busywork index', () => {
  it('is none without enough to go by, else whole points from 0 to 100', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const found = busyworkOf(given)
        const { checkIns, ...parts } = given
        const known = Object.values(parts).filter((part) => part !== null).length
        expect(found === null).toBe(checkIns < 5 || known < 2)
        if (!found) return
        expect(Number.isInteger(found.index)).toBe(true)
        expect(found.index).toBeGreaterThanOrEqual(0)
        expect(found.index).toBeLessThanOrEqual(100)
      }),
    )
  })

  it('never falls when a check-in takes longer, needs more reminders, is worth less or leads to less', () => {
    fc.assert(
      fc.property(facts, share, (given, part) => {
        const before = busyworkOf(given)
        fc.pre(before !== null)
        const heavier = {
          ...given,
          seconds: given.seconds === null ? null : given.seconds + part * 60,
          reminders: given.reminders === null ? null : given.reminders + part,
          worth: given.worth === null ? null : given.worth * part,
          ledTo: given.ledTo === null ? null : given.ledTo * part,
        }
        expect(busyworkOf(heavier)!.index).toBeGreaterThanOrEqual(before!.index)
      }),
    )
  })

  it('is 0 for half a minute that helped, and 100 for three minutes that nobody heard', () => {
    const known = { checkIns: 5, seconds: 30, reminders: 0, worth: 1, ledTo: 1 }
    expect(busyworkOf(known)).toMatchObject({ index: 0 })
    const useless = { checkIns: 5, seconds: 200, reminders: 3, worth: 0, ledTo: 0 }
    expect(busyworkOf(useless)).toMatchObject({ index: 100, heaviest: 'worth' })
  })

  it('is looked at more closely where fewer than half say yes to one of the three taps', () => {
    expect(isLow({ understand: 1, say: 0.5, believe: 0.8 })).toBe(false)
    expect(isLow({ understand: 1, say: 1, believe: 0.4 })).toBe(true)
  })

  it('asks people first and proposes nothing that is done already', () => {
    const offered = (cadence: string, asks: string) => reliefsFor({ cadence, asks })
    expect(offered('weekly', 'all')).toEqual([
      'ask_again',
      'longer_rhythm',
      'fewer_fields',
      'feed_by_program',
    ])
    expect(offered('monthly', 'number')).toEqual(['ask_again', 'feed_by_program'])
    expect(offered('weekly', 'program')).toEqual([])
  })
})

const people = (team: string, n: number) => Array.from({ length: n }, (_, i) => `${team}${i}`)
const teams: TeamPlace[] = [
  { id: 'house', name: 'House', parentId: null, memberIds: ['boss'] },
  { id: 'big', name: 'Big', parentId: 'house', memberIds: people('b', 6) },
  { id: 'small', name: 'Small', parentId: 'house', memberIds: people('s', 3) },
  { id: 'tiny', name: 'Tiny', parentId: 'small', memberIds: ['t'] },
]

describe('a group', () => {
  it('is the team with all below it, or the nearest one above that has five people', () => {
    const of = (id: string | null) => groupOf(teams, id)
    expect(of('big')).toMatchObject({ teamId: 'big', joined: false, people: 6 })
    expect(of('tiny')).toMatchObject({ teamId: 'house', name: 'House', joined: true, people: 11 })
    expect(of(null)).toMatchObject({ teamId: null, joined: false, people: 11 })
  })

  it('never has fewer than five people unless the whole workspace has', () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 7 }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(sizes, fc.nat(), (counts, pick) => {
        const made = counts.map((n, i) => ({
          id: `t${i}`,
          name: `t${i}`,
          parentId: i === 0 ? null : `t${(i - 1) >> 1}`,
          memberIds: people(`t${i}-`, n),
        }))
        const all = counts.reduce((sum, n) => sum + n, 0)
        const { people: found } = groupOf(made, `t${pick % counts.length}`)
        expect(found).toBeGreaterThanOrEqual(Math.min(5, all))
      }),
    )
  })
})

describe('a share of answers', () => {
  const answers = (big: number, small: number) => [
    { teamId: 'big', yes: big, no: 0 },
    { teamId: 'small', yes: 0, no: small },
  ]
  it('is hidden below five answers', () => {
    expect(shareOf(answers(4, 0), groupOf(teams, 'big'))).toEqual({ hidden: 'few' })
    expect(shareOf(answers(5, 0), groupOf(teams, 'big'))).toEqual({ share: 1, answers: 5 })
  })

  it('is hidden where what is shown elsewhere would give the rest away', () => {
    const house = groupOf(teams, 'house')
    const within = [groupOf(teams, 'big')]
    expect(shareOf(answers(6, 2), house, within)).toEqual({ hidden: 'remainder' })
    expect(shareOf(answers(6, 6), house, within)).toEqual({ share: 0.5, answers: 12 })
    expect(shareOf(answers(6, 0), house, within)).toEqual({ share: 1, answers: 6 })
  })

  it('never lets the answers of fewer than five be worked out by taking one shown group from another', () => {
    const n = fc.integer({ min: 0, max: 9 })
    fc.assert(
      fc.property(n, n, n, n, (a, b, c, d) => {
        const given = [
          { teamId: 'big', yes: a, no: b },
          { teamId: 'small', yes: c, no: d },
        ]
        const big = groupOf(teams, 'big')
        const [part, whole] = [shareOf(given, big), shareOf(given, groupOf(teams, 'house'), [big])]
        if ('hidden' in part || 'hidden' in whole) return
        const rest = whole.answers - part.answers
        expect(rest === 0 || rest >= 5).toBe(true)
      }),
    )
  })
})
