import { fileURLToPath } from 'node:url'
import { handOverOnLeave, turnBarriers } from './barriers/jobs.ts'
import { suggestSystemic } from './barriers/suggest.ts'
import type { Tab } from './bot/kind.ts'
import { drawing } from './bot/kinds.ts'
import { nextMidnight } from './calendar.ts'
import { type Connector, channelConnector, entraBotToken } from './chat/connector.ts'
import { deliver } from './chat/deliver.ts'
import { deepLinks, demoLinks } from './chat/links.ts'
import { eitherWay, mailConnector, senderOf } from './chat/mail.ts'
import { channelRosters, type Rosters } from './chat/roster.ts'
import { askForCommitments } from './commitments/ask.ts'
import { handOverSteps } from './commitments/hand-over.ts'
import { type BotConfig, type Config, readConfig, webhookPorts } from './config.ts'
import { connected, type Database, workerUrl } from './database/connect.ts'
import type { Tx } from './database/transaction.ts'
import { graphDirectory } from './directory/graph.ts'
import { forgetPhoto } from './directory/photos.ts'
import { readRosters } from './directory/read-roster.ts'
import type { Directory } from './directory/source.ts'
import { syncDirectories } from './directory/sync.ts'
import { eraseAgain, erasureJob } from './erasure/erase.ts'
import { type Consumer, handleOutbox } from './events/outbox.ts'
import { exportJob } from './exports/archive/exports.ts'
import { makeOrForget } from './exports/archive/job.ts'
import type { Actor } from './http/actor.ts'
import { type Job, type Jobs, runDue } from './jobs/due.ts'
import { besides, loop, type Worker } from './jobs/loop.ts'
import { type Log, together } from './jobs/work.ts'
import { handOverGoals } from './key-results/hand-over.ts'
import { turnKeyResults } from './key-results/jobs.ts'
import { closeBreakDowns, turnBreakDowns } from './ladder/ask-leaders.ts'
import { storeRungsOnEvent, turnLadder } from './ladder/jobs.ts'
import {
  askForCheckIns,
  deliveredCard,
  mailAddressOf,
  planMessages,
  remind,
  tellHalfTime,
  tellMorning,
} from './notifications/jobs.ts'
import { reachedOtherwise } from './notifications/notifications.ts'
import { tellInChat } from './notifications/tell.ts'
import { rollUpOnEvent, turnObjectives } from './objectives/jobs.ts'
import { askForWhys } from './objectives/whys.ts'
import { type Outgoing, outgoing } from './outgoing/outgoing.ts'
import { askTheRound } from './planning-rounds/ask-for-yes.ts'
import { closeDueRound, remindOfRound } from './planning-rounds/jobs.ts'
import { pulseOnEvent, turnPulses } from './pulses/jobs.ts'
import { forgetKind, forgetOld, turnRetention } from './retention/jobs.ts'
import { askAtHalfTime } from './reviews/jobs.ts'
import { indexOnEvent, turnSearch } from './search/jobs.ts'
import { tables } from './tables.ts'
import { botFramework } from './tokens/verify-bot.ts'
import { turnUnfolding, unfoldOnEvent } from './unfolding/jobs.ts'
import { sendToWebhooks } from './webhooks/deliver.ts'
import { turnWebhooks } from './webhooks/jobs.ts'
import { narrowOnLeave } from './webhooks/leavers.ts'
import { tellWebhooks } from './webhooks/tell.ts'
import { find, findWins, lookBack, lookLater } from './wins/jobs.ts'

/** What follows from an event, in this order, all in one transaction. Each looks at the kinds it knows. */
export const consumers: readonly Consumer[] = [
  rollUpOnEvent,
  askForCommitments,
  askTheRound,
  storeRungsOnEvent,
  closeBreakDowns,
  unfoldOnEvent,
  tellInChat,
  handOverOnLeave,
  handOverGoals,
  handOverSteps,
  forgetPhoto,
  suggestSystemic,
  lookLater,
  lookBack,
  pulseOnEvent,
  narrowOnLeave,
  tellWebhooks,
  indexOnEvent,
]

/** What changes at a workspace's midnight because a day has passed, in this order, in one transaction. */
export const dayTurns: readonly ((tx: Tx, actor: Actor) => Promise<void>)[] = [
  turnKeyResults,
  turnObjectives,
  turnBarriers,
  askAtHalfTime,
  turnUnfolding,
  turnLadder,
  turnBreakDowns,
  turnPulses,
  askForWhys,
  turnWebhooks,
  turnSearch,
  planMessages,
  turnRetention,
]

const dayTurn: Job = async (tx, actor) => {
  for (const turn of dayTurns) await turn(tx, actor)
  return nextMidnight(actor.now, actor.zone)
}

/** What is done when it is due, by its kind in the table `due`. */
export const jobs: Jobs = {
  byKind: {
    'day-turn': dayTurn,
    'ask-check-in': askForCheckIns,
    remind,
    morning: tellMorning,
    'half-time': tellHalfTime,
    [findWins]: find,
    'round-close': closeDueRound,
    'round-reminder': remindOfRound,
    [exportJob]: makeOrForget,
    [forgetKind]: forgetOld,
    [erasureJob]: eraseAgain,
  },
  everywhere: 'day-turn',
}

