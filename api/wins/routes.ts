import Type from 'typebox'
import { type Feature, operation } from '../http/operation.ts'
import { ById, closed, Id, oneOf, paging, ref } from '../http/schema.ts'
import { celebrate, uncelebrate } from './celebrate.ts'
import { findWin, listWins, toWin } from './read.ts'
import { Celebrate, NewWin, Win, WinPage, winSchemas } from './schema.ts'
import { logWin, takeBackWin } from './wins.ts'

/** Where wins are asked for. */
export const wins: Feature = {
  name: 'wins',
  description: 'What truly happened, celebrated by people',
  schemas: winSchemas,
  operations: [
    operation(
      {
        method: 'POST',
        url: '/wins',
        operationId: 'logWin',
        summary: 'Log a win by hand',
        who: ['member', 'leader', 'admin'],
        scopes: [],
        body: ref(NewWin),
        reply: [201, ref(Win)],
      },
      ({ tx, actor, body }) => logWin(tx, actor, body),
    ),

    operation(
      {
        method: 'GET',
        url: '/wins',
        operationId: 'listWins',
        summary: 'List wins, the newest first',
        description:
          'waiting: at most three that nobody celebrated yet, of the team or else of the teams you lead.',
        scopes: ['wins:read'],
        query: closed({
          ...paging,
          teamId: Type.Optional(Id),
          state: Type.Optional(oneOf(['waiting', 'celebrated'])),
        }),
        reply: [200, ref(WinPage)],
      },
      ({ tx, actor, query }) => listWins(tx, actor, query),
    ),

    operation(
      {
        method: 'GET',
        url: '/wins/:id',
        operationId: 'getWin',
        summary: 'Read a win',
        scopes: ['wins:read'],
        params: ById,
        reply: [200, ref(Win)],
      },
      async ({ tx, actor, params }) => toWin(await findWin(tx, actor, params.id), actor),
    ),

    operation(
      {
        method: 'POST',
        url: '/wins/:id/celebrate',
        operationId: 'celebrateWin',
        summary: 'Celebrate a win, with words if you like',
        scopes: [],
        params: ById,
        body: ref(Celebrate),
        reply: [200, ref(Win)],
      },
      ({ tx, actor, params, body }) => celebrate(tx, actor, params.id, body.words),
    ),

    operation(
      {
        method: 'POST',
        url: '/wins/:id/uncelebrate',
        operationId: 'uncelebrateWin',
        summary: 'Take your celebration back, within ten minutes',
        scopes: [],
        params: ById,
        reply: [200, ref(Win)],
      },
      ({ tx, actor, params }) => uncelebrate(tx, actor, params.id),
    ),

    operation(
      {
        method: 'POST',
        url: '/wins/:id/take-back',
        operationId: 'takeBackWin',
        summary: 'Take back a win you logged by hand',
        who: ['member', 'leader', 'admin'],
        scopes: [],
        params: ById,
        reply: [204],
      },
      ({ tx, actor, params }) => takeBackWin(tx, actor, params.id),
    ),
  ],
}
