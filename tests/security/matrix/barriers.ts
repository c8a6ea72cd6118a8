import { v7 } from 'uuid'
import { PartEntity, SuggestionEntity } from '../../../api/barriers/systemic-entity.ts'
import { transaction } from '../../../api/database/transaction.ts'
import { png } from '../../barriers/pictures.ts'
import { everyone, only, type Row, type Rows } from '../matrix.ts'
import type { Scene } from '../scene.ts'

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

/** What the worker would put to Dana: that two barriers of Mia are one. */
async function suggested(s: Scene): Promise<string> {
  const { workspaceId, teams, dana } = s.cast
  const [id, parts] = [v7(), [await s.barrier(), await s.barrier()]]
  const place = {
    rootTeamId: teams.service,
    kind: 'access' as const,
    askedOf: dana.id,
    createdAt: s.t.clock.now,
  }
  await transaction(s.t.db, { workspaceId }, async (tx) => {
    await tx.insert(SuggestionEntity, { workspaceId, id, ...place, state: 'waiting' })
    await tx.insert(
      PartEntity,
      parts.map((barrierId) => ({ workspaceId, suggestionId: id, barrierId })),
    )
  })
  return id
}

const headers = { 'content-type': 'multipart/form-data; boundary=x' }
const picture = () =>
  Buffer.concat([
    Buffer.from(`--x\r\nContent-Disposition: form-data; name="file"; filename="door.png"\r\n\r\n`),
    png(),
    Buffer.from('\r\n--x--\r\n'),
  ])

/** A picture that Mia added to a barrier of hers. */
async function shown(s: Scene): Promise<{ id: string; screenshotId: string }> {
  const id = await s.barrier()
  const { body } = await s.t.ask(s.cast.mia, 'POST', `/v1/barriers/${id}/screenshots`, picture(), headers)
  return { id, screenshotId: body.id }
}

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
  listSystemic: { ask: () => ({}), expect: { ...everyone(200), guest: 403 } },
  acceptSystemic: {
    ask: async (s) => ({ params: { id: await suggested(s) }, body: {} }),
    expect: { ...everyone(404), guest: 403, leader: 201 },
  },
  dismissSystemic: {
    ask: async (s) => ({ params: { id: await suggested(s) } }),
    expect: { ...everyone(404), guest: 403, leader: 204 },
  },
  readMovement: open(everyone(200)),
  readPromises: {
    ask: (s) => ({ query: `teamId=${s.cast.teams.service}` }),
    expect: everyone(200),
  },
  readMyFigures: { ask: () => ({}), expect: { ...everyone(200), guest: 403 } },
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
  listScreenshots: { ask: async (s) => ({ params: { id: (await shown(s)).id } }), expect: everyone(200) },
  readScreenshot: { ask: async (s) => ({ params: await shown(s) }), expect: everyone(200) },
  addScreenshot: {
    ask: async (s) => ({ params: { id: await s.barrier() }, body: picture(), headers }),
    expect: only(201, 'owner', 'leader', 'admin'),
  },
  removeScreenshot: { ask: async (s) => ({ params: await shown(s) }), expect: only(204, 'owner', 'leader') },
  takeBarrier: open(answerers, { by: 'this_week' }),
  handOnBarrier: [
    {
      ask: async (s) => ({ params: { id: await s.barrier() }, body: { to: s.cast.boris.id } }),
      expect: answerers,
    },
    {
      ask: async (s) => {
        const id = await s.barrier()
        await s.made(s.cast.otto, `/v1/barriers/${id}/offer-help`, {})
        return { params: { id }, body: { to: s.cast.otto.id } }
      },
      expect: only(200, 'owner', 'leader', 'admin'),
    },
  ],
  askBack: open(answerers, { question: 'Which door?' }),
  cannotClear: open(answerers, { reason: 'Not ours.' }),
  clearBarrier: open(answerers, { how: 'fixed' }),
  decideBarrier: open(answerers, { decision: 'We take the blue ones.' }),
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
