import { type Feature, operation } from '../http/operation.ts'
import { ref } from '../http/schema.ts'
import { Told, unfoldingSchemas } from './schema.ts'
import { noteTold } from './unfolding.ts'

/** Where it is said that a part was explained; what has unfolded stands in GET /me. */
export const unfolding: Feature = {
  name: 'unfolding',
  description: 'Which parts of the product are of use by now, and why',
  schemas: unfoldingSchemas,
  operations: [
    operation(
      {
        method: 'POST',
        url: '/unfolding/told',
        operationId: 'noteTold',
        summary: 'Note that parts have told the reader why they appeared',
        scopes: [],
        body: ref(Told),
        reply: [204],
      },
      async ({ tx, actor, body }) => {
        await noteTold(tx, actor, body)
        return undefined
      },
    ),
  ],
}
