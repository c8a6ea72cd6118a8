import { createRemoteJWKSet, type JSONWebKeySet, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { reachable, refusalOf, unauthorized } from './verify.ts'

/** From whom the bot takes messages. */
export interface BotIdentity {
  issuer: string
  /** The bot's own application id. */
  botId: string
  /** The channel's keys, each with the channels it speaks for. */
  keys: JWTVerifyGetKey & { jwks(): JSONWebKeySet | undefined }
  /** Hosts of services the bot talks to, all over https; an origin stands for itself, `loopback` for this machine. */
  services: readonly string[]
}

export const connectorIssuer = 'https://api.botframework.com'
const keysAddress = 'https://login.botframework.com/v1/.well-known/keys'
const teamsService = 'smba.trafficmanager.net'

/** The Bot Framework, with its keys fetched and cached; `services`: further hosts the environment names. */
export function botFramework(botId: string, services: readonly string[] = []): BotIdentity {
  const keys = createRemoteJWKSet(new URL(keysAddress), { timeoutDuration: 3000 })
  return { issuer: connectorIssuer, botId, keys, services: [teamsService, ...services] }
}

/**
 * Verifies that a token was made by the channel for this bot and for the very service that the activity names: 401
 * for anything else (an employee's own token of the tab included, and a key that does not speak for Teams), 503 while the keys cannot be had.
 */
export async function verifyChannel(token: string, serviceUrl: unknown, bot: BotIdentity): Promise<void> {
  const claimed = await serviceOf(token, bot)
  if (typeof claimed !== 'string' || typeof serviceUrl !== 'string' || bare(claimed) !== bare(serviceUrl)) {
    throw unauthorized('The token is for another service than the activity.')
  }
  if (!isKnown(claimed, bot.services)) throw unauthorized('The bot does not talk to this service.')
}

async function serviceOf(token: string, { issuer, botId, keys }: BotIdentity): Promise<unknown> {
  try {
    const { payload, protectedHeader } = await jwtVerify(token, reachable(keys), {
      algorithms: ['RS256'],
      issuer,
      audience: botId,
      clockTolerance: 60,
      requiredClaims: ['exp', 'serviceurl'],
    })
    if (!endorses(keys.jwks(), protectedHeader.kid)) throw unauthorized('The key does not speak for Teams.')
    return payload.serviceurl
  } catch (error) {
    throw refusalOf(error)
  }
}

/** Whether the key that signed is one that may speak for Microsoft Teams. */
function endorses(known: JSONWebKeySet | undefined, kid: string | undefined): boolean {
  const key = known?.keys.find((each) => kid !== undefined && each.kid === kid)
  const { endorsements } = (key ?? {}) as { endorsements?: unknown }
  return Array.isArray(endorsements) && endorsements.includes('msteams')
}

const bare = (url: string) => url.replace(/\/+$/, '')

/** Whether the bot may send anything, its own token included, to this address. */
export function isKnown(serviceUrl: string, services: readonly string[]): boolean {
  if (!URL.canParse(serviceUrl)) return false
  const { protocol, hostname, origin, username, password } = new URL(serviceUrl)
  if (username || password) return false
  if (services.includes(origin) || (protocol === 'https:' && services.includes(hostname))) return true
  return services.includes('loopback') && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname)
}
