import { v7 } from 'uuid'
import { transaction } from '../../../api/database/transaction.ts'
import { BreakDownEntity } from '../../../api/ladder/break-down-entity.ts'
import { everyone, only, type Rows } from '../matrix.ts'
import type { Scene } from '../scene.ts'

/** A key result of Mia without a step, of which Dana is asked; the worker that would ask is another process. */
async function breakDown({ t, cast, keyResult }: Scene): Promise<string> {
  const id = v7()
  const row = {
    keyResultId: await keyResult(),
    ownerId: cast.mia.id,
    since: '2026-10-26',
    askedOf: cast.dana.id,
  }
  await transaction(t.db, { workspaceId: cast.workspaceId }, (tx) =>
    tx.insert(BreakDownEntity, { workspaceId: cast.workspaceId, id, ...row, askedAt: t.clock.now }),
  )
  return id
}

/** The ladder: rungs of people, and the why in their own words. */
export const ladder: Rows = {
  getLadder: { ask: async (s) => ({ params: { id: await s.objective() } }), expect: everyone(200) },
  writeWhyBack: {
    ask: async (s) => ({ params: { id: await s.objective() }, body: { words: 'Riders plan on us.' } }),
    expect: only(200, 'member', 'owner', 'leader'),
  },
  listBreakDowns: { ask: () => ({}), expect: everyone(200) },
  suggestSteps: {
    ask: async (s) => ({
      params: { id: await breakDown(s) },
      body: { steps: [{ text: 'Ring one of them' }] },
    }),
    expect: only(200, 'leader'),
  },
  settleBreakDown: {
    ask: async (s) => ({ params: { id: await breakDown(s) } }),
    expect: only(200, 'leader'),
  },
  undoBreakDown: {
    ask: async (s) => {
      const id = await breakDown(s)
      await s.made(s.cast.dana, `/v1/break-downs/${id}/settle`)
      return { params: { id } }
    },
    expect: only(200, 'leader'),
  },
  getPersonsLadder: {
    ask: (s) => ({ params: { id: s.cast.mia.id } }),
    // her own leaders only: no colleague, no other team's leader, no admin
    expect: only(200, 'owner', 'leader'),
  },
}
