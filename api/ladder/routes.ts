import { type Feature, operation } from '../http/operation.ts'
import { ById, ref } from '../http/schema.ts'
import { listBreakDowns, settleBreakDown, suggestSteps, undoBreakDown } from './break-downs.ts'
import { readLadder, readPersonsLadder } from './ladder.ts'
import { writeWhyBack } from './own-words.ts'
import {
  BreakDown,
  BreakDowns,
  Ladder,
  ladderSchemas,
  OwnWords,
  PersonsLadder,
  SuggestSteps,
} from './schema.ts'

// Where a person stands and how they say the why is between people, so no key asks for it.
const nobody: readonly string[] = []

/** Where the ladder from buy-in to action is asked for. */
export const ladder: Feature = {
  name: 'ladder',
  description: 'From buy-in to action: who heard, understands, said yes, moves, is stuck or waits',
  schemas: ladderSchemas,
  operations: [
    operation(
      {
        method: 'GET',
        url: '/objectives/:id/ladder',
        operationId: 'getLadder',
        summary: 'Read where the people of an objective stand',
        description:
          'People by name are yourself and those you lead; everybody else is counted, from five people up.',
        scopes: nobody,
        params: ById,
        reply: [200, ref(Ladder)],
      },
      ({ tx, actor, params }) => readLadder(tx, actor, params.id),
    ),

    operation(
      {
        method: 'POST',
        url: '/objectives/:id/own-words',
        operationId: 'writeWhyBack',
        summary: 'Write the why of an objective back in your own words',
        description: 'Read by its owner and leaders. Writing again replaces them.',
        who: ['member', 'leader', 'admin'],
        scopes: nobody,
        params: ById,
        body: ref(OwnWords),
        reply: [200, ref(Ladder)],
      },
      ({ tx, actor, params, body }) => writeWhyBack(tx, actor, params.id, body.words),
    ),

    operation(
      {
        method: 'GET',
        url: '/members/:id/ladder',
        operationId: 'getPersonsLadder',
        summary: 'Read where one person stands: yourself, or somebody you lead',
        scopes: nobody,
        params: ById,
        reply: [200, ref(PersonsLadder)],
      },
      ({ tx, actor, params }) => readPersonsLadder(tx, actor, params.id),
    ),

    operation(
      {
        method: 'GET',
        url: '/break-downs',
        operationId: 'listBreakDowns',
        summary: 'List what you are asked to help break down',
        description: 'Key results whose owner has had no next step for five working days.',
        scopes: nobody,
        reply: [200, ref(BreakDowns)],
      },
      ({ tx, actor }) => listBreakDowns(tx, actor),
    ),

    operation(
      {
        method: 'POST',
        url: '/break-downs/:id/suggest',
        operationId: 'suggestSteps',
        summary: 'Suggest up to three steps, of which the owner picks one',
        who: ['member', 'leader', 'admin'],
        scopes: nobody,
        params: ById,
        body: ref(SuggestSteps),
        reply: [200, ref(BreakDown)],
      },
      ({ tx, actor, params, body }) => suggestSteps(tx, actor, params.id, body),
    ),

    operation(
      {
        method: 'POST',
        url: '/break-downs/:id/settle',
        operationId: 'settleBreakDown',
        summary: 'Take it from your queue without a suggestion, as after a talk',
        who: ['member', 'leader', 'admin'],
        scopes: nobody,
        params: ById,
        reply: [200, ref(BreakDown)],
      },
      ({ tx, actor, params }) => settleBreakDown(tx, actor, params.id),
    ),

    operation(
      {
        method: 'POST',
        url: '/break-downs/:id/undo',
        operationId: 'undoBreakDown',
        summary: 'Take an answer back, while its owner has not gone on',
        who: ['member', 'leader', 'admin'],
        scopes: nobody,
        params: ById,
        reply: [200, ref(BreakDown)],
      },
      ({ tx, actor, params }) => undoBreakDown(tx, actor, params.id),
    ),
  ],
}
