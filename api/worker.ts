import { fileURLToPath } from 'node:url'
import { handOverOnLeave, turnBarriers } from './barriers/jobs.ts'
import { suggestSystemic } from './barriers/suggest.ts'
import { drawing } from './bot/draw.ts'
import type { Tab } from './bot/kind.ts'
import { nextMidnight } from './calendar.ts'
import { type Connector, channelConnector, entraBotToken } from './chat/connector.ts'
import { deliver } from './chat/deliver.ts'
import { deepLinks } from './chat/links.ts'
import { askForCommitments } from './commitments/ask.ts'
import { type Config, readConfig } from './config.ts'
import { connect, type Database, workerUrl } from './database/connect.ts'
import type { Tx } from './database/transaction.ts'
import { type Consumer, handleOutbox } from './events/outbox.ts'
import type { Actor } from './http/actor.ts'
import { type Job, type Jobs, runDue } from './jobs/due.ts'
import { loop, type Worker } from './jobs/loop.ts'
import { type Log, together } from './jobs/work.ts'
import { turnKeyResults } from './key-results/jobs.ts'
import { closeBreakDowns, turnBreakDowns } from './ladder/ask-leaders.ts'
import { storeRungsOnEvent, turnLadder } from './ladder/jobs.ts'
import { askForCheckIns, deliveredCard, planMessages, remind, tellMorning } from './notifications/jobs.ts'
import { tellInChat } from './notifications/tell.ts'
import { rollUpOnEvent, turnObjectives } from './objectives/jobs.ts'
import { askForWhys } from './objectives/whys.ts'
import { closeDueRound, remindOfRound } from './planning-rounds/jobs.ts'
import { pulseOnEvent, turnPulses } from './pulses/jobs.ts'
import { askAtHalfTime } from './reviews/jobs.ts'
import { indexOnEvent, turnSearch } from './search/jobs.ts'
import { tables } from './tables.ts'
import { botFramework } from './tokens/verify-bot.ts'
import { turnUnfolding, unfoldOnEvent } from './unfolding/jobs.ts'
import { find, findWins, lookLater } from './wins/jobs.ts'

/** What follows from an event, in this order, all in one transaction. Each looks at the kinds it knows. */
export const consumers: readonly Consumer[] = [
  rollUpOnEvent,
  askForCommitments,
  storeRungsOnEvent,
  closeBreakDowns,
  unfoldOnEvent,
  tellInChat,
  handOverOnLeave,
  suggestSystemic,
  lookLater,
  pulseOnEvent,
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
  planMessages,
  turnPulses,
  askForWhys,
  turnSearch,
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
    [findWins]: find,
    'round-close': closeDueRound,
    'round-reminder': remindOfRound,
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
}

/** Starts a worker; any number of them may run at the same time. Stop it before its database is closed. */
export function startWorker(options: WorkerOptions): Worker {
  const { db, clock = () => new Date(), log = console.error, every = 500 } = options
  const work = { db, clock, log }
  const { chat } = options
  const delivery = chat && { connector: chat.connector, draw: drawing(chat.tab), delivered: deliveredCard }
  const round = async () => {
    const due = await runDue(work, options.jobs ?? jobs)
    const handled = together(due, await handleOutbox(work, options.consumers ?? consumers))
    return delivery ? together(handled, await deliver(work, delivery)) : handled
  }
  return loop(round, every, log)
}

type WorkerConfig = Pick<Config, 'databaseUrl' | 'databaseWorkerUrl' | 'bot' | 'audience'>

/** The channel, where there is a bot to speak in it. */
function chatOf({ bot, audience }: WorkerConfig): WorkerOptions['chat'] {
  if (!bot) return undefined
  const services = botFramework(bot.id, bot.services).services
  const token = entraBotToken(bot.id, bot.secret, bot.tenantId)
  return { connector: channelConnector({ services, token }), tab: deepLinks(audience) }
}

/** Connects and works until it is stopped; the database must be migrated. */
export async function runWorker(config: WorkerConfig, chat = chatOf(config)): Promise<Worker> {
  const url = config.databaseWorkerUrl ?? workerUrl(config.databaseUrl)
  const db = await connect({ url, entities: tables, poolSize: 2, name: 'footbridge-worker' }).initialize()
  const worker = startWorker({ db, ...(chat && { chat }) })
  const stop = async () => {
    await worker.stop()
    await db.destroy()
  }
  return { drain: worker.drain, stop }
}

async function main(): Promise<void> {
  const worker = await runWorker(readConfig())
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void worker.stop())
}

if (process.argv[1] === fileURLToPath(import.meta.url)) void main()
