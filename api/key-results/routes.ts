import Type, { type Static, type TSchema } from 'typebox'
import type { Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { type Feature, operation, type Registration } from '../http/operation.ts'
import { ById, closed, Id, ref } from '../http/schema.ts'
import type { Move } from '../objectives/lifecycle.ts'
import { itemFilters } from '../objectives/routes.ts'
import { Closing, NewOverride, Publishing } from '../objectives/schema.ts'
import {
  changeKeyResult,
  moveKeyResult,
  overrideKeyResult,
  scoreKeyResult,
  setPeople,
  setPhasedTargets,
} from './change.ts'
import { externalOperations } from './external-routes.ts'
import { listKeyResults } from './key-results.ts'
import { publishKeyResult, writeKeyResult } from './publish.ts'
import {
  KeyResultChange,
  KeyResultDetail,
  KeyResultPage,
  KeyResultPeople,
  keyResultSchemas,
  NewKeyResult,
  PhasedTargets,
} from './schema.ts'
import { showKeyResult } from './show.ts'

const who = ['member', 'leader', 'admin'] as const
const scopes = ['key-results:write']

/** What happens to one key result, answered with the key result as it is then. */
function change<B extends TSchema>(
  route: { method: 'POST' | 'PATCH' | 'PUT'; path?: string; operationId: string; summary: string; body?: B },
  happen: (tx: Tx, actor: Actor, id: string, body: Static<B>, version: number | null) => Promise<void>,
): Registration {
  const { path = '', ...definition } = route
  return operation(
    {
      ...definition,
      url: `/key-results/:id${path}`,
      who,
      scopes,
      params: ById,
      reply: [200, ref(KeyResultDetail)],
      refusals: [409],
    },
    async ({ tx, actor, params, body, version }) => {
      await happen(tx, actor, params.id, body as Static<B>, version)
      return showKeyResult(tx, actor, params.id)
    },
  )
}

const move = (name: Move, summary: string) =>
  change({ method: 'POST', path: `/${name}`, operationId: `${name}KeyResult`, summary }, (tx, actor, id) =>
    moveKeyResult(tx, actor, id, name),
  )

/** Where key results are asked for. */
export const keyResults: Feature = {
  name: 'key-results',
  description: 'Numbers that show an objective is reached',
  schemas: keyResultSchemas,
  operations: [
    operation(
      {
        method: 'POST',
        url: '/key-results',
        operationId: 'createKeyResult',
        summary: 'Write a key result',
        who,
        scopes,
        body: ref(NewKeyResult),
        reply: [201, ref(KeyResultDetail)],
      },
      async ({ tx, actor, body }) => showKeyResult(tx, actor, (await writeKeyResult(tx, actor, body)).id),
    ),

    operation(
      {
        method: 'GET',
        url: '/key-results',
        operationId: 'listKeyResults',
        summary: 'List key results',
        scopes: ['key-results:read'],
        query: closed({ ...itemFilters, objectiveId: Type.Optional(Id) }),
        reply: [200, ref(KeyResultPage)],
      },
      ({ tx, actor, query }) => listKeyResults(tx, actor, query),
    ),

    operation(
      {
        method: 'GET',
        url: '/key-results/:id',
        operationId: 'getKeyResult',
        summary: 'Read a key result with all that its page shows',
        scopes: ['key-results:read'],
        params: ById,
        reply: [200, ref(KeyResultDetail)],
      },
      ({ tx, actor, params }) => showKeyResult(tx, actor, params.id),
    ),

    change(
      {
        method: 'PATCH',
        operationId: 'changeKeyResult',
        summary: 'Edit a key result',
        body: ref(KeyResultChange),
      },
      (tx, actor, id, body, version) => changeKeyResult(tx, actor, id, version, body),
    ),
    change(
      {
        method: 'PUT',
        path: '/phased-targets',
        operationId: 'setPhasedTargets',
        summary: 'Set the values expected on the way',
        body: ref(PhasedTargets),
      },
      (tx, actor, id, body, version) => setPhasedTargets(tx, actor, id, version, body.targets),
    ),
    change(
      {
        method: 'PUT',
        path: '/people',
        operationId: 'setKeyResultPeople',
        summary: 'Say who keeps the number up to date beside the owner, and who contributes',
        body: ref(KeyResultPeople),
      },
      (tx, actor, id, body, version) => setPeople(tx, actor, id, version, body),
    ),
    change(
      {
        method: 'POST',
        path: '/publish',
        operationId: 'publishKeyResult',
        summary: 'Publish a draft: with its why, after the team was asked, or with a written reason',
        body: ref(Publishing),
      },
      (tx, actor, id, body) => publishKeyResult(tx, actor, id, body),
    ),
    move('postpone', 'Set a key result aside'),
    move('resume', 'Take a postponed key result up again'),
    move('reopen', 'Open a closed key result again'),
    change(
      {
        method: 'POST',
        path: '/close',
        operationId: 'closeKeyResult',
        summary: 'Close a key result, with a score and what was learned',
        body: ref(Closing),
      },
      (tx, actor, id, body) => moveKeyResult(tx, actor, id, 'close', body),
    ),
    change(
      {
        method: 'POST',
        path: '/score',
        operationId: 'scoreKeyResult',
        summary: 'Change the score of a closed key result',
        body: ref(Closing),
      },
      (tx, actor, id, body) => scoreKeyResult(tx, actor, id, body),
    ),
    change(
      {
        method: 'POST',
        path: '/override',
        operationId: 'overrideKeyResult',
        summary: 'Say by hand how a key result stands, until its next check-in',
        body: ref(NewOverride),
      },
      (tx, actor, id, body) => overrideKeyResult(tx, actor, id, body),
    ),
    ...externalOperations,
  ],
}
