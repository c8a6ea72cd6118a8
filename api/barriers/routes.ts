import Type from 'typebox'
import { type Feature, operation } from '../http/operation.ts'
import { ById, closed, Id, oneOf, paging, ref } from '../http/schema.ts'
import { askBack, cannot, clearBarrier, decide, handOnBarrier, offerHelp, takeBarrier } from './answers.ts'
import { previewAsked, raiseBarrier, raiseDraft } from './barriers.ts'
import { addBlock, removeBlock } from './blocks.ts'
import { editBarrier } from './edit.ts'
import { barrierStates } from './entity.ts'
import { figureOperations } from './figures-routes.ts'
import { listBarriers, readQueue } from './lists.ts'
import { showBarrier } from './move.ts'
import { answerBack, confirmBarrier, reopenBarrier, undoTurn, withdrawBarrier } from './raiser.ts'
import * as schema from './schema.ts'
import { screenshotOperations } from './screenshots-routes.ts'
import { systemicOperations } from './systemic-routes.ts'

const { Barrier, BarrierPage, barrierSchemas } = schema
const people = ['member', 'leader', 'admin'] as const

/** What the moves on one barrier have in common: people only, for a barrier moves between people. */
function onOne<const Name extends string>(verb: string, operationId: Name, summary: string) {
  return {
    method: 'POST',
    url: `/barriers/:id/${verb}`,
    operationId,
    summary,
    who: people,
    scopes: [],
    params: ById,
    reply: [200, ref(Barrier)],
  } as const
}

const reading: Feature['operations'] = [
  operation(
    {
      method: 'GET',
      url: '/barriers',
      operationId: 'listBarriers',
      summary: 'List barriers',
      scopes: ['barriers:read'],
      query: closed({
        ...paging,
        state: Type.Optional(oneOf(barrierStates)),
        teamId: Type.Optional(Id),
        askedOf: Type.Optional(Id),
        raisedBy: Type.Optional(Type.String({ format: 'uuid', description: 'Your own id only.' })),
        keyResultId: Type.Optional(Id),
        q: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
      }),
      reply: [200, ref(BarrierPage)],
      oneTrip: true,
    },
    ({ tx, actor, query }) => listBarriers(tx, actor, query),
  ),
  operation(
    {
      method: 'GET',
      url: '/barriers/queue',
      operationId: 'readQueue',
      summary: 'What is yours to clear, the dearest delay first',
      who: people,
      scopes: [],
      query: closed(paging),
      reply: [200, ref(BarrierPage)],
      oneTrip: true,
    },
    ({ tx, actor, query }) => readQueue(tx, actor, query),
  ),
  operation(
    {
      method: 'GET',
      url: '/barriers/whom-to-ask',
      operationId: 'whomToAsk',
      summary: 'Who would be asked?',
      who: people,
      scopes: [],
      query: closed({ teamId: Type.Optional(Id), keyResultId: Type.Optional(Id) }),
      reply: [200, ref(schema.WhomToAsk)],
    },
    ({ tx, actor, query }) => previewAsked(tx, actor, query),
  ),
  operation(
    {
      method: 'GET',
      url: '/barriers/:id',
      operationId: 'getBarrier',
      summary: 'Read a barrier with its story',
      scopes: ['barriers:read'],
      params: ById,
      reply: [200, ref(Barrier)],
    },
    ({ tx, actor, params }) => showBarrier(tx, actor, params.id),
  ),
]

