import type { ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { refuse } from '../errors.ts'
import { FileReply } from '../http/file-reply.ts'
import type { Asked } from '../http/operation.ts'
import { StreamReply } from '../http/stream-reply.ts'
import type { Cell } from './cells.ts'
import { csvOf, mark } from './csv.ts'
import { linesAfter, linesOf, linesWithin } from './lines.ts'
import type { ListExport } from './list.ts'
import { xlsxOf, xlsxType } from './xlsx.ts'

export const formats = ['csv', 'xlsx'] as const
export const csvType = 'text/csv; charset=utf-8'

/** A workbook is made in memory, a list of any length is a CSV file. */
const mostRows = 20_000

type Asking = Asked<unknown, { format: (typeof formats)[number] } & object, unknown>

/** The whole list as a file. CSV is sent page by page; a failure on the way cuts the connection, never the file alone. */
export async function download(list: ListExport, asking: Asking): Promise<StreamReply | FileReply> {
  const { tx, actor, request } = asking
  const { format, ...query } = asking.query
  const first = await linesOf(tx, actor, list, query)
  const headings = list.columns.map(({ heading }) => heading)
  const name = `${list.name}-${actor.now.toISOString().slice(0, 10)}`
  if (format === 'xlsx') {
    const rest = linesWithin(tx, actor, { list, query, cursor: first.nextCursor })
    const lines = await everyLine(first.lines, rest)
    return new FileReply(await xlsxOf(list.name, headings, lines), xlsxType, `${name}.xlsx`)
  }
  // Read once the transaction of the first page has ended.
  const rest = linesAfter({ request, query }, list, first.nextCursor)
  async function* text() {
    yield mark + csvOf([headings, ...first.lines])
    for await (const lines of rest) yield csvOf(lines)
  }
  return new StreamReply(csvType, (out) => void send(text(), out), `${name}.csv`)
}

async function send(text: AsyncGenerator<string>, out: ServerResponse): Promise<void> {
  // Whoever went away, or a database that did, ends the connection: a file that stops in the middle says so.
  await pipeline(text, out).catch(() => out.destroy())
}

async function everyLine(first: Cell[][], rest: AsyncGenerator<Cell[][]>): Promise<Cell[][]> {
  const all = [...first]
  for await (const lines of rest) {
    all.push(...lines)
    if (all.length > mostRows) {
      throw refuse(
        422,
        'too-many-rows',
        `A workbook holds ${mostRows} rows at the most. Narrow the list, or take CSV.`,
      )
    }
  }
  return all
}
