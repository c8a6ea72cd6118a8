import { only, type Rows } from '../matrix.ts'

/** Keys. */
export const integrations: Rows = {
  createKey: {
    ask: () => ({ body: { name: 'Figures', scopes: ['wins:read'] } }),
    expect: only(201, 'admin'),
  },
  listKeys: { ask: () => ({}), expect: only(200, 'admin') },
  getKey: { ask: async (s) => ({ params: { id: await s.key() } }), expect: only(200, 'admin') },
  revokeKey: { ask: async (s) => ({ params: { id: await s.key() } }), expect: only(200, 'admin') },
}
