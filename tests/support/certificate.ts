import { generateKeyPairSync, sign } from 'node:crypto'

/** A certificate for `localhost` that signs itself, good until a moment; in PEM, with its key. */
export function certificateUntil(end: Date): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const name = seq(set(seq(oid('550403'), der(0x0c, Buffer.from('localhost')))))
  const sha256WithRsa = seq(oid('2a864886f70d01010b'), der(0x05, Buffer.alloc(0)))
  const forName = seq(oid('551d11'), der(0x04, seq(der(0x82, Buffer.from('localhost')))))
  const authority = seq(oid('551d13'), der(0x04, seq(der(0x01, Buffer.from([0xff])))))
  const body = seq(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    sha256WithRsa,
    name,
    seq(time(new Date('2020-01-01T00:00:00Z')), time(end)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, seq(forName, authority)),
  )
  const signature = der(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', body, privateKey)]))
  const base64 = seq(body, sha256WithRsa, signature).toString('base64').replace(/.{64}/g, '$&\n')
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
  }
}

/** ASN.1 as ITU-T X.690 writes it: tag, length, content. */
function der(tag: number, content: Buffer): Buffer {
  const { length } = content
  const long = Buffer.from([0x82, length >> 8, length & 0xff])
  const short = length < 0x80 ? Buffer.from([length]) : length < 0x100 ? Buffer.from([0x81, length]) : long
  return Buffer.concat([Buffer.from([tag]), short, content])
}

const seq = (...parts: Buffer[]) => der(0x30, Buffer.concat(parts))
const set = (...parts: Buffer[]) => der(0x31, Buffer.concat(parts))
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'))
const time = (at: Date) => der(0x18, Buffer.from(`${at.toISOString().replace(/[-:T]|\.\d+/g, '')}`))
