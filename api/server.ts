import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import { buildApp } from './app.ts'
import type { BotOptions } from './bot/routes.ts'
import { deepLinks } from './chat/links.ts'
import { type BotConfig, type Config, readConfig } from './config.ts'
import { apiUrl, connect, derivedKey } from './database/connect.ts'
import { sealCursorsWith } from './http/cursor.ts'
import { tables } from './tables.ts'
import { localIssuer } from './tokens/local-issuer.ts'
import { entraIdentity } from './tokens/verify.ts'
import { botFramework } from './tokens/verify-bot.ts'

/** Connects, builds and listens; the database must be migrated. */
export async function startServer(config: Config, addin?: string): Promise<FastifyInstance> {
  const url = config.databaseApiUrl ?? apiUrl(config.databaseUrl)
  sealCursorsWith(derivedKey(url, 'cursors'))
  const db = await connect({ url, entities: tables, name: 'footbridge-api' }).initialize()
  const demo = config.demo ? await localIssuer(config.audience) : undefined
  const app = await buildApp({
    db,
    identity: demo?.identity ?? entraIdentity(config.audience),
    signUp: config.signUp,
    ...(demo && { demo }),
    ...(addin && { addin }),
    ...(config.bot && { bot: botOptions(config.bot, config.audience) }),
    log: !config.demo,
  })
  await app.listen({ port: config.port, host: config.host })
  return app
}

function botOptions({ id, services }: BotConfig, app: string): BotOptions {
  return { identity: botFramework(id, services), tab: deepLinks(app) }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const app = await startServer(readConfig(), process.env.ADDIN_FOLDER)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void app.close())
}
