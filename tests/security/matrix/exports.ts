import { v7 } from 'uuid'
import { transaction } from '../../../api/database/transaction.ts'
import { ExportEntity } from '../../../api/exports/entity.ts'
import { everyone, only, type Row, type Rows } from '../matrix.ts'
import type { Scene } from '../scene.ts'

/** A list that has something in it, as a file. */
const file = (fill: (s: Scene) => unknown, expect: Row['expect'] = everyone(200), format = 'csv'): Row => ({
  ask: async (s) => {
    await fill(s)
    return { query: `format=${format}` }
  },
  expect,
})

const archive = async (s: Scene, state: 'waiting' | 'ready'): Promise<string> => {
  const { workspaceId, ada } = s.cast
  const [id, now] = [v7(), s.t.clock.now]
  const expiresAt = new Date(now.getTime() + 86_400_000)
  await transaction(s.t.db, { workspaceId, memberId: ada.id }, async (tx) => {
    const asked = { workspaceId, id, requestedBy: ada.id, requestedAt: now, state, bytes: '0' }
    await tx.insert(ExportEntity, { ...asked, ...(state === 'ready' && { madeAt: now, expiresAt }) })
  })
  return id
}

/** What leaves as files: whoever may read a list may have it. */
export const exportRows: Rows = {
  startExport: { ask: () => ({}), expect: only(202, 'admin') },
  exportMember: { ask: (s) => ({ params: { id: s.cast.mia.id } }), expect: only(201, 'owner', 'admin') },
  listExports: {
    ask: async (s) => {
      await archive(s, 'ready')
      return {}
    },
    expect: everyone(200),
  },
  getExport: {
    ask: async (s) => ({ params: { id: await archive(s, 'ready') } }),
    expect: { ...everyone(404), admin: 200 },
  },
  downloadExport: [
    {
      ask: async (s) => ({ params: { id: await archive(s, 'ready') } }),
      expect: { ...everyone(404), admin: 200 },
    },
    {
      ask: async (s) => ({ params: { id: await archive(s, 'waiting') } }),
      expect: { ...everyone(404), admin: 409 },
    },
  ],
  exportObjectives: [file((s) => s.objective()), file((s) => s.objective(), everyone(200), 'xlsx')],
  exportKeyResults: file((s) => s.keyResult()),
  exportViewItems: file((s) => s.keyResult()),
  exportCheckIns: file((s) => s.checkIn()),
  exportSteps: file((s) => s.step()),
  exportCommitments: file((s) => s.commitment()),
  exportBarriers: file((s) => s.barrier({ leaderOnly: true })),
  exportWins: file((s) => s.win()),
  exportMembers: file((s) => s.person()),
  exportTeams: file((s) => s.team()),
  exportAuditLog: file((s) => s.objective(), only(200, 'admin')),
}
