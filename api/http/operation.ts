import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import type { Static, TSchema } from 'typebox'
import type { Tx } from '../database/transaction.ts'
import { type Actor, type Caller, callers } from './actor.ts'
import { answer, checkCaller } from './answer.ts'
import { expectedVersion, type Tagged } from './etag.ts'
import { toRefusal } from './problems.ts'
import { closed, Problem, ref } from './schema.ts'
import { receiving, type Uploading } from './upload.ts'

const nothing = closed({})

/** One operation of the API: what it is called, who may ask, what goes in and comes out. */
export interface Operation<
  P extends TSchema,
  Q extends TSchema,
  B extends TSchema,
  R extends TSchema,
  A = undefined,
> {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  url: string
  operationId: string
  summary: string
  description?: string
  /** Coarse kinds of people who may call it; the feature's policy decides about the single item. */
  who?: readonly Caller[]
  /** What a key needs; empty: no key may call it. */
  scopes: readonly string[]
  params?: P
  query?: Q
  body?: B
  /** Takes a file beside the body: multipart/form-data instead of JSON. */
  upload?: Pick<Uploading, 'maxBytes' | 'prepare'>
  /** The one good status and its schema; 204 has none. */
  reply: readonly [200 | 201 | 202, R] | readonly [204]
  /** What a refusal shows of how things stand, where that is not what the operation answers with. */
  current?: TSchema
  /** The reply holds a secret: it is never stored, so a repeat with the same Idempotency-Key acts again. */
  secret?: boolean
  /** If-Match may be left out: what is there is brought in line with what is said, whoever changed it last. */
  anyVersion?: boolean
  /** It may also make what it answers with, which a handler tells with `request.made`: 201. */
  makes?: boolean
  /** Refusals beyond the ones every operation has. */
  refusals?: readonly number[]
  /** Log lines name the operation alone: no address, no path. */
  discreet?: boolean
  /** A look-up of the ETag alone, far cheaper than the whole reply: asked first when If-None-Match is there. */
  tag?: (asked: Asked<Static<P>, Static<Q>, Static<B>>) => Promise<Tagged>
  /** A read that asks the database once, whatever it finds: the COMMIT goes along with that statement. */
  oneTrip?: boolean
  /** What a write reads first, sent in one trip with the claim of its Idempotency-Key; it must not change anything. */
  ahead?: (asked: Asked<Static<P>, Static<Q>, Static<B>>) => Promise<A>
}

/**
 * What a handler is given. `version` is the one If-Match named: null for `*`, and where no If-Match is asked; `ahead` is
 * what the operation reads ahead, where it names that.
 */
export interface Asked<P, Q, B, A = undefined> {
  tx: Tx
  actor: Actor
  params: P
  query: Q
  body: B
  version: number | null
  request: FastifyRequest
  ahead: Promise<A>
}

export type Handler = (asked: Asked<never, never, never, never>) => Promise<unknown>

export interface OperationConfig {
  operationId: string
  who: readonly Caller[]
  scopes: readonly string[]
  secret: boolean
  status: number
  /** The schema of what a refusal shows: that of the reply, unless another is named. */
  shape: unknown
  handler: Handler
  tag?: Handler
  ahead?: Handler
  oneTrip: boolean
}

declare module 'fastify' {
  interface FastifyContextConfig {
    operation?: OperationConfig
  }
  interface FastifyRequest {
    /** Nothing of this request may be traced to its sender: no member in the audit log, no reply kept. */
    unlinked?: boolean
    /** What was asked for was made, not only changed: 201. */
    made?: boolean
    /** What the write is about, where neither the address nor the reply has it as `id`. */
    subjectId?: string
  }
}

/** Registers one operation under the tag of its feature; says which scopes a key needs for it. */
export type Registration = ((app: FastifyInstance, tag: string) => void) & { scopes: readonly string[] }

/** What a feature gives to the table of contents in app.ts: its name is its tag, its URL root and its folder. */
export interface Feature {
  name: string
  description: string
  schemas: readonly TSchema[]
  operations: readonly Registration[]
}

/** Every scope that an operation of the features asks for, in order of the alphabet. */
export function scopesOf(features: readonly Feature[]): string[] {
  return [...new Set(features.flatMap(({ operations }) => operations.flatMap(({ scopes }) => scopes)))].sort()
}

/** Adds a feature's schemas and operations to the API. */
export function addFeature(app: FastifyInstance, { name, schemas, operations }: Feature): void {
  for (const schema of schemas) app.addSchema(schema)
  for (const register of operations) register(app, name)
}

/** Describes an operation. Its handler runs in one transaction and returns the resource to answer with. */
export function operation<
  P extends TSchema = typeof nothing,
  Q extends TSchema = typeof nothing,
  B extends TSchema = TSchema,
  R extends TSchema = TSchema,
  A = undefined,
