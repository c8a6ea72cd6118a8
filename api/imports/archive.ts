import { isUtf8 } from 'node:buffer'
import type { Readable } from 'node:stream'
import * as zlib from 'node:zlib'
import { type Entry, fromBuffer, type ZipFile } from 'yauzl'
import { Refusal, refuse } from '../errors.ts'

export interface ArchiveLimits {
  /** Bytes of the upload as it came. */
  fileBytes: number
  entries: number
  /** Bytes of all entries together, unpacked. */
  totalBytes: number
  /** Unpacked against packed bytes; JSON full of repeated keys stays below 60. */
  ratio: number
}

export const archiveLimits: ArchiveLimits = {
  fileBytes: 200 * 1024 * 1024,
  entries: 64,
  totalBytes: 200 * 1024 * 1024,
  ratio: 200,
}

export interface ArchiveFile {
  name: string
  bytes: Buffer
}

/**
 * Yields the files of a ZIP one by one, so that only one is unpacked at a time. Sizes are checked against the
 * directory before anything is unpacked and against the bytes while unpacking. 413 for too much, 422 for a ZIP that
 * is damaged, encrypted, nested, or names folders.
 */
export async function* readArchive(bytes: Buffer, limits = archiveLimits): AsyncGenerator<ArchiveFile> {
  if (bytes.length > limits.fileBytes) throw tooLarge('', 'The file', limits.fileBytes)
  const zip = await openZip(bytes)
  const entries = await listEntries(zip, limits)
  checkSizes(entries, limits)
  for (const entry of entries) yield { name: entry.fileName, bytes: await unpack(zip, entry) }
}

/** True when the bytes begin like a ZIP, whatever the file is called. */
export function looksLikeZip(bytes: Buffer): boolean {
  const start = bytes.subarray(0, 4).toString('latin1')
  return start === 'PK\x03\x04' || start === 'PK\x05\x06'
}

/**
 * The files of an Excel workbook, as a ZIP that names folders. 413 for too much, 422 for one that is damaged, encrypted, or
 * lies about its sizes.
 */
export async function* readWorkbook(bytes: Buffer, limits = archiveLimits): AsyncGenerator<ArchiveFile> {
  if (bytes.length > limits.fileBytes) throw tooLarge('', 'The file', limits.fileBytes)
  const zip = await openZip(bytes)
  const entries = (await listEntries(zip, limits, packedFault)).filter(
    ({ fileName }) => !fileName.endsWith('/'),
  )
  checkSizes(entries, limits)
  for (const entry of entries) yield { name: entry.fileName, bytes: await unpack(zip, entry) }
}

/** Whether the ZIP names such a file; false for what is no ZIP that could be read. */
export async function hasFile(
  bytes: Buffer,
  name: string,
  limits = archiveLimits,
  fault: Fault = faultOf,
): Promise<boolean> {
  try {
    const entries = await listEntries(await openZip(bytes), limits, fault)
    return entries.some(({ fileName }) => fileName === name)
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}

function openZip(bytes: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true, strictFileNames: true }, (error, zip) =>
      error ? reject(damaged('', error.message)) : resolve(zip),
    )
  })
}

type Fault = (entry: Entry, earlier: Entry[]) => Refusal | null

function listEntries(zip: ZipFile, limits: ArchiveLimits, faultIn: Fault = faultOf): Promise<Entry[]> {
  if (zip.entryCount > limits.entries) {
    throw bad(
      '',
      'archive-entries',
      `The ZIP holds ${zip.entryCount} files; at most ${limits.entries} are read.`,
    )
  }
  const entries: Entry[] = []
  return new Promise((resolve, reject) => {
    zip.on('error', (error: Error) => reject(listingFault(error)))
    zip.on('end', () => resolve(entries))
    zip.on('entry', (entry: Entry) => {
      const fault = faultIn(entry, entries)
      if (fault) return reject(fault)
      entries.push(entry)
      zip.readEntry()
    })
    zip.readEntry()
  })
}

/** yauzl checks names itself: a path out of the folder or a backslash ends the listing. */
function listingFault(error: Error): Refusal {
  const aboutName = /path|characters in fileName/.test(error.message)
  return aboutName
    ? bad('', 'archive-path', 'A file in the ZIP has a path for its name.')
    : damaged('', error.message)
}

function faultOf(entry: Entry, earlier: Entry[]): Refusal | null {
  const name = entry.fileName
  const at = pointerTo(name)
  if (/^(\[Content_Types\]\.xml|_rels\/|xl\/)/.test(name)) {
    return bad(at, 'workbook', 'This is an Excel workbook that cannot be read.', 415)
  }
  if (/[/\\\0]/.test(name))
    return bad(at, 'archive-path', `${shown(name)} is in a folder; Viva's ZIP has none.`)
  if (/\.(zip|gz|7z|rar|tar|tgz|xlsx)$/i.test(name)) return nested(name)
  return packedFault(entry, earlier)
}

