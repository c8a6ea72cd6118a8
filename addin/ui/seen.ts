import { useEffect } from 'react'
import { type Api, read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'

export type SeenItem = components['schemas']['SeenItems']['items'][number]

/** How long a screen stands before it says what it showed: several pages go in one request. */
const quiet = 2000
const atOnce = 100

interface Notes {
  /** Said already by this window. */
  told: Set<string>
  waiting: Map<string, SeenItem>
}

const notes = new WeakMap<Api, Notes>()

/** Notes that items were shown, once a window; nobody waits for it, and nobody is told when it fails. */
export function useSeen(items: readonly SeenItem[]): void {
  const api = useApi()
  const key = items.map(({ id }) => id).join(' ')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the ids say which items these are
  useEffect(() => note(api, items), [api, key])
}

function note(api: Api, items: readonly SeenItem[]): void {
  const { told, waiting } = notesOf(api)
  const fresh = items.filter(({ id }) => !told.has(id))
  if (fresh.length === 0) return
  if (waiting.size === 0) setTimeout(() => void send(api), quiet)
  for (const item of fresh) {
    told.add(item.id)
    waiting.set(item.id, item)
  }
}

function notesOf(api: Api): Notes {
  const found = notes.get(api) ?? { told: new Set(), waiting: new Map() }
  notes.set(api, found)
  return found
}

async function send(api: Api): Promise<void> {
  const { told, waiting } = notesOf(api)
  const items = [...waiting.values()]
  waiting.clear()
  for (let from = 0; from < items.length; from += atOnce) {
    const batch = items.slice(from, from + atOnce)
    // What did not get through is said when it is shown again.
    await read(api.POST('/v1/seen', { body: { items: batch } })).catch(() => {
      for (const { id } of batch) told.delete(id)
    })
  }
}
