import { only, type Rows } from '../matrix.ts'

/** Figures about groups, and the answer that nobody can trace. */
export const insights: Rows = {
  getInsights: { ask: () => ({}), expect: only(200, 'leader', 'otherLeader', 'admin') },
  answerWorth: {
    ask: async (s) => ({ params: { id: await s.checkIn() }, body: { worth: true } }),
    expect: only(204, 'owner'),
  },
}
