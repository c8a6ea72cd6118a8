import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { rows, send, type Tx, transaction } from '../database/transaction.ts'
import { badField, forbidden, type Refusal } from '../errors.ts'
import { type Actor, callerOf, nobody } from './actor.ts'
import { audit } from './audit.ts'
import { nextLink } from './cursor.ts'
import { etagOf, isTagged, matches } from './etag.ts'
import { FileReply, sendFile } from './file-reply.ts'
import { type Attempt, attemptOf, claim, isKept, keep, type StoredReply } from './idempotency.ts'
import { isRead } from './methods.ts'
import type { Asked, Handler, OperationConfig } from './operation.ts'
import { problemOf, toRefusal } from './problems.ts'
import { shaped } from './shape.ts'
import { StreamReply, sendStream } from './stream-reply.ts'

/** Runs an operation's handler in one transaction and sends what came of it. */
export async function answer(
  app: FastifyInstance,
  operation: OperationConfig,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  if (isRead(request.method)) return read(app, operation, request, reply)
  const { actor } = request
  // Whoever may no longer call this neither reads an earlier reply nor overwrites it.
  const attempt = mayCall(operation, actor) ? attemptFor(operation, request) : null
  const { replayed, ...outcome } = await transaction(app.db, actor, async (tx) => {
    const claimed = attempt && claim(tx, actor, attempt)
    send(tx, 'SAVEPOINT handler')
    const ahead = mayCall(operation, actor) ? readAhead(operation, tx, request) : undefined
    const earlier = await claimed
    if (earlier) return { ...earlier, replayed: true }
    return { ...(await write(tx, operation, request, reply, { attempt, ahead })), replayed: false }
  })
  if (replayed) reply.header('idempotent-replayed', 'true')
  await reply
    .code(outcome.status)
    .headers(outcome.headers)
    .serializer((text: string) => text)
    .send(outcome.status === 204 ? undefined : outcome.body)
}

async function read(
  app: FastifyInstance,
  operation: OperationConfig,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const { actor } = request
  const known = request.headers['if-none-match']
  checkCaller(operation, actor)
  const body =
    (known && operation.tag && (await unchanged(app, operation.tag, request))) ||
    (await transaction(app.db, actor, (tx) => run(operation, tx, request), {
      readOnly: true,
      oneTrip: operation.oneTrip,
    }))
  if (body instanceof FileReply) return sendFile(reply, body, known)
  if (body instanceof StreamReply) return sendStream(reply, body)
  if (!isTagged(body)) {
    reply.headers({ 'cache-control': 'no-store', ...nextLink(request.url, body) })
    return void (await reply.send(body))
  }
  const etag = etagOf(body, actor)
  reply.headers({ etag, 'cache-control': 'private, no-cache', vary: 'Authorization' })
  await (matches(known, etag) ? reply.code(304).send() : reply.send(body))
}

/** The tag alone, where a cheap look-up can tell that the reader has the latest already. */
async function unchanged(app: FastifyInstance, tag: Handler, request: FastifyRequest): Promise<unknown> {
  const { actor, headers } = request
  const tagged = await transaction(app.db, actor, (tx) => tag(askedOf(tx, request)), { oneTrip: true })
  return isTagged(tagged) && matches(headers['if-none-match'], etagOf(tagged, actor)) ? tagged : undefined
}

/** What the handler reads first, sent in one trip with the claim of the key. Its refusal is for the handler to meet. */
function readAhead(
  { ahead }: OperationConfig,
  tx: Tx,
  request: FastifyRequest,
): Promise<unknown> | undefined {
  const found = ahead?.(askedOf(tx, request))
  found?.catch(() => undefined)
  return found
}

