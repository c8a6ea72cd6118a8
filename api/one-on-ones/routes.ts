import Type from 'typebox'
import { type Feature, operation } from '../http/operation.ts'
import { ById, closed, Id, paging, ref } from '../http/schema.ts'
import { addAgendaItem, removeItem, rewordItem, tick } from './agenda.ts'
import { listMeetings } from './history.ts'
import { meetPeople } from './meet.ts'
import { closeMeeting, reopenMeeting } from './meetings.ts'
import { writeNotes, writePrivateNotes } from './notes.ts'
import { listOneOnOnes, openOneOnOne } from './one-on-ones.ts'
import { readOneOnOne } from './read.ts'
import * as schema from './schema.ts'
import { weeklyOperations } from './weekly-routes.ts'
import { weeklySchemas } from './weekly-schema.ts'

const who = ['member', 'leader', 'admin'] as const
const OnAgenda = closed({ id: Id, itemId: Id })

const reading: Feature['operations'] = [
  operation(
    {
      method: 'GET',
      url: '/one-on-ones',
      operationId: 'listOneOnOnes',
      summary: 'List your one-on-ones, what was met last first',
      who,
      scopes: [],
      query: closed(paging),
      reply: [200, ref(schema.OneOnOneNamePage)],
    },
    ({ tx, actor, query }) => listOneOnOnes(tx, actor, query),
  ),
  operation(
    {
      method: 'GET',
      url: '/one-on-ones/:id',
      operationId: 'getOneOnOne',
      summary: 'Read a one-on-one of yours with all that it is drawn from',
      description: 'There for the two alone, for admins a 404. Private notes are those of the reader.',
      who,
      scopes: [],
      params: ById,
      query: closed({
        privateNotes: Type.Boolean({
          default: true,
          description: 'False where others may look on, as in a shared mailbox: they stay shut.',
        }),
      }),
      reply: [200, ref(schema.OneOnOne)],
    },
    ({ tx, actor, params, query }) => readOneOnOne(tx, actor, params.id, query),
  ),
  operation(
    {
      method: 'GET',
      url: '/one-on-ones/:id/meetings',
      operationId: 'listMeetings',
      summary: 'List the meetings of the past, the last one first',
      who,
      scopes: [],
      params: ById,
      query: closed(paging),
      reply: [200, ref(schema.MeetingPage)],
    },
    ({ tx, actor, params, query }) => listMeetings(tx, actor, params.id, query),
  ),
]

const writing: Feature['operations'] = [
  operation(
    {
      method: 'POST',
      url: '/one-on-ones/meet',
      operationId: 'meetPeople',
      summary:
        'Whom an invitation or mail names; with one person, their one-on-one with all that it is drawn from',
      description: 'Opens the one-on-one if it is the first time. Never stored: it may hold private notes.',
      who,
      scopes: [],
      body: ref(schema.Meet),
      reply: [200, ref(schema.MeetingPeople)],
      secret: true,
      discreet: true,
    },
    ({ tx, actor, body }) => meetPeople(tx, actor, body),
  ),
  operation(
    {
      method: 'POST',
      url: '/one-on-ones',
      operationId: 'openOneOnOne',
      summary: 'Open the one-on-one with somebody: the same pair always gives the same',
      who,
      scopes: [],
      body: ref(schema.NewOneOnOne),
      reply: [200, ref(schema.OneOnOneName)],
    },
    ({ tx, actor, body }) => openOneOnOne(tx, actor, body.memberId),
  ),
  operation(
    {
      method: 'PUT',
      url: '/one-on-ones/:id/notes',
      operationId: 'writeNotes',
      summary: 'Write the shared notes',
      description: 'A 412 carries the notes as they are now (`current`), to bring both texts together.',
      who,
      scopes: [],
      params: ById,
      body: ref(schema.NotesText),
      reply: [200, ref(schema.OneOnOneNotes)],
    },
    ({ tx, actor, params, version, body }) => writeNotes(tx, actor, params.id, version, body.text),
  ),
  operation(
    {
      method: 'PUT',
      url: '/one-on-ones/:oneOnOneId/private-notes',
      operationId: 'writePrivateNotes',
      summary: 'Write your private notes, which nobody else can read',
      who,
      scopes: [],
      params: closed({ oneOnOneId: Id }),
      body: ref(schema.NotesText),
      reply: [200, ref(schema.PrivateNotes)],
      discreet: true,
    },
    ({ tx, actor, params: { oneOnOneId }, version: expected, body: { text }, request }) => {
      const unlink = () => {
        request.unlinked = true
      }
      return writePrivateNotes(tx, actor, { oneOnOneId, expected, text, unlink })
    },
  ),
  operation(
    {
      method: 'POST',
      url: '/one-on-ones/:id/meetings',
      operationId: 'closeMeeting',
      summary: 'Close the meeting: it goes into the history, and what is open is carried',
      who,
      scopes: [],
      params: ById,
      body: ref(schema.NewMeeting),
      reply: [201, ref(schema.ClosedMeeting)],
    },
    ({ tx, actor, params, body }) => closeMeeting(tx, actor, params.id, body.after),
  ),
  operation(
    {
      method: 'POST',
      url: '/one-on-ones/:id/meetings/:meetingId/reopen',
      operationId: 'reopenMeeting',
      summary: 'Take the last meeting back, within ten minutes',
      who,
      scopes: [],
      params: closed({ id: Id, meetingId: Id }),
      reply: [200, ref(schema.ReopenedMeeting)],
      current: ref(schema.ClosedMeeting),
    },
    ({ tx, actor, params }) => reopenMeeting(tx, actor, params.id, params.meetingId),
  ),
]

