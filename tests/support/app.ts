import type { FastifyInstance } from 'fastify'
import { type AppOptions, buildApp } from '../../api/app.ts'
import { connect, type Database } from '../../api/database/connect.ts'
import { tables } from '../../api/tables.ts'
import { type LocalIssuer, localIssuer } from '../../api/tokens/local-issuer.ts'
import { type Cast, harbour, type Person, start } from './cast.ts'
import { testDatabase } from './database.ts'
import { testOutgoing } from './receiver.ts'

// biome-ignore lint/suspicious/noExplicitAny: a test reads what came over the wire and says itself what it expects
export interface Reply<Body = Record<string, any>> {
  status: number
  headers: Record<string, string | undefined>
  body: Body
  text: string
}

type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export interface TestApp {
  app: FastifyInstance
  db: Database
  issuer: LocalIssuer
  adminUrl: string
  workerUrl: string
  cast: Cast
  /** Another workspace with people of the same names. */
  elsewhere: Cast
  clock: { now: Date; forward(milliseconds: number): void; to(instant: string): void }
  /** Asks as a person (null: without a token), through the real HTTP stack. */
  ask(who: Person | null, method: Method, url: string, body?: unknown, headers?: object): Promise<Reply>
  get(who: Person | null, url: string, headers?: object): Promise<Reply>
  post(who: Person | null, url: string, body?: unknown, headers?: object): Promise<Reply>
  patch(who: Person | null, url: string, etag: string | undefined, body: unknown): Promise<Reply>
  close(): Promise<void>
}

/** The API on a database of its own, with the cast of two workspaces and a clock that only tests move. */
export async function testApp(
  given: Pick<AppOptions, 'bot' | 'log' | 'limits' | 'mails' | 'outgoing' | 'patience' | 'trustProxy'> = {},
): Promise<TestApp> {
  const database = await testDatabase()
  const db = await connect({ url: database.apiUrl, entities: tables, poolSize: 4 }).initialize()
  const issuer = await localIssuer('footbridge-tests')
  const clock = {
    now: new Date(start),
    forward: (milliseconds: number) => {
      clock.now = new Date(clock.now.getTime() + milliseconds)
    },
    to: (instant: string) => {
      clock.now = new Date(instant)
    },
  }
  const options = {
    ...{ db, identity: issuer.identity, outgoing: testOutgoing() },
    clock: () => clock.now,
    rememberActors: 0,
  }
  const app = await buildApp({ ...options, ...given })
  const tokens = new Map<string, Promise<string>>()
  const tokenOf = ({ tid, oid, name }: Person): Promise<string> => {
    const token = tokens.get(`${tid} ${oid} ${name}`) ?? issuer.sign({ tid, oid, name })
    tokens.set(`${tid} ${oid} ${name}`, token)
    return token
  }
  const ask: TestApp['ask'] = async (who, method, url, body, headers = {}) => {
    const token = who && (await tokenOf(who))
    const reply = await app.inject({
      method,
      url,
      headers: { ...(token && { authorization: `Bearer ${token}` }), ...headers },
      ...payloadOf(method, url, body),
    })
    const json = /json/.test(String(reply.headers['content-type'])) && reply.body !== ''
    return {
      status: reply.statusCode,
      headers: reply.headers as Reply['headers'],
      body: json ? reply.json() : {},
      text: reply.body,
    }
  }
  return {
    app,
    db,
    issuer,
    adminUrl: database.adminUrl,
    workerUrl: database.workerUrl,
    cast: await harbour(db),
    elsewhere: await harbour(db),
    clock,
    ask,
    get: (who, url, headers) => ask(who, 'GET', url, undefined, headers),
    post: (who, url, body, headers) => ask(who, 'POST', url, body, headers),
    patch: (who, url, etag, body) => ask(who, 'PATCH', url, body, etag ? { 'if-match': etag } : {}),
    close: async () => {
      await app.close()
      await database.drop()
    },
  }
}

/**
 * Most stories begin with something published and are not about how it came about: those publish with a written reason.
 * A story that is says `waive` itself, or null for none.
 */
function payloadOf(method: Method, url: string, body: unknown): { payload?: object } {
  const publishes = method === 'POST' && /^\/v1\/(objectives|key-results)\/[^/]+\/publish$/.test(url)
  const given = publishes ? { ...(body as object | undefined) } : (body as { lifecycle?: string } | undefined)
  const created = /^\/v1\/(objectives|key-results)$/.test(url) && method === 'POST'
  if (!publishes && !(created && (given as { lifecycle?: string })?.lifecycle === 'published')) {
    return body === undefined ? {} : { payload: body as object }
  }
  const { waive = 'Everybody was in the room.', ...rest } = given as { waive?: string | null }
  return { payload: { ...rest, ...(waive !== null && { waive }) } }
}
