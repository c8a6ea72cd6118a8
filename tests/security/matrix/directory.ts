import { v4 } from 'uuid'
import { transaction } from '../../../api/database/transaction.ts'
import { PhotoEntity } from '../../../api/directory/entity.ts'
import { RosterEntity } from '../../../api/directory/roster-entity.ts'
import { everyone, only, type Rows } from '../matrix.ts'
import type { Scene } from '../scene.ts'

/** Of a workspace that follows its directory, and where so many are held back. */
async function followed({ t, cast }: Scene, held = 0) {
  await t.patch(cast.ada, '/v1/directory', '*', { on: true })
  const statement = 'UPDATE directory_settings SET held = $2 WHERE workspace_id = $1'
  await transaction(t.db, cast, (tx) => tx.query(statement, [cast.workspaceId, held]))
  return {}
}

/** The smallest PNG there is. */
const dot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=='

/** Following the directory is the admins' business; the faces of colleagues are everybody's. */
export const directory: Rows = {
  getDirectory: { ask: () => ({}), expect: only(200, 'admin') },
  changeDirectory: {
    ask: () => ({ body: { on: true }, headers: { 'if-match': '*' } }),
    expect: only(200, 'admin'),
  },
  lookAtDirectory: { ask: (s) => followed(s), expect: only(200, 'admin') },
  letMembershipsEnd: { ask: (s) => followed(s, 8), expect: only(200, 'admin') },
  listRosters: { ask: () => ({}), expect: only(200, 'admin') },
  linkRoster: {
    ask: async ({ t, cast }) => {
      const id = v4()
      const { workspaceId, teams } = cast
      const row = {
        workspaceId,
        id,
        place: `19:${id}`,
        name: 'Harbour Service',
        serviceUrl: 'https://smba.trafficmanager.net/emea/',
      }
      await transaction(t.db, { workspaceId }, (tx) =>
        tx.insert(RosterEntity, { ...row, installedAt: t.clock.now }),
      )
      return { params: { id }, body: { teamId: teams.service } }
    },
    expect: only(200, 'admin'),
  },
  readPhoto: {
    ask: async ({ t, cast }) => {
      const { workspaceId, mia } = cast
      const row = { workspaceId, memberId: mia.id, lookedAt: t.clock.now }
      const photo = { ...row, mediaType: 'image/png' as const, bytes: Buffer.from(dot, 'base64') }
      await transaction(t.db, { workspaceId }, (tx) =>
        tx.upsert(PhotoEntity, photo, ['workspaceId', 'memberId']),
      )
      return { params: { id: mia.id } }
    },
    expect: everyone(200),
  },
}
