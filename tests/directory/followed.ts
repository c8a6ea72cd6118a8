import { graphDirectory } from '../../api/directory/graph.ts'
import type { Directory } from '../../api/directory/source.ts'
import { testApp } from '../support/app.ts'
import type { Person } from '../support/cast.ts'
import { testWorker } from '../support/worker.ts'
import { graphStandIn } from './graph-stand-in.ts'

const minute = 60_000

/** The cast as a directory knows them, and a worker that may follow it; what it reads can be changed on the way. */
export async function followed() {
  const t = await testApp()
  const graph = await graphStandIn()
  const reading = { source: graphDirectory(graph.options) }
  const through: Directory = {
    changes: (...asked) => reading.source.changes(...asked),
    members: (...asked) => reading.source.members(...asked),
    photo: (...asked) => reading.source.photo(...asked),
  }
  const worker = await testWorker(t, { directory: through })
  const { ada, boris, dana, otto, mia, noah, gus } = t.cast
  for (const person of [ada, boris, dana, otto, mia, noah])
    graph.put(person.oid, { displayName: person.name })
  graph.put(gus.oid, { displayName: gus.name, userType: 'Guest' })
  graph.put(mia.oid, { manager: dana.oid })
  graph.put(noah.oid, { manager: dana.oid })
  graph.put(dana.oid, { manager: boris.oid })
  return {
    ...{ t, graph, reading, worker },
    read: async () => (await t.get(ada, '/v1/directory')).body,
    change: async (fields: object) => {
      const { headers } = await t.get(ada, '/v1/directory')
      return t.patch(ada, '/v1/directory', headers.etag, fields)
    },
    /** Lets the time of the next look come, and the worker do it. */
    later: async (minutes = 20) => {
      t.clock.forward(minutes * minute)
      await worker.drain()
    },
    found: async (name: string) =>
      (await t.get(ada, `/v1/members?q=${encodeURIComponent(name)}`)).body.data[0],
    statusOf: async (who: Person) => (await t.get(who, '/v1/me')).status,
    close: async () => {
      await worker.stop()
      await graph.stop()
      await t.close()
    },
  }
}

export type Followed = Awaited<ReturnType<typeof followed>>
