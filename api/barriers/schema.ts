import Type, { type Static } from 'typebox'
import {
  closed,
  Day,
  Id,
  Instant,
  line,
  Named,
  oneOf,
  orNull,
  pageOf,
  prose,
  Revision,
  ref,
  Version,
} from '../http/schema.ts'
import { promiseWords } from './clock.ts'
import { askedWhys, barrierKinds, barrierStates, hows, severities } from './entity.ts'
import { figureSchemas } from './figures-schema.ts'
import { screenshotSchemas } from './screenshots-schema.ts'
import { BarrierName, systemicSchemas } from './systemic-schema.ts'
import { turnKinds } from './turn.ts'

export const BarrierLink = closed(
  {
    url: Type.String({ maxLength: 2000, pattern: '^[Hh][Tt][Tt][Pp][Ss]://', description: 'https.' }),
    text: Type.Optional(orNull(line(200, { description: 'Shown as text.' }))),
  },
  { $id: 'BarrierLink', description: 'A link to send.' },
)

export const BarrierLinkShown = closed(
  { url: Type.String(), text: orNull(Type.String()) },
  { $id: 'BarrierLinkShown', description: 'A link as it was sent.' },
)

const what = {
  kind: oneOf(barrierKinds),
  title: orNull(line(200, { description: 'Null: say the kind and what is blocked.' })),
  details: orNull(prose()),
  links: Type.Array(ref(BarrierLink), { maxItems: 20 }),
  severity: oneOf(severities, {
    description: 'A first answer is due in 1 (high), 2 (normal) or 3 (low) working days.',
  }),
}

export const BarrierBlock = closed(
  {
    id: Id,
    kind: oneOf(['key_result', 'step']),
    itemId: Id,
    keyResultId: orNull(Id),
    title: Type.String(),
    teamId: Id,
    teamName: Type.String(),
    ownerId: Id,
  },
  { $id: 'BarrierBlock', description: 'A key result or step that the barrier holds up.' },
)

export const BarrierTurn = closed(
  {
    seq: Type.Integer(),
    kind: oneOf(turnKinds),
    by: orNull(Type.String({ format: 'uuid', description: 'Null: the product, at a day turn.' })),
    at: Instant,
    state: oneOf(barrierStates),
    clock: orNull(oneOf(['raiser', 'asked'])),
    askedOf: orNull(Id),
    dueDay: orNull(Day),
    words: orNull(Type.String()),
    data: Type.Object({}, { additionalProperties: true, description: 'Ids, days and words of ours.' }),
    undone: Type.Boolean(),
  },
  { $id: 'BarrierTurn', description: 'One thing that happened to a barrier.' },
)

export const AskedOf = closed(
  {
    memberId: Id,
    until: orNull(Type.String({ format: 'date', description: 'Last day of the first answer.' })),
    zone: orNull(Type.String()),
    why: closed({ code: oneOf(askedWhys), insteadOf: orNull(Id) }),
    because: Type.String({ description: 'Why them, in plain English.' }),
  },
  { $id: 'AskedOf', description: 'Who is asked to clear it and why it is them.' },
)

export const BarrierPromise = closed(
  {
    day: Day,
    zone: Type.String(),
    by: Id,
    kept: orNull(Type.Boolean({ description: 'Null while the day is still ahead.' })),
  },
  { $id: 'BarrierPromise', description: 'By when the leader said it will be cleared.' },
)

export const TakeBy = closed({ today: Day, thisWeek: Day, nextWeek: Day }, { $id: 'TakeBy' })

export const BarrierClearing = closed(
  {
    by: Id,
    at: Instant,
    how: orNull(oneOf(hows)),
    confirmedAt: orNull(Instant),
    unconfirmed: Type.Boolean({ description: 'Cleared, and not confirmed within five working days.' }),
  },
  { $id: 'BarrierClearing' },
)

export const DelayCost = closed(
  {
    people: Type.Integer(),
    weight: Type.Number(),
    days: Type.Integer(),
    perDay: Type.Number({ description: 'people × weight' }),
    figure: Type.Number({ description: 'people × weight × days' }),
    because: Type.String({ description: 'Why it stands where it stands, in plain English.' }),
  },
  {
    $id: 'DelayCost',
    description: 'People waiting × weight of what is blocked × working days since raised.',
  },
)

const moves = Type.Boolean()

const fields = {
  id: Id,
  number: orNull(Type.Integer({ description: '#41; null until it is raised.' })),
  ...what,
  links: Type.Array(ref(BarrierLinkShown)),
  state: oneOf(barrierStates),
  clock: orNull(oneOf(['raiser', 'asked'], { description: 'Whose move it is.' })),
  teamId: Id,
  audience: oneOf(['workspace', 'team', 'leader_only']),
  raisedBy: Id,
  raisedAt: orNull(Instant),
  createdAt: Instant,
  checkInId: orNull(Id),
  asked: orNull(ref(AskedOf)),
  promise: orNull(ref(BarrierPromise)),
  takeBy: orNull(ref(TakeBy)), // what you would promise with each word, in your zone
  clearing: orNull(ref(BarrierClearing)),
  reopened: Type.Integer(),
  offers: Type.Array(Id, { description: 'Who offered to clear it.' }),
  decision: orNull(Type.String({ description: 'What was decided, where a decision was in the way.' })),
  blocks: Type.Array(ref(BarrierBlock)),
  hiddenBlocks: Type.Integer({ description: 'How many more it blocks that this reader does not see.' }),
  cost: ref(DelayCost),
  people: Type.Array(ref(Named), { description: 'The names of all ids above.' }),
  can: closed({
    raise: moves,
    take: moves,
    handOn: moves,
    askBack: moves,
    answer: moves,
    cant: moves,
    clear: moves,
    decide: moves,
    confirm: moves,
    reopen: moves,
    withdraw: moves,
    offerHelp: moves,
    acceptHelp: moves,
    edit: moves,
    undo: moves,
  }),
  version: Version,
  revision: Revision,
}

