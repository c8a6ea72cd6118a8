/** A figure is shown of at least this many answers, comments of at least that many. */
export const fewestAnswers = 5
export const fewestComments = 10

/** A team whose answers wait to be shown, and the team above it. */
export interface Waiting {
  teamId: string
  answers: number
}

/** Answers that are shown together, under the name of the team that is above them all (or is the only one). */
export interface Group {
  teamId: string
  members: string[]
  answers: number
}

/**
 * Puts teams together until every group has enough answers to hide among, from the leaves up: a team with enough is a
 * group of its own; one with fewer joins its parent's, and that again its own parent's. What is still too few at the
 * top is in no group and waits.
 *
 * Groups share no answer and none is ever a sum of others, so there is no difference to take between a team and the one
 * above it: a complement is never shown. (k-anonymity with complementary suppression by disjoint aggregation; Sweeney
 * 2002, Cox 1980.) Once formed a group is kept as it is; later answers form another.
 */
export function groupUp(
  waiting: readonly Waiting[],
  parentOf: ReadonlyMap<string, string | null>,
  fewest = fewestAnswers,
): Group[] {
  const own = new Map(waiting.map(({ teamId, answers }) => [teamId, answers]))
  const pools = new Map<string, Group>()
  const poolOf = (teamId: string): Group => {
    const pool = pools.get(teamId) ?? { teamId, members: [], answers: 0 }
    pools.set(teamId, pool)
    return pool
  }
  const groups: Group[] = []
  for (const teamId of fromTheLeaves([...own.keys()], parentOf)) {
    const pool = poolOf(teamId)
    const answers = own.get(teamId)
    if (answers) {
      pool.members.push(teamId)
      pool.answers += answers
    }
    if (pool.answers >= fewest) groups.push(pool)
    else joinAbove(pool, parentOf.get(teamId) ?? null, poolOf)
  }
  return groups
}

function joinAbove(pool: Group, parentId: string | null, poolOf: (teamId: string) => Group): void {
  if (parentId === null) return
  const above = poolOf(parentId)
  above.members.push(...pool.members)
  above.answers += pool.answers
}

/** The teams and all above them, each after every team below it. */
function fromTheLeaves(teams: readonly string[], parentOf: ReadonlyMap<string, string | null>): string[] {
  const depth = new Map<string, number>()
  const depthOf = (teamId: string): number => {
    const known = depth.get(teamId)
    if (known !== undefined) return known
    const parent = parentOf.get(teamId) ?? null
    const found = parent === null ? 0 : depthOf(parent) + 1
    depth.set(teamId, found)
    return found
  }
  for (const teamId of teams) depthOf(teamId)
  return [...depth.keys()].sort((a, b) => depth.get(b)! - depth.get(a)! || (a < b ? -1 : 1))
}
