import type { FastifyRequest } from 'fastify'
import { operation } from '../http/operation.ts'
import { ref } from '../http/schema.ts'
import type { Conditions, Upserted } from './external.ts'
import { ByExternalId } from './external-schema.ts'
import { NewObjective, ObjectiveDetail } from './schema.ts'
import { showObjective } from './show.ts'
import { upsertObjective } from './upsert.ts'

export const upsertDescription =
  'Twice the same happens once: nothing is written, no event is told. What is left out of a change stays as it is. ' +
  'If-Match may be left out; sent, it holds as for any edit. `If-None-Match: *` makes it, and changes nothing that is there.'

/** What must be so before anything is written, from If-Match and If-None-Match. */
export const conditionsOf = ({ headers, expectedVersion: version }: FastifyRequest): Conditions => ({
  versioned: headers['if-match'] !== undefined,
  onlyNew: headers['if-none-match']?.trim() === '*',
  version,
})

/** Notes what happened for status and audit; returns the item's id. */
export function noted(request: FastifyRequest, { id, made }: Upserted): string {
  request.made = made
  return id
}

/** Where an objective is asked for by what another system calls it. */
export const externalOperations = [
  operation(
    {
      method: 'PUT',
      url: '/objectives/by-external-id/:source/:externalId',
      operationId: 'upsertObjective',
      summary: 'Write or change the objective that another system knows by its own id',
      description: `${upsertDescription} lifecycle and waive count only when it is made.`,
      who: ['member', 'leader', 'admin'],
      scopes: ['objectives:write'],
      params: ByExternalId,
      body: ref(NewObjective),
      anyVersion: true,
      makes: true,
      reply: [200, ref(ObjectiveDetail)],
      refusals: [409],
    },
    async ({ tx, actor, params, body, request }) => {
      const id = noted(request, await upsertObjective(tx, actor, params, conditionsOf(request), body))
      return showObjective(tx, actor, id)
    },
  ),
]
