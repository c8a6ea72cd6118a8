import { everyone, only, type Rows } from '../matrix.ts'

/** Keys, and the feed of changes. */
export const integrations: Rows = {
  createKey: {
    ask: () => ({ body: { name: 'Figures', scopes: ['wins:read'] } }),
    expect: only(201, 'admin'),
  },
  listKeys: { ask: () => ({}), expect: only(200, 'admin') },
  getKey: { ask: async (s) => ({ params: { id: await s.key() } }), expect: only(200, 'admin') },
  revokeKey: { ask: async (s) => ({ params: { id: await s.key() } }), expect: only(200, 'admin') },
  listChanges: {
    ask: async (s, caller) => {
      const { body } = await s.t.get(caller, '/v1/changes')
      await s.checkIn()
      return { query: `since=${body.next}` }
    },
    expect: everyone(200),
  },
  streamChanges: { ask: () => ({ query: 'lasts=0' }), expect: everyone(200) },
}
