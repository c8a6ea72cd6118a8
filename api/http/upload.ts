import { createHash } from 'node:crypto'
import multipart, { type Multipart } from '@fastify/multipart'
import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify'
import { badField, Refusal, refuse } from '../errors.ts'
import { cleanText } from './input.ts'

/** A file that came with a request. */
export interface Upload {
  bytes: Buffer
  fileName: string | null
  /** What `prepare` made of it. */
  content: unknown
}

/** How an operation takes a file: as multipart/form-data, the file in the part `file`, every other part JSON. */
export interface Uploading {
  maxBytes: number
  /** Turns down whoever may not ask, before their file is read. */
  check(request: FastifyRequest): void
  /** Reads the file before the transaction opens. */
  prepare(request: FastifyRequest, upload: Upload): Promise<unknown>
}

declare module 'fastify' {
  interface FastifyRequest {
    upload: Upload | null
  }
}

/**
 * Adds a route that takes a file. In the body that is validated, and hashed for the Idempotency-Key, the SHA-256 of
 * its bytes stands for the file. Parsed in a scope of its own: everywhere else multipart stays a 415.
 */
export function receiving(app: FastifyInstance, route: RouteOptions, uploading: Uploading): void {
  const { maxBytes, prepare, check } = uploading
  const limits = { fileSize: maxBytes, files: 1, fields: 10, fieldSize: 1_048_576, headerPairs: 50 }
  app.register((scope, _options, done) => {
    scope.decorateRequest('upload', null)
    scope.register(multipart, { limits })
    scope.route({
      ...route,
      preValidation: async (request) => {
        check(request)
        await receive(request, maxBytes)
      },
      preHandler: async (request) => {
        request.upload!.content = await prepare(request, request.upload!)
      },
    })
    done()
  })
}

async function receive(request: FastifyRequest, maxBytes: number): Promise<void> {
  if (!request.isMultipart()) {
    throw refuse(415, 'media-type', 'Send multipart/form-data, the file in a part called "file".')
  }
  const body: Record<string, unknown> = {}
  try {
    for await (const part of request.parts()) body[part.fieldname] = await readPart(part, request)
  } catch (error) {
    throw toRefusal(error, maxBytes)
  }
  if (!request.upload) throw badField('/file', 'required', 'The part "file" is a file.')
  cleanText(body)
  request.body = body
}

async function readPart(part: Multipart, request: FastifyRequest): Promise<unknown> {
  if (part.type === 'file') {
    const bytes = await part.toBuffer()
    request.upload = { bytes, fileName: part.filename?.slice(-200) || null, content: undefined }
    return createHash('sha256').update(bytes).digest('hex')
  }
  try {
    return JSON.parse(String(part.value))
  } catch {
    throw badField(`/${part.fieldname}`, 'not-json', 'Every part but the file is JSON.')
  }
}

function toRefusal(error: unknown, maxBytes: number): unknown {
  const { code = '', statusCode } = error as { code?: string; statusCode?: number }
  if (code === 'FST_REQ_FILE_TOO_LARGE') {
    return refuse(413, 'too-large', `The file is over ${Math.round(maxBytes / 1_048_576)} MB.`)
  }
  if (error instanceof Refusal || statusCode) return error
  return refuse(400, 'not-multipart', 'The body is not multipart/form-data, or it was cut off.')
}
