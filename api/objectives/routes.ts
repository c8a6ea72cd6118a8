import Type, { type Static, type TSchema } from 'typebox'
import type { Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { type Feature, operation, type Registration } from '../http/operation.ts'
import { ById, closed, Id, Instant, line, oneOf, paging, ref } from '../http/schema.ts'
import { alignmentOperations } from './alignment-routes.ts'
import { alignmentSchemas } from './alignments-schema.ts'
import { changeObjective, moveObjective, overrideObjective, scoreObjective } from './change.ts'
import { externalOperations } from './external-routes.ts'
import { ExternalId, ExternalSource } from './external-schema.ts'
import type { Move } from './lifecycle.ts'
import { sorts, statuses } from './list.ts'
import { listObjectives } from './objectives.ts'
import { setContributors, shareWithTeams } from './people.ts'
import { publishObjective, writeObjective } from './publish.ts'
import {
  AskedWhy,
  Closing,
  Contributors,
  NewObjective,
  NewOverride,
  ObjectiveChange,
  ObjectiveDetail,
  ObjectivePage,
  objectiveSchemas,
  Publishing,
  SharedTeams,
} from './schema.ts'
import { showObjective } from './show.ts'
import { askedWhy } from './whys.ts'

/** Query parameters of a list of items. */
export const itemFilters = {
  ...paging,
  teamId: Type.Optional(Id),
  ownerId: Type.Optional(Id),
  cycleId: Type.Optional(Id),
  status: Type.Optional(oneOf(statuses, { description: 'Its health while published, else its lifecycle.' })),
  q: Type.Optional(line(100, { description: 'The beginning of a word of the title.' })),
  updatedSince: Type.Optional(Instant),
  open: Type.Optional(Type.Boolean({ description: 'Leaves out what is closed.' })),
  sort: Type.Optional(oneOf(sorts)),
  externalSource: Type.Optional(ExternalSource),
  externalId: Type.Optional(ExternalId),
}

const who = ['member', 'leader', 'admin'] as const
const scopes = ['objectives:write']

/** What happens to one objective, answered with the objective as it is then. */
function change<B extends TSchema>(
  route: { method: 'POST' | 'PATCH' | 'PUT'; path?: string; operationId: string; summary: string; body?: B },
  happen: (tx: Tx, actor: Actor, id: string, body: Static<B>, version: number | null) => Promise<void>,
): Registration {
  const { path = '', ...definition } = route
  return operation(
    {
      ...definition,
      url: `/objectives/:id${path}`,
      who,
      scopes,
      params: ById,
      reply: [200, ref(ObjectiveDetail)],
      refusals: [409],
    },
    async ({ tx, actor, params, body, version }) => {
      await happen(tx, actor, params.id, body as Static<B>, version)
      return showObjective(tx, actor, params.id)
    },
  )
}

const move = (name: Move, summary: string) =>
  change({ method: 'POST', path: `/${name}`, operationId: `${name}Objective`, summary }, (tx, actor, id) =>
    moveObjective(tx, actor, id, name),
  )

/** Where objectives are asked for. */
export const objectives: Feature = {
  name: 'objectives',
  description: 'Goals, with their why',
  schemas: [...objectiveSchemas, ...alignmentSchemas],
  operations: [
    operation(
      {
        method: 'POST',
        url: '/objectives',
        operationId: 'createObjective',
        summary: 'Write an objective',
        who,
        scopes,
        body: ref(NewObjective),
        reply: [201, ref(ObjectiveDetail)],
      },
      async ({ tx, actor, body }) => showObjective(tx, actor, (await writeObjective(tx, actor, body)).id),
    ),

    operation(
      {
        method: 'GET',
        url: '/objectives',
        operationId: 'listObjectives',
        summary: 'List objectives',
        scopes: ['objectives:read'],
        query: closed({ ...itemFilters, parentId: Type.Optional(Id) }),
        reply: [200, ref(ObjectivePage)],
      },
      ({ tx, actor, query }) => listObjectives(tx, actor, query),
    ),

    operation(
      {
        method: 'GET',
        url: '/objectives/asked-why',
        operationId: 'getAskedWhy',
        summary: 'Which imported goal of yours is asked for its why this week?',
        scopes: [],
        reply: [200, ref(AskedWhy)],
      },
      ({ tx, actor }) => askedWhy(tx, actor),
    ),

    operation(
      {
        method: 'GET',
        url: '/objectives/:id',
        operationId: 'getObjective',
        summary: 'Read an objective with all that its page shows',
        scopes: ['objectives:read'],
        params: ById,
        reply: [200, ref(ObjectiveDetail)],
      },
      ({ tx, actor, params }) => showObjective(tx, actor, params.id),
    ),

    change(
      {
        method: 'PATCH',
        operationId: 'changeObjective',
        summary: 'Edit an objective',
        body: ref(ObjectiveChange),
      },
      (tx, actor, id, body, version) => changeObjective(tx, actor, id, version, body),
    ),
    change(
      {
        method: 'POST',
        path: '/publish',
        operationId: 'publishObjective',
        summary: 'Publish a draft: with its whys, after the team was asked, or with a written reason',
        body: ref(Publishing),
      },
      (tx, actor, id, body) => publishObjective(tx, actor, id, body),
    ),
    move('postpone', 'Set an objective aside'),
    move('resume', 'Take a postponed objective up again'),
    move('reopen', 'Open a closed objective again'),
    change(
      {
        method: 'POST',
        path: '/close',
        operationId: 'closeObjective',
        summary: 'Close an objective, with a score and what was learned',
        body: ref(Closing),
      },
      (tx, actor, id, body) => moveObjective(tx, actor, id, 'close', body),
    ),
    change(
      {
        method: 'POST',
        path: '/score',
        operationId: 'scoreObjective',
        summary: 'Change the score of a closed objective',
        body: ref(Closing),
      },
      (tx, actor, id, body) => scoreObjective(tx, actor, id, body),
    ),
    change(
      {
        method: 'POST',
        path: '/override',
        operationId: 'overrideObjective',
        summary: 'Say by hand how an objective stands, until the next check-in',
        body: ref(NewOverride),
      },
      (tx, actor, id, body) => overrideObjective(tx, actor, id, body),
    ),
    change(
      {
        method: 'PUT',
        path: '/contributors',
        operationId: 'setContributors',
        summary: 'Say who contributes to an objective',
        body: ref(Contributors),
      },
      (tx, actor, id, body, version) => setContributors(tx, actor, id, version, body.memberIds),
    ),
    change(
      {
        method: 'PUT',
        path: '/shared-teams',
        operationId: 'shareObjective',
        summary: 'Say which further teams an objective is shared with',
        body: ref(SharedTeams),
      },
      (tx, actor, id, body, version) => shareWithTeams(tx, actor, id, version, body.teamIds),
    ),
    ...alignmentOperations,
    ...externalOperations,
  ],
}
