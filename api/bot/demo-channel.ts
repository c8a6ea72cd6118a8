import type { FastifyInstance, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { v7 } from 'uuid'
import { notFound } from '../errors.ts'
import { closed, Id } from '../http/schema.ts'
import { type DemoPerson, demoPeople, demoTenant, onLoopback } from '../members/demo-sign-in.ts'
import type { LocalChannel } from '../tokens/local-channel.ts'

/** A message of a conversation, as the demo's chat shows it. */
interface Message {
  id: string
  from: 'bot' | 'person'
  text: string | null
  card: unknown
  /** Counts up with every message and every edit, so that the page asks for what is new. */
  at: number
}

interface Kept {
  messages: Map<string, Message>
  waiting: Set<() => void>
}

const schema = { hide: true }
/** Messages that one conversation keeps in memory. */
const mostKept = 100
const patience = 20_000

/**
 * The chat of the demo: a stand-in of the channel's connector, which keeps in memory what the bot sends, and a door
 * through which a page says what somebody wrote or pressed. It signs as the channel would and knocks at the same
 * endpoint. Registered in demo mode only, on loopback only.
 */
export function demoChannel(app: FastifyInstance, channel: LocalChannel): void {
  const conversations = new Map<string, Kept>()
  let clock = 0
  const of = (name: string): Kept => {
    const kept = conversations.get(name) ?? { messages: new Map(), waiting: new Set() }
    conversations.set(name, kept)
    return kept
  }
  const put = (name: string, id: string, message: Omit<Message, 'id' | 'at'>) => {
    const { messages, waiting } = of(name)
    messages.set(id, { ...message, id, at: ++clock })
    if (messages.size > mostKept) messages.delete(messages.keys().next().value!)
    for (const wake of waiting) wake()
    return { id }
  }
  connectorOf(app, put)
  pageOf(app, channel, of, put)
  playground(app, channel)
}

type Put = (name: string, id: string, message: Omit<Message, 'id' | 'at'>) => { id: string }

interface Sent {
  text?: string
  attachments?: { content?: unknown }[]
}

/** The part of the connector that the bot uses. */
function connectorOf(app: FastifyInstance, put: Put): void {
  const root = '/demo/connector/v3/conversations/:name/activities'
  const shown = ({ text, attachments }: Sent) =>
    ({ from: 'bot', text: text ?? null, card: attachments?.[0]?.content ?? null }) as const
  app.post<{ Params: { name: string }; Body: Sent }>(
    root,
    { schema, onRequest: onLoopback },
    async (request) => put(request.params.name, v7(), shown(request.body)),
  )
  app.put<{ Params: { name: string; id: string }; Body: Sent }>(
    `${root}/:id`,
    { schema, onRequest: onLoopback },
    async ({ params, body }) => put(params.name, params.id, shown(body)),
  )
}

const nameOf = ({ id }: DemoPerson) => `a:${id}`

const listened = closed({ personId: Id, after: Type.Integer({ minimum: 0, default: 0 }) })
const said = closed({
  personId: Id,
  text: Type.Optional(Type.String({ maxLength: 4000 })),
  action: Type.Optional(Type.Object({}, { additionalProperties: true })),
  messageId: Type.Optional(Type.String({ maxLength: 100 })),
})

/** What the page of the demo asks for, and what is written and pressed on it. */
function pageOf(app: FastifyInstance, channel: LocalChannel, of: (name: string) => Kept, put: Put): void {
  app.get<{ Querystring: { personId: string; after: number } }>(
    '/demo/chat/messages',
    { schema: { ...schema, querystring: listened }, onRequest: onLoopback },
    async (request) => {
      const kept = of(nameOf(await personOf(app, request.query.personId)))
      const fresh = () => [...kept.messages.values()].filter(({ at }) => at > request.query.after)
      if (fresh().length === 0) await somethingNew(kept, request)
      return { messages: fresh() }
    },
  )
  const options = { schema: { ...schema, body: said }, onRequest: onLoopback }
  app.post<{ Body: Said }>('/demo/chat/say', options, async (request, reply) => {
    const person = await personOf(app, request.body.personId)
    const { text } = request.body
    if (text) put(nameOf(person), v7(), { from: 'person', text, card: null })
    const serviceUrl = `http://${request.host}/demo/connector/`
    const activity = { ...activityOf(person, serviceUrl), ...turnOf(request.body) }
    const answer = await knock(app, channel, activity)
    remember(of(nameOf(person)), request.body.messageId, answer)
    return reply
      .code(answer.statusCode)
      .type('application/json')
      .send(answer.body || '{}')
  })
}

/** Who presses has seen the answer's card and sees it again on coming back, as in Teams; nobody is told of it. */
function remember({ messages }: Kept, id: string | undefined, answer: { body: string }): void {
  const message = id === undefined ? undefined : messages.get(id)
  const { type, value } = answer.body ? JSON.parse(answer.body) : {}
  if (message && type === 'application/vnd.microsoft.card.adaptive') message.card = value
}

/** A pressed button, a written line, or, with neither, that somebody has opened the chat. */
function turnOf({ text, action, messageId }: Said): object {
  if (action) return { type: 'invoke', name: 'adaptiveCard/action', value: { action }, replyToId: messageId }
  return text ? { type: 'message', text } : { type: 'installationUpdate', action: 'add' }
}

interface Said {
  personId: string
  text?: string
  action?: Record<string, unknown>
  messageId?: string
}

async function somethingNew({ waiting }: Kept, { raw }: FastifyRequest): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(done, patience)
    function done() {
      clearTimeout(timer)
      waiting.delete(done)
      resolve()
    }
    waiting.add(done)
    raw.once('close', done)
  })
}

