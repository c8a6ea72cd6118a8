import { describe, expect, it } from '@jest/globals'
import { Refusal } from '../../api/errors.ts'
import { archiveLimits, readArchive } from '../../api/imports/archive.ts'
import { readVivaCsv } from '../../api/imports/viva-csv.ts'
import { readVivaZip } from '../../api/imports/viva-zip.ts'
import { csv, csvName, objective, sample, vivaName, vivaZip, zip, zipName } from './viva-files.ts'

/** Status, code and place with which a file is turned down. */
async function refusalOf(read: Promise<unknown>) {
  const error = await read.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof Refusal)) throw error ?? new Error('The file was taken')
  const errors = error.extra.errors as { pointer: string; code: string; detail: string }[]
  expect(errors[0]).toMatchObject({ code: error.code, detail: error.message })
  return { status: error.status, code: error.code, pointer: errors[0]!.pointer, detail: error.message }
}

const header = ['Title', 'Owner', 'Period', 'Status', 'Target']
const row = (title: string, more: string[] = ['Ana Petrov', 'Q4', 'On Track', '']) => [title, ...more]
const objectives = vivaName('objectives')
const zipOf = (text: string) => readVivaZip(zip([{ name: objectives, bytes: Buffer.from(text) }]))

describe('a hostile ZIP', () => {
  it('that is cut off is refused', async () => {
    const whole = sample(zipName)
    for (const length of [0, 10, 1000, whole.length - 30]) {
      expect(await refusalOf(readVivaZip(whole.subarray(0, length)))).toMatchObject({
        status: 422,
        code: 'archive-damaged',
      })
    }
  })

  it('with a flipped bit is refused with the file that it hit', async () => {
    const broken = Buffer.from(sample(zipName))
    broken[5000]! ^= 0xff
    expect(await refusalOf(readVivaZip(broken))).toMatchObject({
      code: 'archive-damaged',
      pointer: expect.stringMatching(/^\/[A-Za-z]+_export/),
    })
  })

  it('that unpacks to far more than it holds is refused before it is unpacked', async () => {
    const bomb = zip([{ name: objectives, bytes: Buffer.alloc(20 * 1024 * 1024, 0x20) }])
    expect(await refusalOf(readVivaZip(bomb))).toMatchObject({ status: 413, code: 'archive-ratio' })
  })

  it('that lies about its sizes is stopped while unpacking', async () => {
    const liar = zip([{ name: objectives, bytes: Buffer.alloc(5 * 1024 * 1024, 0x20), claimedSize: 2 }])
    expect(await refusalOf(readVivaZip(liar))).toMatchObject({ code: 'archive-damaged' })
  })

  it('whose files are too much together is refused', async () => {
    const entries = Array.from({ length: 5 }, (_, index) => ({
      name: `${index}.json`,
      bytes: Buffer.alloc(400, 65 + index),
    }))
    const drain = async () => {
      for await (const file of readArchive(zip(entries), { ...archiveLimits, totalBytes: 1999 }))
        expect(file.name).toBe('')
    }
    expect(await refusalOf(drain())).toMatchObject({ status: 413, code: 'too-large', pointer: '/4.json' })
  })

  it('with too many files, one twice, a folder, a path, a lock or an archive inside is refused', async () => {
    const bytes = Buffer.from('[]')
    const many = Array.from({ length: 65 }, (_, index) => ({ name: `${index}.json`, bytes }))
    const codes: [Buffer, string][] = [
      [zip(many), 'archive-entries'],
      [
        zip([
          { name: objectives, bytes },
          { name: objectives, bytes },
        ]),
        'archive-damaged',
      ],
      [zip([{ name: `folder/${objectives}`, bytes }]), 'archive-path'],
      [zip([{ name: `../${objectives}`, bytes }]), 'archive-path'],
      [zip([{ name: `..\\${objectives}`, bytes }]), 'archive-path'],
      [zip([{ name: `/etc/${objectives}`, bytes }]), 'archive-path'],
      [zip([{ name: objectives, bytes, encrypted: true }]), 'archive-encrypted'],
      [zip([{ name: 'more.zip', bytes }]), 'archive-nested'],
      [zip([{ name: objectives, bytes: zip([{ name: 'x.json', bytes }]) }]), 'archive-nested'],
    ]
    for (const [file, code] of codes) expect((await refusalOf(readVivaZip(file))).code).toBe(code)
  })

  it('without objectives, or a workbook, is not an export', async () => {
    expect((await refusalOf(readVivaZip(vivaZip({ Users: [] })))).code).toBe('not-viva')
    const workbook = zip([{ name: 'xl/workbook.xml', bytes: Buffer.from('<x/>') }])
    expect(await refusalOf(readVivaZip(workbook))).toMatchObject({ status: 415, code: 'workbook' })
    expect(await refusalOf(readVivaCsv(workbook))).toMatchObject({ status: 415, code: 'not-csv' })
  })
})