/** Row, event and outbox (in the handler), audit and stored reply: all or nothing. */
async function write(
  tx: Tx,
  operation: OperationConfig,
  request: FastifyRequest,
  reply: FastifyReply,
  { attempt, ahead }: { attempt: Attempt | null; ahead: Promise<unknown> | undefined },
): Promise<StoredReply> {
  const { actor } = request
  const outcome = await handle(tx, operation, request, reply, ahead).catch(async (error) => {
    const refusal = toRefusal(error)
    if (refusal.status >= 500 || refusal.status === 429) throw error
    await rows(tx, 'ROLLBACK TO SAVEPOINT handler')
    return refused(shaped(request.server, operation, refusal), request)
  })
  request.audited = true
  const line = { operation: operation.operationId, status: outcome.status, code: outcome.code }
  const kept = attempt && !operation.secret && !request.unlinked && isKept(outcome.status)
  audit(tx, request.unlinked ? nobody(actor) : actor, { ...line, subject: outcome.subject })
  if (kept) keep(tx, actor, attempt, outcome)
  return { status: outcome.status, headers: outcome.headers, body: outcome.body }
}

interface Outcome extends StoredReply {
  code: string | null
  subject: string | null
}

async function handle(
  tx: Tx,
  operation: OperationConfig,
  request: FastifyRequest,
  reply: FastifyReply,
  ahead: Promise<unknown> | undefined,
): Promise<Outcome> {
  const { actor } = request
  checkCaller(operation, actor)
  const body = await operation.handler({ ...askedOf(tx, request), ahead } as Asked<
    never,
    never,
    never,
    never
  >)
  const { id } = { ...(request.params as { id?: string }), ...(body as { id?: string } | undefined) }
  const status = request.made ? 201 : operation.status
  return {
    status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      ...(isTagged(body) ? { etag: etagOf(body, actor), 'cache-control': 'private, no-cache' } : noStore),
    },
    body: body === undefined ? '' : String(reply.code(status).serialize(body)),
    code: null,
    subject: request.subjectId ?? id ?? null,
  }
}

const noStore = { 'cache-control': 'no-store' }

function refused(refusal: Refusal, request: FastifyRequest): Outcome {
  return {
    status: refusal.status,
    headers: { 'content-type': 'application/problem+json', ...noStore, ...refusal.headers },
    body: JSON.stringify(problemOf(refusal, request)),
    code: refusal.code,
    subject: request.subjectId ?? (request.params as { id?: string }).id ?? null,
  }
}

function run(operation: OperationConfig, tx: Tx, request: FastifyRequest): Promise<unknown> {
  return operation.handler(askedOf(tx, request))
}

function askedOf(tx: Tx, request: FastifyRequest): Asked<never, never, never, never> {
  const { actor, params, query, body, expectedVersion } = request
  return { tx, actor, params, query, body, version: expectedVersion, request } as Asked<
    never,
    never,
    never,
    never
  >
}

/** Guests, members, leaders, admins and keys: the coarse check before any policy. */
export function checkCaller(operation: OperationConfig, actor: Actor): void {
  if (mayCall(operation, actor)) return
  if (!actor.scopes) throw forbidden('Your role does not reach this operation.')
  const needed = operation.scopes.join(' ')
  throw forbidden(needed ? `This key lacks the scope ${needed}.` : 'No key reaches this; people do.', 'scope')
}

/** Whether somebody of this kind, or a key with these scopes, may call it at all. */
export function mayCall({ who, scopes }: Pick<OperationConfig, 'who' | 'scopes'>, actor: Actor): boolean {
  if (actor.scopes) return scopes.length > 0 && scopes.every((scope) => actor.scopes?.includes(scope))
  const caller = callerOf(actor)
  return who.includes(caller) || (caller === 'leader' && who.includes('member') && !actor.guest)
}

function attemptFor(operation: OperationConfig, request: FastifyRequest): Attempt | null {
  const key = request.headers['idempotency-key']
  if (request.method !== 'POST' || typeof key !== 'string') return null
  if (key === '')
    throw badField(
      '/idempotency-key',
      'minLength',
      'The Idempotency-Key is empty. Make one, or leave it out.',
    )
  const asked = [request.query, request.body ?? null]
  return attemptOf(key, operation.operationId, request.params, asked)
}
