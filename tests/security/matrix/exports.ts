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

/** What leaves as files: whoever may read a list may have it. */
export const exportRows: Rows = {
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
