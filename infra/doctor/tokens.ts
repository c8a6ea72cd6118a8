import { generateKeyPairSync, sign } from 'node:crypto'
import { asked, type Deployment, type Finding, fail, ok, warn, whyNot } from './finding.ts'

/** Whether people sign in to the application that these settings name. */
export async function checkAudience(deployment: Deployment): Promise<Finding> {
  const { clientId, address } = deployment
  if (!clientId) return warn('audience', 'not checked', 'Set ENTRA_CLIENT_ID as the server has it.')
  const response = await asked(deployment, '/host.json')
  const said = (await response.json().catch(() => ({}))) as {
    clientId?: string
    scope?: string
    demo?: boolean
  }
  if (said.demo) return fail('audience', 'this is a demo: anybody can be anybody', 'Start it without DEMO=1.')
  if (said.clientId !== clientId) {
    const cure = 'Set the same ENTRA_CLIENT_ID for the server, and start it again.'
    return fail(
      'audience',
      `the server takes tokens for ${said.clientId ?? 'nobody'}, not for ${clientId}`,
      cure,
    )
  }
  const scope = `api://${address.hostname}/${clientId}/access_as_user`
  if (said.scope !== scope) {
    const cure = 'Let the proxy pass the host name on (Host or X-Forwarded-Host).'
    return fail('audience', `the server calls itself otherwise: ${said.scope}`, cure)
  }
  return ok('audience', `tokens are taken for ${clientId} at ${address.hostname}`)
}

/** Whether Entra's keys can be had from here, and by the server: only then does it know a foreign token for one. */
export async function checkKeys(deployment: Deployment): Promise<Finding[]> {
  const { login, patience } = deployment
  const signal = AbortSignal.timeout(patience)
  const here = await fetch(`${login}/common/discovery/v2.0/keys`, { signal })
    .then(async (response) => ((await response.json()) as { keys?: unknown[] }).keys?.length ?? 0)
    .catch((error) => whyNot(error))
  const cure = `Let outgoing https to ${new URL(login).host} through.`
  const from =
    typeof here === 'number' && here > 0
      ? ok('keys', `Entra gives ${here} keys to this machine`)
      : warn('keys', `this machine gets no keys from Entra (${here})`, cure)
  const { status } = await asked(deployment, '/v1/me', {
    headers: { authorization: `Bearer ${foreignToken()}` },
  })
  if (status === 401) return [from, ok('issuer', 'a token that nobody signed for us is refused (401)')]
  if (status === 503) return [from, fail('issuer', 'the server gets no keys from Entra (503)', cure)]
  const strange = 'Something before the server answers in its place: let the proxy pass Authorization on.'
  return [from, fail('issuer', `a foreign token is answered ${status} instead of 401`, strange)]
}

/** Rightly made in every way, by a key that nobody knows. */
function foreignToken(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const id = '00000000-0000-4000-8000-000000000000'
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const claims = { tid: id, oid: id, ver: '2.0', aud: id, scp: 'access_as_user', exp: 4_102_444_800 }
  const unsigned = `${part({ alg: 'RS256', kid: 'doctor' })}.${part({ ...claims, iss: `https://login.microsoftonline.com/${id}/v2.0` })}`
  return `${unsigned}.${sign('sha256', Buffer.from(unsigned), privateKey).toString('base64url')}`
}

/** Whether the application's secret is still good for Graph, and somebody agreed to what the directory needs. */
export async function checkDirectory(deployment: Deployment): Promise<Finding> {
  const { clientId, clientSecret, tenantId } = deployment
  if (!clientSecret) return ok('directory', 'no secret for Microsoft Graph is set: no directory is followed')
  if (!clientId || !tenantId)
    return warn('directory', 'not checked', 'Set ENTRA_CLIENT_ID and ENTRA_TENANT_ID.')
  const asks = {
    id: clientId,
    secret: clientSecret,
    tenant: tenantId,
    scope: 'https://graph.microsoft.com/.default',
  }
  const token = await tokenFor(deployment, asks)
  if (typeof token !== 'string') return refused('directory', 'ENTRA_CLIENT_SECRET', token)
  const { roles = [] } = JSON.parse(
    Buffer.from(token.split('.')[1] ?? '', 'base64url').toString() || '{}',
  ) as { roles?: string[] }
  const may = roles.some((role) => ['User.Read.All', 'Directory.Read.All'].includes(role))
  const cure = 'Add the application permission User.Read.All, and let an admin agree to it.'
  return may
    ? ok('directory', `Graph may be asked for people (${roles.join(', ')})`)
    : fail('directory', 'nobody agreed that people are read', cure)
}

/** Whether the bot is where Teams expects it, keeps strangers out, and can still sign in. */
export async function checkBot(deployment: Deployment): Promise<Finding[]> {
  const { bot } = deployment
  const headers = { 'content-type': 'application/json' }
  const { status } = await asked(deployment, '/api/messages', { method: 'POST', body: '{}', headers })
  if (!bot) {
    const cure = 'Set BOT_ID, BOT_SECRET and BOT_TENANT_ID as the server has them.'
    return [
      status === 404
        ? ok('bot', 'there is no bot')
        : warn('bot', `not checked: the door answers ${status}`, cure),
    ]
  }
  const cure =
    'Set BOT_ID and BOT_SECRET for the server too, and let the proxy pass /api/messages on by POST.'
  const door =
    status === 401
      ? ok('bot', 'the door of the bot keeps strangers out (401)')
      : fail('bot', `the door of the bot answers a stranger ${status} instead of 401`, cure)
  return [door, await checkBotSecret(deployment, bot)]
}

async function checkBotSecret(deployment: Deployment, bot: NonNullable<Deployment['bot']>): Promise<Finding> {
  const { id, secret, tenantId } = bot
  if (!secret) return warn('bot-secret', 'not checked', 'Set BOT_SECRET.')
  const scope = 'https://api.botframework.com/.default'
  const token = await tokenFor(deployment, { id, secret, tenant: tenantId ?? 'botframework.com', scope })
  if (typeof token !== 'string') return refused('bot-secret', 'BOT_SECRET', token)
  return ok('bot-secret', 'the bot can sign in')
}

function refused(
  check: string,
  variable: string,
  { status, why }: { status: number | null; why: string },
): Finding {
  if (status === null)
    return warn(
      check,
      `could not be checked (${why})`,
      'Let outgoing https to login.microsoftonline.com through.',
    )
  const cure = `Make a new secret in Entra, set ${variable}, start again, delete the old one.`
  return fail(check, `Entra refuses the secret (${why})`, cure)
}

async function tokenFor(
  { login, patience }: Deployment,
  { id, secret, tenant, scope }: { id: string; secret: string; tenant: string; scope: string },
): Promise<string | { status: number | null; why: string }> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: id,
    client_secret: secret,
    scope,
  })
  try {
    const signal = AbortSignal.timeout(patience)
    const response = await fetch(`${login}/${tenant}/oauth2/v2.0/token`, { method: 'POST', body, signal })
    const reply = (await response.json()) as { access_token?: string; error?: string }
    return reply.access_token ?? { status: response.status, why: reply.error ?? String(response.status) }
  } catch (error) {
    return { status: null, why: whyNot(error) }
  }
}