const writing: Feature['operations'] = [
  operation(
    {
      method: 'POST',
      url: '/barriers',
      operationId: 'raiseBarrier',
      summary: 'Say what is in the way and ask a leader to clear it',
      who: people,
      scopes: [],
      body: ref(schema.NewBarrier),
      reply: [201, ref(Barrier)],
    },
    ({ tx, actor, body }) => raiseBarrier(tx, actor, body),
  ),
  operation(
    { ...onOne('raise', 'raiseDraft', 'Raise what a check-in drafted'), body: ref(schema.RaiseDraft) },
    ({ tx, actor, params, body }) => raiseDraft(tx, actor, params.id, body),
  ),
  operation(
    {
      method: 'PATCH',
      url: '/barriers/:id',
      operationId: 'editBarrier',
      summary: 'Say otherwise what is in the way',
      who: people,
      scopes: [],
      params: ById,
      body: ref(schema.BarrierEdit),
      reply: [200, ref(Barrier)],
      refusals: [409],
    },
    ({ tx, actor, params, version, body }) => editBarrier(tx, actor, params.id, version, body),
  ),
  operation(
    { ...onOne('blocks', 'addBlock', 'Say what else it blocks'), body: ref(schema.NewBlock) },
    ({ tx, actor, params, body }) => addBlock(tx, actor, params.id, body),
  ),
  operation(
    {
      method: 'DELETE',
      url: '/barriers/:id/blocks/:blockId',
      operationId: 'removeBlock',
      summary: 'Say that it no longer blocks something',
      who: people,
      scopes: [],
      params: closed({ id: Id, blockId: Id }),
      reply: [200, ref(Barrier)],
      refusals: [409],
    },
    ({ tx, actor, params, version }) => removeBlock(tx, actor, params, version),
  ),
]

const answering: Feature['operations'] = [
  operation(
    { ...onOne('take', 'takeBarrier', 'Take it, by a day'), body: ref(schema.TakeBarrier) },
    ({ tx, actor, params, body }) => takeBarrier(tx, actor, params.id, body.by),
  ),
  operation(
    { ...onOne('hand-on', 'handOnBarrier', 'Hand it on'), body: ref(schema.HandOn) },
    ({ tx, actor, params, body }) => handOnBarrier(tx, actor, params.id, body),
  ),
  operation(
    { ...onOne('ask-back', 'askBack', 'Ask the raiser something back'), body: ref(schema.AskBack) },
    ({ tx, actor, params, body }) => askBack(tx, actor, params.id, body.question),
  ),
  operation(
    { ...onOne('cant', 'cannotClear', "Say that you can't, and why"), body: ref(schema.Cannot) },
    ({ tx, actor, params, body }) => cannot(tx, actor, params.id, body.reason),
  ),
  operation(
    { ...onOne('clear', 'clearBarrier', 'Say that it is out of the way'), body: ref(schema.ClearBarrier) },
    ({ tx, actor, params, body }) => clearBarrier(tx, actor, params.id, body),
  ),
  operation(
    {
      ...onOne('decide', 'decideBarrier', 'Decide what was waiting for a decision'),
      body: ref(schema.Decide),
    },
    ({ tx, actor, params, body }) => decide(tx, actor, params.id, body.decision),
  ),
  operation(
    { ...onOne('offer-help', 'offerHelp', 'Offer to clear it'), body: ref(schema.MaybeWords) },
    ({ tx, actor, params, body }) => offerHelp(tx, actor, params.id, body.words),
  ),
  operation(
    { ...onOne('answer', 'answerBack', 'Answer what was asked back'), body: ref(schema.AnswerBack) },
    ({ tx, actor, params, body }) => answerBack(tx, actor, params.id, body.text),
  ),
  operation(onOne('confirm', 'confirmBarrier', 'Confirm that you are unblocked'), ({ tx, actor, params }) =>
    confirmBarrier(tx, actor, params.id),
  ),
  operation(
    { ...onOne('reopen', 'reopenBarrier', 'Still stuck: open it again'), body: ref(schema.MaybeWords) },
    ({ tx, actor, params, body }) => reopenBarrier(tx, actor, params.id, body.words),
  ),
  operation(onOne('withdraw', 'withdrawBarrier', 'Let it go'), ({ tx, actor, params }) =>
    withdrawBarrier(tx, actor, params.id),
  ),
  operation(
    onOne('undo', 'undoBarrierTurn', 'Take your last move back, within ten minutes'),
    ({ tx, actor, params }) => undoTurn(tx, actor, params.id),
  ),
]

/** Where barriers are asked for. */
export const barriers: Feature = {
  name: 'barriers',
  description: 'What is in the way, and who clears it',
  schemas: barrierSchemas,
  operations: [
    ...reading,
    ...figureOperations,
    ...systemicOperations,
    ...writing,
    ...answering,
    ...screenshotOperations,
  ],
}
