import { isUtf8 } from 'node:buffer'
import { type ArchiveLimits, archiveLimits, bad, hasFile, looksLikeZip, readArchive } from '../archive.ts'
import { archived, archiveFormat, archiveVersion, manifestFile } from './format.ts'

/** The rows of an archive of ours, as JSON texts by table. */
export interface WorkspaceArchive {
  source: 'workspace'
  workspace: string
  rows: ReadonlyMap<string, readonly string[]>
}

// Pictures make an archive large, and rows of one table are much alike.
const limits: ArchiveLimits = { ...archiveLimits, ratio: 1000 }

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
    else if (table) rows.set(table, linesOf(file.bytes, `/${file.name}`))
  }
  if (!manifest) throw badManifest('It says nothing.')
  for (const { table } of archived) checkCount(table, rows.get(table)?.length ?? 0, manifest)
  return { source: 'workspace', workspace: manifest.workspace, rows }
}

interface Manifest {
  workspace: string
  counts: Record<string, number>
}

function manifestOf(bytes: Buffer): Manifest {
  const said = parsed(bytes.toString()) as Record<string, unknown> | null
  const { format, version, workspace, counts } = said ?? {}
  if (format !== archiveFormat) throw badManifest('It is of another product.')
  if (version !== archiveVersion)
    throw badManifest(`It is of version ${JSON.stringify(version)?.slice(0, 20)}.`)
  if (typeof workspace !== 'string' || typeof counts !== 'object' || counts === null)
    throw badManifest('It is cut off.')
  return { workspace: workspace.slice(0, 200), counts: counts as Manifest['counts'] }
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

function linesOf(bytes: Buffer, pointer: string): string[] {
  if (!isUtf8(bytes)) throw bad(pointer, 'encoding', 'It is not UTF-8. Export it again.')
  const lines = bytes.toString().split('\n').filter(Boolean)
  lines.forEach((line, i) => {
    const row = parsed(line)
    if (typeof row === 'object' && row !== null && !Array.isArray(row)) return
    throw bad(pointer, 'archive-row', `Line ${i + 1} is no JSON object.`)
  })
  return lines
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
