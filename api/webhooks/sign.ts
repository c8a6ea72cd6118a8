import { createHmac, randomBytes } from 'node:crypto'

// Standard Webhooks: the secret is 32 random bytes, written as `whsec_` and base64; what is signed is id, time and body
// with dots between, by HMAC-SHA256.
const prefix = 'whsec_'

/** A new secret, as it is kept. */
export function newSecret(): Buffer {
  return randomBytes(32)
}

/** A secret as its holder gets it, once. */
export function written(secret: Buffer): string {
  return `${prefix}${secret.toString('base64')}`
}

/** One message: what it is called in every try of it, when this try is made, and what it says. */
export interface Message {
  id: string
  at: Date
  body: string
}

/** The headers that let the receiver check who sent a message; one signature for each secret that holds. */
export function headersOf({ id, at, body }: Message, secrets: readonly Buffer[]): Record<string, string> {
  const time = String(Math.floor(at.getTime() / 1000))
  const sign = (secret: Buffer) =>
    `v1,${createHmac('sha256', secret).update(`${id}.${time}.${body}`).digest('base64')}`
  return {
    'content-type': 'application/json',
    'user-agent': 'Footbridge-Webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': time,
    'webhook-signature': secrets.map(sign).join(' '),
  }
}