export const BarrierRowOfList = closed(fields, {
  $id: 'BarrierSummary',
  description: 'A barrier as lists and the queue show it.',
})

export const Barrier = closed(
  {
    ...fields,
    turns: Type.Array(ref(BarrierTurn)),
    systemic: orNull(ref(BarrierName)),
    parts: Type.Array(ref(BarrierName), { description: 'The barriers that this systemic one was made of.' }),
  },
  {
    $id: 'Barrier',
    description: 'What is in the way, whom it blocks, who is asked to clear it, and by when.',
  },
)

export const BarrierPage = pageOf(BarrierRowOfList)

const raising = {
  title: Type.Optional(what.title),
  details: Type.Optional(what.details),
  links: Type.Optional(what.links),
  severity: Type.Optional(what.severity),
  askedOf: Type.Optional(Id),
  leaderOnly: Type.Optional(Type.Boolean({ description: 'Only the raiser and who is asked ever see it.' })),
}
const several = Type.Array(Id, { maxItems: 100, uniqueItems: true })

export const NewBarrier = closed(
  {
    kind: what.kind,
    ...raising,
    teamId: Type.Optional(Id),
    keyResultIds: Type.Optional(several),
    stepIds: Type.Optional(several),
  },
  {
    $id: 'NewBarrier',
    description:
      'The team defaults to that of what is blocked, then to the only one of the raiser; its leader is asked.',
  },
)

export const RaiseDraft = closed(
  { kind: Type.Optional(what.kind), ...raising },
  { $id: 'RaiseDraft', description: 'What is to be said differently from the draft.' },
)

export const BarrierEdit = closed(
  {
    title: Type.Optional(what.title),
    details: Type.Optional(what.details),
    links: Type.Optional(what.links),
    severity: Type.Optional(what.severity),
  },
  { $id: 'BarrierEdit', minProperties: 1 },
)

export const TakeBarrier = closed(
  { by: Type.Unsafe<string>(Type.Union([oneOf(promiseWords), Day])) },
  { $id: 'TakeBarrier', description: 'By when? Said again, it is the new date.' },
)

export const HandOn = closed({ to: Id, words: Type.Optional(orNull(prose(2000))) }, { $id: 'HandOn' })
export const AskBack = closed({ question: line(2000) }, { $id: 'AskBack' })
export const AnswerBack = closed({ text: line(2000) }, { $id: 'AnswerBack' })
export const Cannot = closed({ reason: line(2000) }, { $id: 'Cannot', description: "Can't, and why." })
export const Decide = closed(
  { decision: line(2000) },
  { $id: 'Decide', description: 'The decision that was waited for; it clears the barrier.' },
)
export const MaybeWords = closed({ words: Type.Optional(orNull(prose(2000))) }, { $id: 'MaybeWords' })
export const ClearBarrier = closed(
  { how: Type.Optional(orNull(oneOf(hows))), words: Type.Optional(orNull(prose(2000))) },
  { $id: 'ClearBarrier' },
)

export const NewBlock = closed(
  { keyResultId: Type.Optional(Id), stepId: Type.Optional(Id) },
  { $id: 'NewBlock', description: 'One of the two.', minProperties: 1, maxProperties: 1 },
)

export const WhomToAsk = closed(
  { teamId: Id, asked: ref(AskedOf), name: Type.String() },
  { $id: 'WhomToAsk', description: 'Who would be asked, before anything is raised.' },
)

export type WhomToAskDto = Static<typeof WhomToAsk>
export type BarrierDto = Static<typeof Barrier>
export type BarrierSummaryDto = Static<typeof BarrierRowOfList>
export type AskedOfDto = Static<typeof AskedOf>
export type NewBarrierInput = Static<typeof NewBarrier>
export type RaiseDraftInput = Static<typeof RaiseDraft>
export type BarrierEditInput = Static<typeof BarrierEdit>
export type NewBlockInput = Static<typeof NewBlock>
export const barrierSchemas = [
  ...figureSchemas,
  ...systemicSchemas,
  ...screenshotSchemas,
  BarrierLink,
  BarrierLinkShown,
  BarrierBlock,
  BarrierTurn,
  AskedOf,
  BarrierPromise,
  TakeBy,
  BarrierClearing,
  DelayCost,
  BarrierRowOfList,
  Barrier,
  BarrierPage,
  NewBarrier,
  RaiseDraft,
  BarrierEdit,
  TakeBarrier,
  HandOn,
  AskBack,
  AnswerBack,
  Cannot,
  Decide,
  MaybeWords,
  ClearBarrier,
  NewBlock,
  WhomToAsk,
]
