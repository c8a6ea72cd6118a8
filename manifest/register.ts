import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual, promisify } from 'node:util'
import { BadConfig, readPackageConfig } from './config.ts'

const graph = 'https://graph.microsoft.com/v1.0'
const graphId = '00000003-0000-0000-c000-000000000000'
/** Programs of Microsoft that may hand out a token for us without asking: Teams on desktop and phone, Teams on the web. */
const teams = ['1fec8e78-bce4-4aaf-ab1b-5451cc387264', '5e3ce6c0-2b1f-4285-8d4b-75ee78787346']
/** Permissions of the application itself, for following the directory alone. */
const roles = {
  'User.Read.All': 'df021288-bdef-4463-88db-98f22de89214',
  'GroupMember.Read.All': '98830695-27a2-44f7-8c18-0c3ebc9698f6',
}

interface Application {
  id: string
  appId: string
  identifierUris?: string[]
  spa?: { redirectUris?: string[] }
  api?: {
    requestedAccessTokenVersion?: number | null
    oauth2PermissionScopes?: Scope[]
    preAuthorizedApplications?: object[]
  }
  requiredResourceAccess?: object[]
}

interface Scope {
  id: string
  value: string
}

interface Doing {
  host: string
  name: string
  dry: boolean
  roles: string[]
  secret: boolean
  say: (line: string) => void
}

/** One call of Graph through the Azure command line, as whoever is signed in there. */
async function call<T>(method: string, path: string, body?: object): Promise<T> {
  const given = body ? ['--body', JSON.stringify(body), '--headers', 'Content-Type=application/json'] : []
  const args = ['rest', '--method', method, '--url', `${graph}${path}`, ...given]
  const { stdout } = await promisify(execFile)('az', args, { maxBuffer: 10_000_000, env: process.env })
  return (stdout.trim() ? JSON.parse(stdout) : undefined) as T
}

/** Does a step, or says that it would. */
async function step<T>({ dry, say }: Doing, what: string, work: () => Promise<T>): Promise<T | undefined> {
  say(`${dry ? 'would' : 'does'}: ${what}`)
  return dry ? undefined : work()
}

/** Brings the registration to where it has to be; what is so already stays untouched, so it may be run again. */
async function register(doing: Doing): Promise<void> {
  const app = await application(doing)
  await describe(doing, app)
  const principal = await principalOf(doing, app)
  for (const role of doing.roles) await consent(doing, principal, role)
  if (doing.secret && app) {
    const made = await step(doing, 'make a secret, good for a year, shown this once', () => {
      const endDateTime = new Date(Date.now() + 365 * 86_400_000).toISOString()
      const passwordCredential = { displayName: 'Footbridge', endDateTime }
      return call<{ secretText: string }>('POST', `/applications/${app.id}/addPassword`, {
        passwordCredential,
      })
    })
    if (made) doing.say(`ENTRA_CLIENT_SECRET=${made.secretText}`)
  }
  doing.say(`ENTRA_CLIENT_ID=${app?.appId ?? '(new)'}`)
}

const named = (name: string) => encodeURIComponent(`displayName eq '${name.replaceAll("'", "''")}'`)

async function application(doing: Doing): Promise<Application | undefined> {
  const { value } = await call<{ value: Application[] }>('GET', `/applications?$filter=${named(doing.name)}`)
  if (value.length > 1)
    throw new BadConfig([`there are ${value.length} applications called ${doing.name}: say --name`])
  if (value[0]) {
    doing.say(`is so: the application ${doing.name} (${value[0].appId})`)
    return value[0]
  }
  return step(doing, `register the application ${doing.name}, for this tenant alone`, () =>
    call<Application>('POST', '/applications', { displayName: doing.name, signInAudience: 'AzureADMyOrg' }),
  )
}

