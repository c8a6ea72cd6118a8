import { everyone, only, type Rows } from '../matrix.ts'

/** How long things are kept is the admins' to say, and everybody's to know. */
export const retention: Rows = {
  getRetention: { ask: () => ({}), expect: everyone(200) },
  changeRetention: {
    ask: () => ({ body: { words: 365 }, headers: { 'if-match': '*' } }),
    expect: only(200, 'admin'),
  },
  previewRetention: { ask: () => ({ query: 'words=180' }), expect: only(200, 'admin') },
}
