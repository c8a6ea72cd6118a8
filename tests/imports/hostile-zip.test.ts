import { describe, expect, it } from '@jest/globals'
import { archiveLimits, readArchive } from '../../api/imports/archive.ts'
import { readVivaCsv } from '../../api/imports/viva-csv.ts'
import { readVivaZip } from '../../api/imports/viva-zip.ts'
import { refusalOf } from './refusal.ts'
import { objective, sample, vivaName, vivaZip, zip, zipName } from './viva-files.ts'

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
