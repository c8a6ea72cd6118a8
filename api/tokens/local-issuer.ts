import { createLocalJWKSet, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import type { Identity } from './verify.ts'

/** A token issuer of our own with fresh keys: what the demo signs people in with, and the tests. */
export interface LocalIssuer {
  identity: Identity
  /** Signs claims as a version 2 access token of the tenant; further claims override. */
  sign(claims: { tid: string; oid: string } & JWTPayload): Promise<string>
}

/** Makes an issuer whose keys live and die with this process. */
export async function localIssuer(audience: string): Promise<LocalIssuer> {
  const { publicKey, privateKey } = await generateKeyPair('RS256')
  const kid = 'local'
  const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), kid, alg: 'RS256' }] })
  const issuerBase = 'https://issuer.invalid'
  return {
    identity: { issuerBase, audience, keys },
    sign: ({ tid, ...claims }) =>
      new SignJWT({ ver: '2.0', scp: 'access_as_user', tid, ...claims })
        .setProtectedHeader({ alg: 'RS256', kid })
        .setIssuer(`${issuerBase}/${tid}/v2.0`)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime('1h')
        .sign(privateKey),
  }
}
