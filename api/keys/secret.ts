import { createHash, randomInt } from 'node:crypto'
import { crc32 } from 'node:zlib'

// The format of GitHub's tokens: a prefix that secret scanners know, 30 random characters of 62 (178 bits) and six of a
// CRC-32 over them, so that a mistyped or invented key is refused without asking the database.
const prefix = 'fb_live_'
const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const shape = /^fb_live_([0-9A-Za-z]{30})([0-9A-Za-z]{6})$/

/** A new key as its holder gets it, once: `fb_live_` + 30 random characters + 6 of their checksum. */
export function newSecret(): string {
  const random = Array.from({ length: 30 }, () => letters[randomInt(letters.length)]).join('')
  return `${prefix}${random}${checksum(random)}`
}

/** Whether a text has the form of a key with a right checksum; says nothing of whether the key exists. */
export function isSecret(text: string): boolean {
  const [, random, sum] = shape.exec(text) ?? []
  return random !== undefined && checksum(random) === sum
}

/**
 * What is kept of a key: its SHA-256 in hexadecimal. A plain hash is enough for 178 random bits: nothing can be
 * guessed that a slow one would make slower.
 */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

/** What lists show of a key, to tell it from others: the prefix and four characters. */
export function hintOf(secret: string): string {
  return secret.slice(0, prefix.length + 4)
}

/** CRC-32 (IEEE 802.3) of the text, in six digits of base 62. */
function checksum(text: string): string {
  let rest = crc32(text)
  let digits = ''
  for (let i = 0; i < 6; i++) {
    digits = letters[rest % 62] + digits
    rest = Math.floor(rest / 62)
  }
  return digits
}
