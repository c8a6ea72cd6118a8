import { everyone, only, type Rows } from '../matrix.ts'

/** The ladder: rungs of people, and the why in their own words. */
export const ladder: Rows = {
  getLadder: { ask: async (s) => ({ params: { id: await s.objective() } }), expect: everyone(200) },
  writeWhyBack: {
    ask: async (s) => ({ params: { id: await s.objective() }, body: { words: 'Riders plan on us.' } }),
    expect: only(200, 'member', 'owner', 'leader'),
  },
  getPersonsLadder: {
    ask: (s) => ({ params: { id: s.cast.mia.id } }),
    // her own leaders only: no colleague, no other team's leader, no admin
    expect: only(200, 'owner', 'leader'),
  },
}
