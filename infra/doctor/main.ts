import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { examine, exitCode, told } from './doctor.ts'
import type { Deployment } from './finding.ts'

/** `npm run doctor -- [https://footbridge.contoso.com] [--json]`: the settings are those of the server, from the environment. */
export async function main(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
): Promise<number> {
  const address = args.find((arg) => !arg.startsWith('--')) ?? addressOf()
  if (!address || !URL.canParse(address)) {
    say('Say where Footbridge is: npm run doctor -- https://footbridge.contoso.com')
    return 2
  }
  const findings = await examine(deploymentOf(new URL(address), env))
  say(args.includes('--json') ? JSON.stringify(findings, null, 2) : told(findings))
  return exitCode(findings)
}

const top = fileURLToPath(new URL('../..', import.meta.url))

/** The host of the packages, where they are configured here. */
function addressOf(): string | undefined {
  const path = `${top}manifest/config.json`
  if (!existsSync(path)) return undefined
  return `https://${(JSON.parse(readFileSync(path, 'utf8')) as { host?: string }).host}`
}

function deploymentOf(address: URL, env: NodeJS.ProcessEnv): Deployment {
  const { BOT_ID: id, BOT_SECRET: secret, BOT_TENANT_ID } = env
  return {
    address,
    clientId: env.ENTRA_CLIENT_ID,
    clientSecret: env.ENTRA_CLIENT_SECRET,
    tenantId: env.ENTRA_TENANT_ID,
    bot: id ? { id, secret, tenantId: BOT_TENANT_ID } : undefined,
    databaseUrl: env.DATABASE_URL,
    databaseApiUrl: env.DATABASE_API_URL,
    databaseWorkerUrl: env.DATABASE_WORKER_URL,
    smtpUrl: env.SMTP_URL,
    trustProxy: env.TRUST_PROXY,
    packed: env.PACKAGE ?? `${top}dist/package/footbridge-teams.zip`,
    now: () => new Date(),
    login: 'https://login.microsoftonline.com',
    patience: 10_000,
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const say = (line: string) => void process.stdout.write(`${line}\n`)
  void main(process.argv.slice(2), process.env, say).then((code) => {
    process.exitCode = code
  })
}