async function personOf(app: FastifyInstance, id: string): Promise<DemoPerson> {
  const person = (await demoPeople(app)).find((each) => each.id === id)
  if (!person) throw notFound('person')
  return person
}

function activityOf(person: DemoPerson, serviceUrl: string) {
  return {
    id: v7(),
    channelId: 'msteams',
    serviceUrl,
    from: { id: `29:${person.oid}`, aadObjectId: person.oid, name: person.name },
    recipient: { id: '28:footbridge' },
    conversation: { id: nameOf(person), conversationType: 'personal', tenantId: demoTenant },
    channelData: { tenant: { id: demoTenant } },
  }
}

async function knock(app: FastifyInstance, { sign }: LocalChannel, activity: { serviceUrl: string }) {
  const authorization = `Bearer ${await sign(activity.serviceUrl)}`
  return app.inject({ method: 'POST', url: '/api/messages', headers: { authorization }, payload: activity })
}

// biome-ignore lint/suspicious/noExplicitAny: an activity of a program that is not ours
type Strange = any

/**
 * Where the Agents Playground sends what somebody writes in it: it knows neither our people nor a key, so its one user
 * is the named person of the demo, and what it says is signed here.
 */
function playground(app: FastifyInstance, channel: LocalChannel): void {
  const url = '/demo/playground/:first'
  app.head(url, { schema, onRequest: onLoopback }, async (_, reply) => reply.send())
  app.post<{ Params: { first: string }; Body: Strange }>(
    url,
    { schema, onRequest: onLoopback },
    async (request, reply) => {
      const first = request.params.first.toLowerCase()
      const person = (await demoPeople(app)).find(({ name }) => name.toLowerCase().startsWith(first))
      if (!person) throw notFound('person')
      const answer = await knock(app, channel, asPerson(request.body, person))
      return reply
        .code(answer.statusCode)
        .type('application/json')
        .send(answer.body || '{}')
    },
  )
}

function asPerson(activity: Strange, person: DemoPerson): Strange {
  const tenant = { id: demoTenant }
  return {
    ...activity,
    from: { ...activity.from, aadObjectId: person.oid, name: person.name, tenantId: undefined },
    recipient: { id: activity.recipient?.id },
    conversation: { ...activity.conversation, tenantId: demoTenant },
    channelData: { ...activity.channelData, tenant },
  }
}
