import Type, { type Static } from 'typebox'
import { BarrierRowOfList } from '../barriers/schema.ts'
import { closed, Day, Id, Instant, Named, oneOf, orNull, ref } from '../http/schema.ts'
import { asks } from '../key-results/entity.ts'
import { GoalWithWhy } from '../ladder/schema.ts'
import { creditRoles, findings } from '../wins/entity.ts'
import { BoardStep, measured } from './schema.ts'

export const MyCheckIn = closed(
  {
    ...measured,
    role: oneOf(['owner', 'delegate', 'check_in_owner'], { description: 'Why it is mine.' }),
    asks: oneOf(asks, { description: 'What the form asks for.' }),
    goal: orNull(closed({ id: Id, title: Type.String() })),
    dueDay: Day,
    overdue: Type.Boolean(),
  },
  {
    $id: 'MyCheckIn',
    description: 'A check-in that is due this week; latest is what looks-right would repeat.',
  },
)

export const PathSubject = closed(
  { kind: oneOf(['key_result', 'objective']), id: Id, title: Type.String() },
  { $id: 'PathSubject', description: 'What steps lead to.' },
)

export const MyPath = closed(
  {
    subject: ref(PathSubject),
    team: ref(Named),
    live: orNull(ref(BoardStep)),
    pencilled: Type.Array(ref(BoardStep), { description: 'To pick from next, in order.' }),
  },
  {
    $id: 'MyPath',
    description: 'My live step and my pencilled ones; live is null where a next step is missing.',
  },
)

export const WeekSubject = closed(
  {
    kind: oneOf(['key_result', 'objective', 'step', 'barrier']),
    id: Id,
    title: orNull(Type.String()),
  },
  { $id: 'WeekSubject', description: 'What a win or an effect is about.' },
)

export const LedTo = closed(
  {
    kind: oneOf(['barrier', 'unblocked', 'win', 'comment', 'target']),
    id: Id,
    at: Instant,
    number: orNull(Type.Integer({ description: '#41 of a barrier.' })),
    title: orNull(Type.String({ description: 'Null: say the code.' })),
    code: orNull(Type.String({ description: "The barrier's kind, or how the win was found." })),
    by: orNull(ref(Named)),
    subject: orNull(ref(WeekSubject)),
  },
  {
    $id: 'LedTo',
    description: 'What came of it: a barrier cleared by my check-in or out of my way, a win, a comment.',
  },
)

export const NamedCredit = closed(
  { id: Id, name: Type.String(), role: oneOf(creditRoles) },
  { $id: 'NamedCredit', description: 'To whose credit a win is.' },
)

export const WaitingWin = closed(
  {
    id: Id,
    foundBy: oneOf(findings),
    what: orNull(Type.String()),
    betterOff: orNull(Type.String({ description: 'Who is better off.' })),
    team: ref(Named),
    subject: orNull(ref(WeekSubject)),
    credits: Type.Array(ref(NamedCredit)),
    at: Instant,
    waitsUntil: Day,
  },
  { $id: 'WaitingWin', description: 'A win of a team I lead that nobody celebrated yet.' },
)

export const CommitAsk = closed(
  {
    id: Id,
    objective: ref(GoalWithWhy),
    team: ref(Named),
    measures: Type.Array(closed({ id: Id, title: Type.String(), mine: Type.Boolean() }), {
      description: 'What a first step may move; mine first.',
    }),
  },
  { $id: 'CommitAsk', description: 'I was asked for a yes to this goal, and have not answered.' },
)

export const WeekInFigures = closed(
  {
    checkIns: Type.Integer({ description: 'Due this week.' }),
    overdue: Type.Integer({ description: 'Of those, due on a day that is over.' }),
    steps: Type.Integer({ description: 'Live steps.' }),
    nextSteps: Type.Integer({ description: 'Key results of mine without a live step.' }),
    asked: Type.Integer({ description: 'Barriers asked of me that wait to be cleared.' }),
    promises: Type.Integer({ description: 'Of those shown, promised by the end of this week or before.' }),
    mine: Type.Integer({
      description: 'Barriers I raised where the next move is mine: raise, answer, confirm.',
    }),
    celebrate: Type.Integer({ description: 'Wins to celebrate.' }),
  },
  { $id: 'WeekInFigures', description: 'The one line "this week".' },
)

export const MyWeek = closed(
  {
    day: Day,
    lastDay: Type.String({ format: 'date', description: 'The last working day of this week.' }),
    line: ref(WeekInFigures),
    commits: Type.Array(ref(CommitAsk), { description: 'At most three; the longest asked first.' }),
    checkIns: Type.Array(ref(MyCheckIn), { description: 'The longest due first.' }),
    nextDue: orNull(Type.String({ format: 'date', description: 'When the next one after these is due.' })),
    paths: Type.Array(ref(MyPath)),
    asked: Type.Array(ref(BarrierRowOfList), { description: 'The costliest ten; all stand in the queue.' }),
    raised: Type.Array(ref(BarrierRowOfList), {
      description: 'Not over yet; those where the move is mine first.',
    }),
    ledTo: Type.Array(ref(LedTo), { description: 'Of the last fourteen days, the youngest first.' }),
    celebrate: Type.Array(ref(WaitingWin), { description: 'At most three.' }),
  },
  { $id: 'MyWeek', description: 'What is mine this week.' },
)

export type MyWeekDto = Static<typeof MyWeek>
export const myWeekSchemas = [
  MyCheckIn,
  PathSubject,
  MyPath,
  CommitAsk,
  WeekSubject,
  LedTo,
  NamedCredit,
  WaitingWin,
  WeekInFigures,
  MyWeek,
]