/** Addresses, the scope that people agree to, and who hands it out; Teams in a step of its own, for it names the scope. */
async function describe(doing: Doing, app: Application | undefined): Promise<void> {
  const { host } = doing
  const known = app?.api?.oauth2PermissionScopes?.find(({ value }) => value === 'access_as_user')
  const scope = known ?? newScope()
  const wanted = {
    identifierUris: [`api://${host}/${app?.appId ?? '(new)'}`],
    spa: { redirectUris: [`https://${host}/signed-in.html`, `brk-multihub://${host}`] },
    requiredResourceAccess:
      doing.roles.length > 0
        ? [{ resourceAppId: graphId, resourceAccess: doing.roles.map((id) => ({ id, type: 'Role' })) }]
        : [],
  }
  for (const [field, value] of Object.entries(wanted)) {
    const current = app?.[field as keyof Application] ?? []
    if (isDeepStrictEqual(current, value)) doing.say(`is so: ${field}`)
    else await step(doing, `set ${field} to ${JSON.stringify(value)}`, () => change(app!, { [field]: value }))
  }
  if (known && app?.api?.requestedAccessTokenVersion === 2) doing.say('is so: the scope access_as_user')
  else {
    const api = { requestedAccessTokenVersion: 2, oauth2PermissionScopes: [scope] }
    await step(doing, 'offer the scope access_as_user, tokens of version 2', () => change(app!, { api }))
  }
  await letTeamsIn(doing, app, scope)
}

async function letTeamsIn(doing: Doing, app: Application | undefined, scope: Scope): Promise<void> {
  const preAuthorizedApplications = teams.map((appId) => ({ appId, delegatedPermissionIds: [scope.id] }))
  if (isDeepStrictEqual(app?.api?.preAuthorizedApplications, preAuthorizedApplications)) {
    doing.say('is so: Teams hands out the token')
    return
  }
  const api = { preAuthorizedApplications }
  await step(doing, 'let Teams (desktop, phone, web) hand out the token without asking', () =>
    change(app!, { api }),
  )
}

const change = (app: Application, fields: object) => call('PATCH', `/applications/${app.id}`, fields)

function newScope(): Scope & Record<string, unknown> {
  return {
    id: randomUUID(),
    value: 'access_as_user',
    type: 'User',
    isEnabled: true,
    userConsentDisplayName: 'Use Footbridge as you',
    userConsentDescription: 'Lets Footbridge know who you are.',
    adminConsentDisplayName: 'Use Footbridge',
    adminConsentDescription: 'Lets Footbridge know who signs in.',
  }
}

async function principalOf(doing: Doing, app: Application | undefined): Promise<string | undefined> {
  const known = app && (await principal(app.appId))
  if (known) {
    doing.say('is so: the enterprise application')
    return known
  }
  const made = await step(doing, 'make the enterprise application, where admins agree', () =>
    call<{ id: string }>('POST', '/servicePrincipals', { appId: app!.appId }),
  )
  return made?.id
}

async function principal(appId: string): Promise<string | undefined> {
  const filter = encodeURIComponent(`appId eq '${appId}'`)
  return (await call<{ value: { id: string }[] }>('GET', `/servicePrincipals?$filter=${filter}`)).value[0]?.id
}

async function consent(doing: Doing, principalId: string | undefined, appRoleId: string): Promise<void> {
  const name = Object.entries(roles).find(([, id]) => id === appRoleId)![0]
  const path = `/servicePrincipals/${principalId}/appRoleAssignments`
  const given = principalId ? (await call<{ value: { appRoleId: string }[] }>('GET', path)).value : []
  if (given.some((each) => each.appRoleId === appRoleId)) return doing.say(`is so: ${name} is agreed to`)
  await step(doing, `agree to ${name} for the whole tenant`, async () =>
    call('POST', path, { principalId, resourceId: await principal(graphId), appRoleId }),
  )
}

/** `npm run register -- [config.json] [--dry-run] [--directory] [--group] [--secret] [--name=Footbridge]` */
export async function main(args: readonly string[], say: (line: string) => void): Promise<number> {
  const path = args.find((arg) => !arg.startsWith('--'))
  const here = fileURLToPath(new URL('.', import.meta.url))
  const asks = (flag: string) => args.includes(`--${flag}`)
  try {
    const { host } = readPackageConfig(path ? resolve(path) : join(here, 'config.json'))
    const name = args.find((arg) => arg.startsWith('--name='))?.slice('--name='.length) ?? 'Footbridge'
    const directory = asks('directory') || asks('group') ? [roles['User.Read.All']] : []
    const group = asks('group') ? [roles['GroupMember.Read.All']] : []
    await register({
      host,
      name,
      dry: asks('dry-run'),
      roles: [...directory, ...group],
      secret: asks('secret'),
      say,
    })
    return 0
  } catch (problem) {
    if (problem instanceof BadConfig) for (const line of problem.lines) say(line)
    else
      say(`Azure refused: ${(problem as { stderr?: string }).stderr?.trim() || (problem as Error).message}`)
    return 1
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const say = (line: string) => void process.stdout.write(`${line}\n`)
  void main(process.argv.slice(2), say).then((code) => {
    process.exitCode = code
  })
}
