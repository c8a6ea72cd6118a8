import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { v4 } from 'uuid'

export interface GraphPerson {
  id: string
  displayName: string
  mail: string | null
  userType: 'Member' | 'Guest'
  accountEnabled: boolean
  manager: string | null
  deleted: boolean
  photo: Buffer | null
}

/** How the next requests are answered instead; an empty list answers as Graph does. */
type Instead = { status: number; retryAfter?: number; nextLink?: string } | 'hang'

export const clientId = v4()
export const clientSecret = 'the secret of the application'

/**
 * A local stand-in of Microsoft Graph and of the door that gives tokens for it, over HTTP: pages, delta links that tell
 * what has changed since, removed people, links that expire, groups, pictures, and whatever it is told to answer.
 */
export async function graphStandIn(pageSize = 2) {
  const people = new Map<string, GraphPerson>()
  /** What changed, in order: whose id, and which of their manager lines went. */
  const log: { id: string; was: string | null }[] = []
  const groups = new Map<string, string[]>()
  const asked: { path: string; authorization: string | undefined }[] = []
  const instead: Instead[] = []
  const state = { oldest: 0, tokens: 0, consented: true, secret: clientSecret }
  const world: World = { people, log, groups, state, pageSize, origin: '' }
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const url = new URL(request.url!, world.origin)
      if (url.pathname.endsWith('/oauth2/v2.0/token')) return give(response, tokenFor(world, body))
      asked.push({ path: request.url!, authorization: request.headers.authorization })
      const told = url.pathname.includes('/photos/') ? undefined : instead.shift()
      if (told === 'hang') return
      if (told)
        return give(
          response,
          told.nextLink ? [200, { value: [], '@odata.nextLink': told.nextLink }] : [told.status, {}],
          told.retryAfter,
        )
      const known = request.headers.authorization === `Bearer graph-${state.tokens}`
      give(
        response,
        known && state.consented ? answer(world, url) : [known ? 403 : 401, { error: { code: 'denied' } }],
      )
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  world.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const put = (id: string, fields: Partial<GraphPerson>) => {
    const before = people.get(id) ?? { ...nobody, id }
    people.set(id, { ...before, ...fields })
    log.push({ id, was: before.manager })
  }
  return {
    origin: world.origin,
    options: { clientId, clientSecret, graph: world.origin, login: `${world.origin}/login`, patience: 2000 },
    people,
    groups,
    asked,
    instead,
    state,
    put,
    remove: (id: string) => put(id, { deleted: true }),
    /** Links given until now are too old from now on. */
    expireLinks: () => {
      state.oldest = log.length
    },
    stop: () =>
      new Promise<void>((done) => {
        server.closeAllConnections()
        server.close(() => done())
      }),
  }
}

const nobody: Omit<GraphPerson, 'id'> = {
  displayName: 'Somebody',
  mail: null,
  userType: 'Member',
  accountEnabled: true,
  manager: null,
  deleted: false,
  photo: null,
}

interface World {
  people: Map<string, GraphPerson>
  log: { id: string; was: string | null }[]
  groups: Map<string, string[]>
  state: { oldest: number; tokens: number; consented: boolean; secret: string }
  pageSize: number
  origin: string
}

type Answer = [status: number, body: unknown]

function tokenFor({ state, origin }: World, body: string): Answer {
  const form = new URLSearchParams(body)
  const right =
    form.get('grant_type') === 'client_credentials' &&
    form.get('client_id') === clientId &&
    form.get('client_secret') === state.secret &&
    form.get('scope') === `${origin}/.default`
  if (!right) return [401, { error: 'invalid_client' }]
  state.tokens += 1
  return [200, { access_token: `graph-${state.tokens}`, expires_in: 3599 }]
}

