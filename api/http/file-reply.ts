import { createHash } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import Type, { type TUnsafe } from 'typebox'
import { matches } from './etag.ts'

/** What a read answers with that is a file and no JSON: its bytes, and the name under which it may be kept. */
export class FileReply {
  readonly bytes: Buffer
  readonly mediaType: string
  readonly fileName: string

  constructor(bytes: Buffer, mediaType: string, fileName: string) {
    this.bytes = bytes
    this.mediaType = mediaType
    this.fileName = fileName
  }
}

/** The reply schema of an operation that answers with a file of one of these types. */
export function fileOf(mediaTypes: readonly string[], description: string): TUnsafe<FileReply> {
  const schema = { type: 'string', format: 'binary' }
  const content = Object.fromEntries(mediaTypes.map((mediaType) => [mediaType, { schema }]))
  return Type.Unsafe<FileReply>({ description, content })
}

/**
 * Sends a file as what it is and as nothing else: never sniffed, never opened as a page of ours, kept by nobody but the
 * reader, and asked for again each time, so that whoever may no longer see it does not.
 */
export async function sendFile(
  reply: FastifyReply,
  { bytes, mediaType, fileName }: FileReply,
  known: string | undefined,
): Promise<void> {
  const etag = `"${createHash('sha256').update(bytes).digest('base64url')}"`
  reply.headers({
    etag,
    'cache-control': 'private, no-cache',
    vary: 'Authorization',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
  })
  if (matches(known, etag)) return void (await reply.code(304).send())
  const safe = fileName.replace(/[^\w.-]/g, '_')
  await reply.type(mediaType).header('content-disposition', `attachment; filename="${safe}"`).send(bytes)
}
