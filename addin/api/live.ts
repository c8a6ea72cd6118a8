import type { QueryClient } from '@tanstack/react-query'
import type { Api } from './client.ts'
import { ApiProblem, toProblem } from './problem.ts'
import type { components } from './schema.gen.ts'

type Change = components['schemas']['Change']

const items = ['board', 'my-week', 'objectives', 'key-results', 'map', 'views', 'wins', 'follows']

/** What is read anew when something happens to a subject; the first words of the queries' keys. */
const touched: Record<string, readonly string[]> = {
  objective: [...items, 'break-downs'],
  key_result: [...items, 'break-downs'],
  step: items,
  commitment: items,
  barrier: [...items, 'barriers'],
  win: ['wins', 'my-week', 'board', 'barriers'],
  break_down: ['break-downs', 'my-week'],
  team: ['teams', 'board', 'members', 'me'],
  member: ['members', 'names', 'teams', 'me'],
  cycle: ['cycles', 'board', 'my-week'],
  workspace: ['workspace', 'me'],
  planning_round: ['planning-rounds', 'my-week'],
  pulse: ['pulses', 'my-week'],
  view: ['views'],
  webhook: ['webhooks'],
  import: [...items, 'teams', 'members', 'cycles', 'imports'],
}

/** The first words of the queries that show what a change is about. */
export function touchedBy({ kind, subject }: Pick<Change, 'kind' | 'subject'>): readonly string[] {
  const shown = touched[subject.kind] ?? []
  if (kind === 'member.erased') return [...shown, ...items, 'barriers', 'comments']
  return kind.startsWith('comment.') ? [...shown, 'comments'] : shown
}

/** Changes that come together are read together, after some milliseconds. */
const together = 250

/**
 * Keeps what is shown as it is on the server while the page is visible: what a change touches is read anew. Where no stream
 * comes through, everything shown is asked again every half minute. Returns what ends it.
 */
export function keepLive(api: Api, queries: QueryClient): () => void {
  const heard = refreshing(queries)
  let since: string | undefined
  return whileVisible(async (signal) => {
    for (let failures = 0; !signal.aborted; ) {
      try {
        const at = (id: string) => {
          since = id
          failures = 0
        }
        await follow(api, { since, signal, heard, at })
      } catch (failure) {
        failures++
        if (failure instanceof ApiProblem && [400, 410].includes(failure.status)) since = undefined
      }
      await pause(failures === 0 ? 1_000 : Math.min(30_000, 1_000 * 2 ** failures), signal)
      if (failures > 0 && !signal.aborted) void queries.invalidateQueries()
    }
  })
}

/** Reads anew what changes touch, those that come together at once. */
function refreshing(queries: QueryClient): (change: Change) => void {
  const words = new Set<string>()
  const refresh = () => {
    const now = new Set(words)
    words.clear()
    void queries.invalidateQueries({ predicate: ({ queryKey }) => now.has(String(queryKey[0])) })
  }
  return (change) => {
    const before = words.size
    for (const word of touchedBy(change)) words.add(word)
    if (before === 0 && words.size > 0) setTimeout(refresh, together)
  }
}

/** Runs while the page can be seen. */
function whileVisible(run: (signal: AbortSignal) => Promise<void>): () => void {
  let running: AbortController | undefined
  const look = () => {
    if (document.visibilityState === 'visible') running ??= started(run)
    else running = void running?.abort()
  }
  document.addEventListener('visibilitychange', look)
  look()
  return () => {
    document.removeEventListener('visibilitychange', look)
    running?.abort()
  }
}

function started(run: (signal: AbortSignal) => Promise<void>): AbortController {
  const controller = new AbortController()
  void run(controller.signal)
  return controller
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    const give = () => {
      clearTimeout(timer)
      resolve()
    }
    signal.addEventListener('abort', give, { once: true })
  })
}

interface Following {
  since: string | undefined
  signal: AbortSignal
  heard: (change: Change) => void
  at: (id: string) => void
}

/** Reads one stream to its end. */
async function follow(api: Api, { since, signal, heard, at }: Following): Promise<void> {
  const query = { ...(since && { since }) }
  const { data, error, response } = await api.GET('/v1/changes/stream', {
    params: { query },
    parseAs: 'stream',
    signal,
  })
  if (!response.ok || !data) throw toProblem(response.status, error)
  let rest = ''
  const reader = data.pipeThrough(new TextDecoderStream()).getReader()
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const blocks = (rest + part.value).split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const { id, event, data: text } = fieldsOf(block)
      if (event === 'change' && text) heard(JSON.parse(text))
      if (id) at(id)
    }
  }
}

/** The fields of one block of an event stream, as our server writes them: one line each. */
function fieldsOf(block: string): Record<string, string | undefined> {
  return Object.fromEntries(
    block.split('\n').map((line) => {
      const colon = line.indexOf(': ')
      return [line.slice(0, colon), line.slice(colon + 2)]
    }),
  )
}
