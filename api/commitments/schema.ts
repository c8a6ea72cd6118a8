import Type, { type Static } from 'typebox'
import {
  closed,
  Day,
  Id,
  Instant,
  line,
  oneOf,
  orNull,
  pageOf,
  prose,
  Revision,
  ref,
  Version,
} from '../http/schema.ts'
import { stepStates } from './entity.ts'

export const StepSubject = closed(
  { kind: oneOf(['key_result', 'objective']), id: Id },
  { $id: 'StepSubject', description: 'The key result or objective whose path it is.' },
)

const cue = orNull(prose(200, { description: '"When …"' }))
const text = line(300, { description: '"I will …"' })
const dueDay = Type.Optional(Day)

export const StepRights = closed(
  { start: Type.Boolean(), finish: Type.Boolean(), edit: Type.Boolean(), drop: Type.Boolean() },
  { $id: 'StepRights' },
)

export const Step = closed(
  {
    id: Id,
    subject: ref(StepSubject),
    ownerId: Id,
    state: oneOf(stepStates, { description: 'pencilled → live → laid, or dropped.' }),
    position: Type.Integer({ description: 'Order among the pencilled ones.' }),
    cue: orNull(Type.String({ description: '"When …"' })),
    text: Type.String({ description: '"I will …"' }),
    dueDay: orNull(Day),
    firstDueDay: orNull(Type.String({ format: 'date', description: 'The day it was first started for.' })),
    suggestedBy: orNull(Id),
    splitFromId: orNull(Id),
    splitMe: Type.Boolean({ description: 'Imported with more days than a step may have.' }),
    startedAt: orNull(Instant),
    finishedAt: orNull(Instant),
    droppedAt: orNull(Instant),
    dropReason: orNull(Type.String()),
    undoUntil: orNull(Type.String({ format: 'date-time', description: 'Until then it can be undone.' })),
    createdAt: Instant,
    source: oneOf(['person', 'api', 'import']),
    version: Version,
    revision: Revision,
    can: ref(StepRights),
  },
  { $id: 'Step', description: 'The smallest next action, of at most five working days.' },
)
export const StepPage = pageOf(Step)

export const PathRights = closed(
  { plan: Type.Boolean(), suggest: Type.Boolean(), commit: Type.Boolean() },
  { $id: 'PathRights' },
)

export const Path = closed(
  {
    subject: ref(StepSubject),
    laid: Type.Array(ref(Step), { description: 'The last twenty planks, oldest first.' }),
    laidCount: Type.Integer(),
    live: orNull(ref(Step)),
    alongside: Type.Array(ref(Step), { description: 'Live steps of others on the same path.' }),
    pencilled: Type.Array(ref(Step)),
    emptySince: orNull(
      Type.String({ format: 'date', description: "The workspace's day since which no step has been live." }),
    ),
    can: ref(PathRights),
  },
  { $id: 'Path', description: 'Planks laid, the live step, up to three pencilled.' },
)

export const StepWords = closed(
  { cue: Type.Optional(cue), text },
  { $id: 'StepWords', description: 'When …, I will …' },
)

const after = Type.Optional(
  Type.Array(ref(StepWords), {
    minItems: 1,
    maxItems: 3,
    description: 'Pencilled in behind it: the further parts of one that was too long.',
  }),
)

export const NewStep = closed(
  {
    subject: ref(StepSubject),
    cue: Type.Optional(cue),
    text,
    ownerId: Type.Optional(Id),
    start: Type.Optional(Type.Boolean({ description: 'Live at once instead of pencilled.' })),
    dueDay,
    after,
  },
  {
    $id: 'NewStep',
    description: "For yourself, or a suggestion to ownerId; a leader's goes to the item's owner by default.",
  },
)

export const StartStep = closed(
  { dueDay },
  { $id: 'StartStep', description: 'Five working days if not said.' },
)

