import { createLocalJWKSet, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import { v7 } from 'uuid'
import { channelConnector } from '../../api/chat/connector.ts'
import { channelRosters } from '../../api/chat/roster.ts'
import { type TestApp, testApp } from '../support/app.ts'
import type { Person } from '../support/cast.ts'
import { testWorker } from '../support/worker.ts'
import { connectorStandIn } from './stand-in.ts'

export const botId = '7f6a2c10-5b1e-4c53-9a35-0a7d6c1f0b11'
const issuer = 'https://api.botframework.com'

// biome-ignore lint/suspicious/noExplicitAny: a card as it comes over the wire
export type Drawn = any

/** The API with a door for the bot, a worker that sends, and stand-ins of the channel's keys and connector. */
export async function chat(given: { mails?: boolean } = {}) {
  const channel = await connectorStandIn()
  const pair = await generateKeyPair('RS256', { extractable: true })
  const jwk = {
    ...(await exportJWK(pair.publicKey)),
    kid: 'channel',
    alg: 'RS256',
    endorsements: ['msteams'],
  }
  const services = [channel.origin]
  const identity = {
    issuer,
    botId,
    keys: createLocalJWKSet({
      keys: [jwk, { ...jwk, kid: 'of another channel', endorsements: ['webchat'] }],
    }),
    services,
  }
  const tab = (place: string) => `https://tab.example/#/${place}`
  const t = await testApp({ bot: { identity, tab }, ...given })
  const connector = channelConnector({ services, token: async () => 'token-of-the-bot' })
  const rosters = channelRosters({ services, token: async () => 'token-of-the-bot' })
  const worker = await testWorker(t, { chat: { connector, tab }, rosters })
  const sign = (claims: JWTPayload = {}, { aud = botId, iss = issuer, exp = '1h', kid = 'channel' } = {}) =>
    new SignJWT({ serviceurl: channel.serviceUrl, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid })
      .setIssuer(iss)
      .setAudience(aud)
      .setIssuedAt()
      .setExpirationTime(exp)
      .sign(pair.privateKey)
  return {
    ...talk(t, channel.serviceUrl, sign),
    t,
    channel,
    connector,
    worker,
    tab,
    sign,
    identity,
    close: closing(t, worker, channel),
  }
}

export type Chat = Awaited<ReturnType<typeof chat>>

function closing(t: TestApp, worker: { stop(): Promise<void> }, channel: { stop(): Promise<void> }) {
  return async () => {
    await worker.stop()
    await t.close()
    await channel.stop()
  }
}

/** An activity of a person in their own chat with the bot, as Teams sends it. */
export function activityOf(who: Person, serviceUrl: string, fields: object = {}) {
  return {
    type: 'message',
    id: v7(),
    channelId: 'msteams',
    serviceUrl,
    from: { id: `29:${who.oid}`, aadObjectId: who.oid, name: who.name },
    recipient: { id: `28:${botId}` },
    conversation: { id: `a:${who.id}`, conversationType: 'personal', tenantId: who.tid },
    channelData: { tenant: { id: who.tid } },
    ...fields,
  }
}

function talk(t: TestApp, serviceUrl: string, sign: () => Promise<string>) {
  const send = async (activity: object, token?: string) => {
    const authorization = `Bearer ${token ?? (await sign())}`
    const reply = await t.app.inject({
      method: 'POST',
      url: '/api/messages',
      headers: { authorization },
      payload: activity,
    })
    return { status: reply.statusCode, body: reply.body ? reply.json() : {} }
  }
  return {
    send,
    write: (who: Person, text: string, fields: object = {}) =>
      send(activityOf(who, serviceUrl, { text, ...fields })),
    /** Presses the button with this verb (and item) on a card, with what is filled in on it and what is changed. */
    press: async (
      who: Person,
      card: Drawn,
      verb: string,
      changed: object = {},
      item?: string,
      fields: object = {},
    ) => {
      const { data, associatedInputs } = buttonOf(card, verb, item)
      const filled = associatedInputs === 'none' ? {} : { ...inputsOf(card), ...changed }
      const action = { type: 'Action.Execute', verb, data: { ...filled, ...data } }
      const value = { action, trigger: 'manual' }
      return send(
        activityOf(who, serviceUrl, { type: 'invoke', name: 'adaptiveCard/action', value, ...fields }),
      )
    },
  }
}

/** Every element and action of a card, however deep. */
export function partsOf(card: Drawn): Drawn[] {
  if (Array.isArray(card)) return card.flatMap(partsOf)
  if (!card || typeof card !== 'object') return []
  return [card, ...Object.entries(card).flatMap(([key, part]) => (key === 'fallback' ? [] : partsOf(part)))]
}

/** A button of a card. */
export function buttonOf(card: Drawn, verb: string, item?: string): Drawn {
  const found = partsOf(card).find(
    (part) =>
      part.type === 'Action.Execute' && part.verb === verb && (item === undefined || part.data.item === item),
  )
  if (!found) throw new Error(`The card has no button ${verb} ${item ?? ''}: ${wordsOf(card)}`)
  return found
}

/** What a card is filled in with. */
export function inputsOf(card: Drawn): Record<string, string> {
  const inputs = partsOf(card).filter(({ type }) => String(type).startsWith('Input.'))
  return Object.fromEntries(inputs.map(({ id, value }) => [id, value]))
}

/** All that can be read on a card. */
export function wordsOf(card: Drawn): string {
  return partsOf(card)
    .flatMap(({ text, title, label }) => [text, title, label])
    .filter((words) => typeof words === 'string')
    .join(' | ')
}
