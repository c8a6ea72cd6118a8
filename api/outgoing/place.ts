import { Resolver } from 'node:dns/promises'
import { isIP } from 'node:net'
import { isPublic, isThisMachine } from './addresses.ts'

/** Where calls may go. */
export interface Rules {
  /** Ports that may be asked; others lead to what was never meant for strangers. */
  ports: readonly number[]
  /** Tests, and a demo that says so: this machine too, on any port and without TLS. */
  thisMachine?: boolean
  /** The addresses of a name; the system's resolver unless a test says otherwise. */
  lookup?: (host: string) => Promise<string[]>
}

/** Why a place is not called. */
export type Unfit = 'not-https' | 'credentials' | 'port' | 'unknown-host' | 'not-public'

/** A place that calls do not go to, with the reason. */
export class UnfitPlace extends Error {
  readonly why: Unfit

  constructor(why: Unfit) {
    super(`This address is not called: ${why}.`)
    this.why = why
  }
}

/** A place that was checked, with the one address that it is called at. */
export interface Place {
  url: URL
  /** The host's name without brackets; what TLS and the Host header name. */
  host: string
  address: string
}

/**
 * Looks up where an address leads, once, and checks all of it; throws an `UnfitPlace`. Whoever calls then calls the
 * address found here and nothing else, so that a name cannot lead elsewhere in between.
 */
export async function placeOf(text: string, rules: Rules): Promise<Place> {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !['https:', 'http:'].includes(url.protocol)) throw new UnfitPlace('not-https')
  if (url.username || url.password) throw new UnfitPlace('credentials')
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  checkDoor(url, rules)
  const addresses = isIP(host) ? [host] : await namedBy(host, rules)
  const [address] = addresses
  if (!address) throw new UnfitPlace('unknown-host')
  const here = rules.thisMachine === true && addresses.every(isThisMachine)
  if (!here && !addresses.every(isPublic)) throw new UnfitPlace('not-public')
  if (!here) checkDoor(url, { ports: rules.ports })
  return { url, host, address }
}

/** Protocol and port, which this machine alone is excused from. */
function checkDoor({ protocol, port }: URL, { ports, thisMachine }: Rules): void {
  if (thisMachine) return
  if (protocol !== 'https:') throw new UnfitPlace('not-https')
  if (!ports.includes(Number(port || 443))) throw new UnfitPlace('port')
}

/** No name server knows `localhost`, and people who try something out write it. */
function namedBy(host: string, { thisMachine, lookup = resolve }: Rules): Promise<string[]> | string[] {
  return thisMachine && host === 'localhost' ? ['127.0.0.1'] : lookup(host)
}

/**
 * The addresses of a name by DNS alone, both families, version 4 first; none where there are none. Not `lookup`: that reads
 * the machine's own host file, and its few threads would all wait for one slow name server.
 */
async function resolve(host: string): Promise<string[]> {
  const resolver = new Resolver({ timeout: 2000, tries: 2 })
  const found = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)])
  return found.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
}
