import { v4 } from 'uuid'
import { everyone, only, type Rows } from '../matrix.ts'

/** Workspaces, members, teams, cycles, audit log. */
export const people: Rows = {
  getWorkspace: { ask: () => ({}), expect: everyone(200) },
  changeWorkspace: { ask: () => ({ body: { mission: 'Nobody waits.' } }), expect: only(200, 'admin') },
  setPriorities: { ask: () => ({ body: { priorities: [] } }), expect: only(200, 'admin') },
  setDaysOff: { ask: () => ({ body: { daysOff: [] } }), expect: only(200, 'admin') },

  getMe: { ask: () => ({}), expect: everyone(200) },
  getMyNotifications: { ask: () => ({}), expect: everyone(200) },
  changeMyNotifications: { ask: () => ({ body: { weekday: 2, time: '10:00' } }), expect: everyone(200) },
  getMyReachability: { ask: () => ({}), expect: everyone(200) },
  listReachability: { ask: () => ({}), expect: only(200, 'admin') },
  listMembers: { ask: () => ({}), expect: everyone(200) },
  listMemberNames: { ask: (s) => ({ query: `ids=${s.cast.mia.id}` }), expect: everyone(200) },
  inviteMember: {
    ask: () => ({ body: { name: 'Ivo', email: `${v4()}@harbour.example` } }),
    expect: only(201, 'admin'),
  },
  getMember: [
    { ask: (s) => ({ params: { id: s.cast.mia.id } }), expect: everyone(200) },
    { ask: (s) => ({ params: { id: s.cast.otto.id } }), expect: { ...everyone(200), guest: 404 } },
  ],
  changeMember: [
    {
      ask: (s) => ({ params: { id: s.cast.mia.id }, body: { zone: 'UTC' } }),
      expect: only(200, 'owner', 'admin'),
    },
    {
      ask: (s) => ({ params: { id: s.cast.boris.id }, body: { admin: true } }),
      expect: { ...only(200, 'admin'), guest: 404 },
    },
  ],
  leaveWorkspace: {
    ask: async (s) => ({ params: { id: await s.person() } }),
    expect: { ...only(200, 'admin'), guest: 404 },
  },
  eraseMember: {
    ask: async (s) => ({ params: { id: await s.person() }, body: { name: 'Ivo Invited' } }),
    expect: only(200, 'admin'),
  },
  takeBackMember: {
    ask: async (s) => {
      const id = await s.person()
      await s.made(s.cast.ada, `/v1/members/${id}/leave`)
      return { params: { id } }
    },
    expect: only(200, 'admin'),
  },
  identifyMember: {
    ask: async (s) => ({ params: { id: await s.person() }, body: { objectId: v4() } }),
    expect: only(200, 'admin'),
  },
  listIdentities: {
    ask: (s) => ({ params: { id: s.cast.mia.id } }),
    expect: only(200, 'owner', 'admin'),
  },
  addIdentity: {
    ask: async (s) => ({
      params: { id: await s.person() },
      body: { kind: 'email', value: `${v4()}@harbour.example` },
    }),
    expect: only(201, 'admin'),
  },
  removeIdentity: {
    ask: async (s) => {
      const id = await s.person()
      const { body } = await s.t.get(s.cast.ada, `/v1/members/${id}/identities`)
      return { params: { id, identityId: body.data[0].id } }
    },
    expect: only(200, 'admin'),
  },
  mergeMember: {
    ask: async (s) => ({ params: { id: await s.person() }, body: { intoId: s.cast.noah.id } }),
    expect: only(200, 'admin'),
  },
  addAbsence: {
    ask: (s) => ({ params: { id: s.cast.mia.id }, body: { fromDay: '2026-11-02', toDay: '2026-11-03' } }),
    expect: only(201, 'owner', 'leader', 'admin'),
  },
  removeAbsence: {
    ask: async (s) => ({ params: { id: s.cast.mia.id, absenceId: await s.absence() } }),
    expect: only(200, 'owner', 'leader', 'admin'),
  },
  noteSeen: {
    ask: async (s) => ({ body: { items: [{ kind: 'objective', id: await s.objective() }] } }),
    expect: everyone(204),
  },

  noteTold: { ask: () => ({ body: { parts: ['wins'] } }), expect: everyone(204) },

  listTeams: { ask: () => ({}), expect: everyone(200) },
  createTeam: {
    ask: (s) => ({ body: { name: 'New', parentId: s.cast.teams.service } }),
    expect: only(201, 'leader', 'admin'),
  },
  getTeam: [
    { ask: (s) => ({ params: { id: s.cast.teams.service } }), expect: everyone(200) },
    { ask: (s) => ({ params: { id: s.cast.teams.shop } }), expect: { ...everyone(200), guest: 404 } },
    { ask: (s) => ({ params: { id: s.cast.teams.board } }), expect: { ...everyone(404), admin: 200 } },
  ],
  changeTeam: [
    {
      ask: async (s) => ({ params: { id: await s.team() }, body: { name: 'Renamed' } }),
      expect: only(200, 'leader', 'admin'),
    },
    {
      ask: (s) => ({ params: { id: s.cast.teams.board }, body: { private: false } }),
      expect: { ...only(404, 'leader', 'otherLeader'), admin: 403 },
    },
  ],
  closeTeam: {
    ask: async (s) => ({ params: { id: await s.team() } }),
    expect: only(200, 'leader', 'admin'),
  },
  putInTeam: [
    {
      ask: async (s) => ({ params: { id: await s.team() }, body: { memberId: s.cast.noah.id } }),
      expect: only(200, 'leader', 'admin'),
    },
    {
      ask: (s) => ({ params: { id: s.cast.teams.board }, body: { memberId: s.cast.ada.id } }),
      expect: { ...only(404, 'leader', 'otherLeader'), admin: 403 },
    },
  ],
  removeFromTeam: {
    ask: async (s) => {
      const [id, memberId] = [await s.team(), await s.person()]
      await s.made(s.cast.ada, `/v1/teams/${id}/members`, { memberId })
      return { params: { id, memberId } }
    },
    expect: only(200, 'leader', 'admin'),
  },
  nameStandIn: {
    ask: (s) => ({ params: { id: s.cast.teams.service }, body: { memberId: s.cast.boris.id } }),
    expect: only(200, 'leader'),
  },

  listCycles: { ask: () => ({}), expect: everyone(200) },
  createCycle: {
    ask: () => ({ body: { name: 'Q1', startDay: '2027-01-01', endDay: '2027-03-31' } }),
    expect: only(201, 'admin'),
  },
  getCycle: { ask: (s) => ({ params: { id: s.cast.cycleId } }), expect: everyone(200) },
  changeCycle: {
    ask: async (s) => ({ params: { id: await s.cycle() }, body: { name: 'Spring' } }),
    expect: only(200, 'admin'),
  },
  startCycle: { ask: async (s) => ({ params: { id: await s.cycle() } }), expect: only(200, 'admin') },
  reviewCycle: { ask: async (s) => ({ params: { id: await s.cycle('start') } }), expect: only(200, 'admin') },
  closeCycle: {
    ask: async (s) => ({ params: { id: await s.cycle('start', 'review') } }),
    expect: only(200, 'admin'),
  },

  listAuditLog: { ask: () => ({}), expect: only(200, 'admin') },
}
