import type { IncomingMessage } from 'node:http'
import { request as plain } from 'node:http'
import { request as secure } from 'node:https'
import { isIP } from 'node:net'
import { type Place, placeOf, type Rules, type Unfit, UnfitPlace } from './place.ts'

/** What is asked of another server. */
export interface Call {
  url: string
  method?: 'GET' | 'POST'
  headers?: Readonly<Record<string, string>>
  body?: string
  /** Milliseconds for everything, the look-up included. */
  patience?: number
  /** Bytes of the reply that are read; the rest is never taken from the wire. */
  most?: number
}

/** Why there is no answer: the place is not called, or nobody answered there (in time, or over TLS that holds). */
export type Trouble = Unfit | 'timeout' | 'refused' | 'tls' | 'broken'

export type Answer =
  | { status: number; headers: IncomingMessage['headers']; text: string }
  | { status: null; trouble: Trouble }

/** The one door through which this program calls other servers. */
export interface Outgoing {
  /** Throws an `UnfitPlace` for an address that would not be called, or whose name nobody resolves within seconds. */
  check(url: string): Promise<void>
  /** Calls; never throws, follows no redirect, keeps no connection. */
  call(call: Call): Promise<Answer>
}

export interface Options extends Rules {
  /** Further certificate authorities, in PEM. */
  ca?: string
  /** Milliseconds for a check; whoever asks may hold a transaction open meanwhile. */
  checkPatience?: number
}

const usual = { patience: 15_000, most: 65_536, checkPatience: 3000 }

/** A client that calls public places only, each at the very address that was checked. */
export function outgoing(options: Options): Outgoing {
  return {
    check: async (url) => {
      const deadline = AbortSignal.timeout(options.checkPatience ?? usual.checkPatience)
      try {
        await Promise.race([placeOf(url, options), endOf(deadline)])
      } catch (error) {
        throw deadline.aborted ? new UnfitPlace('unknown-host') : error
      }
    },
    call: async (call) => {
      const deadline = AbortSignal.timeout(call.patience ?? usual.patience)
      try {
        const place = await Promise.race([placeOf(call.url, options), endOf(deadline)])
        return await ask(place, call, deadline, options.ca)
      } catch (error) {
        return { status: null, trouble: deadline.aborted ? 'timeout' : troubleOf(error) }
      }
    },
  }
}

function endOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, fail) => {
    signal.addEventListener('abort', () => fail(signal.reason), { once: true })
  })
}

function ask(
  { url, host, address }: Place,
  { method = 'POST', headers = {}, body, most = usual.most }: Call,
  signal: AbortSignal,
  ca: string | undefined,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const tls = { servername: isIP(host) ? '' : host, ...(ca && { ca }) }
    const asked = (url.protocol === 'https:' ? secure : plain)({
      ...(url.protocol === 'https:' && tls),
      host: address,
      port: url.port || (url.protocol === 'https:' ? 443 : 80),
      path: `${url.pathname}${url.search}`,
      method,
      headers: { ...headers, host: url.host, ...(body && { 'content-length': Buffer.byteLength(body) }) },
      agent: false,
      signal,
    })
    asked.on('error', reject)
    asked.on('response', (reply) => {
      asked.off('error', reject).on('error', () => undefined) // from here on the reply tells
      readSome(reply, most).then(
        (text) => resolve({ status: reply.statusCode!, headers: reply.headers, text }),
        reject,
      )
    })
    asked.end(body)
  })
}

/** The beginning of a reply. One that breaks off or stays away has said its status all the same. */
async function readSome(reply: IncomingMessage, most: number): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of reply as AsyncIterable<Buffer>) {
      chunks.push(chunk)
      size += chunk.length
      if (size >= most) break
    }
  } catch {
    // what was read until then is all there is
  }
  reply.destroy()
  return Buffer.concat(chunks).subarray(0, most).toString()
}

function troubleOf(error: unknown): Trouble {
  if (error instanceof UnfitPlace) return error.why
  const code = String((error as { code?: unknown }).code ?? '')
  if (['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'EADDRNOTAVAIL'].includes(code))
    return 'refused'
  return /CERT|SSL|TLS|ALTNAME|SIGNATURE|ISSUER|SELF_SIGNED/.test(code) ? 'tls' : 'broken'
}
