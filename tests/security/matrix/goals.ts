import { v4 } from 'uuid'
import { everyone, only, type Row, type Rows } from '../matrix.ts'
import type { Scene } from '../scene.ts'

const keepers = only(200, 'owner', 'leader', 'admin')

const ofObjective = (fields: object, body?: unknown): Row => ({
  ask: async (s) => ({ params: { id: await s.objective(fields) }, ...(body !== undefined && { body }) }),
  expect: keepers,
})
const ofKeyResult = (fields: object, body?: unknown): Row => ({
  ask: async (s) => ({ params: { id: await s.keyResult(fields) }, ...(body !== undefined && { body }) }),
  expect: keepers,
})
const after = (make: (s: Scene) => Promise<string>, root: string, ...moves: string[]): Row => ({
  ask: async (s) => {
    const id = await make(s)
    for (const move of moves) await s.made(s.cast.dana, `/v1/${root}/${id}/${move}`, {})
    return { params: { id } }
  },
  expect: keepers,
})
const objectiveAfter = (...moves: string[]) => after((s) => s.objective(), 'objectives', ...moves)
const keyResultAfter = (...moves: string[]) => after((s) => s.keyResult(), 'key-results', ...moves)
const with_ = (row: Row, body: unknown): Row => ({
  ...row,
  ask: async (s, caller) => ({ ...(await row.ask(s, caller)), body }),
})
const atRisk = { health: 'at_risk', why: 'The supplier is late.' }

