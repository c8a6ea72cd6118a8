import { type Feature, operation } from '../http/operation.ts'
import { ById, ref } from '../http/schema.ts'
import { Barrier } from './schema.ts'
import { acceptSuggestion, dismissSuggestion, listSuggestions } from './systemic.ts'
import { AcceptSuggestion, Suggestions } from './systemic-schema.ts'

const people = ['member', 'leader', 'admin'] as const

/** Where what comes again and again is asked for. */
export const systemicOperations: Feature['operations'] = [
  operation(
    {
      method: 'GET',
      url: '/barriers/systemic',
      operationId: 'listSystemic',
      summary: 'What comes again and again below you',
      who: people,
      scopes: [],
      reply: [200, ref(Suggestions)],
    },
    ({ tx, actor }) => listSuggestions(tx, actor),
  ),
  operation(
    {
      method: 'POST',
      url: '/barriers/systemic/:id/accept',
      operationId: 'acceptSystemic',
      summary: 'Make one barrier of them',
      who: people,
      scopes: [],
      params: ById,
      body: ref(AcceptSuggestion),
      reply: [201, ref(Barrier)],
    },
    ({ tx, actor, params, body }) => acceptSuggestion(tx, actor, params.id, body),
  ),
  operation(
    {
      method: 'POST',
      url: '/barriers/systemic/:id/dismiss',
      operationId: 'dismissSystemic',
      summary: 'Say that they are not one',
      who: people,
      scopes: [],
      params: ById,
      reply: [204],
    },
    ({ tx, actor, params }) => dismissSuggestion(tx, actor, params.id),
  ),
]
