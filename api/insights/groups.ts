import type { Actor } from '../http/actor.ts'

/** From so many people on a figure is about a group, and from so many answers on an answer has company. */
export const fewest = 5

export interface TeamPlace {
  id: string
  name: string
  parentId: string | null
  /** Members of the team itself. */
  memberIds: readonly string[]
}

/** The people of whom a figure is: a team with all below it; null name: the whole workspace. */
export interface Group {
  teamId: string | null
  name: string | null
  /** Whether the team that was asked for is too small and joined this one. */
  joined: boolean
  teamIds: string[]
  people: number
}

/**
 * The group in which a team is shown: itself with the teams below it, or, below five people, the nearest one above that
 * has as many; at last the workspace. `teamId` null asks for the workspace.
 */
export function groupOf(teams: readonly TeamPlace[], teamId: string | null): Group {
  const byId = new Map(teams.map((team) => [team.id, team]))
  for (let at = teamId; at !== null; at = byId.get(at)?.parentId ?? null) {
    const team = byId.get(at)
    if (!team) break
    const below = withBelow(teams, at)
    const people = peopleOf(below)
    if (people >= fewest) {
      return {
        teamId: at,
        name: team.name,
        joined: at !== teamId,
        teamIds: below.map(({ id }) => id),
        people,
      }
    }
  }
  const all = { teamIds: teams.map(({ id }) => id), people: peopleOf(teams) }
  return { teamId: null, name: null, joined: teamId !== null, ...all }
}

function peopleOf(teams: readonly TeamPlace[]): number {
  return new Set(teams.flatMap(({ memberIds }) => memberIds)).size
}

function withBelow(teams: readonly TeamPlace[], id: string): TeamPlace[] {
  const found = teams.filter((team) => team.id === id)
  for (let i = 0; i < found.length; i++) {
    const known = new Set(found.map((team) => team.id))
    found.push(...teams.filter((team) => team.parentId === found[i]!.id && !known.has(team.id)))
  }
  return found
}

export interface Answers {
  teamId: string
  yes: number
  no: number
}

/**
 * The share of yes among the answers of a group, with how many there were. Hidden below five answers, and also when
 * groups within it are shown by themselves and what remains beside them would be fewer than five: who knows those could
 * work out the rest.
 */
export function shareOf(
  answers: readonly Answers[],
  group: Group,
  within: readonly Group[] = [],
): { share: number; answers: number } | { hidden: 'few' | 'remainder' } {
  const own = answers.filter(({ teamId }) => group.teamIds.includes(teamId))
  const total = count(own)
  if (total < fewest || group.people < fewest) return { hidden: 'few' }
  const parts = within.filter((part) => part.teamIds.length < group.teamIds.length)
  for (const part of parts) {
    const inside = count(own.filter(({ teamId }) => part.teamIds.includes(teamId)))
    const rest = total - inside
    if (inside >= fewest && rest > 0 && rest < fewest) return { hidden: 'remainder' }
  }
  return { share: own.reduce((sum, { yes }) => sum + yes, 0) / total, answers: total }
}

function count(answers: readonly Answers[]): number {
  return answers.reduce((sum, { yes, no }) => sum + yes + no, 0)
}

/** What statements about a group are given first: the workspace, its teams, and the teams the actor sees into. */
export const placeOf = (actor: Actor, { teamIds }: Group) => [actor.workspaceId, teamIds, actor.teams]