function onItem<const Verb extends string, const Name extends string>(
  verb: Verb,
  operationId: Name,
  summary: string,
) {
  return {
    method: 'POST',
    url: `/one-on-ones/:id/agenda/:itemId/${verb}`,
    operationId,
    summary,
    who,
    scopes: [],
    params: OnAgenda,
    reply: [200, ref(schema.AgendaItem)],
  } as const
}

const agenda: Feature['operations'] = [
  operation(
    {
      method: 'POST',
      url: '/one-on-ones/:id/agenda',
      operationId: 'addAgendaItem',
      summary: 'Put something on the agenda',
      who,
      scopes: [],
      params: ById,
      body: ref(schema.NewAgendaItem),
      reply: [201, ref(schema.AgendaItem)],
    },
    ({ tx, actor, params, body }) => addAgendaItem(tx, actor, params.id, body),
  ),
  operation(
    {
      method: 'PATCH',
      url: '/one-on-ones/:id/agenda/:itemId',
      operationId: 'rewordAgendaItem',
      summary: 'Say an item of yours in other words',
      who,
      scopes: [],
      params: OnAgenda,
      body: ref(schema.AgendaItemEdit),
      reply: [200, ref(schema.AgendaItem)],
      refusals: [409],
    },
    ({ tx, actor, params, version, body }) => rewordItem(tx, actor, params, version, body.text),
  ),
  operation(
    {
      method: 'DELETE',
      url: '/one-on-ones/:id/agenda/:itemId',
      operationId: 'removeAgendaItem',
      summary: 'Take an item of yours off the agenda',
      who,
      scopes: [],
      params: OnAgenda,
      reply: [204],
      refusals: [409],
    },
    ({ tx, actor, params, version }) => removeItem(tx, actor, params, version),
  ),
  operation(onItem('done', 'tickAgendaItem', 'Tick an item off'), ({ tx, actor, params }) =>
    tick(tx, actor, params, true),
  ),
  operation(onItem('open', 'openAgendaItem', 'Open an item again'), ({ tx, actor, params }) =>
    tick(tx, actor, params, false),
  ),
]

/** Where one-on-ones are asked for. */
export const oneOnOnes: Feature = {
  name: 'one-on-ones',
  description: "Two people's running agenda, theirs alone, and the weekly of a team",
  schemas: [...schema.oneOnOneSchemas, ...weeklySchemas],
  operations: [...reading, ...writing, ...agenda, ...weeklyOperations],
}
