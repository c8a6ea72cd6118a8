import { transaction } from '../../../api/database/transaction.ts'
import { actorFor } from '../../../api/members/find-actor.ts'
import { openPulse } from '../../../api/pulses/pulses.ts'
import { everyone, only, type Row, type Rows } from '../matrix.ts'
import type { Scene } from '../scene.ts'

const openFor = async (s: Scene, fields: object = {}) => {
  const { body } = await s.t.get(s.cast.dana, '/v1/planning-rounds?state=open&limit=200')
  for (const { id, kind } of body.data) {
    if (kind === 'again') continue
    await s.made(s.cast.mia, `/v1/planning-rounds/${id}/proposals`, { text: 'Last words' })
    await s.made(s.cast.dana, `/v1/planning-rounds/${id}/close`)
  }
  const { teams, cycleId } = s.cast
  const asked = { teamId: teams.service, cycleId, question: 'What next?', closesDay: '2026-11-30', ...fields }
  return s.made(s.cast.dana, '/v1/planning-rounds', asked)
}
const proposal = async (s: Scene, ...then: [path: string, body?: object][]) => {
  const id = await openFor(s)
  const url = `/v1/planning-rounds/${id}`
  const { body } = await s.t.post(s.cast.mia, `${url}/proposals`, { text: 'Repairs on time', why: 'Riders.' })
  const proposalId = body.proposals[0].id as string
  for (const [path, said] of then) {
    await s.made(s.cast.dana, `${url}${path.replace(':p', `proposals/${proposalId}`)}`, said)
  }
  return { id, proposalId }
}
const closed =
  (...then: [path: string, body?: object][]) =>
  (s: Scene) =>
    proposal(s, ['/close'], ...then)

const round = (expect: Row['expect'], then: [path: string, body?: object][], body?: unknown): Row => ({
  ask: async (s) => ({
    params: { id: (await proposal(s, ...then)).id },
    ...(body !== undefined && { body }),
  }),
  expect,
})
const on = (
  expect: Row['expect'],
  made: (s: Scene) => Promise<Record<string, string>>,
  body?: unknown,
): Row => ({
  ask: async (s) => ({ params: await made(s), ...(body !== undefined && { body }) }),
  expect,
})

/** The pulse of Service, as its first goal opens it. */
const openedPulse = async (s: Scene): Promise<string> => {
  const { dana, workspaceId, teams, cycleId } = s.cast
  await transaction(s.t.db, { workspaceId }, async (tx) => {
    const place = { workspaceId, surface: 'worker' as const, now: s.t.clock.now, traceId: 'test' }
    const actor = await actorFor(tx, place, dana.id)
    await openPulse(tx, actor, { teamId: teams.service, cycleId, moment: 'published' })
  })
  return (await s.t.get(dana, '/v1/pulses')).body.data[0].id
}

const leaders = only(200, 'leader', 'admin')
const agreed = ['/:p/agree', { title: 'Other words' }] as [string, object]

/** Planning rounds: Dana asks Service, Mia proposes. */
export const rounds: Rows = {
  listPlanningRounds: { ask: () => ({}), expect: everyone(200) },
  getPlanningRound: round(everyone(200), []),
  openPlanningRound: {
    ask: async (s) => {
      await openFor(s).then((id) =>
        s
          .made(s.cast.mia, `/v1/planning-rounds/${id}/proposals`, { text: 'Words' })
          .then(() => s.made(s.cast.dana, `/v1/planning-rounds/${id}/close`)),
      )
      const { teams, cycleId } = s.cast
      return { body: { teamId: teams.service, cycleId, question: 'What next?', closesDay: '2026-11-30' } }
    },
    expect: only(201, 'leader', 'admin'),
  },
  askAgain: {
    ask: async (s) => ({
      body: { keyResultId: await s.keyResult(), question: 'Why this number?', closesDay: '2026-11-30' },
    }),
    expect: only(201, 'leader', 'admin'),
  },
  extendPlanningRound: round(leaders, [], { closesDay: '2026-12-01' }),
  closePlanningRound: round(leaders, []),
  fillGap: round(leaders, [['/close']], { title: 'Winter tyres' }),
  publishPlanningRound: round(leaders, [['/close'], ['/:p/agree', {}]]),
  propose: round(only(200, 'member', 'owner', 'leader', 'admin'), [], { text: 'More light' }),
  rewordProposal: on({ ...everyone(404), guest: 403, owner: 200 }, proposal, { text: 'Other words' }),
  withdrawProposal: on({ ...everyone(404), guest: 403, owner: 200 }, proposal),
  replyToQuestion: on(
    { ...only(200, 'owner'), otherLeader: 404 },
    closed(['/:p/coach', { question: 'Which?' }]),
    { text: 'All' },
  ),
  judgeWording: on({ ...only(200, 'owner'), otherLeader: 404 }, closed(agreed), {
    verdict: 'agreed',
    title: 'Other words',
  }),
  agreeProposal: on(leaders, closed(), {}),
  coachProposal: on(leaders, closed(), { question: 'Which?' }),
  combineProposal: {
    ask: async (s) => {
      const id = await openFor(s)
      const url = `/v1/planning-rounds/${id}`
      for (const text of ['One', 'Two']) await s.made(s.cast.mia, `${url}/proposals`, { text })
      await s.made(s.cast.dana, `${url}/close`)
      const [first, second] = (await s.t.get(s.cast.dana, url)).body.proposals
      const { body } = await s.t.post(s.cast.dana, `${url}/proposals/${first.id}/agree`, {})
      return { params: { id, proposalId: second.id }, body: { objectiveId: body.objectives[0].id } }
    },
    expect: leaders,
  },
  undoAnswer: {
    ask: async (s) => {
      const id = await openFor(s)
      const url = `/v1/planning-rounds/${id}`
      await s.made(s.cast.mia, `${url}/proposals`, { text: 'One' })
      await s.made(s.cast.dana, `${url}/close`)
      const [first] = (await s.t.get(s.cast.dana, url)).body.proposals
      await s.made(s.cast.dana, `${url}/proposals/${first.id}/agree`, {})
      return { params: { id, proposalId: first.id } }
    },
    expect: leaders,
  },
  declineProposal: on(leaders, closed(), { reason: 'Next winter.' }),
  getRoundFigures: {
    ask: (s) => ({ query: `teamId=${s.cast.teams.service}&cycleId=${s.cast.cycleId}` }),
    expect: { ...everyone(200), guest: 403 },
  },
  listGrownFrom: {
    ask: async (s) => {
      const { id, proposalId } = await closed(agreed)(s)
      const { body } = await s.t.get(s.cast.dana, `/v1/planning-rounds/${id}`)
      const grown = body.proposals.find((each: { id: string }) => each.id === proposalId)
      return { params: { id: grown.objectiveId } }
    },
    expect: { ...everyone(200), guest: 403 },
  },
  getAskedWhy: { ask: () => ({}), expect: everyone(200) },
  listPulses: { ask: () => ({}), expect: everyone(200) },
  answerPulse: {
    ask: async (s) => ({
      params: { id: await openedPulse(s) },
      body: { understand: 'yes', say: 'unsure', believe: 'yes' },
    }),
    expect: { ...only(200, 'member', 'owner', 'leader'), otherLeader: 404, admin: 404 },
  },
  getPulseFigures: {
    ask: (s) => ({ query: `teamId=${s.cast.teams.service}&cycleId=${s.cast.cycleId}` }),
    expect: only(200, 'member', 'owner', 'leader', 'admin'),
  },
}
