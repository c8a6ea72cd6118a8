import compress from '@fastify/compress'
import swagger from '@fastify/swagger'
import Fastify, { type FastifyInstance } from 'fastify'
import { v7 } from 'uuid'
import { auditLog } from './audit-log/routes.ts'
import { barriers } from './barriers/routes.ts'
import { commentSubjects } from './boards/comment-subjects.ts'
import { boards } from './boards/routes.ts'
import { demoChannel } from './bot/demo-channel.ts'
import { type BotOptions, botDoor } from './bot/routes.ts'
import { changes } from './changes/routes.ts'
import { checkIns } from './check-ins/routes.ts'
import { commentsOn } from './comments/routes.ts'
import { commitments } from './commitments/routes.ts'
import { webhookPorts } from './config.ts'
import { cycles } from './cycles/routes.ts'
import type { Database } from './database/connect.ts'
import { directory } from './directory/routes.ts'
import { erasure } from './erasure/routes.ts'
import { exports } from './exports/routes.ts'
import { follows } from './follows/routes.ts'
import edge from './http/edge.ts'
import { addFeature, type Feature, scopesOf } from './http/operation.ts'
import { type RateLimits, rateGate } from './http/rate.ts'
import { FieldError, Named, Problem } from './http/schema.ts'
import { serverErrors } from './http/server-errors.ts'
import { type Shedding, shedLoad } from './http/shedding.ts'
import { validation } from './http/validation.ts'
import { imports } from './imports/routes.ts'
import { insights } from './insights/routes.ts'
import { keyResults } from './key-results/routes.ts'
import { actorOfApplication, actorOfSecret } from './keys/key-actor.ts'
import { keysFor } from './keys/routes.ts'
import { ladder } from './ladder/routes.ts'
import { maps } from './map/routes.ts'
import { mcpDoor } from './mcp/routes.ts'
import { demoSignIn } from './members/demo-sign-in.ts'
import { actorFinder } from './members/find-actor.ts'
import { members } from './members/routes.ts'
import type { SignUp } from './members/sign-up.ts'
import { notifications } from './notifications/routes.ts'
import { objectives } from './objectives/routes.ts'
import { oneOnOnes } from './one-on-ones/routes.ts'
import { documentOf } from './openapi-document.ts'
import { type Outgoing, outgoing } from './outgoing/outgoing.ts'
import { planningRounds } from './planning-rounds/routes.ts'
import { progressSchemas } from './progress/schema.ts'
import { publicPages } from './public-pages.ts'
import { pulses } from './pulses/routes.ts'
import { retention } from './retention/routes.ts'
import { reviews } from './reviews/routes.ts'
import { searching } from './search/routes.ts'
import { teams } from './teams/routes.ts'
import type { LocalChannel } from './tokens/local-channel.ts'
import type { LocalIssuer } from './tokens/local-issuer.ts'
import type { Identity } from './tokens/verify.ts'
import { unfolding } from './unfolding/routes.ts'
import { views } from './views/routes.ts'
import { webhooks } from './webhooks/routes.ts'
import { wins } from './wins/routes.ts'
import { workspaces } from './workspaces/routes.ts'

export interface AppOptions {
  db: Database
  identity: Identity
  signUp?: SignUp
  /** Given in demo mode only: anyone can be anyone of the demo workspace. */
  demo?: LocalIssuer
  /** From whom the bot takes messages; without it there is no door for one. */
  bot?: BotOptions
  /** Whether whom the bot cannot reach is written a mail. */
  mails?: boolean
  /** In demo mode only: the channel of the demo's own chat. */
  channel?: LocalChannel
  /** What time it is; the system's clock unless a test or the demo moves it. */
  clock?: () => Date
  /** How other servers are called; public places alone where none is given. */
  outgoing?: Outgoing
  /** Addresses and networks of the proxies in front; nobody's word on who asks is taken without it. */
  trustProxy?: string[]
  /** How long an actor's roles may be remembered, in milliseconds. */
  rememberActors?: number
  /** How often one may ask, and from where on requests are turned away; without it nobody is. */
  limits?: Partial<RateLimits & Shedding>
  /** For how long slow clients are waited for. */
  patience?: Patience
  /** Folder of the built add-in; no pages are served without it. */
  addin?: string
  /** Where log lines go: true is the standard output. */
  log?: boolean | { write(line: string): void }
}

