import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { groupUp } from '../../api/pulses/suppression.ts'

/** Teams in a tree: team n has a parent among those before it, or none. */
const trees = fc
  .array(fc.record({ answers: fc.nat(12), up: fc.option(fc.nat(20)) }), { minLength: 1, maxLength: 15 })
  .map((teams) => {
    const parentOf = new Map(
      teams.map(({ up }, i): [string, string | null] => [
        `t${i}`,
        up === null || i === 0 ? null : `t${up % i}`,
      ]),
    )
    return { parentOf, waiting: teams.map(({ answers }, i) => ({ teamId: `t${i}`, answers })) }
  })

describe('groups of a pulse', () => {
  it('have five answers at least, each answer in one group at most, and none is the sum of others', () => {
    fc.assert(
      fc.property(trees, ({ waiting, parentOf }) => {
        const groups = groupUp(waiting, parentOf)
        const answersOf = new Map(waiting.map(({ teamId, answers }) => [teamId, answers]))
        const members = groups.flatMap((group) => group.members)
        expect(new Set(members).size).toBe(members.length)
        for (const group of groups) {
          expect(group.answers).toBeGreaterThanOrEqual(5)
          expect(group.answers).toBe(group.members.reduce((sum, id) => sum + answersOf.get(id)!, 0))
        }
      }),
    )
  })

  it('leave a team with enough answers to itself', () => {
    fc.assert(
      fc.property(trees, ({ waiting, parentOf }) => {
        const groups = groupUp(waiting, parentOf)
        for (const { teamId, answers } of waiting) {
          if (answers < 5) continue
          expect(groups.find(({ members }) => members.includes(teamId))?.teamId).toBe(teamId)
        }
      }),
    )
  })

  it('never leave five at the top without a group: what waits is fewer than five below each root', () => {
    fc.assert(
      fc.property(trees, ({ waiting, parentOf }) => {
        const shown = new Set(groupUp(waiting, parentOf).flatMap(({ members }) => members))
        const rootOf = (id: string): string => (parentOf.get(id) ? rootOf(parentOf.get(id)!) : id)
        const left = new Map<string, number>()
        for (const { teamId, answers } of waiting) {
          if (shown.has(teamId)) continue
          const root = rootOf(teamId)
          left.set(root, (left.get(root) ?? 0) + answers)
        }
        for (const answers of left.values()) expect(answers).toBeLessThan(5)
      }),
    )
  })

  it('put a team that is too small with those above it, under their name', () => {
    const parentOf = new Map([
      ['company', null],
      ['service', 'company'],
      ['shop', 'company'],
    ] as const)
    const waiting = [
      { teamId: 'service', answers: 6 },
      { teamId: 'shop', answers: 2 },
      { teamId: 'company', answers: 3 },
    ]
    expect(groupUp(waiting, parentOf)).toEqual([
      { teamId: 'service', members: ['service'], answers: 6 },
      { teamId: 'company', members: ['shop', 'company'], answers: 5 },
    ])
  })
})
