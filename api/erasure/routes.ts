import { type Feature, operation } from '../http/operation.ts'
import { ById, ref } from '../http/schema.ts'
import { Person } from '../members/schema.ts'
import { erase } from './erase.ts'
import { Erasure, erasureSchemas } from './schema.ts'

/** Where a person is erased. */
export const erasure: Feature = {
  name: 'erasure',
  description: 'What becomes of a person who is erased',
  schemas: erasureSchemas,
  operations: [
    operation(
      {
        method: 'POST',
        url: '/members/:id/erase',
        operationId: 'eraseMember',
        summary: 'Erase a person: figures stay, the person goes',
        description: `Name, addresses, accounts, picture, absences, settings, notes, comments and what they said go at once, archives of the
workspace with them; numbers, steps and ids stay, and are a former member's. It cannot be taken back. \`name\` is their name as it
stands, so that nobody is erased by mistake. The last admin cannot be erased.`,
        who: ['admin'],
        scopes: [],
        params: ById,
        body: ref(Erasure),
        reply: [200, ref(Person)],
      },
      ({ tx, actor, params, body }) => erase(tx, actor, params.id, body.name),
    ),
  ],
}