const none = { credential: 0, workspace: 0, address: 0, page: 0, waiting: 0, late: 0 }

const comments = commentsOn(commentSubjects)

/** What keys may be given scopes for, in layer order. */
const withoutKeys: readonly Feature[] = [
  workspaces,
  unfolding,
  members,
  teams,
  directory,
  cycles,
  comments,
  objectives,
  keyResults,
  commitments,
  wins,
  barriers,
  checkIns,
  reviews,
  ladder,
  pulses,
  planningRounds,
  insights,
  boards,
  views,
  follows,
  oneOnOnes,
  notifications,
  maps,
  searching,
  changes,
  webhooks,
  auditLog,
  retention,
  imports,
  exports,
  erasure,
]

/** The table of contents. */
export const features: readonly Feature[] = [...withoutKeys, keysFor(scopesOf(withoutKeys))]

const serverOptions = {
  ...serverErrors,
  genReqId: () => v7(),
  bodyLimit: 1_048_576,
  routerOptions: { maxParamLength: 100 },
  return503OnClosing: true,
}

/** For how long a slow client is waited for, in milliseconds. */
export interface Patience {
  /** For its headers, and for the whole request; and how often that is looked at. */
  headers: number
  request: number
  looks: number
  /** While it takes nothing of a stream. */
  reader: number
}

const usualPatience: Patience = { headers: 10_000, request: 30_000, looks: 5000, reader: 60_000 }

function serverOf({ log, trustProxy, patience = usualPatience }: AppOptions): FastifyInstance {
  const { headers, request, looks, reader } = patience
  const app = Fastify({
    ...serverOptions,
    ...validation(),
    requestTimeout: request,
    http: { headersTimeout: headers, connectionsCheckingInterval: looks },
    ...(trustProxy && { trustProxy }),
    logger: loggerOf(log),
  })
  return app.decorate('leavesReaders', reader)
}

/** Everything the API answers. Close it to close the database too. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const { db, identity, signUp = 'closed', demo, clock = () => new Date(), rememberActors = 30_000 } = options
  const app = serverOf(options)
  const findActor = actorFinder({
    db,
    identity,
    signUp,
    clock,
    remember: rememberActors,
    integrations: { ofSecret: actorOfSecret, ofApplication: actorOfApplication },
  })
  await app.register(swagger, documentOf(features))
  await app.register(compress, { threshold: 1024 })
  const limits = { ...none, ...options.limits }
  shedLoad(app, db, limits)
  const hands = {
    mails: options.mails ?? false,
    outgoing: options.outgoing ?? outgoing({ ports: webhookPorts }),
  }
  await app.register(edge, { db, findActor, rate: rateGate(limits, clock), ...hands })
  for (const schema of [FieldError, Problem, Named, ...progressSchemas]) app.addSchema(schema)

  for (const feature of features) addFeature(app, feature)

  furtherDoors(app, options)
  await publicPages(app, { addin: options.addin, demo: demo !== undefined, clientId: identity.audience })
  await app.after() // routes that take files are added in scopes of their own
  app.refuseOtherMethods()
  app.addHook('onClose', async () => {
    if (db.isInitialized) await db.destroy()
  })
  await app.ready()
  return app
}

/** The doors of assistants and of the bot, and what only a demo has. */
function furtherDoors(app: FastifyInstance, options: AppOptions): void {
  const { bot, demo, signUp = 'closed', clock = () => new Date() } = options
  mcpDoor(app)
  if (bot) botDoor(app, { ...bot, signUp, clock })
  if (demo) demoSignIn(app, demo)
  if (demo && options.channel) demoChannel(app, options.channel)
}

function loggerOf(log: AppOptions['log']) {
  if (!log) return false
  return {
    redact: ['req.headers.authorization'],
    serializers: { err: toLine },
    ...(log !== true && { stream: log }),
  }
}

/** An error without what hangs on it: a statement's values hold what people wrote, and secrets. */
function toLine({ name, message, stack = '', code }: Error & { code?: string }) {
  return { type: name, message, stack, ...(code && { code }) }
}
