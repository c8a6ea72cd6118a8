import { isKnown } from '../tokens/verify-bot.ts'

/** Somebody in a team of Microsoft Teams; bots and people of other organisations are left out. */
export interface RosterPerson {
  objectId: string
  name: string
  mail: string | undefined
  guest: boolean
}

/** Why a roster was not given: the bot may not read it (any more), or nobody answered. */
export class RosterTrouble extends Error {
  readonly code: 'refused' | 'away'

  constructor(code: 'refused' | 'away') {
    super(`the roster says ${code}`)
    this.code = code
  }
}

/** Everybody in a team of Microsoft Teams, as the bot's service says. Throws a RosterTrouble. */
export type Rosters = (team: { serviceUrl: string; place: string; tid: string }) => Promise<RosterPerson[]>

export interface RosterOptions {
  /** Hosts that may be given the bot's token. */
  services: readonly string[]
  token: () => Promise<string>
  patience?: number
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/** A team has 25,000 people at most; a service that never ends is left alone. */
const mostPages = 60

/** The rosters that the channel gives to the bot, page by page. */
export function channelRosters(options: RosterOptions): Rosters {
  return async ({ serviceUrl, place, tid }) => {
    if (!isKnown(serviceUrl, options.services)) throw new RosterTrouble('refused')
    const base = `${serviceUrl.replace(/\/+$/, '')}/v3/conversations/${encodeURIComponent(place)}/pagedmembers`
    const people: RosterPerson[] = []
    let next: string | undefined
    for (let page = 0; page < mostPages; page += 1) {
      const more = next === undefined ? '' : `&continuationToken=${encodeURIComponent(next)}`
      const reply = await asked(options, `${base}?pageSize=500${more}`)
      people.push(...(reply.members ?? []).flatMap((each) => personOf(each, tid)))
      if (!reply.continuationToken) return people
      next = reply.continuationToken
    }
    throw new RosterTrouble('away')
  }
}

interface Account {
  aadObjectId?: unknown
  objectId?: unknown
  name?: unknown
  email?: unknown
  tenantId?: unknown
  userRole?: unknown
}

interface Reply {
  members?: Account[]
  continuationToken?: string
}

async function asked({ token, patience = 15_000 }: RosterOptions, address: string): Promise<Reply> {
  const headers = { authorization: `Bearer ${await token()}` }
  const how = { headers, redirect: 'error', signal: AbortSignal.timeout(patience) } as const
  const response = await fetch(address, how).catch(() => {
    throw new RosterTrouble('away')
  })
  if ([401, 403, 404].includes(response.status)) throw new RosterTrouble('refused')
  const reply = response.ok ? await response.json().catch(() => null) : null
  if (!Array.isArray((reply as Reply | null)?.members)) throw new RosterTrouble('away')
  return reply as Reply
}

/** A bot has no object id of the directory; who comes from another tenant belongs to another organisation. */
function personOf(
  { aadObjectId, objectId, name, email, tenantId, userRole }: Account,
  tid: string,
): RosterPerson[] {
  const id = String(aadObjectId ?? objectId).toLowerCase()
  if (!uuid.test(id) || typeof name !== 'string' || name.trim() === '') return []
  if (typeof tenantId === 'string' && tenantId.toLowerCase() !== tid) return []
  const role = String(userRole ?? 'user').toLowerCase()
  if (role === 'bot' || role === 'anonymous') return []
  const mail = typeof email === 'string' ? email : undefined
  return [{ objectId: id, name: name.trim(), mail, guest: role === 'guest' }]
}
