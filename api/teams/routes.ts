import Type from 'typebox'
import { type Feature, operation } from '../http/operation.ts'
import { ById, closed, Id, paging, ref } from '../http/schema.ts'
import { listTeams, shown } from './find-team.ts'
import { nameStandIn, putInTeam, removeFromTeam } from './people.ts'
import { NewTeam, StandIn, Team, TeamChange, TeamMembership, TeamSummaryPage, teamSchemas } from './schema.ts'
import { changeTeam, closeTeam, createTeam } from './teams.ts'

/** Where teams are asked for. */
export const teams: Feature = {
  name: 'teams',
  description: 'People who share objectives',
  schemas: teamSchemas,
  operations: [
    operation(
      {
        method: 'GET',
        url: '/teams',
        operationId: 'listTeams',
        summary: 'List the teams',
        description:
          'By name; parentId makes the tree. A private team is listed to its people and to admins.',
        scopes: ['teams:read'],
        query: closed({
          ...paging,
          closed: Type.Optional(Type.Boolean({ description: 'Closed ones too.' })),
        }),
        reply: [200, ref(TeamSummaryPage)],
      },
      ({ tx, actor, query }) => listTeams(tx, actor, query),
    ),

    operation(
      {
        method: 'POST',
        url: '/teams',
        operationId: 'createTeam',
        summary: 'Make a team',
        who: ['leader', 'admin'],
        scopes: [],
        body: ref(NewTeam),
        reply: [201, ref(Team)],
      },
      ({ tx, actor, body }) => createTeam(tx, actor, body),
    ),

    operation(
      {
        method: 'GET',
        url: '/teams/:id',
        operationId: 'getTeam',
        summary: 'Read a team with its people',
        scopes: ['teams:read'],
        params: ById,
        reply: [200, ref(Team)],
      },
      ({ tx, actor, params }) => shown(tx, actor, params.id),
    ),

    operation(
      {
        method: 'PATCH',
        url: '/teams/:id',
        operationId: 'changeTeam',
        summary: 'Name a team, move it, make it private or open',
        who: ['leader', 'admin'],
        scopes: [],
        params: ById,
        body: ref(TeamChange),
        reply: [200, ref(Team)],
        refusals: [409],
      },
      ({ tx, actor, params, body, version }) => changeTeam(tx, actor, params.id, body, version),
    ),

    operation(
      {
        method: 'POST',
        url: '/teams/:id/close',
        operationId: 'closeTeam',
        summary: 'Close a team; its goals stay',
        who: ['leader', 'admin'],
        scopes: [],
        params: ById,
        reply: [200, ref(Team)],
      },
      ({ tx, actor, params }) => closeTeam(tx, actor, params.id),
    ),

    operation(
      {
        method: 'POST',
        url: '/teams/:id/members',
        operationId: 'putInTeam',
        summary: 'Add a person to a team, or give them another role',
        who: ['leader', 'admin'],
        scopes: [],
        params: ById,
        body: ref(TeamMembership),
        reply: [200, ref(Team)],
      },
      ({ tx, actor, params, body }) => putInTeam(tx, actor, params.id, body),
    ),

    operation(
      {
        method: 'DELETE',
        url: '/teams/:id/members/:memberId',
        operationId: 'removeFromTeam',
        summary: 'Take a person out of a team',
        description: 'If-Match names the team. People may leave a team themselves.',
        who: ['member', 'leader', 'admin'],
        scopes: [],
        params: closed({ id: Id, memberId: Id }),
        reply: [200, ref(Team)],
        refusals: [409],
      },
      ({ tx, actor, params, version }) => removeFromTeam(tx, actor, params.id, params.memberId, version),
    ),

    operation(
      {
        method: 'POST',
        url: '/teams/:id/stand-in',
        operationId: 'nameStandIn',
        summary: 'Name who leads while you are away',
        who: ['leader', 'admin'],
        scopes: [],
        params: ById,
        body: ref(StandIn),
        reply: [200, ref(Team)],
      },
      ({ tx, actor, params, body }) => nameStandIn(tx, actor, params.id, body.memberId),
    ),
  ],
}