/** Objectives, key results, alignments, check-ins. */
export const goals: Rows = {
  createObjective: {
    ask: (s) => ({
      body: { title: 'New', teamId: s.cast.teams.service, cycleId: s.cast.cycleId, ownerId: s.cast.mia.id },
    }),
    expect: only(201, 'member', 'owner', 'leader', 'admin'),
  },
  listObjectives: { ask: () => ({}), expect: everyone(200) },
  getObjective: { ask: async (s) => ({ params: { id: await s.objective() } }), expect: everyone(200) },
  changeObjective: ofObjective({}, { title: 'Other words' }),
  // Nobody was asked, so it takes a written reason, which is for leaders and admins.
  publishObjective: { ...ofObjective({ lifecycle: 'draft' }), expect: only(200, 'leader', 'admin') },
  postponeObjective: objectiveAfter(),
  resumeObjective: objectiveAfter('postpone'),
  reopenObjective: objectiveAfter('close'),
  closeObjective: with_(objectiveAfter(), { score: 0.7 }),
  scoreObjective: with_(objectiveAfter('close'), { score: 0.7, reason: 'Two came in late.' }),
  overrideObjective: ofObjective({}, atRisk),
  setContributors: ofObjective({}, { memberIds: [] }),
  shareObjective: ofObjective({}, { teamIds: [] }),
  align: {
    ask: async (s) => ({
      params: { id: await s.objective() },
      body: { childKeyResultId: await s.keyResult() },
    }),
    expect: only(201, 'owner', 'leader', 'admin'),
  },
  getAlignment: { ask: async (s) => ({ params: await s.alignment() }), expect: everyone(200) },
  changeAlignment: {
    ask: async (s) => ({ params: await s.alignment(), body: { weight: 10 } }),
    // whoever writes goals for the parent's team says how much counts there
    expect: only(200, 'member', 'owner', 'leader', 'admin'),
  },
  moveAlignment: {
    ask: async (s) => ({ params: await s.alignment(), body: { parentObjectiveId: await s.objective() } }),
    expect: keepers,
  },
  removeAlignment: {
    ask: async (s) => ({ params: await s.alignment() }),
    expect: only(204, 'owner', 'leader', 'admin'),
  },
  confirmAlignment: {
    ask: async (s) => ({ params: await s.alignment(s.cast.otto, s.cast.teams.shop) }),
    expect: keepers,
  },

  upsertObjective: [
    {
      ask: (s) => ({
        params: { source: 'azure-devops', externalId: v4() },
        body: { title: 'New', teamId: s.cast.teams.service, cycleId: s.cast.cycleId, ownerId: s.cast.mia.id },
      }),
      expect: only(201, 'owner', 'leader', 'admin'), // who may change it says what it is called elsewhere
    },
    {
      ask: async (s) => {
        const { teams, cycleId, mia } = s.cast
        const body = { title: 'New', teamId: teams.service, cycleId, ownerId: mia.id }
        const params = { source: 'azure-devops', externalId: v4() }
        await s.put(mia, `/v1/objectives/by-external-id/azure-devops/${params.externalId}`, body)
        return { params, body: { ...body, title: 'Other words' } }
      },
      expect: keepers,
    },
  ],

  createKeyResult: {
    ask: async (s) => ({ body: { title: 'New', objectiveId: await s.objective(), target: 10 } }),
    expect: only(201, 'member', 'owner', 'leader', 'admin'),
  },
  upsertKeyResult: [
    {
      ask: async (s) => ({
        params: { source: 'azure-devops', externalId: v4() },
        body: { title: 'New', objectiveId: await s.objective(), target: 10 },
      }),
      expect: only(201, 'owner', 'leader', 'admin'),
    },
    {
      ask: async (s) => ({
        params: { source: 'azure-devops', externalId: await s.externalId() },
        body: { title: 'Other words', target: 10 },
      }),
      expect: keepers,
    },
  ],
  recordCheckInByExternalId: {
    ask: async (s) => ({
      params: { source: 'azure-devops', externalId: await s.externalId() },
      body: { value: 5 },
    }),
    expect: only(201, 'owner', 'leader', 'admin'),
  },
  listKeyResults: { ask: () => ({}), expect: everyone(200) },
  getKeyResult: { ask: async (s) => ({ params: { id: await s.keyResult() } }), expect: everyone(200) },
  changeKeyResult: ofKeyResult({}, { title: 'Other words' }),
  setPhasedTargets: ofKeyResult({}, { targets: [] }),
  setKeyResultPeople: ofKeyResult({}, { delegateIds: [], checkInOwnerIds: [], contributorIds: [] }),
  publishKeyResult: { ...ofKeyResult({ lifecycle: 'draft' }), expect: only(200, 'leader', 'admin') },
  postponeKeyResult: keyResultAfter(),
  resumeKeyResult: keyResultAfter('postpone'),
  reopenKeyResult: keyResultAfter('close'),
  closeKeyResult: with_(keyResultAfter(), { score: 0.7 }),
  scoreKeyResult: with_(keyResultAfter('close'), { score: 0.7, reason: 'Two came in late.' }),
  overrideKeyResult: ofKeyResult({}, atRisk),

  recordManyCheckIns: {
    ask: async (s) => ({ body: { rows: [{ keyResultId: await s.keyResult(), value: 20 }] } }),
    expect: { ...everyone(200), guest: 403 },
  },
  search: { ask: () => ({ query: 'q=repairs' }), expect: everyone(200) },
  getMap: { ask: () => ({}), expect: everyone(200) },
  listMapBranch: [
    { ask: () => ({}), expect: everyone(200) },
    { ask: async (s) => ({ query: `objectiveId=${await s.objective()}` }), expect: everyone(200) },
  ],
  recordCheckIn: {
    ask: async (s) => ({ params: { id: await s.keyResult() }, body: { value: 20 } }),
    expect: only(201, 'owner', 'leader', 'admin'),
  },
  listCheckIns: { ask: async (s) => ({ params: { id: await s.keyResult() } }), expect: everyone(200) },
  correctCheckIn: {
    ask: async (s) => ({ params: { id: await s.checkIn() }, body: { value: 20 } }),
    expect: only(201, 'owner'),
  },
  undoCheckIn: { ask: async (s) => ({ params: { id: await s.checkIn() } }), expect: only(200, 'owner') },
  recordCheckInByHand: {
    ask: async (s) => ({
      params: { id: await s.objective({ progressMode: 'by_hand' }) },
      body: { value: 20 },
    }),
    expect: only(201, 'owner', 'leader', 'admin'),
  },
  listCheckInsByHand: {
    ask: async (s) => ({ params: { id: await s.objective({ progressMode: 'by_hand' }) } }),
    expect: everyone(200),
  },
  undoCheckInByHand: {
    ask: async (s) => {
      const id = await s.objective({ progressMode: 'by_hand' })
      const { body } = await s.t.post(s.cast.mia, `/v1/objectives/${id}/check-ins`, { value: 20 })
      return { params: { id, checkInId: body.checkIn.id } }
    },
    expect: only(200, 'owner'),
  },
}
