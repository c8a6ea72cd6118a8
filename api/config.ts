import { refuse } from './errors.ts'

/** What the environment decides; read once, checked before anything starts. */
export interface Config {
  port: number
  host: string
  /** Login of a role that may create roles and owns the schema; only migrations use it. */
  databaseUrl: string
  /** Login of the API's role; derived from databaseUrl when absent. */
  databaseApiUrl?: string
  /** Login of the worker's role; derived from databaseUrl when absent. */
  databaseWorkerUrl?: string
  /** Application (client) id that access tokens must be meant for. */
  audience: string
  signUp: 'closed' | 'first-admin' | 'open'
  demo: boolean
  /** The bot; undefined: there is none. */
  bot?: BotConfig
  /** Limits on how often anybody asks, and on what reaches people. */
  limits: { credential?: number; workspace?: number; address?: number; page?: number; reach: boolean }
  /** Addresses and networks of the proxies in front, whose word on who asks is taken; nobody's without it. */
  trustProxy?: string[]
  /** The secret with which the application asks Microsoft Graph as itself; without it no directory is followed. */
  directorySecret?: string
  /** Where webhooks may go; `thisMachine` in the demo alone. */
  webhooks: { ports: readonly number[]; thisMachine: boolean }
  /** Where mail is handed over, `smtp://…`; who cannot be reached in chat gets none without it. */
  smtpUrl?: string
}

export interface BotConfig {
  /** The bot's own application id, and the secret with which it gets its token. */
  id: string
  secret: string
  /** The tenant that the bot is registered in, when it is a single-tenant one. */
  tenantId?: string
  /** Hosts of services it talks to, beside those of Microsoft Teams. */
  services: string[]
}

const signUps = ['closed', 'first-admin', 'open'] as const

/**
 * Reads the configuration from environment variables.
 * Throws a refusal that names the variable when one is missing or makes no sense.
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const demo = env.DEMO === '1'
  if (demo) refuseDemoInProduction(env)
  const signUp = signUps.find((mode) => mode === (env.SIGN_UP ?? 'closed'))
  if (!signUp) throw refuse(500, 'config', `SIGN_UP must be one of ${signUps.join(', ')}.`)
  return {
    port: readPort(env.PORT),
    host: demo ? '127.0.0.1' : (env.HOST ?? '0.0.0.0'),
    databaseUrl: required(env, 'DATABASE_URL'),
    ...(env.DATABASE_API_URL && { databaseApiUrl: env.DATABASE_API_URL }),
    ...(env.DATABASE_WORKER_URL && { databaseWorkerUrl: env.DATABASE_WORKER_URL }),
    audience: demo ? 'footbridge-demo' : required(env, 'ENTRA_CLIENT_ID'),
    signUp,
    demo,
    ...botOf(env),
    limits: limitsOf(env),
    // In the demo the name that was asked for decides who gets a token.
    ...(env.TRUST_PROXY && !demo && { trustProxy: proxiesOf(env.TRUST_PROXY) }),
    ...(env.ENTRA_CLIENT_SECRET && { directorySecret: env.ENTRA_CLIENT_SECRET }),
    webhooks: webhooksOf(env, demo),
    ...(env.SMTP_URL && { smtpUrl: env.SMTP_URL }),
  }
}

/** Where https is served. */
export const webhookPorts: readonly number[] = [443, 8443]

function webhooksOf(env: NodeJS.ProcessEnv, demo: boolean): Config['webhooks'] {
  const ports = env.WEBHOOK_PORTS?.split(',').map((port) => readPort(port.trim() || 'none')) ?? webhookPorts
  const thisMachine = env.WEBHOOKS_TO_THIS_MACHINE === '1'
  if (thisMachine && !demo) {
    throw refuse(500, 'config', 'WEBHOOKS_TO_THIS_MACHINE=1 is refused without DEMO=1.')
  }
  return { ports, thisMachine }
}

function botOf({ BOT_ID: id, BOT_SECRET: secret, BOT_TENANT_ID, BOT_SERVICES }: NodeJS.ProcessEnv): {
  bot?: BotConfig
} {
  if (!id && !secret) return {}
  if (!id || !secret) throw refuse(500, 'config', 'Set both BOT_ID and BOT_SECRET, or neither.')
  const services = (BOT_SERVICES ?? '')
    .split(',')
    .map((host) => host.trim())
    .filter(Boolean)
  return { bot: { id, secret, services, ...(BOT_TENANT_ID && { tenantId: BOT_TENANT_ID }) } }
}

/** What is not set keeps its usual limit; 0 is none. */
function limitsOf(env: NodeJS.ProcessEnv): Config['limits'] {
  const read = (name: string) => {
    const value = env[`LIMIT_${name.toUpperCase()}`]
    if (!value) return {}
    const limit = Number(value)
    if (Number.isInteger(limit) && limit >= 0) return { [name]: limit }
    throw refuse(500, 'config', `LIMIT_${name.toUpperCase()}=${value} is no number of requests a minute.`)
  }
  const reach = env.LIMIT_REACH !== '0'
  return { ...read('credential'), ...read('workspace'), ...read('address'), ...read('page'), reach }
}

/** The addresses and networks that TRUST_PROXY names; a refusal names what is neither. */
export function proxiesOf(text: string): string[] {
  const proxies = text.split(',').map((proxy) => proxy.trim())
  const wrong = proxies.find((proxy) => {
    const [address = '', bits = '0'] = proxy.split('/')
    const most = address.includes(':') ? 128 : 32
    const there = most === 128 ? `[${address}]` : address
    const known = /^[\d.]+$|:/.test(address) && URL.canParse(`http://${there}`)
    return !known || !/^\d+$/.test(bits) || Number(bits) > most
  })
  if (wrong === undefined) return proxies
  throw refuse(500, 'config', `TRUST_PROXY: ${wrong} is neither an address nor a network (10.0.0.0/8).`)
}

/** Anyone can be anyone in the demo, so it must never meet a real tenant or the open network. */
function refuseDemoInProduction(env: NodeJS.ProcessEnv): void {
  if (env.NODE_ENV === 'production')
    throw refuse(500, 'config', 'DEMO=1 is refused with NODE_ENV=production.')
  if (env.ENTRA_CLIENT_ID) throw refuse(500, 'config', 'DEMO=1 is refused while ENTRA_CLIENT_ID is set.')
}

function required(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name]
  if (!value) throw refuse(500, 'config', `Set ${name}; see api/README.md, "Configuration".`)
  return value
}

function readPort(text = '3978'): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw refuse(500, 'config', `PORT=${text} is no port.`)
  return port
}
