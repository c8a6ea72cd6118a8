import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { stripPicture } from '../../api/http/picture-strip.ts'
import { pictureTypes } from '../../api/http/picture-type.ts'
import { chunk, exif, jpeg, part, png, segment, webp } from './pictures.ts'

const secret = Buffer.from('Dana at 53.5 N')
const code = (bytes: Buffer, type: (typeof pictureTypes)[number]) => {
  try {
    stripPicture(bytes, type)
    return 'kept'
  } catch (error) {
    return (error as { code?: string }).code
  }
}

describe('what a picture tells beside itself', () => {
  it.each([
    ['image/png', png(2, 1, chunk('tEXt', secret), chunk('eXIf', secret), chunk('tIME', secret)), png()],
    ['image/jpeg', jpeg(2, 1, segment(0xfe, secret), segment(0xe1, secret), segment(0xed, secret)), jpeg()],
  ] as const)('is taken out of a %s, which is the same picture otherwise', (type, told, bare) => {
    expect(stripPicture(Buffer.concat([told, secret]), type).equals(bare)).toBe(true)
  })

  it('is taken out of a WebP, which promises none any more', () => {
    const stripped = stripPicture(webp(2, 1, part('EXIF', secret), part('XMP ', secret)), 'image/webp')
    expect(stripped.includes(secret)).toBe(false)
    expect(stripped.readUInt32LE(4)).toBe(stripped.length - 8)
    expect(stripped[20]).toBe(0)
    expect(stripPicture(stripped, 'image/webp').equals(stripped)).toBe(true)
  })

  it('is not how a photo was held: that stays, alone', () => {
    const stripped = stripPicture(jpeg(2, 1, exif(6)), 'image/jpeg')
    expect(stripped.includes('GPS')).toBe(false)
    expect(stripped.includes(Buffer.from('0112000300000001000600', 'hex'))).toBe(true)
    expect(stripPicture(stripped, 'image/jpeg').equals(stripped)).toBe(true)
    expect(stripPicture(jpeg(2, 1, exif(1)), 'image/jpeg').equals(jpeg())).toBe(true)
  })
})

describe('a picture', () => {
  it('may not be larger than people can look at, whatever its format', () => {
    const sizes = [
      [10_000, 4_000, 'kept'],
      [10_001, 1, 'too-many-pixels'],
      [10_000, 4_001, 'too-many-pixels'],
    ] as const
    for (const [width, height, says] of sizes) {
      const all = [code(png(width, height), 'image/png'), code(jpeg(width, height), 'image/jpeg')]
      expect([...all, code(webp(width, height), 'image/webp')]).toEqual([says, says, says])
    }
    expect(code(png(0, 1), 'image/png')).toBe('broken-picture')
  })

  it('that ends too early is damaged, and says nothing worse whatever its bytes are', () => {
    for (const [type, whole] of [
      ['image/png', png()],
      ['image/jpeg', jpeg()],
    ] as const) {
      for (let end = 12; end < whole.length; end += 1) {
        expect(code(whole.subarray(0, end), type)).toBe('broken-picture')
      }
    }
    const anything = fc.tuple(fc.constantFrom(...pictureTypes), fc.uint8Array({ maxLength: 200 }))
    fc.assert(
      fc.property(anything, ([type, bytes]) => {
        expect(['kept', 'broken-picture', 'too-many-pixels']).toContain(code(Buffer.from(bytes), type))
      }),
    )
  })
})
