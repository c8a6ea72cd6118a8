import { isUtf8 } from 'node:buffer'
import { setImmediate as letOthers } from 'node:timers/promises'
import { isZone } from '../../calendar.ts'
import { type ArchiveLimits, archiveLimits, bad, hasFile, looksLikeZip, readArchive } from '../archive.ts'
import { archiveBounds, archived, archiveFormat, archiveVersion, manifestFile } from './format.ts'

/** The rows of an archive of ours, as JSON texts by table. */
export interface WorkspaceArchive {
  source: 'workspace'
  workspace: string
  /** When it says it was made. */
  madeAt: Date | null
  rows: ReadonlyMap<string, readonly string[]>
}

const limits: ArchiveLimits = { ...archiveLimits, totalBytes: archiveBounds.bytes }
/** Whoever else is served waits no longer than these take to read. */
const rowsAtOnce = 1000

/** Whether the file is an archive that this product made. */
export async function isWorkspaceArchive(bytes: Buffer): Promise<boolean> {
  return looksLikeZip(bytes) && (await hasFile(bytes, manifestFile, limits))
}

/** Reads an archive: 422 `archive-version` for one of another format, `archive-counts` where rows are missing. */
export async function readWorkspaceArchive(bytes: Buffer): Promise<WorkspaceArchive> {
  const rows = new Map<string, readonly string[]>()
  let manifest: Manifest | undefined
  for await (const file of readArchive(bytes, limits)) {
    const table = archived.find((one) => `${one.table}.jsonl` === file.name)?.table
    if (file.name === manifestFile) manifest = manifestOf(file.bytes)
    else if (table) rows.set(table, await linesOf(file.bytes, table))
  }
  if (!manifest) throw badManifest('It says nothing.')
  for (const { table } of archived) checkCount(table, rows.get(table)?.length ?? 0, manifest)
  const { workspace, madeAt } = manifest
  return { source: 'workspace', workspace, madeAt, rows }
}

interface Manifest {
  workspace: string
  madeAt: Date | null
  counts: Record<string, number>
}

function manifestOf(bytes: Buffer): Manifest {
  const said = parsed(bytes.toString()) as Record<string, unknown> | null
  const { format, version, workspace, madeAt, counts } = said ?? {}
  if (format !== archiveFormat) throw badManifest('It is of another product.')
  if (version !== archiveVersion)
    throw badManifest(`It is of version ${JSON.stringify(version)?.slice(0, 20)}.`)
  if (typeof workspace !== 'string' || typeof counts !== 'object' || counts === null)
    throw badManifest('It is cut off.')
  const at = new Date(String(madeAt))
  return {
    workspace: workspace.slice(0, 200),
    madeAt: Number.isNaN(at.getTime()) ? null : at,
    counts: counts as Manifest['counts'],
  }
}

function badManifest(why: string) {
  return bad(
    `/${manifestFile}`,
    'archive-version',
    `Only archives of version ${archiveVersion} are read. ${why}`,
  )
}

function checkCount(table: string, found: number, { counts }: Manifest): void {
  if ((counts[table] ?? 0) === found) return
  const detail = `${table}.jsonl holds ${found} rows, and the manifest says otherwise. Export it again.`
  throw bad(`/${table}.jsonl`, 'archive-counts', detail)
}

async function linesOf(bytes: Buffer, table: string): Promise<string[]> {
  const pointer = `/${table}.jsonl`
  if (!isUtf8(bytes)) throw bad(pointer, 'encoding', 'It is not UTF-8. Export it again.')
  checkHowMany(bytes, pointer)
  const lines = bytes.toString().split('\n').filter(Boolean)
  for (const [i, line] of lines.entries()) {
    if (i % rowsAtOnce === rowsAtOnce - 1) await letOthers()
    const fault = faultOf(table, parsed(line))
    if (fault) throw bad(pointer, 'archive-row', `Line ${i + 1} ${fault}.`)
  }
  return lines
}

/** Counted before any of them is a text of its own. */
function checkHowMany(bytes: Buffer, pointer: string): void {
  let found = 0
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) {
    found += 1
    if (found > archiveBounds.rows)
      throw bad(pointer, 'archive-rows', `It holds over ${archiveBounds.rows} rows.`, 413)
  }
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** What the database takes, and the product could not work with. */
function faultOf(table: string, row: unknown): string | null {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return 'is no JSON object'
  for (const [name, value] of Object.entries(row)) {
    if (value === null || !/(^|_)zone$/.test(name)) continue
    if (typeof value !== 'string' || !knownZone(value)) return 'names a time zone that there is not'
  }
  const { kind, value } = row as Record<string, unknown>
  if (table === 'member_identities' && kind === 'entra' && !uuid.test(String(value)))
    return 'names an account that can be none'
  return null
}

const zones = new Set<string>()

/** Rows of one workspace name few zones, and each takes a while to look up. */
function knownZone(zone: string): boolean {
  if (zones.has(zone)) return true
  if (!isZone(zone)) return false
  if (zones.size < 1000) zones.add(zone)
  return true
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
