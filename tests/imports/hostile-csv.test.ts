import { describe, expect, it } from '@jest/globals'
import type { Refusal } from '../../api/errors.ts'
import { archiveLimits } from '../../api/imports/archive.ts'
import { readVivaCsv } from '../../api/imports/viva-csv.ts'
import { refusalOf } from './refusal.ts'
import { csv, csvName, sample } from './viva-files.ts'

const header = ['Title', 'Owner', 'Period', 'Status', 'Target']
const row = (title: string, more: string[] = ['Ana Petrov', 'Q4', 'On Track', '']) => [title, ...more]

describe('a hostile CSV', () => {
  it('over the limit of its size, or empty, is refused', async () => {
    expect(await refusalOf(readVivaCsv(Buffer.alloc(archiveLimits.fileBytes + 1)))).toMatchObject({
      status: 413,
      code: 'too-large',
    })
    expect(await refusalOf(readVivaCsv(Buffer.alloc(0)))).toMatchObject({ status: 422, code: 'empty' })
  })

  it('with a million columns is refused with its row, before they become cells', async () => {
    const wide = Buffer.concat([csv([header, row('One')]), Buffer.alloc(1_000_000, ',')])
    expect(await refusalOf(readVivaCsv(wide))).toMatchObject({
      status: 413,
      code: 'too-many-columns',
      pointer: '/rows/3',
    })
  })

  it('with a huge cell or row is refused with its row', async () => {
    expect(await refusalOf(readVivaCsv(csv([header, row('One'), row('x'.repeat(200_001))])))).toMatchObject({
      status: 413,
      code: 'cell-too-large',
      pointer: '/rows/3',
    })
    expect(await refusalOf(readVivaCsv(csv([header, row('x'.repeat(5_000_000))])))).toMatchObject({
      status: 413,
      code: 'too-large',
      pointer: '/rows/2',
    })
  })

  it('with formulas is refused with every row that has one; a minus is a number', async () => {
    const rows = [
      header,
      row('=1+1'),
      row('Minus', ['Ana', 'Q4', 'On Track', '-5']),
      row('Run', ["=cmd|'/C calc'!A0", 'Q4', '', '']),
    ]
    const error = (await readVivaCsv(csv(rows)).catch((reason: unknown) => reason)) as Refusal
    expect(error).toMatchObject({ status: 422, code: 'formula' })
    expect((error.extra.errors as { pointer: string }[]).map((fault) => fault.pointer)).toEqual([
      '/rows/2/1',
      '/rows/4/2',
    ])
    const viva = await readVivaCsv(csv([header, rows[2]!]))
    expect(viva.items[0]!.measure!.target).toBe('-5')
  })

  it('takes the link that Excel makes of an id', async () => {
    const viva = await readVivaCsv(
      csv([
        ['Id', ...header],
        ['=HYPERLINK("https://goals.example/1200001","1200001")', ...row('One')],
      ]),
    )
    expect(viva.items[0]!.externalId).toBe('1200001')
  })

  it('with a NUL byte is refused with its line', async () => {
    expect(await refusalOf(readVivaCsv(csv([header, row('One'), row('T\0wo')])))).toMatchObject({
      code: 'nul-byte',
      detail: 'Line 3 holds a NUL byte.',
    })
  })

  it('in UTF-16 is read with its mark and refused without', async () => {
    const text = csv([header, row('Größe')]).toString()
    const marked = await readVivaCsv(Buffer.from(`\ufeff${text}`, 'utf16le'))
    expect(marked.items[0]!.title).toBe('Größe')
    expect(await refusalOf(readVivaCsv(Buffer.from(text, 'utf16le')))).toMatchObject({ code: 'encoding' })
  })

  it('in Latin-1 is refused with its line', async () => {
    const latin = Buffer.from(csv([header, row('One'), row('Größe')]).toString(), 'latin1')
    expect(await refusalOf(readVivaCsv(latin))).toMatchObject({
      code: 'encoding',
      detail: expect.stringContaining('Line 3'),
    })
  })

  it('with another delimiter says which and what to do', async () => {
    for (const [delimiter, spoken] of [
      [';', 'semicolons'],
      ['\t', 'tabs'],
    ] as const) {
      const text = [header, row('One')].map((cells) => cells.join(delimiter)).join('\n')
      const refusal = await refusalOf(readVivaCsv(Buffer.from(text)))
      expect(refusal).toMatchObject({ code: 'csv-delimiter', pointer: '/rows/1' })
      expect(refusal.detail).toContain(spoken)
    }
  })

  it('that is some other table is refused', async () => {
    expect(
      await refusalOf(
        readVivaCsv(
          csv([
            ['Name', 'Phone'],
            ['Ana', '1'],
          ]),
        ),
      ),
    ).toMatchObject({ code: 'not-viva', pointer: '/rows/1' })
  })

  it('with an unclosed quote names the row', async () => {
    const text = `${csv([header, row('One')]).toString()}"Two,Ana,Q4\nThree,Ana,Q4`
    expect(await refusalOf(readVivaCsv(Buffer.from(text)))).toMatchObject({
      code: 'csv',
      pointer: '/rows/3',
      detail: expect.stringContaining('a quote is never closed'),
    })
    const stray = `${csv([header, row('One')]).toString()}"Two" wheels,Ana,Q4,,\n`
    expect(await refusalOf(readVivaCsv(Buffer.from(stray)))).toMatchObject({
      code: 'csv',
      pointer: '/rows/3',
    })
  })

  it('with an unsafe column name is refused', async () => {
    expect(
      (
        await refusalOf(
          readVivaCsv(
            csv([
              [...header, '__proto__'],
              [...row('One'), 'x'],
            ]),
          ),
        )
      ).code,
    ).toBe('unsafe-key')
  })

  it('cut off in the middle is either refused with its row or told in the report', async () => {
    const whole = sample(csvName)
    const inQuotes = whole.indexOf('New rack helps') + 5
    expect(await refusalOf(readVivaCsv(whole.subarray(0, inQuotes)))).toMatchObject({
      code: 'csv',
      pointer: '/rows/8',
    })
    const inCell = whole.indexOf('Checkin Date: 2025-10-22; User: Elif') + 9
    const viva = await readVivaCsv(whole.subarray(0, inCell))
    expect(viva.report.filter((line) => line.code === 'check-in-unreadable')).toHaveLength(1)
  })
})