export interface WorkerOptions {
  /** Connected as the worker's role. */
  db: Database
  clock?: () => Date
  log?: Log
  /** Milliseconds between two looks when there is nothing to do; 0: works only when drained. */
  every?: number
  consumers?: readonly Consumer[]
  jobs?: Jobs
  /** How cards are sent; without it they wait. */
  chat?: { connector: Connector; tab: Tab } | undefined
  /** Where the directories of workspaces are read; without it none is. */
  directory?: Directory | undefined
  /** Who is in the teams that have the app; without it nobody comes by that. */
  rosters?: Rosters | undefined
  /** How other servers are called; without it nothing is sent to webhooks. */
  outgoing?: Outgoing
}

/** Starts a worker; any number of them may run at the same time. Stop it before its database is closed. */
export function startWorker(options: WorkerOptions): Worker {
  const { db, clock = () => new Date(), log = console.error, every = 500 } = options
  const work = { db, clock, log }
  const { chat } = options
  const delivery = chat && {
    ...chat,
    draw: drawing(chat.tab),
    delivered: deliveredCard,
    addressOf: mailAddressOf,
    otherwise: reachedOtherwise,
  }
  const given = options.jobs ?? jobs
  const { [exportJob]: makeExport, ...others } = given.byKind
  const round = async () => {
    const due = await runDue(work, { ...given, byKind: others })
    const handled = together(due, await handleOutbox(work, options.consumers ?? consumers))
    return delivery ? together(handled, await deliver(work, delivery)) : handled
  }
  // A directory may be slow to answer: cards do not wait for it.
  const readOthers = async () =>
    together(await syncDirectories(work, options.directory), await readRosters(work, options.rosters))
  const reading = loop(readOthers, every * 4, log)
  // Nor for an archive of a whole workspace.
  const makeExports = { byKind: makeExport ? { [exportJob]: makeExport } : {}, queue: 'worker exports' }
  const exporting = loop(() => runDue(work, makeExports), every, log)
  const main = besides(besides(loop(round, every, log), reading), exporting)
  return options.outgoing ? besides(main, sendToWebhooks(work, options.outgoing, every)) : main
}

type WorkerConfig = Pick<Config, 'databaseUrl' | 'databaseWorkerUrl'> &
  Partial<Pick<Config, 'bot' | 'audience' | 'smtpUrl' | 'demo' | 'port' | 'directorySecret' | 'webhooks'>>

/** The ways to people: the channel where there is a bot to speak in it, mail where there is a server for it. */
function chatOf({ bot, audience = '', smtpUrl, demo, port = 0 }: WorkerConfig): WorkerOptions['chat'] {
  const mail = smtpUrl ? mailConnector(smtpUrl, `Footbridge <${senderOf(smtpUrl)}>`) : undefined
  const channel = demo ? demoConnector() : bot && botConnector(bot)
  if (!mail && !channel) return undefined
  return { connector: eitherWay(channel, mail), tab: demo ? demoLinks(port) : deepLinks(audience) }
}

/** Who else knows the people of a workspace. */
function othersOf(config: WorkerConfig): (db: Database) => Pick<WorkerOptions, 'directory' | 'rosters'> {
  return () => ({ directory: directoryOf(config), rosters: rostersOf(config) })
}

function directoryOf({ audience, directorySecret, demo }: WorkerConfig): Directory | undefined {
  if (!audience || !directorySecret || demo) return undefined
  return graphDirectory({ clientId: audience, clientSecret: directorySecret })
}

function rostersOf({ bot }: WorkerConfig): Rosters | undefined {
  if (!bot) return undefined
  const token = entraBotToken(bot.id, bot.secret, bot.tenantId)
  return channelRosters({ services: botFramework(bot.id, bot.services).services, token })
}

function botConnector({ id, secret, tenantId, services }: BotConfig): Connector {
  const token = entraBotToken(id, secret, tenantId)
  return channelConnector({ services: botFramework(id, services).services, token })
}

/** The demo's own channel is on this machine, and takes any token. */
function demoConnector(): Connector {
  return channelConnector({ services: ['loopback'], token: async () => 'demo' })
}

/** Connects and works until it is stopped; the database must be migrated. */
export async function runWorker(
  config: WorkerConfig,
  others = othersOf(config),
  chat = chatOf(config),
): Promise<Worker> {
  const url = config.databaseWorkerUrl ?? workerUrl(config.databaseUrl)
  const db = await connected({ url, entities: tables, poolSize: 4, name: 'footbridge-worker' })
  const worker = startWorker({
    db,
    ...(chat && { chat }),
    ...others(db),
    outgoing: outgoing(config.webhooks ?? { ports: webhookPorts }),
  })
  const stop = async () => {
    await worker.stop()
    await db.destroy()
  }
  return { drain: worker.drain, stop }
}

/** A signal ends it in order at any time, also while it is only starting. */
async function main(): Promise<void> {
  const started = runWorker(readConfig())
  const stop = () => void started.then((worker) => worker.stop())
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop)
  await started
}

if (process.argv[1] === fileURLToPath(import.meta.url)) void main()
