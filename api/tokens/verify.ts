import { createRemoteJWKSet, decodeJwt, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { type Refusal, refuse } from '../errors.ts'

/** What a verified access token says of its bearer. A person is (tid, oid), never an address or a name. */
export interface Claims {
  tid: string
  oid: string
  name: string | null
  guest: boolean
  /** Client id of an application that signed in as itself; null for a person. */
  application: string | null
  /** When the token ends, in milliseconds of the epoch, the tolerance for clocks included; null for who is vouched for otherwise. */
  endsAt: number | null
}

export interface Identity {
  /** Where tokens come from: issuer is `${issuerBase}/${tid}/v2.0`. */
  issuerBase: string
  /** Our application id. */
  audience: string
  keys: JWTVerifyGetKey
}

export const entra = 'https://login.microsoftonline.com'
/** How far clocks may differ, in seconds. */
const tolerance = 60
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Microsoft Entra, with its keys fetched and cached. */
export function entraIdentity(audience: string): Identity {
  const keys = createRemoteJWKSet(new URL(`${entra}/common/discovery/v2.0/keys`), { timeoutDuration: 3000 })
  return { issuerBase: entra, audience, keys }
}

/**
 * Verifies a version 2 access token: RS256, issuer of the token's own tenant, our audience; of a person with the scope
 * access_as_user, of an application with the role access_as_application. 401 for anything else, 503 while the keys
 * cannot be had.
 */
export async function verify(token: string, { issuerBase, audience, keys }: Identity): Promise<Claims> {
  try {
    const { tid } = decodeJwt(token)
    const { payload } = await jwtVerify(token, reachable(keys), {
      algorithms: ['RS256'],
      issuer: `${issuerBase}/${tid}/v2.0`,
      audience,
      clockTolerance: tolerance,
      requiredClaims: ['exp', 'tid', 'oid', 'ver'],
    })
    return { ...claimsOf(payload), endsAt: (payload.exp! + tolerance) * 1000 }
  } catch (error) {
    throw refusalOf(error)
  }
}

function claimsOf({ tid, oid, ver, scp, roles, azp, name, acct }: JWTPayload): Omit<Claims, 'endsAt'> {
  if (!isId(tid) || !isId(oid)) throw unauthorized('The token names nobody of a tenant.')
  if (ver !== '2.0') throw unauthorized('Only version 2.0 tokens are taken.')
  if (scp === undefined && isId(azp) && Array.isArray(roles) && roles.includes('access_as_application')) {
    return { tid, oid, name: null, guest: false, application: azp }
  }
  if (typeof scp !== 'string' || !scp.split(' ').includes('access_as_user')) {
    throw unauthorized('This is not an access token for Footbridge (scope access_as_user).')
  }
  return {
    tid,
    oid,
    name: typeof name === 'string' ? name.slice(0, 200) : null,
    guest: acct === 1,
    application: null,
  }
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && uuid.test(value)
}

/** The keys, with every failure to have them told apart from a token that names none of them. */
export function reachable(keys: JWTVerifyGetKey): JWTVerifyGetKey {
  return async (header, token) => {
    try {
      return await keys(header, token)
    } catch (error) {
      if (aboutTheToken.some((kind) => error instanceof kind)) throw error
      throw refuse(503, 'keys-away', 'Tokens cannot be checked right now.', {}, { 'retry-after': '5' })
    }
  }
}

const aboutTheToken = [errors.JWKSNoMatchingKey, errors.JWKSMultipleMatchingKeys, errors.JOSENotSupported]

/** A token that is not valid as a 401; any other failure as it is. */
export function refusalOf(error: unknown): unknown {
  return error instanceof errors.JOSEError ? unauthorized('The token is not valid.') : error
}

/** 401 with the challenge RFC 6750 asks for. */
export function unauthorized(detail: string): Refusal {
  return refuse(401, 'unauthorized', detail, {}, { 'www-authenticate': 'Bearer' })
}

/** The bearer token of an Authorization header: a signed one of three parts, or a key of one. */
export function bearer(header: string | undefined): string {
  const token = /^Bearer ([\w-]+(?:\.[\w-]+\.[\w-]+)?)$/i.exec(header ?? '')?.[1]
  if (!token) throw unauthorized('Send an access token or a key: Authorization: Bearer …')
  return token
}