/** What no ZIP may be, a workbook neither. */
export function packedFault(entry: Entry, earlier: Entry[]): Refusal | null {
  const name = entry.fileName
  const at = pointerTo(name)
  if (entry.isEncrypted())
    return bad(at, 'archive-encrypted', `${shown(name)} is encrypted. Export it without a password.`)
  if (earlier.some((other) => other.fileName === name)) return damaged(at, `${shown(name)} is in it twice`)
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) {
    return damaged(at, `${shown(name)} is packed in an unknown way`)
  }
  return null
}

function checkSizes(entries: Entry[], limits: ArchiveLimits): void {
  let total = 0
  for (const entry of entries) {
    total += entry.uncompressedSize
    const at = pointerTo(entry.fileName)
    if (total > limits.totalBytes) throw tooLarge(at, 'The unpacked ZIP', limits.totalBytes)
    if (entry.uncompressedSize > limits.ratio * Math.max(entry.compressedSize, 1024)) {
      throw bad(at, 'archive-ratio', `${shown(entry.fileName)} unpacks to far more than an export does.`, 413)
    }
  }
}

/** yauzl ends the stream with an error as soon as it holds more bytes than the directory said. */
async function unpack(zip: ZipFile, entry: Entry): Promise<Buffer> {
  const at = pointerTo(entry.fileName)
  const parts: Buffer[] = []
  try {
    for await (const part of await openEntry(zip, entry)) parts.push(part as Buffer)
  } catch (error) {
    throw damaged(at, `${shown(entry.fileName)} cannot be unpacked: ${(error as Error).message}`)
  }
  const bytes = Buffer.concat(parts)
  if (zlib.crc32(bytes) !== entry.crc32) throw damaged(at, `${shown(entry.fileName)} has a wrong checksum`)
  if (looksLikeZip(bytes)) throw nested(entry.fileName)
  return bytes
}

function openEntry(zip: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)))
  })
}

/**
 * Gives the bytes as UTF-8 without byte order mark; UTF-16 with its mark is turned into it. 422 `encoding` for
 * anything else and `nul-byte` for a NUL, each with the line where it stands.
 */
export function toUtf8(bytes: Buffer, pointer: string): Buffer {
  const mark = bytes.subarray(0, 3).toString('hex')
  if (mark.startsWith('fffe')) return withoutNul(Buffer.from(bytes.subarray(2).toString('utf16le')), pointer)
  if (mark.startsWith('feff')) {
    const swapped = Buffer.from(bytes.subarray(2, bytes.length - (bytes.length % 2))).swap16()
    return withoutNul(Buffer.from(swapped.toString('utf16le')), pointer)
  }
  const plain = withoutNul(mark === 'efbbbf' ? bytes.subarray(3) : bytes, pointer)
  if (isUtf8(plain)) return plain
  const line = lineAt(plain, Buffer.from(plain.toString().split('\ufffd', 1)[0] ?? '').length)
  throw bad(pointer, 'encoding', `Line ${line} is not UTF-8. Save the file as "CSV UTF-8".`)
}

function withoutNul(bytes: Buffer, pointer: string): Buffer {
  const at = bytes.indexOf(0)
  if (at < 0) return bytes
  if (bytes[1] === 0 || bytes[0] === 0) {
    throw bad(pointer, 'encoding', 'Line 1 looks like UTF-16 without its mark. Save the file as "CSV UTF-8".')
  }
  throw bad(pointer, 'nul-byte', `Line ${lineAt(bytes, at)} holds a NUL byte.`)
}

function lineAt(bytes: Buffer, end: number): number {
  let line = 1
  for (let at = bytes.indexOf(10); at >= 0 && at < end; at = bytes.indexOf(10, at + 1)) line += 1
  return line
}

/** A refusal of the file that names the place, or several places, in it: 422 unless told otherwise. */
export function bad(
  pointer: string,
  code: string,
  detail: string,
  status = 422,
  errors = [{ pointer, code, detail }],
): Refusal {
  return refuse(status, code, detail, { errors })
}

function tooLarge(pointer: string, what: string, limit: number): Refusal {
  return bad(pointer, 'too-large', `${what} is over ${Math.round(limit / 1024 / 1024)} MB.`, 413)
}

function damaged(pointer: string, why: string): Refusal {
  return bad(pointer, 'archive-damaged', `The ZIP is damaged or cut off: ${why}. Export it again.`)
}

function nested(name: string): Refusal {
  return bad(
    pointerTo(name),
    'archive-nested',
    `${shown(name)} is itself an archive; Viva's ZIP holds JSON files only.`,
  )
}

const pointerTo = (name: string) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1').slice(0, 120)}`
// biome-ignore lint/suspicious/noControlCharactersInRegex: file names of strangers may hold them
const shown = (name: string) => `“${name.replace(/[\x00-\x1f\x7f]/g, '?').slice(0, 120)}”`
