import { everyone, only, type Row, type Rows } from '../matrix.ts'

const raisers = only(200, 'owner')
const answerers = only(200, 'leader', 'admin')

const open = (expect: Row['expect'], body?: unknown): Row => ({
  ask: async (s) => ({ params: { id: await s.barrier() }, ...(body !== undefined && { body }) }),
  expect,
})
const cleared = (expect: Row['expect'], body?: unknown): Row => ({
  ask: async (s) => ({ params: { id: await s.cleared() }, ...(body !== undefined && { body }) }),
  expect,
})

/** Barriers: what Mia raises and asks Dana to clear. */
export const barriers: Rows = {
  listBarriers: { ask: () => ({}), expect: everyone(200) },
  raiseBarrier: {
    ask: (s) => ({ body: { kind: 'access', title: 'No key', teamId: s.cast.teams.service } }),
    expect: only(201, 'member', 'owner', 'leader', 'otherLeader', 'admin'),
  },
  readQueue: { ask: () => ({}), expect: { ...everyone(200), guest: 403 } },
  whomToAsk: {
    ask: (s) => ({ query: `teamId=${s.cast.teams.service}` }),
    expect: { ...everyone(200), guest: 403 },
  },
  getBarrier: [
    open(everyone(200)),
    {
      ask: async (s) => ({ params: { id: await s.barrier({ leaderOnly: true }) } }),
      expect: { ...everyone(404), owner: 200, leader: 200 },
    },
  ],
  editBarrier: open(only(200, 'owner', 'leader', 'admin'), { title: 'No key yet' }),
  raiseDraft: {
    ask: async (s) => {
      const id = await s.keyResult()
      const { body } = await s.t.post(s.cast.mia, `/v1/key-results/${id}/check-ins`, {
        value: 5,
        inTheWay: 'access',
      })
      return { params: { id: body.barrier.id }, body: {} }
    },
    expect: { ...everyone(404), guest: 403, owner: 200 },
  },
  addBlock: {
    ask: async (s) => ({ params: { id: await s.barrier() }, body: { keyResultId: await s.keyResult() } }),
    expect: only(200, 'owner', 'leader', 'admin'),
  },
  removeBlock: {
    ask: async (s) => {
      const id = await s.barrier()
      const { body } = await s.t.post(s.cast.mia, `/v1/barriers/${id}/blocks`, {
        keyResultId: await s.keyResult(),
      })
      return { params: { id, blockId: body.blocks.at(-1).id } }
    },
    expect: only(200, 'owner', 'leader', 'admin'),
  },
  takeBarrier: open(answerers, { by: 'this_week' }),
  handOnBarrier: {
    ask: async (s) => ({ params: { id: await s.barrier() }, body: { to: s.cast.boris.id } }),
    expect: answerers,
  },
  askBack: open(answerers, { question: 'Which door?' }),
  cannotClear: open(answerers, { reason: 'Not ours.' }),
  clearBarrier: open(answerers, { how: 'fixed' }),
  offerHelp: open(only(200, 'member', 'otherLeader', 'admin'), {}),
  answerBack: {
    ask: async (s) => {
      const id = await s.barrier()
      await s.made(s.cast.dana, `/v1/barriers/${id}/ask-back`, { question: 'Which door?' })
      return { params: { id }, body: { text: 'The blue one.' } }
    },
    expect: raisers,
  },
  confirmBarrier: cleared(raisers),
  reopenBarrier: cleared(raisers, {}),
  withdrawBarrier: open(raisers),
  undoBarrierTurn: cleared(only(200, 'leader')),
}