describe('hostile JSON', () => {
  const good = JSON.stringify(objective(1, 'First'))

  it('that breaks off or is none names the entry', async () => {
    for (const text of [
      `[${good},{"ID": 2`,
      `[${good},{"Title": "no end}]`,
      `[${good},{ID: 2}]`,
      `[${good} ${good}]`,
    ]) {
      const refusal = await refusalOf(zipOf(text))
      expect(refusal.code).toBe('json')
      expect(refusal.detail).toMatch(/^Entry [12] of objectives cannot be read/)
    }
    expect((await refusalOf(zipOf('{"a": 1}'))).detail).toBe('The file objectives is not a JSON array.')
    expect((await refusalOf(zipOf(`[${good}] []`))).code).toBe('json')
  })

  it('with a NUL, an unsafe key or too much depth names the entry', async () => {
    const entry = (extra: string) => zipOf(`[${good},{"ID":2,"Title":"Second",${extra}}]`)
    expect(await refusalOf(entry('"Description":"a\\u0000b"'))).toMatchObject({
      code: 'nul-byte',
      pointer: '/objectives/1',
    })
    expect(await refusalOf(entry('"__proto__":{"x":1}'))).toMatchObject({
      code: 'unsafe-key',
      pointer: '/objectives/1',
    })
    expect(await refusalOf(entry('"Owner":{"\\u005f_proto__":1}'))).toMatchObject({ code: 'unsafe-key' })
    expect(await refusalOf(entry(`"X":${'['.repeat(5000)}${']'.repeat(5000)}`))).toMatchObject({
      code: 'too-deep',
      pointer: '/objectives/1',
    })
  })

  it('with an entry over 4 MB is refused', async () => {
    const words = Array.from({ length: 700_000 }, (_, index) => index.toString(36)).join(' ')
    const refusal = await refusalOf(zipOf(`[${good},{"Title":"${words}${words}"}]`))
    expect(refusal).toMatchObject({ status: 413, code: 'too-large', pointer: '/objectives/1' })
  })

  it('keeps every digit of a number', async () => {
    const viva = await zipOf(
      '[{"ID": 9007199254740993, "Title": "Big", "Score": 0.123456789012345678, "Status": "Closed"}]',
    )
    expect(viva.items[0]).toMatchObject({ externalId: '9007199254740993', score: '0.123456789012345678' })
  })

  it('in UTF-16 or with a byte order mark is read', async () => {
    const text = `[${JSON.stringify(objective(1, 'Größe 5 €'))}]`
    const forms = [
      Buffer.from(`\ufeff${text}`),
      Buffer.from(`\ufeff${text}`, 'utf16le'),
      Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
    ]
    for (const bytes of forms) {
      const viva = await readVivaZip(zip([{ name: objectives, bytes }]))
      expect(viva.items.map((item) => item.title)).toEqual(['Größe 5 €'])
    }
  })
})

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
