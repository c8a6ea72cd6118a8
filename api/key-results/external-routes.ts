import { operation } from '../http/operation.ts'
import { ref } from '../http/schema.ts'
import { conditionsOf, noted, upsertDescription } from '../objectives/external-routes.ts'
import { ByExternalId } from '../objectives/external-schema.ts'
import { KeyResultDetail, NewKeyResult } from './schema.ts'
import { showKeyResult } from './show.ts'
import { upsertKeyResult } from './upsert.ts'

/** Where a key result is asked for by what another system calls it. */
export const externalOperations = [
  operation(
    {
      method: 'PUT',
      url: '/key-results/by-external-id/:source/:externalId',
      operationId: 'upsertKeyResult',
      summary: 'Write or change the key result that another system knows by its own id',
      description: `${upsertDescription} objectiveId, weight, lifecycle and waive count only when it is made.`,
      who: ['member', 'leader', 'admin'],
      scopes: ['key-results:write'],
      params: ByExternalId,
      body: ref(NewKeyResult),
      anyVersion: true,
      makes: true,
      reply: [200, ref(KeyResultDetail)],
      refusals: [409],
    },
    async ({ tx, actor, params, body, request }) => {
      const id = noted(request, await upsertKeyResult(tx, actor, params, conditionsOf(request), body))
      return showKeyResult(tx, actor, id)
    },
  ),
]
