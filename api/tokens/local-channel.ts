import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { type BotIdentity, connectorIssuer } from './verify-bot.ts'

/** A channel of our own with fresh keys: what the demo's chat speaks through. */
export interface LocalChannel {
  identity: BotIdentity
  /** A token for the bot, as the channel signs one for this service. */
  sign(serviceUrl: string): Promise<string>
}

/** Makes a channel whose keys live and die with this process; it serves this machine alone. */
export async function localChannel(botId: string): Promise<LocalChannel> {
  const { publicKey, privateKey } = await generateKeyPair('RS256')
  const kid = 'local'
  const key = { ...(await exportJWK(publicKey)), kid, alg: 'RS256', endorsements: ['msteams'] }
  const keys = createLocalJWKSet({ keys: [key] })
  return {
    identity: { issuer: connectorIssuer, botId, keys, services: ['loopback'] },
    sign: (serviceurl) =>
      new SignJWT({ serviceurl })
        .setProtectedHeader({ alg: 'RS256', kid })
        .setIssuer(connectorIssuer)
        .setAudience(botId)
        .setIssuedAt()
        .setExpirationTime('1h')
        .sign(privateKey),
  }
}
