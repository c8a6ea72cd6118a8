/** An alignment upwards: a child and the objective it contributes to. */
export interface Edge {
  child: string
  parent: string
}

/** Whether aligning `child` to `parent` would close a circle: the parent is the child, or already below it. */
export function wouldCycle(edges: readonly Edge[], child: string, parent: string): boolean {
  const parents = parentsByChild(edges)
  const above = new Set([parent])
  // A set grows while it is walked: every ancestor is visited once, also where a circle exists already.
  for (const item of above) for (const next of parents.get(item) ?? []) above.add(next)
  return above.has(child)
}

function parentsByChild(edges: readonly Edge[]): Map<string, string[]> {
  const parents = new Map<string, string[]>()
  for (const { child, parent } of edges) {
    const known = parents.get(child)
    if (known) known.push(parent)
    else parents.set(child, [parent])
  }
  return parents
}
