import { refuse } from '../errors.ts'
import { stripJpeg } from './picture-jpeg.ts'
import type { PictureType } from './picture-type.ts'

/** What is left of a picture when all is taken out that is not the picture, and how large it is drawn. */
export interface Stripped {
  bytes: Buffer
  width: number
  height: number
}

const longestSide = 10_000
const mostPixels = 40_000_000

export function broken(): Error {
  return refuse(422, 'broken-picture', 'This picture is damaged: it could not be read to its end.')
}

/**
 * Takes out of a picture what it tells beside itself: place, camera, author, comments, texts, thumbnails, and whatever
 * hangs behind its end. The picture is copied as it is, not drawn anew. 422 for a damaged one, and for one so large
 * that drawing it would harm whoever looks.
 */
export function stripPicture(bytes: Buffer, mediaType: PictureType): Buffer {
  const stripped = read(bytes, mediaType)
  const { width, height } = stripped
  if (width === 0 || height === 0) throw broken()
  if (width > longestSide || height > longestSide || width * height > mostPixels) {
    throw refuse(
      422,
      'too-many-pixels',
      `A picture has at most ${longestSide} pixels a side, 40 million in all.`,
    )
  }
  return stripped.bytes
}

function read(bytes: Buffer, mediaType: PictureType): Stripped {
  try {
    if (mediaType === 'image/png') return stripPng(bytes)
    return mediaType === 'image/jpeg' ? stripJpeg(bytes) : stripWebp(bytes)
  } catch (error) {
    // By its name: an error of Node's own may be of another realm.
    if ((error as Error).name === 'RangeError') throw broken()
    throw error
  }
}

// Of https://www.w3.org/TR/png-3/: what the picture is drawn from. No texts, times, profiles, Exif or animations.
const drawn = new Set([
  'IHDR',
  'PLTE',
  'IDAT',
  'IEND',
  'tRNS',
  'gAMA',
  'cHRM',
  'sRGB',
  'sBIT',
  'bKGD',
  'pHYs',
])

function stripPng(bytes: Buffer): Stripped {
  const kept = [bytes.subarray(0, 8)]
  const name = (at: number) => bytes.toString('latin1', at + 4, at + 8)
  if (name(8) !== 'IHDR') throw broken()
  for (let at = 8; ; ) {
    const next = at + 12 + bytes.readUInt32BE(at)
    if (next > bytes.length) throw broken()
    if (drawn.has(name(at))) kept.push(bytes.subarray(at, next))
    if (name(at) === 'IEND') break
    at = next
  }
  return { bytes: Buffer.concat(kept), width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
}

// Of https://developers.google.com/speed/webp/docs/riff_container: the frames. No Exif, XMP, profiles or unknown ones.
const framed = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF'])
/** Bits of VP8X that promise a profile, Exif and XMP. */
const promised = 0x20 | 0x08 | 0x04

function stripWebp(bytes: Buffer): Stripped {
  const kept: Buffer[] = []
  let size: Pick<Stripped, 'width' | 'height'> | undefined
  const end = Math.min(bytes.length, bytes.readUInt32LE(4) + 8)
  for (let at = 12; at + 8 <= end; ) {
    const name = bytes.toString('latin1', at, at + 4)
    const next = at + 8 + bytes.readUInt32LE(at + 4)
    if (next > bytes.length) throw broken()
    size ??= sizeOf(bytes, name, at + 8)
    if (framed.has(name)) kept.push(padded(bytes.subarray(at, next)))
    at = next + (next % 2)
  }
  if (!size) throw broken()
  const body = Buffer.concat(kept)
  if (body.toString('latin1', 0, 4) === 'VP8X') body[8] = body[8]! & ~promised
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1')
  head.writeUInt32LE(body.length + 4, 4)
  return { bytes: Buffer.concat([head, body]), ...size }
}

/** Chunks of WebP end at even places. */
function padded(chunk: Buffer): Buffer {
  return Buffer.concat([chunk, Buffer.alloc(chunk.length % 2)])
}

function sizeOf(bytes: Buffer, name: string, at: number): Pick<Stripped, 'width' | 'height'> | undefined {
  if (name === 'VP8X')
    return { width: 1 + bytes.readUIntLE(at + 4, 3), height: 1 + bytes.readUIntLE(at + 7, 3) }
  if (name === 'VP8L') {
    const bits = bytes.readUInt32LE(at + 1)
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) }
  }
  if (name !== 'VP8 ') return undefined
  return { width: bytes.readUInt16LE(at + 6) & 0x3fff, height: bytes.readUInt16LE(at + 8) & 0x3fff }
}
