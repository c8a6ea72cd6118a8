import Type, { type Static } from 'typebox'
import { BarrierRowOfList } from '../barriers/schema.ts'
import { PathSubject, WaitingWin } from '../boards/my-week-schema.ts'
import { BoardStep, measured } from '../boards/schema.ts'
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
import { asks } from '../key-results/entity.ts'
import { agendaKinds } from './entity.ts'
import { questionKinds } from './question.ts'

/** How long notes may be. */
export const mostNotes = 20_000

export const OneOnOneNotes = closed(
  { id: Id, text: Type.String(), by: orNull(Id), at: orNull(Instant), version: Version, revision: Revision },
  { $id: 'OneOnOneNotes', description: 'What both write together; id is the one-on-one.' },
)

export const PrivateNotes = closed(
  { text: Type.String(), version: Version, revision: Revision },
  { $id: 'PrivateNotes', description: 'Yours alone: nobody else can read them, admins and worker included.' },
)

export const AgendaSubject = closed(
  {
    kind: oneOf(agendaKinds),
    id: Id,
    title: orNull(Type.String({ description: 'Null: say the code.' })),
    number: orNull(Type.Integer({ description: '#41 of a barrier.' })),
    code: orNull(Type.String({ description: "The barrier's kind, or how the win was found." })),
  },
  { $id: 'AgendaSubject', description: 'What an item of the agenda is about, if the reader sees it.' },
)

export const AgendaItem = closed(
  {
    id: Id,
    author: ref(Named),
    text: orNull(Type.String({ description: 'Null: what it is about says it.' })),
    subject: orNull(ref(AgendaSubject)),
    createdAt: Instant,
    doneAt: orNull(Instant),
    doneBy: orNull(Id),
    carried: Type.Integer({ description: 'Over how many meetings it was carried.' }),
    version: Version,
    revision: Revision,
    can: closed({ edit: Type.Boolean() }),
  },
  { $id: 'AgendaItem', description: 'What one of the two wants to speak about.' },
)

export const LedgerEntry = closed(
  {
    by: Id,
    day: Day,
    done: Type.Boolean(),
    missed: Type.Boolean({ description: 'The day passed before it was cleared.' }),
    barrier: ref(BarrierRowOfList),
  },
  { $id: 'LedgerEntry', description: 'What one of the two promised to clear, by when, done or not.' },
)

export const PairWin = closed(
  { ...WaitingWin.properties, state: oneOf(['waiting', 'celebrated']) },
  { $id: 'PairWin', description: 'A win of the two.' },
)

export const Movement = closed(
  { value: orNull(Type.Number()), percent: orNull(Type.Number({ description: 'Percent points.' })) },
  {
    $id: 'Movement',
    description: 'How far a key result came since last time; null where that is not known.',
  },
)

export const PairKeyResult = closed(
  { ...measured, asks: oneOf(asks), movement: ref(Movement) },
  { $id: 'PairKeyResult', description: 'A key result of one of the two.' },
)

export const PairPath = closed(
  {
    subject: ref(PathSubject),
    team: ref(Named),
    owner: ref(Named),
    live: orNull(ref(BoardStep)),
    pencilled: Type.Array(ref(BoardStep)),
  },
  { $id: 'PairPath', description: 'The next step of one of the two; live is null where one is missing.' },
)

export const PairQuestion = closed(
  {
    kind: oneOf(questionKinds),
    id: Id,
    title: orNull(Type.String()),
    number: orNull(Type.Integer()),
    code: orNull(Type.String({ description: "The barrier's kind, or how the win was found." })),
    who: orNull(Id),
    since: Day,
  },
  { $id: 'PairQuestion', description: 'The one question that the facts suggest.' },
)

export const MeetingName = closed({ id: Id, seq: Type.Integer(), day: Day, at: Instant, closedBy: Id })

export const ClosedMeeting = closed(
  {
    ...MeetingName.properties,
    undoUntil: orNull(
      Type.String({ format: 'date-time', description: 'Until then either of the two can take it back.' }),
    ),
  },
  { $id: 'ClosedMeeting', description: 'The last meeting.' },
)

export const OneOnOne = closed(
  {
    id: Id,
    day: Day,
    me: Id,
    with: ref(Named),
    meetings: Type.Integer({ description: 'How many were closed; closing the next one names it.' }),
    lastMeeting: orNull(ref(ClosedMeeting)),
    since: Type.String({
      format: 'date-time',
      description: 'The last meeting; before the first one four weeks ago.',
    }),
    ledger: Type.Array(ref(LedgerEntry), { description: 'Promises, the earliest day first.' }),
    wins: Type.Array(ref(PairWin), { description: 'Not yet celebrated ones first.' }),
    barriers: Type.Array(ref(BarrierRowOfList), {
      description: 'Between the two and not in the ledger; there until they are over.',
    }),
    keyResults: Type.Array(ref(PairKeyResult)),
    paths: Type.Array(ref(PairPath)),
    question: orNull(ref(PairQuestion)),
    agenda: Type.Array(ref(AgendaItem), { description: 'Open ones first, the oldest first.' }),
    notes: ref(OneOnOneNotes),
    privateNotes: orNull(ref(PrivateNotes)),
  },
  { $id: 'OneOnOne', description: "Two people's running agenda, with all that it is drawn from." },
)

