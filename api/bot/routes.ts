import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Activity, speakerOf } from '../chat/activity.ts'
import { transaction } from '../database/transaction.ts'
import { forbidden, Refusal } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { attemptOf, claim, keep } from '../http/idempotency.ts'
import { toRefusal } from '../http/problems.ts'
import { knownPerson } from '../members/find-actor.ts'
import type { SignUp } from '../members/sign-up.ts'
import { bearer } from '../tokens/verify.ts'
import { type BotIdentity, verifyChannel } from '../tokens/verify-bot.ts'
import type { Tab } from './kind.ts'
import { answerStranger, strange } from './stranger.ts'
import { turn } from './turn.ts'

export interface BotOptions {
  identity: BotIdentity
  tab: Tab
}

export interface DoorOptions extends BotOptions {
  signUp: SignUp
  clock: () => Date
}

/** The second door to the same functions: what the channel says, once it is proven that the channel says it. */
export function botDoor(app: FastifyInstance, options: DoorOptions): void {
  const route = { schema: { hide: true }, bodyLimit: 262_144, config: { countsItself: true as const } }
  app.post('/api/messages', route, async (request, reply) => {
    const activity = objectOf(request.body)
    // The channel speaks for everybody, from few addresses: who is not the channel is counted as any stranger.
    await verifyChannel(bearer(request.headers.authorization), activity.serviceUrl, options.identity).catch(
      (error) => {
        if (toRefusal(error).status < 500) app.rate.strange(request, reply)
        throw error
      },
    )
    const { status, body } = await answer(app, request, activity, options)
    return reply.code(status).header('cache-control', 'no-store').send(body)
  })
}

function objectOf(body: unknown): Activity {
  if (!body || typeof body !== 'object' || Array.isArray(body)) throw forbidden('This is no activity.')
  return body as Activity
}

/**
 * A turn that the channel sends again has happened: it is answered as it was. A press needs no memory of its own, its
 * card knows; and a secret one may have none.
 */
async function answer(
  app: FastifyInstance,
  request: FastifyRequest,
  activity: Activity,
  { signUp, clock, tab }: DoorOptions,
): Promise<{ status: number; body?: unknown }> {
  const speaker = speakerOf(activity)
  const { tid, oid, name } = speaker
  const now = clock()
  const claims = { tid, oid, name, guest: false, application: null, endsAt: null }
  const known = await knownPerson(app.db, claims, signUp, now).catch((error: unknown) => {
    if (error instanceof Refusal && strange.includes(error.code)) return error
    throw error
  })
  if (known instanceof Refusal) {
    return answerStranger(app.db, { activity, speaker, refusal: known, tab, now })
  }
  const actor: Actor = { ...known, surface: 'chat', now, traceId: request.id }
  const attempt =
    typeof activity.id === 'string' && activity.type !== 'invoke' && !activity.value
      ? attemptOf(activity.id.slice(0, 200), 'chat.turn', {}, [activity.type, activity.text, activity.value])
      : null
  return transaction(app.db, actor, async (tx) => {
    const earlier = attempt && (await claim(tx, actor, attempt))
    if (earlier) return { status: earlier.status }
    const reply = await turn(tx, actor, { activity, speaker, tab })
    if (attempt) await keep(tx, actor, attempt, { status: reply.status, headers: {}, body: '' })
    return reply
  })
}
