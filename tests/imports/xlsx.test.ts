import { describe, expect, it } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import { readExport } from '../../api/imports/read.ts'
import { readVivaCsv } from '../../api/imports/viva-csv.ts'
import { refusalOf } from './refusal.ts'
import { csvName, csvWithoutIdsName, sample, zip } from './viva-files.ts'
import { type Cell, workbook } from './workbook.ts'

/** A CSV as Excel keeps it once it was opened there: numbers, percents and days become what they look like. */
function asExcelKeepsIt(csv: Buffer): Cell[][] {
  const rows = parse(csv, { bom: true, relax_column_count: true }) as string[][]
  const names = rows[0]!
  return rows.map((cells, row) =>
    cells.map((cell, column): Cell => {
      if (row === 0) return cell
      if (names[column] === 'Id')
        return { formula: `HYPERLINK("https://goals.example/${cell}","${cell}")`, value: cell }
      if (/^-?\d+(\.\d+)?%$/.test(cell))
        return { number: String(Number((Number(cell.slice(0, -1)) / 100).toPrecision(15))), percent: true }
      if (/^\d{4}-\d{2}-\d{2}$/.test(cell))
        return { number: String(Date.parse(cell) / 86_400_000 + 25_569), date: true }
      return /^-?(0|[1-9]\d*)(\.\d+)?$/.test(cell) ? { number: cell } : cell
    }),
  )
}

describe('a workbook from Viva Goals', () => {
  it.each([csvName, csvWithoutIdsName])('holds what the CSV holds: %s', async (name) => {
    const options = { fileName: name }
    const fromCsv = await readVivaCsv(sample(name), options)
    const fromXlsx = await readExport(workbook(asExcelKeepsIt(sample(name))), options)
    expect(fromXlsx.items.length).toBeGreaterThan(10)
    const bare = ({ items, checkIns, users, teams, periods, organisation }: typeof fromCsv) => ({
      items: items.map(({ rowHash: _, ...item }) => item),
      ...{ checkIns, users, teams, periods, organisation },
    })
    expect(bare(fromXlsx)).toEqual(bare(fromCsv))
  })

  it('keeps the digits of a number, and reads a percent as people see it', async () => {
    const rows: Cell[][] = [
      ['Id', 'Title', 'Type', 'Progress %', 'Start', 'Target', 'Metric Name'],
      [
        { number: '7' },
        'Late trains',
        'Key result',
        { number: '0.07', percent: true },
        { number: '0.1' },
        { number: '12345678.25' },
        'Trains',
      ],
    ]
    const csv =
      'Id,Title,Type,Progress %,Start,Target,Metric Name\n7,Late trains,Key result,7%,0.1,12345678.25,Trains\n'
    const [item] = (await readExport(workbook(rows))).items
    const [same] = (await readVivaCsv(Buffer.from(csv))).items
    expect({ ...item, rowHash: '' }).toEqual({ ...same, rowHash: '' })
  })

  it('is refused where a formula has no saved value (422), is no workbook inside (422), or is empty (422)', async () => {
    const broken = workbook([
      ['Id', 'Title', 'Type'],
      [{ formula: 'A1' }, 'x', 'Objective'],
    ])
    const hollow = zip([{ name: 'xl/workbook.xml', bytes: Buffer.from('<x/>') }])
    expect(await refusalOf(readExport(broken))).toMatchObject({
      status: 422,
      code: 'formula',
      pointer: '/rows/2',
    })
    expect(await refusalOf(readExport(hollow))).toMatchObject({ status: 422, code: 'workbook' })
    expect(await refusalOf(readExport(workbook([])))).toMatchObject({ status: 422, code: 'empty' })
  })

  it('that is hostile is refused before it is read: a bomb (413), a liar (422), too many columns (413)', async () => {
    const parts = (content: Buffer, claimedSize?: number) =>
      zip([
        { name: 'xl/workbook.xml', bytes: Buffer.from('<workbook/>') },
        { name: 'xl/worksheets/sheet1.xml', bytes: content, ...(claimedSize && { claimedSize }) },
      ])
    expect(await refusalOf(readExport(parts(Buffer.alloc(30 * 1024 * 1024, 0x20))))).toMatchObject({
      status: 413,
    })
    expect(await refusalOf(readExport(parts(Buffer.alloc(3 * 1024 * 1024, 0x20), 10)))).toMatchObject({
      status: 422,
    })
    const wide = workbook([
      Array.from({ length: 5_001 }, (_, n) => (n < 3 ? ['Id', 'Title', 'Type'][n]! : `c${n}`)),
    ])
    expect(await refusalOf(readExport(wide))).toMatchObject({
      status: 413,
      code: 'too-many-columns',
      pointer: '/rows/1',
    })
  })
})
