import { operation } from '../http/operation.ts'
import { ById, ref } from '../http/schema.ts'
import { align, changeAlignment, confirmAlignment, removeAlignment, showAlignment } from './alignments.ts'
import {
  Alignment,
  AlignmentChange,
  AlignmentMove,
  alignmentReply,
  ByAlignment,
  NewAlignment,
} from './alignments-schema.ts'
import { moveAlignment } from './move-alignment.ts'

const who = ['member', 'leader', 'admin'] as const
const scopes = ['objectives:write']
const url = '/objectives/:id/alignments/:alignmentId'

/** Where it is said what contributes to an objective. */
export const alignmentOperations = [
  operation(
    {
      method: 'POST',
      url: '/objectives/:id/alignments',
      operationId: 'align',
      summary: 'Let an objective or key result contribute to this objective',
      who,
      scopes,
      params: ById,
      body: ref(NewAlignment),
      reply: [201, ref(Alignment)],
    },
    ({ tx, actor, params, body }) => align(tx, actor, params.id, body),
  ),

  operation(
    {
      method: 'GET',
      url,
      operationId: 'getAlignment',
      summary: 'Read what contributes to an objective, and how',
      scopes: ['objectives:read'],
      params: ByAlignment,
      reply: alignmentReply,
    },
    ({ tx, actor, params }) => showAlignment(tx, actor, params),
  ),

  operation(
    {
      method: 'PATCH',
      url,
      operationId: 'changeAlignment',
      summary: 'Change how much it counts, or the sentence',
      who,
      scopes,
      params: ByAlignment,
      body: ref(AlignmentChange),
      reply: alignmentReply,
      refusals: [409],
    },
    ({ tx, actor, params, body, version }) => changeAlignment(tx, actor, params, version, body),
  ),

  operation(
    {
      method: 'POST',
      url: `${url}/confirm`,
      operationId: 'confirmAlignment',
      summary: 'Confirm a contribution to an objective of your own',
      who,
      scopes: [],
      params: ByAlignment,
      reply: alignmentReply,
    },
    ({ tx, actor, params }) => confirmAlignment(tx, actor, params),
  ),

  operation(
    {
      method: 'POST',
      url: `${url}/move`,
      operationId: 'moveAlignment',
      summary: 'Let it contribute to another objective instead',
      description:
        'It keeps its sentence and gets another id; how much it counts there is for that team to say.',
      who,
      scopes,
      params: ByAlignment,
      body: ref(AlignmentMove),
      reply: alignmentReply,
      refusals: [409],
    },
    ({ tx, actor, params, body }) => moveAlignment(tx, actor, params, body.parentObjectiveId),
  ),

  operation(
    {
      method: 'DELETE',
      url,
      operationId: 'removeAlignment',
      summary: 'Let it no longer contribute to this objective',
      who,
      scopes,
      params: ByAlignment,
      reply: [204],
      refusals: [409],
    },
    ({ tx, actor, params, version }) => removeAlignment(tx, actor, params, version),
  ),
]
