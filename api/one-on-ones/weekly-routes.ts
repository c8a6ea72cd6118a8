import { operation } from '../http/operation.ts'
import { ById, closed, Id, paging, ref } from '../http/schema.ts'
import { NewMeeting, NotesText, OneOnOneNotes } from './schema.ts'
import { readWeekly, writeWeeklyNotes } from './weekly.ts'
import { closeWeekly, listWeeklies, reopenWeekly } from './weekly-meetings.ts'
import { LastWeekly, PastWeeklyPage, ReopenedWeekly, TeamWeekly } from './weekly-schema.ts'

const who = ['member', 'leader', 'admin'] as const

/** The weekly of a team, for its people. */
export const weeklyOperations = [
  operation(
    {
      method: 'GET',
      url: '/teams/:id/weekly',
      operationId: 'getTeamWeekly',
      summary: 'Read what your team speaks about this week',
      description:
        'For the people of the team. Rungs of persons are shown to themselves and their leaders alone.',
      who,
      scopes: [],
      params: ById,
      reply: [200, ref(TeamWeekly)],
    },
    ({ tx, actor, params }) => readWeekly(tx, actor, params.id),
  ),
  operation(
    {
      method: 'PUT',
      url: '/teams/:id/weekly/notes',
      operationId: 'writeWeeklyNotes',
      summary: "Write the notes of your team's weekly",
      description: 'A 412 carries the notes as they are now (`current`), to bring both texts together.',
      who,
      scopes: [],
      params: ById,
      body: ref(NotesText),
      reply: [200, ref(OneOnOneNotes)],
    },
    ({ tx, actor, params, version, body }) => writeWeeklyNotes(tx, actor, params.id, version, body.text),
  ),
  operation(
    {
      method: 'POST',
      url: '/teams/:id/weekly/meetings',
      operationId: 'closeWeekly',
      summary: 'Close the weekly: its notes are kept, the next begins',
      who,
      scopes: [],
      params: ById,
      body: ref(NewMeeting),
      reply: [201, ref(LastWeekly)],
    },
    ({ tx, actor, params, body }) => closeWeekly(tx, actor, params.id, body.after),
  ),
  operation(
    {
      method: 'GET',
      url: '/teams/:id/weekly/meetings',
      operationId: 'listWeeklies',
      summary: "List your team's weeklies of the past, the last one first",
      who,
      scopes: [],
      params: ById,
      query: closed(paging),
      reply: [200, ref(PastWeeklyPage)],
    },
    ({ tx, actor, params, query }) => listWeeklies(tx, actor, params.id, query),
  ),
  operation(
    {
      method: 'POST',
      url: '/teams/:id/weekly/meetings/:meetingId/reopen',
      operationId: 'reopenWeekly',
      summary: 'Take the last weekly back, within ten minutes',
      who,
      scopes: [],
      params: closed({ id: Id, meetingId: Id }),
      reply: [200, ref(ReopenedWeekly)],
      current: ref(LastWeekly),
    },
    ({ tx, actor, params }) => reopenWeekly(tx, actor, params.id, params.meetingId),
  ),
]
