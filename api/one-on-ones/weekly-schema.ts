import Type, { type Static } from 'typebox'
import { BarrierRowOfList } from '../barriers/schema.ts'
import { closed, Day, Id, Instant, Named, orNull, pageOf, ref } from '../http/schema.ts'
import { Action } from '../ladder/schema.ts'
import { MeetingName, OneOnOneNotes, PairPath, PairWin } from './schema.ts'

export const StalledGoal = closed(
  { id: Id, title: Type.String(), who: ref(Named), since: Day },
  {
    $id: 'StalledGoal',
    description: 'Where somebody stands still: shown to that person and their leaders alone.',
  },
)

export const PastWeekly = closed(
  { ...MeetingName.properties, notes: Type.String() },
  { $id: 'PastWeekly', description: 'A weekly that was closed, with its notes.' },
)
export const PastWeeklyPage = pageOf(PastWeekly)

export const LastWeekly = closed(
  {
    ...PastWeekly.properties,
    undoUntil: orNull(
      Type.String({ format: 'date-time', description: 'Until then anybody of the team can take it back.' }),
    ),
  },
  { $id: 'LastWeekly', description: 'The last weekly, with its notes.' },
)

export const ReopenedWeekly = closed(
  { id: Id, meetings: Type.Integer() },
  { $id: 'ReopenedWeekly', description: 'The weekly as before its last closing.' },
)

export const TeamWeekly = closed(
  {
    id: Id,
    day: Day,
    team: ref(Named),
    minutes: Type.Integer({ description: 'How long it is meant to take.' }),
    since: Instant,
    meetings: Type.Integer({ description: 'How many were closed; closing the next one names it.' }),
    lastMeeting: orNull(ref(LastWeekly)),
    wins: Type.Array(ref(PairWin), { description: 'Not yet celebrated ones first.' }),
    toClear: Type.Array(ref(BarrierRowOfList), { description: 'The dearest delay first.' }),
    action: orNull(ref(Action)),
    stalled: Type.Array(ref(StalledGoal)),
    paths: Type.Array(ref(PairPath), { description: 'The live steps of its people, what is due first.' }),
    notes: ref(OneOnOneNotes),
  },
  { $id: 'TeamWeekly', description: 'Fifteen minutes a week: wins, to clear, stalled, next steps.' },
)

export type TeamWeeklyDto = Static<typeof TeamWeekly>
export type PastWeeklyDto = Static<typeof PastWeekly>
export type ReopenedWeeklyDto = Static<typeof ReopenedWeekly>
export type LastWeeklyDto = Static<typeof LastWeekly>
export const weeklySchemas = [StalledGoal, PastWeekly, PastWeeklyPage, LastWeekly, ReopenedWeekly, TeamWeekly]
