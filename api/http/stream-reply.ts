import type { ServerResponse } from 'node:http'
import type { FastifyReply } from 'fastify'
import Type, { type TUnsafe } from 'typebox'

declare module 'fastify' {
  interface FastifyInstance {
    /** After so many milliseconds in which a reader takes nothing of what is sent to it, it is left. */
    leavesReaders: number
  }
}

/** What a read answers with that goes on: whoever starts it writes, and ends it. */
export class StreamReply {
  readonly mediaType: string
  readonly start: (out: ServerResponse) => void
  /** Of a file: the name under which it may be kept. */
  readonly fileName: string | undefined

  constructor(mediaType: string, start: (out: ServerResponse) => void, fileName?: string) {
    this.mediaType = mediaType
    this.start = start
    this.fileName = fileName
  }
}

/** The reply schema of an operation that answers with a stream. */
export function streamOf(mediaType: string, description: string): TUnsafe<StreamReply> {
  const content = { [mediaType]: { schema: { type: 'string' } } }
  return Type.Unsafe<StreamReply>({ description, content })
}

/** Hands the connection over, kept by no cache and held back by no proxy. */
export function sendStream(reply: FastifyReply, { mediaType, start, fileName }: StreamReply): void {
  reply.hijack()
  const { raw } = reply
  const headers = Object.entries(reply.getHeaders()).filter(([, value]) => value !== undefined)
  for (const [name, value] of headers) raw.setHeader(name, value as string)
  raw.writeHead(200, {
    'content-type': mediaType,
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    ...(fileName && asFile(fileName)),
    // Nothing is asked on it afterwards, and a server that closes must not wait for that.
    connection: 'close',
  })
  raw.setTimeout(reply.server.leavesReaders, () => raw.destroy())
  if (reply.request.method === 'HEAD') raw.end()
  else start(raw)
}

/** Kept, and never opened as a page of ours. */
function asFile(fileName: string) {
  return {
    'content-disposition': `attachment; filename="${fileName.replace(/[^\w.-]/g, '_')}"`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
  }
}
