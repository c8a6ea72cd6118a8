import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { type Edge, wouldCycle } from '../../api/progress/alignment.ts'

const edges: Edge[] = [
  { child: 'number of rides', parent: 'happy riders' },
  { child: 'happy riders', parent: 'grow' },
  { child: 'happy riders', parent: 'be loved' },
  { child: 'grow', parent: 'mission' },
]

describe('aligning an item to a parent', () => {
  it('is refused to itself and to anything below it, however far', () => {
    expect(wouldCycle(edges, 'grow', 'grow')).toBe(true)
    expect(wouldCycle(edges, 'grow', 'happy riders')).toBe(true)
    expect(wouldCycle(edges, 'mission', 'number of rides')).toBe(true)
  })

  it('may add a second parent, or a shortcut upwards', () => {
    expect(wouldCycle(edges, 'number of rides', 'be loved')).toBe(false)
    expect(wouldCycle(edges, 'happy riders', 'mission')).toBe(false)
    expect(wouldCycle([], 'a', 'b')).toBe(false)
  })

  it('ends also where a circle came in by import', () => {
    const circle = [...edges, { child: 'mission', parent: 'grow' }]
    expect(wouldCycle(circle, 'be loved', 'mission')).toBe(false)
    expect(wouldCycle(circle, 'grow', 'mission')).toBe(true)
  })

  it('copes with a chain of ten thousand', () => {
    const chain = Array.from({ length: 10_000 }, (_, n) => ({ child: String(n), parent: String(n + 1) }))
    expect(wouldCycle(chain, '10000', '0')).toBe(true)
  })

  it('checked before each alignment, keeps the graph free of circles', () => {
    const node = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
    fc.assert(
      fc.property(fc.array(fc.record({ child: node, parent: node }), { maxLength: 40 }), (wishes) => {
        const kept: Edge[] = []
        for (const wish of wishes) if (!wouldCycle(kept, wish.child, wish.parent)) kept.push(wish)
        const refused = wishes.filter((wish) => !kept.includes(wish))
        expect(isCircular(kept)).toBe(false)
        for (const wish of refused) expect(isCircular([...kept, wish])).toBe(true)
      }),
    )
  })
})

/** Takes away what has nothing above it until nothing changes: what then remains is circles and what hangs below them. */
function isCircular(edges: readonly Edge[]): boolean {
  const rest = edges.filter(({ parent }) => edges.some(({ child }) => child === parent))
  return rest.length === edges.length ? rest.length > 0 : isCircular(rest)
}
