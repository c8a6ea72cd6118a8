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
  }
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
