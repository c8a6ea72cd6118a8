import Type, { type Static } from 'typebox'
import { closed, Decimal, Id, Instant, oneOf, orNull, pageOf, prose, ref } from '../http/schema.ts'
import { confidences } from '../key-results/entity.ts'
import { KeyResult } from '../key-results/schema.ts'
import { GivenExternal } from '../objectives/external-schema.ts'
import { Objective } from '../objectives/schema.ts'
import { obstacles } from './entity.ts'

export const CheckIn = closed(
  {
    id: Id,
    keyResultId: orNull(Id),
    objectiveId: orNull(Id),
    authorId: orNull(Id),
    value: orNull(Type.Number()),
    previousValue: orNull(Type.Number()),
    target: orNull(Type.Number({ description: 'The target it was measured against.' })),
    percent: orNull(Type.Number()),
    confidence: orNull(oneOf(confidences)),
    inTheWay: orNull(oneOf(obstacles)),
    note: orNull(Type.String()),
    observedAt: Instant,
    recordedAt: Instant,
    supersedesId: orNull(Id),
    supersededById: orNull(Id),
    undone: Type.Boolean(),
    source: oneOf(['person', 'api', 'import']),
    late: Type.Boolean(),
    untouched: Type.Boolean(),
    hidden: Type.Array(Type.String(), { description: 'Fields that this reader is not shown.' }),
    can: closed({ undo: Type.Boolean(), correct: Type.Boolean() }),
  },
  { $id: 'CheckIn', description: 'Where it stood. Never changed; corrected by a superseding one.' },
)

export const CheckInPage = pageOf(CheckIn)

export const NewCheckIn = closed(
  {
    value: Type.Optional(Decimal),
    confidence: Type.Optional(orNull(oneOf(confidences))),
    inTheWay: Type.Optional(oneOf(obstacles)),
    note: Type.Optional(orNull(prose(2000))),
    observedAt: Type.Optional(Instant),
    untouched: Type.Optional(
      Type.Boolean({ description: 'Looks right: the last value and confidence stand.' }),
    ),
    seconds: Type.Optional(Type.Integer({ minimum: 0, maximum: 86_400 })),
  },
  { $id: 'NewCheckIn', description: 'A value, or untouched: true to say that the last one still holds.' },
)

export const DraftedBarrier = closed(
  { id: Id, number: orNull(Type.Integer()), askedOf: orNull(Id) },
  {
    $id: 'DraftedBarrier',
    description: 'What is in the way: a draft to raise (no number yet), or the barrier that says so already.',
  },
)

export const Receipt = closed(
  {
    checkIn: ref(CheckIn),
    keyResult: ref(KeyResult),
    undoUntil: Instant,
    barrier: orNull(ref(DraftedBarrier)),
  },
  { $id: 'Receipt', description: 'What a check-in changed.' },
)

export const ManyCheckIns = closed(
  {
    rows: Type.Array(
      closed({
        keyResultId: Type.Optional(Id),
        external: Type.Optional(ref(GivenExternal)),
        value: Decimal,
        confidence: Type.Optional(orNull(oneOf(confidences))),
        note: Type.Optional(orNull(prose(2000))),
      }),
      { minItems: 1, maxItems: 200 },
    ),
  },
  {
    $id: 'ManyCheckIns',
    description: 'Where many key results stand, each named by its id or by what another system calls it.',
  },
)

export const RowProblem = closed(
  { status: Type.Integer(), code: Type.String(), detail: Type.String() },
  { $id: 'RowProblem', description: 'Why one row of several was refused.' },
)

export const ManyReply = closed(
  {
    keyResultId: orNull(Id),
    checkInId: orNull(Id),
    health: orNull(Type.String()),
    problem: orNull(ref(RowProblem)),
  },
  { $id: 'ManyReply', description: 'What became of a row: a check-in or a problem.' },
)

export const ManyReplies = closed(
  {
    rows: Type.Array(ref(ManyReply), { description: 'In the order of the request.' }),
    recorded: Type.Integer({ description: 'How many were recorded.' }),
  },
  { $id: 'ManyReplies', description: 'What became of each row.' },
)

export const NewCheckInByHand = closed(
  {
    value: Type.Optional(
      Type.Number({ minimum: 0, maximum: 100, multipleOf: 0.01, description: 'Percent.' }),
    ),
    confidence: Type.Optional(orNull(oneOf(confidences))),
    note: Type.Optional(orNull(prose(2000))),
    observedAt: Type.Optional(Instant),
    untouched: Type.Optional(Type.Boolean({ description: 'Looks right: the last percent still holds.' })),
    seconds: Type.Optional(Type.Integer({ minimum: 0, maximum: 86_400 })),
  },
  { $id: 'NewCheckInByHand', description: 'How far an objective is that is followed by hand.' },
)

export const ReceiptByHand = closed(
  { checkIn: ref(CheckIn), objective: ref(Objective), undoUntil: Instant },
  { $id: 'ReceiptByHand', description: 'What a check-in by hand changed.' },
)

export type NewCheckInByHandInput = Static<typeof NewCheckInByHand>
export type ReceiptByHandDto = Static<typeof ReceiptByHand>
export type CheckInDto = Static<typeof CheckIn>
export type NewCheckInInput = Static<typeof NewCheckIn>
export type ReceiptDto = Static<typeof Receipt>
export type ManyCheckInsInput = Static<typeof ManyCheckIns>
export type ManyRepliesDto = Static<typeof ManyReplies>
export const checkInSchemas = [
  ManyCheckIns,
  RowProblem,
  ManyReply,
  ManyReplies,
  CheckIn,
  CheckInPage,
  NewCheckIn,
  DraftedBarrier,
  Receipt,
  NewCheckInByHand,
  ReceiptByHand,
]
