import Type, { type Static } from 'typebox'
import {
  closed,
  Day,
  Id,
  Instant,
  line,
  Named,
  oneOf,
  orNull,
  pageOf,
  Revision,
  ref,
  Version,
} from '../http/schema.ts'

export const teamRoles = ['member', 'leader'] as const

const summary = {
  id: Id,
  name: Type.String(),
  parentId: orNull(Type.String({ format: 'uuid', description: 'Null too when the reader does not see it.' })),
  private: Type.Boolean(),
  closedAt: orNull(Instant),
}

export const TeamSummary = closed(
  {
    ...summary,
    leaders: Type.Array(ref(Named)),
    memberCount: Type.Integer(),
    role: orNull(oneOf(teamRoles, { description: "The reader's own role; null when not in the team." })),
  },
  { $id: 'TeamSummary', description: 'A team as a list shows it; parentId makes the tree.' },
)

export const TeamSummaryPage = pageOf(TeamSummary)

export const TeamPerson = closed(
  {
    id: Id,
    name: Type.String(),
    state: oneOf(['placeholder', 'invited', 'active']),
    guest: Type.Boolean(),
    role: oneOf(teamRoles),
    standIn: orNull(ref(Named)),
    absences: Type.Array(closed({ fromDay: Day, toDay: Day }), {
      description: 'Of leaders only: when they are away, from today on.',
    }),
  },
  { $id: 'TeamPerson', description: 'A person of a team.' },
)

export const Team = closed(
  {
    ...summary,
    people: Type.Array(ref(TeamPerson), { description: 'Empty for an admin who is not in a private team.' }),
    version: Version,
    revision: Revision,
    can: closed({
      edit: Type.Boolean(),
      staff: Type.Boolean(),
      setPrivate: Type.Boolean(),
      addTeam: Type.Boolean(),
      nameStandIn: Type.Boolean(),
      close: Type.Boolean(),
    }),
  },
  { $id: 'Team', description: 'People who share objectives.' },
)

export const NewTeam = closed(
  {
    name: line(100),
    parentId: Type.Optional(orNull(Id)),
    private: Type.Optional(Type.Boolean()),
    leaderIds: Type.Optional(Type.Array(Id, { maxItems: 20, uniqueItems: true })),
  },
  { $id: 'NewTeam', description: 'A private team needs a leader from the start.' },
)

export const TeamChange = closed(
  {
    name: Type.Optional(line(100)),
    parentId: Type.Optional(orNull(Id)),
    private: Type.Optional(
      Type.Boolean({ description: 'Everything of the team changes its audience in the same moment.' }),
    ),
  },
  { $id: 'TeamChange', description: 'What is left out stays.' },
)

export const TeamMembership = closed(
  { memberId: Id, role: Type.Optional(oneOf(teamRoles)) },
  { $id: 'TeamMembership', description: 'Adds a person, or gives them another role.' },
)

export const StandIn = closed(
  { memberId: orNull(Id) },
  { $id: 'StandIn', description: 'Who leads while you are away; null: nobody.' },
)

export type TeamDto = Static<typeof Team>
export type TeamSummaryDto = Static<typeof TeamSummary>
export type NewTeamInput = Static<typeof NewTeam>
export type TeamChangeInput = Static<typeof TeamChange>
export type TeamMembershipInput = Static<typeof TeamMembership>
export const teamSchemas = [
  TeamSummary,
  TeamSummaryPage,
  TeamPerson,
  Team,
  NewTeam,
  TeamChange,
  TeamMembership,
  StandIn,
]
