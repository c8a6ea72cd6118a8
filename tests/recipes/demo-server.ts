import { buildApp } from '../../api/app.ts'
import { connect } from '../../api/database/connect.ts'
import { outgoing } from '../../api/outgoing/outgoing.ts'
import { tables } from '../../api/tables.ts'
import { localIssuer } from '../../api/tokens/local-issuer.ts'
import { type Cast, harbour } from '../support/cast.ts'
import { testDatabase } from '../support/database.ts'

/** A listening server in demo mode with the cast, as `npm start` makes one, without pages. */
export interface Demo {
  origin: string
  cast: Cast
  /** Asks as somebody of the cast. */
  ask(who: { id: string }, method: string, path: string, body?: unknown): Promise<Response>
  close(): Promise<void>
}

export async function demoServer(): Promise<Demo> {
  const database = await testDatabase()
  const db = await connect({ url: database.apiUrl, entities: tables, poolSize: 4 }).initialize()
  const demo = await localIssuer('footbridge-demo')
  // The quarter of the cast.
  const clock = () => new Date('2026-10-26T09:00:00Z')
  const here = outgoing({ ports: [443], thisMachine: true })
  const app = await buildApp({
    ...{ db, identity: demo.identity, demo, rememberActors: 0, clock, outgoing: here },
  })
  const cast = await harbour(db, { demo: true })
  const origin = (await app.listen({ port: 0, host: '127.0.0.1' })).replace('[::1]', '127.0.0.1')
  const json = { 'content-type': 'application/json' }
  const ask: Demo['ask'] = async (who, method, path, body) => {
    const signIn = { method: 'POST', headers: json, body: JSON.stringify({ personId: who.id }) }
    const { accessToken } = await (await fetch(`${origin}/demo/token`, signIn)).json()
    const headers = { authorization: `Bearer ${accessToken}`, ...(body !== undefined && json) }
    return fetch(origin + path, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  }
  const close = async () => {
    await app.close()
    await database.drop()
  }
  return { origin, cast, ask, close }
}
