import { everyone, only, type Row, type Rows } from '../matrix.ts'
import type { Scene } from '../scene.ts'

const pair = (s: Scene) => s.made(s.cast.mia, '/v1/one-on-ones', { memberId: s.cast.dana.id })

async function item(s: Scene): Promise<{ id: string; itemId: string }> {
  const id = await pair(s)
  const { body } = await s.t.get(s.cast.mia, `/v1/one-on-ones/${id}`)
  for (const old of body.agenda.filter(({ can }: { can: { edit: boolean } }) => can.edit)) {
    const at = `/v1/one-on-ones/${id}/agenda/${old.id}`
    await s.t.ask(s.cast.mia, 'DELETE', at, undefined, { 'if-match': '*' })
  }
  return { id, itemId: await s.made(s.cast.mia, `/v1/one-on-ones/${id}/agenda`, { text: 'The key' }) }
}

const meetingsOf = async (s: Scene, id: string): Promise<number> =>
  (await s.t.get(s.cast.mia, `/v1/one-on-ones/${id}`)).body.meetings

/** The two alone, whoever else asks, admins included. */
const theTwo = (status: number): Row['expect'] => ({
  ...everyone(404),
  guest: 403,
  owner: status,
  leader: status,
})
const of = (expect: Row['expect'], body?: unknown): Row => ({
  ask: async (s) => ({ params: { id: await pair(s) }, ...(body !== undefined && { body }) }),
  expect,
})
const on = (expect: Row['expect'], body?: unknown): Row => ({
  ask: async (s) => ({ params: { ...(await item(s)) }, ...(body !== undefined && { body }) }),
  expect,
})

const weekly = (expect: Row['expect'], body?: unknown): Row => ({
  ask: (s) => ({ params: { id: s.cast.teams.service }, ...(body !== undefined && { body }) }),
  expect,
})
const ofTheTeam = (status: number) => only(status, 'member', 'owner', 'leader')

/** One-on-ones: Mia's with Dana; and the weekly of Service. */
export const oneOnOnes: Rows = {
  listOneOnOnes: { ask: () => ({}), expect: { ...everyone(200), guest: 403 } },
  openOneOnOne: {
    ask: ({ cast: { boris } }) => ({ body: { memberId: boris.id } }),
    expect: only(200, 'member', 'owner', 'leader', 'otherLeader', 'admin'),
  },
  meetPeople: {
    ask: () => ({ body: { addresses: ['nobody@elsewhere.example'], privateNotes: true } }),
    expect: { ...everyone(200), guest: 403 },
  },
  getOneOnOne: of(theTwo(200)),
  listMeetings: of(theTwo(200)),
  writeNotes: of(theTwo(200), { text: 'We agreed on blue.' }),
  writePrivateNotes: {
    ask: async (s) => ({ params: { oneOnOneId: await pair(s) }, body: { text: 'For me.' } }),
    expect: theTwo(200),
  },
  closeMeeting: {
    ask: async (s) => {
      const id = await pair(s)
      return { params: { id }, body: { after: await meetingsOf(s, id) } }
    },
    expect: theTwo(201),
  },
  reopenMeeting: {
    ask: async (s) => {
      const id = await pair(s)
      const after = await meetingsOf(s, id)
      return {
        params: { id, meetingId: await s.made(s.cast.dana, `/v1/one-on-ones/${id}/meetings`, { after }) },
      }
    },
    expect: theTwo(200),
  },
  addAgendaItem: of(theTwo(201), { text: 'The key' }),
  rewordAgendaItem: on({ ...theTwo(200), leader: 403 }, { text: 'The blue key' }),
  removeAgendaItem: on({ ...theTwo(204), leader: 403 }),
  tickAgendaItem: on(theTwo(200)),
  getTeamWeekly: weekly(ofTheTeam(200)),
  writeWeeklyNotes: weekly(ofTheTeam(200), { text: 'Blue it is.' }),
  closeWeekly: {
    ask: async (s) => {
      const id = s.cast.teams.service
      const { body } = await s.t.get(s.cast.mia, `/v1/teams/${id}/weekly`)
      return { params: { id }, body: { after: body.meetings } }
    },
    expect: ofTheTeam(201),
  },
  listWeeklies: weekly(ofTheTeam(200)),
  reopenWeekly: {
    ask: async (s) => {
      const id = s.cast.teams.service
      const { body } = await s.t.get(s.cast.mia, `/v1/teams/${id}/weekly`)
      const after = body.meetings
      return {
        params: { id, meetingId: await s.made(s.cast.mia, `/v1/teams/${id}/weekly/meetings`, { after }) },
      }
    },
    expect: ofTheTeam(200),
  },
  openAgendaItem: {
    ask: async (s) => {
      const at = await item(s)
      await s.made(s.cast.dana, `/v1/one-on-ones/${at.id}/agenda/${at.itemId}/done`)
      return { params: { ...at } }
    },
    expect: theTwo(200),
  },
}