export const OneOnOneName = closed(
  {
    id: Id,
    with: ref(Named),
    lastMetDay: orNull(Day),
    agenda: Type.Integer({ description: 'Items on the agenda that are not ticked off.' }),
  },
  { $id: 'OneOnOneName', description: 'A one-on-one in a list.' },
)
export const OneOnOneNamePage = pageOf(OneOnOneName)

export const PastPromise = closed(
  {
    by: Id,
    day: Day,
    done: Type.Boolean(),
    missed: Type.Boolean(),
    barrier: closed({
      id: Id,
      number: Type.Integer(),
      title: orNull(Type.String()),
      code: Type.String({ description: 'Its kind.' }),
    }),
  },
  { $id: 'PastPromise', description: 'How a promise stood at a meeting, if the reader sees the barrier.' },
)

export const Meeting = closed(
  {
    ...MeetingName.properties,
    notes: Type.String({ description: 'The shared notes of that meeting.' }),
    agenda: Type.Array(ref(AgendaItem), { description: 'What was ticked off.' }),
    promises: Type.Array(ref(PastPromise)),
  },
  { $id: 'Meeting', description: 'A meeting of the past.' },
)
export const MeetingPage = pageOf(Meeting)

export const ReopenedMeeting = closed(
  { id: Id, meetings: Type.Integer({ description: 'How many are closed now.' }) },
  { $id: 'ReopenedMeeting', description: 'id is the one-on-one.' },
)

export const Meet = closed(
  {
    addresses: Type.Array(Type.String({ minLength: 3, maxLength: 320 }), {
      maxItems: 100,
      description: 'Of the other people, as the invitation or mail names them, without rooms.',
    }),
    privateNotes: Type.Boolean({
      default: true,
      description: 'False where others may look on, as in a shared mailbox: they stay shut.',
    }),
  },
  { $id: 'Meet', description: 'Whom one meets, by their addresses.' },
)

export const MeetingPeople = closed(
  {
    people: Type.Array(ref(Named), { description: 'Who of them is with us.' }),
    unknown: Type.Array(Type.String(), { description: 'Addresses of whom we do not know.' }),
    // Left out, not null: a shape in a choice with null is checked before it is cut to the shape.
    oneOnOne: Type.Optional(ref(OneOnOne)),
    teams: Type.Array(ref(Named), { description: 'With more than one: teams that all of them are in.' }),
  },
  {
    $id: 'MeetingPeople',
    description: 'Without a one-on-one: there is more than one person, or nobody we know.',
  },
)

export const NewOneOnOne = closed({ memberId: Id }, { $id: 'NewOneOnOne', description: 'With whom.' })
export const NotesText = closed({ text: prose(mostNotes) }, { $id: 'NotesText' })
export const NewAgendaItem = closed(
  {
    text: Type.Optional(orNull(line(500))),
    subject: Type.Optional(
      orNull(closed({ kind: oneOf(agendaKinds), id: Id }, { description: 'What it is about.' })),
    ),
  },
  { $id: 'NewAgendaItem', description: 'Words, what it is about, or both.' },
)
export const AgendaItemEdit = closed({ text: line(500) }, { $id: 'AgendaItemEdit' })
export const NewMeeting = closed(
  {
    after: Type.Integer({
      minimum: 0,
      maximum: 1_000_000,
      description: 'How many meetings you saw closed, so that two who close at once close one.',
    }),
  },
  { $id: 'NewMeeting' },
)

export type OneOnOneDto = Static<typeof OneOnOne>
export type OneOnOneNameDto = Static<typeof OneOnOneName>
export type MeetInput = Static<typeof Meet>
export type MeetingPeopleDto = Static<typeof MeetingPeople>
export type OneOnOneNotesDto = Static<typeof OneOnOneNotes>
export type PrivateNotesDto = Static<typeof PrivateNotes>
export type AgendaItemDto = Static<typeof AgendaItem>
export type AgendaSubjectDto = Static<typeof AgendaSubject>
export type NewAgendaItemInput = Static<typeof NewAgendaItem>
export type ClosedMeetingDto = Static<typeof ClosedMeeting>
export type MeetingDto = Static<typeof Meeting>
export const oneOnOneSchemas = [
  OneOnOneNotes,
  PrivateNotes,
  AgendaSubject,
  AgendaItem,
  LedgerEntry,
  PairWin,
  Movement,
  PairKeyResult,
  PairPath,
  PairQuestion,
  ClosedMeeting,
  OneOnOne,
  OneOnOneName,
  OneOnOneNamePage,
  PastPromise,
  Meeting,
  MeetingPage,
  ReopenedMeeting,
  NewOneOnOne,
  Meet,
  MeetingPeople,
  NotesText,
  NewAgendaItem,
  AgendaItemEdit,
  NewMeeting,
]