export const NextStep = closed(
  { stepId: Type.Optional(Id), cue: Type.Optional(cue), text: Type.Optional(text), dueDay, after },
  { $id: 'NextStep', description: 'A pencilled step by stepId, or a new one by text.' },
)

export const FinishStep = closed(
  { next: Type.Optional(ref(NextStep)) },
  { $id: 'FinishStep', description: 'Done, and in the same move the next one.' },
)

export const FinishedStep = closed(
  { step: ref(Step), next: orNull(ref(Step)), path: ref(Path) },
  { $id: 'FinishedStep', description: 'The plank that was laid, what is live now, and the path.' },
)

export const StepEdit = closed(
  { cue: Type.Optional(cue), text: Type.Optional(text), dueDay },
  { $id: 'StepEdit', minProperties: 1, description: 'Other words, or another day for a live step.' },
)

export const DropStep = closed({ reason: Type.Optional(line(500)) }, { $id: 'DropStep' })

export const StepPart = closed({ cue: Type.Optional(cue), text, dueDay }, { $id: 'StepPart' })

export const SplitStep = closed(
  { into: Type.Array(ref(StepPart), { minItems: 2, maxItems: 4 }) },
  { $id: 'SplitStep', description: 'The first becomes what the step was, the others are pencilled.' },
)

export const StepOrder = closed(
  { subject: ref(StepSubject), stepIds: Type.Array(Id, { minItems: 1, maxItems: 50, uniqueItems: true }) },
  { $id: 'StepOrder', description: 'All your pencilled steps of this path, in their new order.' },
)

export const Commitment = closed(
  {
    id: Id,
    subject: ref(StepSubject),
    memberId: Id,
    firstStepId: Id,
    cue: orNull(Type.String()),
    text: Type.String(),
    committedAt: Instant,
    withdrawnAt: orNull(Instant),
    withdrawReason: orNull(Type.String()),
  },
  { $id: 'Commitment', description: 'A yes with a first step: "When …, I will …".' },
)
export const CommitmentPage = pageOf(Commitment)

export const NewCommitment = closed(
  { subject: ref(StepSubject), cue: Type.Optional(cue), text, dueDay, after },
  { $id: 'NewCommitment' },
)

export const Committed = closed(
  { commitment: ref(Commitment), step: ref(Step) },
  { $id: 'Committed', description: 'The yes and the first step, which is live.' },
)

export const WithdrawCommitment = closed({ reason: Type.Optional(line(500)) }, { $id: 'WithdrawCommitment' })

export const CommitmentAsk = closed(
  { id: Id, objectiveId: Id, askedAt: Instant, declinedAt: orNull(Instant) },
  { $id: 'CommitmentAsk', description: 'A contributor asked once for a yes with a first step.' },
)

export type CommitmentAskDto = Static<typeof CommitmentAsk>
export type BehindInput = Static<typeof StepWords>
export type StepDto = Static<typeof Step>
export type PathDto = Static<typeof Path>
export type NewStepInput = Static<typeof NewStep>
export type NextStepInput = Static<typeof NextStep>
export type FinishedStepDto = Static<typeof FinishedStep>
export type StepEditInput = Static<typeof StepEdit>
export type SplitStepInput = Static<typeof SplitStep>
export type CommitmentDto = Static<typeof Commitment>
export type NewCommitmentInput = Static<typeof NewCommitment>
export type CommittedDto = Static<typeof Committed>

export const commitmentSchemas = [
  StepSubject,
  StepRights,
  Step,
  StepPage,
  PathRights,
  Path,
  StepWords,
  NewStep,
  StartStep,
  NextStep,
  FinishStep,
  FinishedStep,
  StepEdit,
  DropStep,
  StepPart,
  SplitStep,
  StepOrder,
  Commitment,
  CommitmentPage,
  NewCommitment,
  Committed,
  WithdrawCommitment,
  CommitmentAsk,
]
