import { v7 } from 'uuid'
import { CommitmentAskEntity } from '../../../api/commitments/ask.ts'
import { transaction } from '../../../api/database/transaction.ts'
import { everyone, only, type Rows } from '../matrix.ts'
import type { Scene } from '../scene.ts'

const text = 'Ask the supplier'

/** Mia, asked for a yes; the worker that asks is another process. */
async function askOf({ t, cast, objective }: Scene, declinedAt: Date | null = null): Promise<string> {
  const { workspaceId, mia } = cast
  const row = { workspaceId, id: v7(), objectiveId: await objective(), memberId: mia.id, declinedAt }
  await transaction(t.db, { workspaceId }, (tx) =>
    tx.insert(CommitmentAskEntity, { ...row, askedAt: t.clock.now }),
  )
  return row.id
}

/** Commitments and steps, wins, comments, boards. */
export const steps: Rows = {
  commit: {
    ask: async (s) => ({ body: { subject: { kind: 'key_result', id: await s.keyResult() }, text } }),
    expect: only(201, 'member', 'owner', 'leader'),
  },
  listCommitments: { ask: () => ({}), expect: everyone(200) },
  withdrawCommitment: {
    ask: async (s) => ({ params: { id: await s.commitment() }, body: {} }),
    // a yes is found only by whoever said it
    expect: { ...everyone(404), guest: 403, owner: 200 },
  },
  declineCommitment: {
    ask: async (s) => ({ params: { id: await askOf(s) } }),
    expect: { ...everyone(404), guest: 403, owner: 200 },
  },
  reconsiderCommitment: {
    ask: async (s) => ({ params: { id: await askOf(s, s.t.clock.now) } }),
    expect: { ...everyone(404), guest: 403, owner: 200 },
  },
  getKeyResultPath: { ask: async (s) => ({ params: { id: await s.keyResult() } }), expect: everyone(200) },
  getObjectivePath: { ask: async (s) => ({ params: { id: await s.objective() } }), expect: everyone(200) },
  addStep: {
    ask: async (s) => ({ body: { subject: { kind: 'key_result', id: await s.keyResult() }, text } }),
    expect: only(201, 'owner', 'leader', 'admin'),
  },
  listSteps: { ask: () => ({}), expect: everyone(200) },
  orderSteps: {
    ask: async (s) => {
      const subject = { kind: 'key_result', id: await s.keyResult() }
      return { body: { subject, stepIds: [await s.made(s.cast.mia, '/v1/steps', { subject, text })] } }
    },
    expect: only(200, 'owner'),
  },
  getStep: { ask: async (s) => ({ params: { id: await s.step() } }), expect: everyone(200) },
  editStep: {
    ask: async (s) => ({ params: { id: await s.step() }, body: { text: 'Other words' } }),
    expect: only(200, 'owner'),
  },
  startStep: { ask: async (s) => ({ params: { id: await s.step() }, body: {} }), expect: only(200, 'owner') },
  finishStep: {
    ask: async (s) => ({ params: { id: await s.step({ start: true }) }, body: {} }),
    expect: only(200, 'owner'),
  },
  undoStep: {
    ask: async (s) => {
      const id = await s.step({ start: true })
      await s.made(s.cast.mia, `/v1/steps/${id}/finish`, {})
      return { params: { id } }
    },
    expect: only(200, 'owner'),
  },
  dropStep: { ask: async (s) => ({ params: { id: await s.step() }, body: {} }), expect: only(200, 'owner') },
  splitStep: {
    ask: async (s) => ({
      params: { id: await s.step({ start: true }) },
      body: { into: [{ text: 'One' }, { text: 'Two' }] },
    }),
    expect: only(200, 'owner'),
  },

  logWin: {
    ask: async (s) => ({ body: { what: 'Sold', subject: { kind: 'key_result', id: await s.keyResult() } } }),
    expect: only(201, 'member', 'owner', 'leader', 'otherLeader', 'admin'),
  },
  listWins: { ask: () => ({}), expect: everyone(200) },
  getWin: { ask: async (s) => ({ params: { id: await s.win() } }), expect: everyone(200) },
  celebrateWin: { ask: async (s) => ({ params: { id: await s.win() }, body: {} }), expect: everyone(200) },
  uncelebrateWin: {
    ask: async (s, caller) => {
      const id = await s.win()
      await s.made(caller, `/v1/wins/${id}/celebrate`, { words: 'Well done' })
      return { params: { id } }
    },
    expect: everyone(200),
  },
  takeBackWin: { ask: async (s) => ({ params: { id: await s.win() } }), expect: only(204, 'owner') },

  writeComment: {
    ask: async (s) => ({ body: { subject: { kind: 'objective', id: await s.objective() }, text } }),
    expect: everyone(201),
  },
  listComments: {
    ask: async (s) => ({ query: `subjectKind=objective&subjectId=${await s.objective()}` }),
    expect: everyone(200),
  },
  getComment: { ask: async (s) => ({ params: { id: await s.comment() } }), expect: everyone(200) },
  editComment: {
    ask: async (s) => ({ params: { id: await s.comment() }, body: { text } }),
    expect: only(200, 'owner'),
  },
  removeComment: {
    ask: async (s) => ({ params: { id: await s.comment() } }),
    expect: only(204, 'owner', 'admin'),
  },

  getMyWeek: { ask: () => ({}), expect: everyone(200) },
  getTeamBoard: { ask: (s) => ({ params: { id: s.cast.teams.service } }), expect: everyone(200) },
}
