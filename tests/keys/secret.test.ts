import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { hashOf, hintOf, isSecret, newSecret } from '../../api/keys/secret.ts'

describe('the secret of a key', () => {
  it('has a prefix that scanners know, and is never the same twice', () => {
    const made = Array.from({ length: 200 }, newSecret)
    expect(new Set(made).size).toBe(200)
    for (const secret of made) {
      expect(secret).toMatch(/^fb_live_[0-9A-Za-z]{36}$/)
      expect(isSecret(secret)).toBe(true)
      expect(hintOf(secret)).toBe(secret.slice(0, 12))
    }
  })

  it('is refused unasked when any one character differs', () => {
    const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
    fc.assert(
      fc.property(fc.nat(35), fc.constantFrom(...letters), (at, letter) => {
        const secret = newSecret()
        const changed = `${secret.slice(0, 8 + at)}${letter}${secret.slice(9 + at)}`
        expect(isSecret(changed)).toBe(changed === secret)
      }),
    )
  })

  it('is none when it is any other text', () => {
    fc.assert(fc.property(fc.string(), (text) => expect(isSecret(text)).toBe(false)))
    expect(isSecret(`${newSecret()} `)).toBe(false)
  })

  it('is kept as SHA-256, of which the bytes are well known', () => {
    expect(hashOf('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  })
})
