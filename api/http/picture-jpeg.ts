import type { Stripped } from './picture-strip.ts'

/**
 * A JPEG without comments, places, cameras, thumbnails and what hangs behind its end (ITU-T T.81, B.1). Of Exif the way
 * it is held stays (tag 0x0112), so that a photo is not shown lying on its side.
 */
export function stripJpeg(bytes: Buffer): Stripped {
  const kept = [bytes.subarray(0, 2)]
  let size = { width: 0, height: 0 }
  for (let at = 2; ; ) {
    if (bytes.readUInt8(at) !== 0xff) throw new RangeError('No marker where one must stand.')
    const marker = bytes.readUInt8(at + 1)
    if (marker === 0xd9) return { bytes: Buffer.concat([...kept, bytes.subarray(at, at + 2)]), ...size }
    if (marker === 0xff) {
      at += 1
      continue
    }
    const next = at + 2 + bytes.readUInt16BE(at + 2)
    if (next > bytes.length) throw new RangeError('A segment ends behind the file.')
    if (isFrame(marker)) size = { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }
    kept.push(...keptOf(marker, bytes.subarray(at, next)))
    at = marker === 0xda ? endOfScan(bytes, next) : next
    if (marker === 0xda) kept.push(bytes.subarray(next, at))
  }
}

const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

/** What stays of a segment: all but comments (0xfe) and what programs add (0xe0 to 0xef). */
function keptOf(marker: number, segment: Buffer): Buffer[] {
  if (marker === 0xe1) return heldLike(segment)
  // Adobe's segment says how colours are kept.
  if (marker === 0xee && segment.toString('latin1', 4, 9) === 'Adobe') return [segment]
  return marker === 0xfe || (marker >= 0xe0 && marker <= 0xef) ? [] : [segment]
}

/** Where the data of a scan ends: at the next marker that is neither a stuffed zero nor a restart. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const marker = bytes.readUInt8(at + 1)
    if (marker !== 0 && marker !== 0xff && (marker < 0xd0 || marker > 0xd7)) return at
  }
  throw new RangeError('The picture has no end.')
}

const head = Buffer.from('ffe100224578696600004d4d002a000000080001011200030000000100', 'hex')

/** A new Exif segment with the orientation alone, where the old one says one that turns the picture. */
function heldLike(segment: Buffer): Buffer[] {
  const orientation = orientationOf(segment)
  if (orientation === null || orientation < 2 || orientation > 8) return []
  return [Buffer.concat([head, Buffer.from([orientation, 0, 0, 0, 0, 0, 0])])]
}

function orientationOf(segment: Buffer): number | null {
  if (segment.toString('latin1', 4, 10) !== 'Exif\0\0') return null
  const tiff = segment.subarray(10)
  const little = tiff.toString('latin1', 0, 2) === 'II'
  const short = (at: number) => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  try {
    const first = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
    for (let i = 0; i < short(first); i += 1) {
      const entry = first + 2 + i * 12
      if (short(entry) === 0x0112) return short(entry + 8)
    }
  } catch {
    // A damaged Exif segment says nothing, and is left out.
  }
  return null
}