function answer(world: World, { pathname, searchParams }: URL): Answer {
  const [, version, kind, id, what] = pathname.split('/')
  if (version !== 'v1.0') return [400, {}]
  if (kind === 'users' && id === 'delta') return delta(world, searchParams)
  if (kind === 'groups' && what === 'transitiveMembers') return members(world, id!, searchParams)
  const photo = kind === 'users' && pathname.endsWith('/photos/48x48/$value') && world.people.get(id!)?.photo
  return photo ? [200, photo] : [404, { error: { code: 'ImageNotFound' } }]
}

/** Tokens of Graph are opaque, and hold signs that mean something in an address. */
const sealed = (...parts: (number | string)[]) =>
  encodeURIComponent(`${Buffer.from(parts.join(' ')).toString('base64')}==&+`)
const opened = (token: string) => Buffer.from(token.slice(0, -4), 'base64').toString().split(' ').map(Number)

/** Pages of everything, or of who changed since; each person once, as they are now. */
function delta(world: World, asked: URLSearchParams): Answer {
  const { log, people, pageSize, origin, state } = world
  const token = asked.get('$skiptoken') ?? asked.get('$deltatoken')
  const [from = 0, to = log.length, at = 0] = token ? opened(token) : []
  if (token && (asked.has('$deltatoken') ? from : to) < state.oldest)
    return [410, { error: { code: 'resyncRequired' } }]
  const end = asked.has('$deltatoken') ? log.length : to
  const changed = [...new Set(log.slice(from, end).map(({ id }) => id))]
  const shown = changed.slice(at, at + pageSize)
  const value = shown.flatMap((id) => said(people.get(id)!, world, from, end))
  const path = `${origin}/v1.0/users/delta`
  const next = at + pageSize < changed.length
  const link = next
    ? { '@odata.nextLink': `${path}?$skiptoken=${sealed(from, end, at + pageSize)}` }
    : { '@odata.deltaLink': `${path}?$deltatoken=${sealed(end)}` }
  return [200, { value, ...link }]
}

/** Whoever is deleted is only told to those who knew them. */
function said(person: GraphPerson, { log }: World, from: number, end: number): object[] {
  const { id, displayName, mail, userType, accountEnabled, manager, deleted } = person
  if (deleted) return from === 0 ? [] : [{ id, '@removed': { reason: 'changed' } }]
  const was = log.slice(from, end).find((entry) => entry.id === id)?.was
  const lines = [
    ...(from > 0 && was && was !== manager
      ? [{ '@odata.type': '#microsoft.graph.user', id: was, '@removed': { reason: 'deleted' } }]
      : []),
    ...(manager && was !== manager ? [{ '@odata.type': '#microsoft.graph.user', id: manager }] : []),
  ]
  const base = { id, displayName, ...(mail && { mail }), userType, accountEnabled }
  return [{ ...base, ...(lines.length > 0 && { 'manager@delta': lines }) }]
}

function members({ groups, people, pageSize, origin }: World, id: string, asked: URLSearchParams): Answer {
  const all = groups.get(id)
  if (!all) return [404, { error: { code: 'Request_ResourceNotFound' } }]
  const at = Number(asked.get('$skiptoken') ?? 0)
  const value = all
    .slice(at, at + pageSize)
    .map((each) => people.get(each)!)
    .filter(({ deleted }) => !deleted)
    .map(({ manager: _, deleted: __, photo: ___, ...fields }) => fields)
  const path = `${origin}/v1.0/groups/${id}/transitiveMembers/microsoft.graph.user`
  const next = at + pageSize < all.length && { '@odata.nextLink': `${path}?$skiptoken=${at + pageSize}` }
  return [200, { value, ...next }]
}

function give(response: ServerResponse, [status, body]: Answer, retryAfter?: number): void {
  const isPicture = Buffer.isBuffer(body)
  const type = isPicture ? 'image/jpeg' : 'application/json'
  response.writeHead(status, {
    'content-type': type,
    ...(retryAfter && { 'retry-after': String(retryAfter) }),
  })
  response.end(isPicture ? body : JSON.stringify(body))
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString()
}
