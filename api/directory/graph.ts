import type { GraphRequest } from '@microsoft/microsoft-graph-client'
import { type Directory, type Page, type Said, Trouble } from './source.ts'
import { directoryTokens } from './token.ts'

export interface GraphOptions {
  clientId: string
  clientSecret: string
  /** Where Microsoft Graph and its tokens are; a test says another place. */
  graph?: string
  login?: string
  /** After how many milliseconds without an answer to give up. */
  patience?: number
}

const fields = 'id,displayName,mail,userType,accountEnabled'
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/** As many bytes as a small picture has at most. */
const mostBytes = 65_536

/** Microsoft Graph with the permissions of the application itself. Its client is loaded when something is first asked. */
export function graphDirectory(options: GraphOptions): Directory {
  const { graph = 'https://graph.microsoft.com', login = 'https://login.microsoftonline.com' } = options
  const { patience = 15_000, ...credentials } = options
  const base = `${graph}/v1.0`
  const tokens = directoryTokens({ ...credentials, login, graph, patience })
  const ask = asking({ base, patience, tokens })
  return {
    changes: async (tid, link) =>
      pageOf(await ask(tid, link ?? `${base}/users/delta?$select=${fields},manager`)),
    members: async (tid, groupId, link) => {
      const first = `${base}/groups/${groupId}/transitiveMembers/microsoft.graph.user?$select=${fields}&$top=999`
      const found = await ask(tid, link ?? first)
      if (!found) throw new Trouble('unknown-group')
      return pageOf(found)
    },
    photo: async (tid, objectId) => {
      const found = await ask(tid, `${base}/users/${objectId}/photos/48x48/$value`)
      return found && pictureOf(found)
    },
  }
}

interface Asking {
  base: string
  patience: number
  tokens: ReturnType<typeof directoryTokens>
}

/** Asks an address of Graph with the token of a tenant; null for a 404. */
function asking({ base, patience, tokens }: Asking) {
  return async (tid: string, address: string): Promise<Response | null> => {
    // The token goes nowhere else, whatever a page says where the next one is.
    if (!address.startsWith(`${base}/`)) throw new Trouble('away')
    const token = await tokens.of(tid)
    const request = await requestOf(base, address)
    request.header('authorization', `Bearer ${token}`)
    const how = { redirect: 'error', signal: AbortSignal.timeout(patience) } as const
    const response = await sent(request.options(how)).catch(() => {
      throw new Trouble('away')
    })
    if (response.status === 401) tokens.forget(tid)
    if (response.status === 404) return null
    if (!response.ok) throw troubleOf(response)
    return response
  }
}

async function requestOf(base: string, address: string): Promise<GraphRequest> {
  const { Client, HTTPMessageHandler } = await import('@microsoft/microsoft-graph-client')
  // Only what sends: waiting, repeating and the token are ours, or a worker would wait inside for minutes.
  const client = Client.initWithMiddleware({
    baseUrl: `${base.slice(0, -'v1.0'.length)}`,
    middleware: new HTTPMessageHandler(),
  })
  return client.api(address.slice(base.length))
}

/** The reply as it came: its status and headers count also where its body says nothing. */
async function sent(request: GraphRequest): Promise<Response> {
  const { ResponseType } = await import('@microsoft/microsoft-graph-client')
  return request.responseType(ResponseType.RAW).get()
}

/** What a refusal means: to wait, that nobody agreed to it, that the link has expired, or that nothing is known. */
function troubleOf({ status, headers }: Response): Trouble {
  const after = Number(headers.get('retry-after'))
  const wait = after > 0 ? Math.min(after, 3600) : null
  if (status === 429) return new Trouble('busy', wait ?? 60)
  if (status === 401 || status === 403) return new Trouble('refused')
  return status === 410 ? new Trouble('resync') : new Trouble('away', wait)
}

interface GraphUser {
  id?: unknown
  displayName?: unknown
  mail?: unknown
  userType?: unknown
  accountEnabled?: unknown
  '@removed'?: unknown
  'manager@delta'?: { id?: unknown; '@removed'?: unknown }[]
}

async function pageOf(response: Response | null): Promise<Page> {
  const body = (await response?.json().catch(() => null)) as Reply | null
  if (!Array.isArray(body?.value)) throw new Trouble('away')
  return {
    people: body.value.flatMap(saidOf),
    next: body['@odata.nextLink'] ?? null,
    delta: body['@odata.deltaLink'] ?? null,
  }
}

interface Reply {
  value?: GraphUser[]
  '@odata.nextLink'?: string
  '@odata.deltaLink'?: string
}

function saidOf(user: GraphUser): Said[] {
  const objectId = String(user.id).toLowerCase()
  if (!uuid.test(objectId)) return []
  if (user['@removed']) return [{ objectId, removed: true }]
  const name = typeof user.displayName === 'string' ? user.displayName.trim().slice(0, 200) : ''
  return [
    {
      objectId,
      ...(typeof user.accountEnabled === 'boolean' && { enabled: user.accountEnabled }),
      ...(typeof user.userType === 'string' && { guest: user.userType === 'Guest' }),
      ...(name && { name }),
      ...(typeof user.mail === 'string' && { mail: user.mail }),
      ...managerOf(user['manager@delta']),
    },
  ]
}

/** A change of manager names the one before as removed, and the new one. */
function managerOf(said: GraphUser['manager@delta']): Pick<Said, 'managerId'> {
  if (!Array.isArray(said)) return {}
  const now = said.find((each) => !each['@removed'] && uuid.test(String(each.id).toLowerCase()))
  return { managerId: now ? String(now.id).toLowerCase() : null }
}

async function pictureOf(response: Response): Promise<Buffer | null> {
  const bytes = Buffer.from(await response.arrayBuffer())
  return bytes.length === 0 || bytes.length > mostBytes ? null : bytes
}
