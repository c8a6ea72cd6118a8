import type { Person } from '../../support/cast.ts'
import { everyone, type Rows } from '../matrix.ts'
import type { Scene } from '../scene.ts'

const aView = (s: Scene, who: Person) =>
  s.made(who, '/v1/views', { name: 'Ours at risk', filters: { show: 'at_risk' }, sort: 'percent' })
const subject = async (s: Scene) => ({ subject: { kind: 'key_result', id: await s.keyResult() } })

/** What belongs to whoever made it: everyone has their own, nobody reaches another's. */
export const views: Rows = {
  listViewItems: {
    ask: async (s) => {
      await s.keyResult()
      return { query: `teamId=${s.cast.teams.service}&sort=-percent` }
    },
    expect: everyone(200),
  },
  saveView: {
    ask: () => ({ body: { name: 'Ours at risk', filters: { show: 'at_risk' }, sort: 'percent' } }),
    expect: everyone(201),
  },
  listViews: {
    ask: async (s, caller) => {
      await aView(s, caller)
      return {}
    },
    expect: everyone(200),
  },
  getView: [
    { ask: async (s, caller) => ({ params: { id: await aView(s, caller) } }), expect: everyone(200) },
    {
      ask: async (s) => ({ params: { id: await aView(s, s.cast.mia) } }),
      expect: { ...everyone(404), owner: 200 },
    },
  ],
  changeView: [
    {
      ask: async (s, caller) => ({ params: { id: await aView(s, caller) }, body: { name: 'Ours' } }),
      expect: everyone(200),
    },
    {
      ask: async (s) => ({ params: { id: await aView(s, s.cast.mia) }, body: { name: 'Ours' } }),
      expect: { ...everyone(404), owner: 200 },
    },
  ],
  removeView: [
    { ask: async (s, caller) => ({ params: { id: await aView(s, caller) } }), expect: everyone(204) },
    {
      ask: async (s) => ({ params: { id: await aView(s, s.cast.mia) } }),
      expect: { ...everyone(404), owner: 204 },
    },
  ],
  follow: { ask: async (s) => ({ body: await subject(s) }), expect: everyone(201) },
  listFollows: {
    ask: async (s, caller) => {
      await s.made(caller, '/v1/follows', await subject(s))
      return {}
    },
    expect: everyone(200),
  },
  unfollow: [
    {
      ask: async (s, caller) => ({ params: { id: await s.made(caller, '/v1/follows', await subject(s)) } }),
      expect: everyone(204),
    },
    {
      ask: async (s) => ({ params: { id: await s.made(s.cast.mia, '/v1/follows', await subject(s)) } }),
      expect: { ...everyone(404), owner: 204 },
    },
  ],
  lookAtFollows: [
    {
      ask: async (s, caller) => {
        const id = await s.made(caller, '/v1/follows', await subject(s))
        return { body: { looks: [{ id, at: s.t.clock.now.toISOString() }] } }
      },
      expect: everyone(204),
    },
    {
      ask: async (s) => {
        const id = await s.made(s.cast.mia, '/v1/follows', await subject(s))
        return { body: { looks: [{ id, at: s.t.clock.now.toISOString() }] } }
      },
      expect: { ...everyone(404), owner: 204 },
    },
  ],
}
