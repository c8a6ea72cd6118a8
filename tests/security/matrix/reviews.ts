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
  getMyReviews: { ask: () => ({}), expect: everyone(200) },
  answerMidway: {
    ask: async (s) => ({ params: { id: await s.midway() }, body: { choice: 'keep' } }),
    expect: only(200, 'owner', 'leader', 'admin'),
  },
  listChallenges: { ask: async (s) => ({ params: { id: await s.keyResult() } }), expect: everyone(200) },
  challengeKeyResult: {
    ask: async (s) => ({
      params: { id: await s.keyResult() },
      body: { words: 'It counts the wrong thing.' },
    }),
    expect: only(201, 'owner', 'leader', 'admin'),
  },
  answerChallenge: {
    ask: async (s) => {
      const url = `/v1/key-results/${await s.keyResult()}/challenges`
      const id = await s.made(s.cast.mia, url, { words: 'It counts the wrong thing.' })
      return { params: { id }, body: { answer: 'keep', words: 'It is what riders feel.' } }
    },
    expect: only(200, 'leader', 'admin'),
  },
}