>(
  definition: Operation<P, Q, B, R, A>,
  handler: (asked: Asked<Static<P>, Static<Q>, Static<B>, A>) => Promise<Static<R> | undefined>,
): Registration {
  const { method, url, operationId, tag, ahead, upload, scopes } = definition
  const reads = { ...(tag && { tag: tag as Handler }), ...(ahead && { ahead: ahead as Handler }) }
  const config = { ...configOf(definition), handler: handler as Handler, ...reads }
  const register = (app: FastifyInstance, tag: string) => {
    const route: RouteOptions = {
      method,
      url: `/v1${url}`,
      config: { operation: config },
      schema: documentOf(definition, tag),
      onRequest: (request, reply) => letIn(app, request, reply),
      preValidation: async (request) => {
        const given = request.headers['if-match']
        if (!needsVersion(method) || (given === undefined && definition.anyVersion)) return
        request.expectedVersion = expectedVersion(given)
      },
      handler: (request, response) => answer(app, config, request, response),
      ...(definition.discreet && { logSerializers: { req: () => ({ operation: operationId }) } }),
    }
    if (!upload) return void app.route(route)
    receiving(app, route, { ...upload, check: ({ actor }) => checkCaller(config, actor) })
  }
  return Object.assign(register, { scopes })
}

/** Finds who asks, and counts it; who is over a limit has not come in, so that not even the audit log is written. */
export async function letIn(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const actor = await app.findActor(request).catch((error) => {
    if (toRefusal(error).status < 500) app.rate.strange(request, reply)
    throw error
  })
  app.rate.passed(actor, reply)
  request.actor = actor
}

type Known = Omit<Operation<TSchema, TSchema, TSchema, TSchema>, 'tag' | 'ahead'>

function configOf({ operationId, who = callers, scopes, reply, current, secret, oneTrip }: Known) {
  const flags = { secret: secret ?? false, oneTrip: oneTrip ?? false }
  return { operationId, who, scopes, ...flags, status: reply[0], shape: current ?? reply[1] }
}

/** Edits of a whole resource must say which version they were made against. */
function needsVersion(method: string): boolean {
  return method === 'PUT' || method === 'PATCH' || method === 'DELETE'
}

function documentOf<P extends TSchema, Q extends TSchema, B extends TSchema, R extends TSchema, A>(
  definition: Operation<P, Q, B, R, A>,
  tag: string,
): Record<string, unknown> {
  const { method, operationId, summary, description, scopes, params, query, body, reply } = definition
  const versioned = definition.anyVersion ? [412] : [412, 428]
  const own = needsVersion(method) ? versioned : method === 'POST' ? [409, 422] : []
  const statuses = new Set([400, 401, 403, 404, 429, 503, ...own, ...(definition.refusals ?? [])])
  const refusals = [...statuses].sort().map((status) => [status, { description: 'Refused', ...ref(Problem) }])
  return {
    operationId,
    summary,
    description: [description, definition.secret && neverKept, whoMayCall(definition)]
      .filter(Boolean)
      .join('\n\n'),
    tags: [tag],
    security: [{ bearer: [] }],
    'x-scopes': scopes,
    'x-callers': definition.who ?? callers,
    params: params ?? nothing,
    querystring: query ?? nothing,
    ...(body && { body }),
    ...(definition.upload && { consumes: ['multipart/form-data'] }),
    headers: headersOf(method, definition.anyVersion),
    response: {
      [reply[0]]: reply[1] ?? { type: 'null', description: 'Done' },
      ...(definition.makes && { 201: reply[1] }),
    },
    // Documented, but never compiled: problem documents are written as they are, and a serializer for every refusal
    // of every operation takes longer to build than all the rest.
    'x-refusals': Object.fromEntries(refusals),
  }
}

const neverKept =
  'The reply holds a secret and is never kept: a repeat, with the same Idempotency-Key too, happens again.'

/** Who may call it, in words: people by kind, keys by scope. */
function whoMayCall({
  who = callers,
  scopes,
}: {
  who?: readonly Caller[]
  scopes: readonly string[]
}): string {
  const people = who.includes('guest') ? 'everybody' : `${who.map((caller) => `${caller}s`).join(', ')}`
  const keys = scopes.length ? `keys with ${scopes.map((scope) => `\`${scope}\``).join(' and ')}` : 'no keys'
  return `Callers: ${people}; ${keys}.`
}

function headersOf(method: string, anyVersion = false): Record<string, unknown> {
  const header = (description: string) => ({ type: 'string', maxLength: 200, description })
  const properties = {
    ...(method === 'POST' && { 'idempotency-key': header('Repeat with the same key: happens once.') }),
    ...(needsVersion(method) && { 'if-match': header('ETag of what was read.') }),
    ...((method === 'GET' || anyVersion) && {
      'if-none-match': header('304 when it is still the same; with PUT and `*`: 412 when it is there.'),
    }),
  }
  return { type: 'object', properties }
}
