import { deflateSync } from 'node:zlib'

/** A PNG chunk; its check sum is not looked at by whoever copies it, so it may be wrong. */
export function chunk(name: string, data: Buffer = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(data.length)
  head.write(name, 4, 'latin1')
  return Buffer.concat([head, data, Buffer.alloc(4)])
}

/** A grey PNG of a size; `extra` stands before its data. */
export function png(width = 2, height = 1, ...extra: Buffer[]): Buffer {
  const size = Buffer.alloc(13)
  size.writeUInt32BE(width)
  size.writeUInt32BE(height, 4)
  size[8] = 8
  const data = deflateSync(Buffer.alloc(6))
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([signature, chunk('IHDR', size), ...extra, chunk('IDAT', data), chunk('IEND')])
}

/** A JPEG segment with its length. */
export function segment(marker: number, data: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(data.length + 2, 2)
  return Buffer.concat([head, data])
}

/** A JPEG by its structure: frame, one scan with a stuffed zero and a restart, end. `extra` stands at its beginning. */
export function jpeg(width = 2, height = 1, ...extra: Buffer[]): Buffer {
  const frame = Buffer.from([8, 0, 0, 0, 0, 1, 1, 0x11, 0])
  frame.writeUInt16BE(height, 1)
  frame.writeUInt16BE(width, 3)
  const scan = Buffer.from([0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56])
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    ...extra,
    segment(0xc0, frame),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    scan,
    Buffer.from([0xff, 0xd9]),
  ])
}

/** An Exif segment with an orientation and a place. */
export function exif(orientation: number): Buffer {
  const tiff = Buffer.from('49492a000800000001001201030001000000000000000000000000', 'hex')
  tiff[18] = orientation
  return segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), tiff, Buffer.from('GPS 53.5 N')]))
}

/** A WebP chunk with its length, ending at an even place. */
export function part(name: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.write(name, 'latin1')
  head.writeUInt32LE(data.length, 4)
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)])
}

/** A WebP by its structure: the extended head, lossless data; `extra` stands behind them. */
export function webp(width = 2, height = 1, ...extra: Buffer[]): Buffer {
  const extended = Buffer.alloc(10)
  extended[0] = 0x2c
  extended.writeUIntLE(width - 1, 4, 3)
  extended.writeUIntLE(height - 1, 7, 3)
  const body = Buffer.concat([part('VP8X', extended), part('VP8L', Buffer.alloc(7)), ...extra])
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1')
  head.writeUInt32LE(body.length + 4, 4)
  return Buffer.concat([head, body])
}
