import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Refusal, refuse } from '../errors.ts'
import type { Actor } from './actor.ts'

/** How many requests a minute; each process of the API counts for itself. 0: as many as they like. */
export interface RateLimits {
  /** Of one person, key or application. */
  credential: number
  /** Of a whole workspace. */
  workspace: number
  /** That came from one address and were not let in. */
  address: number
  /** Of one address for what nobody signs in for: pages, their files, the reference, addresses that are none. */
  page: number
}

/** Far more than people click and careful programs ask. A whole office behind one address opens its tabs at nine. */
export const usualRate: RateLimits = { credential: 600, workspace: 12_000, address: 120, page: 6000 }

const window = 60

/** Where somebody stands after a request that was counted. */
interface Count {
  policy: keyof RateLimits
  quota: number
  left: number
  /** In how many seconds it begins anew. */
  reset: number
  over: boolean
}

/** Counts by key in windows of a minute that begin on the minute: one map, thrown away when the minute is over. */
function counter(policy: keyof RateLimits, quota: number) {
  let minute = -1
  let counts = new Map<string, number>()
  return (key: string, now: number): Count => {
    const current = Math.floor(now / 1000 / window)
    if (current !== minute || counts.size > 100_000) counts = new Map()
    minute = current
    const count = (counts.get(key) ?? 0) + 1
    counts.set(key, count)
    const reset = Math.ceil((current + 1) * window - now / 1000)
    return { policy, quota, left: Math.max(0, quota - count), reset, over: count > quota }
  }
}

export type Gate = ReturnType<typeof rateGate>

/** Counts who asks how often, tells them with every reply (draft-ietf-httpapi-ratelimit-headers-10), and refuses: 429. */
export function rateGate(limits: RateLimits, clock: () => Date) {
  const of = (policy: keyof RateLimits) => (limits[policy] > 0 ? counter(policy, limits[policy]) : undefined)
  const [credential, workspace] = [of('credential'), of('workspace')]
  const [address, page] = [of('address'), of('page')]
  return {
    /** For whoever was let in. */
    passed({ workspaceId, credential: who }: Actor, reply: FastifyReply): void {
      const now = clock().getTime()
      const own = credential?.(`${workspaceId}/${who}`, now)
      // Who is over the own limit does not use up that of the others.
      const all = own?.over ? undefined : workspace?.(workspaceId, now)
      tell(reply, [own, all])
    },
    /** For a request without a known sender: past the limit it is 429 whatever was wrong with it. */
    strange(request: FastifyRequest, reply: FastifyReply): void {
      tell(reply, [address?.(placeOf(request.ip), clock().getTime())])
    },
    /** For what nobody signs in for. */
    open(request: FastifyRequest, reply: FastifyReply): void {
      tell(reply, [page?.(placeOf(request.ip), clock().getTime())])
    },
  }
}

/** An address as it is counted: of IPv6 the network, as whoever has one address there has 2⁶⁴. */
function placeOf(ip: string): string {
  const mapped = /^::ffff:([\d.]+)$/i.exec(ip)?.[1]
  if (mapped || !ip.includes(':')) return mapped ?? ip
  const [head = '', tail] = ip.split('::')
  const given = head.split(':').filter(Boolean)
  const end = tail?.split(':').filter(Boolean) ?? []
  const all = [...given, ...Array(Math.max(0, 8 - given.length - end.length)).fill('0'), ...end]
  return all.slice(0, 4).join(':')
}

function tell(reply: FastifyReply, given: (Count | undefined)[]): void {
  const counts = given.filter((count) => count !== undefined)
  if (counts.length === 0) return
  const list = (say: (count: Count) => string) =>
    counts.map((count) => `"${count.policy}";${say(count)}`).join(', ')
  reply.headers({
    'ratelimit-policy': list(({ quota }) => `q=${quota};w=${window}`),
    ratelimit: list(({ left, reset }) => `r=${left};t=${reset}`),
  })
  const over = counts.find((count) => count.over)
  if (over) throw tooMany(over)
}

function tooMany({ reset }: Count): Refusal {
  const detail = 'These are too many requests in a minute. Wait until the next one.'
  return refuse(429, 'too-many-requests', detail, {}, { 'retry-after': String(reset) })
}
