import Type from 'typebox'
import { Id, oneOf } from '../../http/schema.ts'
import { listMembers } from '../../members/members.ts'
import { type MemberDto, states } from '../../members/schema.ts'
import { listTeams } from '../../teams/find-team.ts'
import type { TeamSummaryDto } from '../../teams/schema.ts'
import { listExport } from '../list.ts'

/** People; no address of anybody, as in the list. */
export const membersFile = listExport<MemberDto>({
  name: 'members',
  operationId: 'exportMembers',
  summary: 'The people of the workspace as a file',
  scopes: ['members:read'],
  filters: {
    q: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    teamId: Type.Optional(Id),
    state: Type.Optional(oneOf(states)),
  },
  read: listMembers,
  columns: [
    { heading: 'id', of: ({ id }) => id },
    { heading: 'name', of: ({ name }) => name },
    { heading: 'state', of: ({ state }) => state },
    { heading: 'admin', of: ({ admin }) => admin },
    { heading: 'guest', of: ({ guest }) => guest },
    { heading: 'teams', of: ({ teams }) => teams.map(({ id }) => id), refers: 'team' },
    { heading: 'leads', of: ({ teams }) => leading(teams), refers: 'team' },
  ],
})

const leading = (teams: MemberDto['teams']) =>
  teams.filter(({ role }) => role === 'leader').map(({ id }) => id)

/** Teams. */
export const teamsFile = listExport<TeamSummaryDto>({
  name: 'teams',
  operationId: 'exportTeams',
  summary: 'The teams as a file',
  scopes: ['teams:read'],
  filters: { closed: Type.Optional(Type.Boolean({ description: 'Closed ones too.' })) },
  read: listTeams,
  columns: [
    { heading: 'id', of: ({ id }) => id },
    { heading: 'name', of: ({ name }) => name },
    { heading: 'above', of: ({ parentId }) => parentId, refers: 'team' },
    { heading: 'private', of: (team) => team.private },
    { heading: 'leaders', of: ({ leaders }) => leaders.map(({ name }) => name) },
    { heading: 'members', of: ({ memberCount }) => memberCount },
    { heading: 'closedAt', of: ({ closedAt }) => closedAt },
  ],
})
