import helmet from '@fastify/helmet'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import type { Database } from '../database/connect.ts'
import { transaction } from '../database/transaction.ts'
import { refuse } from '../errors.ts'
import type { Outgoing } from '../outgoing/outgoing.ts'
import type { Actor } from './actor.ts'
import { audit } from './audit.ts'
import { cleanText } from './input.ts'
import { readJson } from './json.ts'
import { isRead } from './methods.ts'
import { sendProblem, toRefusal } from './problems.ts'
import type { Gate } from './rate.ts'

declare module 'fastify' {
  interface FastifySchema {
    /** Left out of the OpenAPI document. */
    hide?: boolean
  }
  interface FastifyContextConfig {
    /** Whoever asks here is counted by who they are, or not at all. */
    countsItself?: true
  }
  interface FastifyInstance {
    db: Database
    /** The one way to call other servers. */
    outgoing: Outgoing
    findActor(request: FastifyRequest): Promise<Actor>
    /** Counts the request, of whoever it is: 429 past a limit. */
    rate: Gate
    /** Whether mail is handed over to a server, so that it reaches people. */
    mails: boolean
  }
  interface FastifyRequest {
    actor: Actor
    expectedVersion: number | null
    /** The audit log has this write already. */
    audited: boolean
  }
}

export interface EdgeOptions {
  db: Database
  outgoing: Outgoing
  findActor(request: FastifyRequest): Promise<Actor>
  rate: Gate
  mails: boolean
}

/** What every request meets: limits on input, safe headers, problem documents, and refused writes in the audit log. */
async function edge(
  app: FastifyInstance,
  { db, outgoing, findActor, rate, mails }: EdgeOptions,
): Promise<void> {
  app.decorate('db', db)
  app.decorate('outgoing', outgoing)
  app.decorate('findActor', findActor)
  app.decorate('rate', rate)
  app.decorate('mails', mails)
  app.decorateRequest('actor')
  app.decorateRequest('expectedVersion', null)
  app.decorateRequest('audited', false)
  await app.register(helmet, { contentSecurityPolicy: false, frameguard: false })
  app.removeContentTypeParser('text/plain') // Fastify brings it along; nothing here is asked in plain text
  readJson(app)
  app.addHook('onRequest', async (request, reply) => {
    const { operation, countsItself } = request.routeOptions.config ?? {}
    if (!operation && !countsItself) rate.open(request, reply)
  })
  app.addHook('preValidation', async ({ body, query, params }) => cleanText([body, query, params]))
  app.setErrorHandler(async (error, request, reply) => {
    const refusal = toRefusal(error)
    if (refusal.status >= 500) request.log.error({ err: error }, 'failed')
    await auditRefused(app, request, refusal.status, refusal.code)
    await sendProblem(refusal, request, reply)
  })
  app.setNotFoundHandler(async (request, reply) => {
    await sendProblem(refuse(404, 'no-route', 'There is nothing at this address.'), request, reply)
  })
  refuseOtherMethods(app)
}

/** A write that was refused before or outside its transaction is audited in one of its own. */
async function auditRefused(app: FastifyInstance, request: FastifyRequest, status: number, code: string) {
  const { actor, audited, method, routeOptions } = request
  const operation = routeOptions.config.operation?.operationId
  if (!actor || audited || isRead(method) || !operation || status >= 500) return
  const line = { operation, status, code, subject: null }
  await transaction(app.db, actor, async (tx) => audit(tx, actor, line)).catch((error) =>
    request.log.error({ err: error }, 'a refused write could not be audited'),
  )
}

/** 405 with Allow for a known address and an unknown method; registered when all routes are known. */
function refuseOtherMethods(app: FastifyInstance): void {
  const known = new Map<string, Set<string>>()
  app.addHook('onRoute', ({ url, method, schema }) => {
    if (!url.startsWith('/v1/') || schema?.hide) return
    const methods = known.get(url) ?? new Set()
    for (const name of [method].flat()) methods.add(name)
    known.set(url, methods)
  })
  app.decorate('refuseOtherMethods', () => {
    for (const [url, methods] of [...known]) {
      const others = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].filter((name) => !methods.has(name))
      if (others.length === 0) continue
      const allow = [...methods].join(', ')
      app.route({
        method: others,
        url,
        schema: { hide: true },
        handler: async () => {
          throw refuse(405, 'method', `This address knows ${allow}.`, {}, { allow })
        },
      })
    }
  })
}

declare module 'fastify' {
  interface FastifyInstance {
    /** To be called once, after the last route. */
    refuseOtherMethods(): void
  }
}

export default fp(edge, { name: 'edge' })
