import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import readExcelFile from 'read-excel-file/node'
import { harmless } from '../../api/exports/cells.ts'
import { csvOf } from '../../api/exports/csv.ts'
import { xlsxOf } from '../../api/exports/xlsx.ts'
import { xlsxRows } from '../../api/imports/viva/xlsx-rows.ts'

describe('a field of a file', () => {
  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\tx',
    '\rx',
    '\nx',
    '＝1',
    '＋1',
    '－1',
    '＠x',
    '  =1',
    '\u200b=1',
    '\ufeff@x',
    '\u00a0+1',
  ])('is no formula when it is the text %j', (text) => {
    expect(harmless(text)).toBe(`'${text}`)
    expect(csvOf([[text]])).toBe(`"'${text}"\r\n`)
  })

  it.each(['a=b', 'Ann-Marie', '5 - 3', '', 'x\n=1', '"quoted"'])('stays as it is when it is %j', (text) => {
    expect(harmless(text)).toBe(text)
  })

  it('is a number where it is one: −5 is −5', () => {
    expect(csvOf([[-5, 0.25, 1e9, null, true]])).toBe('-5,0.25,1000000000,,"true"\r\n')
  })

  it('never begins with what a spreadsheet computes, whatever people wrote', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(harmless(text)).not.toMatch(/^[\s\u200B-\u200F\u2060\uFEFF]*[=+\-@＝＋－＠]/u)
      }),
    )
  })

  it('is text or number in a workbook, and no cell is a formula', async () => {
    const cells = ['=HYPERLINK("https://evil.example")', '-5', -5, true, null, 'a\u0000\u000bb']
    const book = await xlsxOf(
      'list',
      cells.map((_, i) => `c${i}`),
      [cells],
    )
    const [sheet] = await readExcelFile(book)
    expect(sheet!.data[1]).toEqual(['=HYPERLINK("https://evil.example")', '-5', -5, true, null, 'ab'])
    expect(book.includes('<f>')).toBe(false)
  })

  it('is a date in a workbook where it is a day or an instant, in UTC; a title that looks like one stays text', async () => {
    const headings = ['endDay', 'closedAt', 'at', 'title', 'endDay', 'why']
    const cells = ['2026-12-31', '2026-10-26T23:30:15.250Z', null, '2026-12-31', '0026-12-31', '=1+1']
    const book = await xlsxOf('list', headings, [cells])
    const [sheet] = await readExcelFile(book)
    const [, [endDay, closedAt, ...others]] = sheet!.data as [unknown, unknown[]]
    expect([endDay, closedAt]).toEqual([new Date('2026-12-31'), new Date('2026-10-26T23:30:15.250Z')])
    expect(others).toEqual([null, '2026-12-31', '0026-12-31', '=1+1'])
    const read = []
    for await (const { cells: texts } of xlsxRows(book)) read.push(texts.slice(0, 2))
    expect(read[1]).toEqual(['2026-12-31', '2026-10-26 23:30:15'])
  })
})
