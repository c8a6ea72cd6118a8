import Type from 'typebox'
import { type Feature, operation } from '../http/operation.ts'
import { ById, closed, Id, ref } from '../http/schema.ts'
import { readMyWeek } from './my-week.ts'
import { MyWeek, myWeekSchemas } from './my-week-schema.ts'
import { TeamBoard, teamBoardSchemas } from './schema.ts'
import { readTeamBoard, tagOfTeamBoard } from './team-board.ts'

/** Where boards are asked for. */
export const boards: Feature = {
  name: 'boards',
  description: 'What is moving, what is in the way, and what is mine to do',
  schemas: [...teamBoardSchemas, ...myWeekSchemas],
  operations: [
    operation(
      {
        method: 'GET',
        url: '/my-week',
        operationId: 'getMyWeek',
        summary: 'Read what is mine this week',
        description:
          'Due check-ins, steps, barriers, what came of them, and wins to celebrate, in one request.',
        scopes: [],
        reply: [200, ref(MyWeek)],
        oneTrip: true,
      },
      ({ tx, actor }) => readMyWeek(tx, actor),
    ),

    operation(
      {
        method: 'GET',
        url: '/teams/:id/board',
        operationId: 'getTeamBoard',
        summary: "Read a team's board of one cycle",
        description:
          'Without cycleId it is the cycle that runs. The ETag changes with everything a board shows, and at midnight; ' +
          'an unchanged board answers 304 from one look-up.',
        scopes: ['boards:read'],
        params: ById,
        query: closed({ cycleId: Type.Optional(Id) }),
        reply: [200, ref(TeamBoard)],
        oneTrip: true,
        tag: ({ tx, actor, params, query }) => tagOfTeamBoard(tx, actor, params.id, query.cycleId),
      },
      ({ tx, actor, params, query }) => readTeamBoard(tx, actor, params.id, query.cycleId),
    ),
  ],
}
