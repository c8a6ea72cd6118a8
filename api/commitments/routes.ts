import Type from 'typebox'
import { type Feature, operation } from '../http/operation.ts'
import { ById, closed, Id, oneOf, paging, ref } from '../http/schema.ts'
import { declineAsk, reconsiderAsk } from './ask.ts'
import { editStep } from './change.ts'
import { commit, listCommitments, withdraw } from './commitments.ts'
import { stepStates } from './entity.ts'
import { listSteps, showPath } from './path.ts'
import { addStep, dropStep, orderSteps, splitStep } from './plan.ts'
import {
  Commitment,
  CommitmentAsk,
  CommitmentPage,
  Committed,
  commitmentSchemas,
  DropStep,
  FinishedStep,
  FinishStep,
  NewCommitment,
  NewStep,
  Path,
  SplitStep,
  StartStep,
  Step,
  StepEdit,
  StepOrder,
  StepPage,
  WithdrawCommitment,
} from './schema.ts'
import { findStep } from './steps.ts'
import { finishStep, startStep, undoStep } from './take.ts'
import { toStep } from './to-step.ts'

// A step and a yes are somebody's word, so no key gives one.
const who = ['member', 'leader', 'admin'] as const

/** Where commitments are asked for, with the steps and paths they start. */
export const commitments: Feature = {
  name: 'commitments',
  description: 'A yes with a first step, and the path of small steps that follows',
  schemas: commitmentSchemas,
  operations: [
    operation(
      {
        method: 'POST',
        url: '/commitments',
        operationId: 'commit',
        summary: 'Say yes to a key result or objective, with a first step',
        who,
        scopes: [],
        body: ref(NewCommitment),
        reply: [201, ref(Committed)],
        current: ref(Commitment),
      },
      ({ tx, actor, body }) => commit(tx, actor, body),
    ),
    operation(
      {
        method: 'GET',
        url: '/commitments',
        operationId: 'listCommitments',
        summary: 'List your commitments and those in the teams you lead',
        scopes: [],
        query: closed({
          ...paging,
          memberId: Type.Optional(Id),
          keyResultId: Type.Optional(Id),
          objectiveId: Type.Optional(Id),
        }),
        reply: [200, ref(CommitmentPage)],
      },
      ({ tx, actor, query }) => listCommitments(tx, actor, query),
    ),
    operation(
      {
        method: 'POST',
        url: '/commitments/:id/withdraw',
        operationId: 'withdrawCommitment',
        summary: 'Take your yes back',
        who,
        scopes: [],
        params: ById,
        body: ref(WithdrawCommitment),
        reply: [200, ref(Commitment)],
      },
      ({ tx, actor, params, body }) => withdraw(tx, actor, params.id, body.reason),
    ),
    operation(
      {
        method: 'POST',
        url: '/commitments/asks/:id/decline',
        operationId: 'declineCommitment',
        summary: 'Say that what you were asked to commit to is not for you now',
        who,
        scopes: [],
        params: ById,
        reply: [200, ref(CommitmentAsk)],
      },
      ({ tx, actor, params }) => declineAsk(tx, actor, params.id),
    ),
    operation(
      {
        method: 'POST',
        url: '/commitments/asks/:id/reconsider',
        operationId: 'reconsiderCommitment',
        summary: 'Be asked again after you declined',
        who,
        scopes: [],
        params: ById,
        reply: [200, ref(CommitmentAsk)],
      },
      ({ tx, actor, params }) => reconsiderAsk(tx, actor, params.id),
    ),
    operation(
      {
        method: 'GET',
        url: '/key-results/:id/path',
        operationId: 'getKeyResultPath',
        summary: 'Read the path of a key result',
        scopes: ['steps:read'],
        params: ById,
        reply: [200, ref(Path)],
      },
      ({ tx, actor, params }) => showPath(tx, actor, { kind: 'key_result', id: params.id }),
    ),

    operation(
      {
        method: 'GET',
        url: '/objectives/:id/path',
        operationId: 'getObjectivePath',
        summary: 'Read the path of an objective',
        scopes: ['steps:read'],
        params: ById,
        reply: [200, ref(Path)],
      },
      ({ tx, actor, params }) => showPath(tx, actor, { kind: 'objective', id: params.id }),
    ),

    operation(
      {
        method: 'POST',
        url: '/steps',
        operationId: 'addStep',
        summary: 'Pencil or start a step, or suggest one',
        description:
          '422 `split-me` carries `split.parts`, a proposal of shorter steps to edit; send it back as `dueDay` and `after`.',
        who,
        scopes: [],
        body: ref(NewStep),
        reply: [201, ref(Step)],
      },
      ({ tx, actor, body }) => addStep(tx, actor, body),
    ),

    operation(
      {
        method: 'GET',
        url: '/steps',
        operationId: 'listSteps',
        summary: 'List steps',
        scopes: ['steps:read'],
        query: closed({
          ...paging,
          ownerId: Type.Optional(Id),
          state: Type.Optional(oneOf(stepStates)),
          keyResultId: Type.Optional(Id),
          objectiveId: Type.Optional(Id),
          teamId: Type.Optional(Id),
        }),
        reply: [200, ref(StepPage)],
      },
      ({ tx, actor, query }) => listSteps(tx, actor, query),
    ),

    operation(
      {
        method: 'POST',
        url: '/steps/order',
        operationId: 'orderSteps',
        summary: 'Put your pencilled steps of a path into another order',
        who,
        scopes: [],
        body: ref(StepOrder),
        reply: [200, ref(Path)],
        current: ref(Step),
      },
      ({ tx, actor, body }) => orderSteps(tx, actor, body),
    ),

    operation(
      {
        method: 'GET',
        url: '/steps/:id',
        operationId: 'getStep',
        summary: 'Read a step',
        scopes: ['steps:read'],
        params: ById,
        reply: [200, ref(Step)],
      },
      async ({ tx, actor, params }) => {
        const { step, place } = await findStep(tx, actor, params.id)
        return toStep(step, actor, place)
      },
    ),

    operation(
      {
        method: 'PATCH',
        url: '/steps/:id',
        operationId: 'editStep',
        summary: 'Reword a step or move its day',
        who,
        scopes: [],
        params: ById,
        body: ref(StepEdit),
        reply: [200, ref(Step)],
        refusals: [409, 422],
      },
      ({ tx, actor, params, version, body }) => editStep(tx, actor, params.id, version, body),
    ),

    operation(
      {
        method: 'POST',
        url: '/steps/:id/start',
        operationId: 'startStep',
        summary: 'Pick a pencilled step: it becomes the live one',
        who,
        scopes: [],
        params: ById,
        body: ref(StartStep),
        reply: [200, ref(Step)],
      },
      ({ tx, actor, params, body }) => startStep(tx, actor, params.id, body.dueDay),
    ),

    operation(
      {
        method: 'POST',
        url: '/steps/:id/finish',
        operationId: 'finishStep',
        summary: 'Done, and the next one in the same move',
        who,
        scopes: [],
        params: ById,
        body: ref(FinishStep),
        reply: [200, ref(FinishedStep)],
        current: ref(Step),
      },
      ({ tx, actor, params, body }) => finishStep(tx, actor, params.id, body),
    ),

    operation(
      {
        method: 'POST',
        url: '/steps/:id/undo',
        operationId: 'undoStep',
        summary: 'Bring a finished or dropped step back, within ten minutes',
        who,
        scopes: [],
        params: ById,
        reply: [200, ref(Path)],
        current: ref(Step),
      },
      ({ tx, actor, params }) => undoStep(tx, actor, params.id),
    ),

    operation(
      {
        method: 'POST',
        url: '/steps/:id/drop',
        operationId: 'dropStep',
        summary: 'Take a step off the path',
        who,
        scopes: [],
        params: ById,
        body: ref(DropStep),
        reply: [200, ref(Step)],
      },
      ({ tx, actor, params, body }) => dropStep(tx, actor, params.id, body.reason),
    ),

    operation(
      {
        method: 'POST',
        url: '/steps/:id/split',
        operationId: 'splitStep',
        summary: 'Split a step into shorter ones',
        who,
        scopes: [],
        params: ById,
        body: ref(SplitStep),
        reply: [200, ref(Path)],
        current: ref(Step),
      },
      ({ tx, actor, params, body }) => splitStep(tx, actor, params.id, body),
    ),
  ],
}
