import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import { type AppOptions, buildApp } from './app.ts'
import { deepLinks, demoLinks } from './chat/links.ts'
import { type Config, readConfig } from './config.ts'
import { apiUrl, connected, derivedKey } from './database/connect.ts'
import { sealCursorsWith } from './http/cursor.ts'
import { usualRate } from './http/rate.ts'
import { limitReach, usualReach } from './http/reach.ts'
import { usualShedding } from './http/shedding.ts'
import { outgoing } from './outgoing/outgoing.ts'
import { tables } from './tables.ts'
import { localChannel } from './tokens/local-channel.ts'
import { localIssuer } from './tokens/local-issuer.ts'
import { entraIdentity } from './tokens/verify.ts'
import { botFramework } from './tokens/verify-bot.ts'

/** Connects, builds and listens; the database must be migrated. */
export async function startServer(config: Config, addin?: string): Promise<FastifyInstance> {
  const url = config.databaseApiUrl ?? apiUrl(config.databaseUrl)
  sealCursorsWith(derivedKey(url, 'cursors'))
  limitReach(config.limits.reach ? usualReach : {})
  const db = await connected({ url, entities: tables, name: 'footbridge-api' })
  const demo = config.demo ? await localIssuer(config.audience) : undefined
  const app = await buildApp({
    db,
    identity: demo?.identity ?? entraIdentity(config.audience),
    signUp: config.signUp,
    ...(demo && { demo }),
    ...(addin && { addin }),
    ...(await botOptions(config)),
    mails: config.smtpUrl !== undefined,
    ...(config.trustProxy && { trustProxy: config.trustProxy }),
    limits: { ...usualShedding, ...usualRate, ...config.limits },
    outgoing: outgoing(config.webhooks),
    log: !config.demo,
  })
  await app.listen({ port: config.port, host: config.host })
  return app
}

/** The door of the bot; in the demo with a channel of its own behind it. */
async function botOptions({
  bot,
  audience,
  demo,
  port,
}: Config): Promise<Pick<AppOptions, 'bot' | 'channel'>> {
  if (demo) {
    const channel = await localChannel('footbridge')
    return { channel, bot: { identity: channel.identity, tab: demoLinks(port) } }
  }
  return bot ? { bot: { identity: botFramework(bot.id, bot.services), tab: deepLinks(audience) } } : {}
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const started = startServer(readConfig(), process.env.ADDIN_FOLDER)
  // In order at any time, also while it is only starting.
  const stop = () => void started.then((app) => app.close())
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop)
  await started
}
