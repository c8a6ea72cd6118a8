import { type Feature, operation } from '../http/operation.ts'
import { ById, ref } from '../http/schema.ts'
import { readLadder, readPersonsLadder } from './ladder.ts'
import { writeWhyBack } from './own-words.ts'
import { Ladder, ladderSchemas, OwnWords, PersonsLadder } from './schema.ts'

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
  ],
}
