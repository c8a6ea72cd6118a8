import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { first, rows, type Tx } from '../../database/transaction.ts'
import type { Actor } from '../../http/actor.ts'
import {
  archived,
  archiveFormat,
  archiveVersion,
  fitsBounds,
  leftOut,
  manifestFile,
} from '../../imports/workspace/format.ts'
import { readMe } from './read-me.ts'
import { archiveStatement } from './select.ts'

interface Line {
  table: string
  line: string
}

/** How many rows are in it, and how many stayed away; by table. */
export interface Told {
  counts: Record<string, number>
  omitted: Record<string, number>
  /** Whether it is one that an import takes. */
  fits: boolean
}

/** A picture may be 10 MB as it is written here, and any row may be one. */
const atOnce = 10

/** An archive on its way, and what it tells once it has been read to the end. */
export interface Zip {
  file: AsyncIterable<Buffer>
  told: () => Told
}

/** The archive of the workspace as a stream of bytes. */
export async function archiveOf(tx: Tx, actor: Actor): Promise<Zip> {
  const statement = 'SELECT name FROM workspace_settings WHERE workspace_id = $1'
  const settings = await first<{ name: string }>(tx, statement, [actor.workspaceId])
  return zipOf(tx, {
    statement: await archiveStatement(tx, actor),
    tables: archived.map(({ table }) => table),
    at: actor.now,
    readMe: readMe(settings!.name, actor.now),
    manifest: { format: archiveFormat, version: archiveVersion, workspace: settings!.name, leftOut },
  })
}

/** What goes into a ZIP: rows as `table` and `line`, and what is said beside them. */
interface Contents {
  statement: string
  tables: readonly string[]
  at: Date
  readMe: string
  manifest: object
}

/** Rows of one statement as a file a table, read from one cursor. */
export async function zipOf(
  tx: Tx,
  { statement, tables, at, readMe: beside, manifest }: Contents,
): Promise<Zip> {
  await rows(tx, `DECLARE archive NO SCROLL CURSOR FOR ${statement}`)
  const lines = peeking(linesOf(tx))
  const counts: Record<string, number> = {}
  let totals: Record<string, number> = {}
  let unpacked = 0
  const told = () => ({
    counts,
    omitted: omittedOf(counts, totals),
    fits: fitsBounds(unpacked, counts),
  })
  const zip = new ZipFile()
  async function* weighed(text: AsyncGenerator<string>): AsyncGenerator<string> {
    for await (const piece of text) {
      unpacked += Buffer.byteLength(piece)
      yield piece
    }
  }
  const add = (name: string, text: () => AsyncGenerator<string>) =>
    zip.addReadStreamLazy(name, { mtime: at }, (give) =>
      give(null, Readable.from(weighed(text()), { objectMode: false })),
    )
  add('README.md', async function* () {
    yield beside
  })
  for (const table of tables) add(`${table}.jsonl`, () => ofTable(lines, table, counts))
  // Files are written in their order: by the time of the last one all lines have gone by.
  add(manifestFile, async function* () {
    totals = JSON.parse((await lines.next())!.line)
    yield JSON.stringify({ ...manifest, madeAt: at.toISOString(), counts, omitted: told().omitted }, null, 2)
  })
  zip.end()
  return { file: zip.outputStream as unknown as AsyncIterable<Buffer>, told }
}

async function* linesOf(tx: Tx): AsyncGenerator<Line> {
  for (;;) {
    const found = await rows<Line>(tx, `FETCH ${atOnce} FROM archive`)
    yield* found
    if (found.length < atOnce) return void (await rows(tx, 'CLOSE archive'))
  }
}

interface Peeking {
  peek(): Promise<Line | undefined>
  next(): Promise<Line | undefined>
}

/** Lines of which the next one can be looked at before it is taken. */
function peeking(lines: AsyncGenerator<Line>): Peeking {
  let ahead: Promise<IteratorResult<Line>> | undefined
  const look = () => {
    ahead ??= lines.next()
    return ahead
  }
  return {
    peek: async () => (await look()).value,
    next: async () => {
      const { value } = await look()
      ahead = undefined
      return value
    },
  }
}

async function* ofTable(
  lines: Peeking,
  table: string,
  counts: Record<string, number>,
): AsyncGenerator<string> {
  counts[table] = 0
  while ((await lines.peek())?.table === table) {
    yield `${(await lines.next())!.line}\n`
    counts[table] += 1
  }
}

function omittedOf(counts: Record<string, number>, totals: Record<string, number>): Record<string, number> {
  const entries = Object.entries(totals).map(
    ([table, total]) => [table, total - (counts[table] ?? 0)] as const,
  )
  return Object.fromEntries(entries.filter(([, omitted]) => omitted > 0))
}
