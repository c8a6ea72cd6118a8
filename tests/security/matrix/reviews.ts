import { everyone, only, type Rows } from '../matrix.ts'

/** The end of a cycle: how Mia's items went. */
export const reviews: Rows = {
  getTeamReview: { ask: (s) => ({ params: { id: s.cast.teams.service } }), expect: everyone(200) },
  settleObjective: {
    ask: async (s) => ({ params: { id: await s.objective() }, body: { go: 'stop' } }),
    expect: only(200, 'owner', 'leader', 'admin'),
  },
  settleKeyResult: {
    ask: async (s) => ({ params: { id: await s.keyResult() }, body: { go: 'stop' } }),
    expect: only(200, 'owner', 'leader', 'admin'),
  },
}
