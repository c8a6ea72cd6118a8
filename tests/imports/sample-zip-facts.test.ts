import { beforeAll, describe, expect, it } from '@jest/globals'
import type { VivaExport, VivaItem } from '../../api/imports/model.ts'
import { readVivaZip } from '../../api/imports/viva-zip.ts'
import { sample, zipName } from './viva-files.ts'

let viva: VivaExport
beforeAll(async () => {
  viva = await readVivaZip(sample(zipName))
})

const item = (title: string): VivaItem => viva.items.find((found) => found.title === title)!
const people = (keys: string[]) => keys.map((key) => viva.users.find((user) => user.key === key)!.name)
const checkInsOf = (title: string) => viva.checkIns.filter((checkIn) => checkIn.itemKey === item(title).key)
const told = (code: string) => viva.report.filter((line) => line.code === code)

describe('what happened to the goals in the ZIP of Tidewater Cycles', () => {
  it('keeps several check-ins of one day in the order in which they were made: the last one holds', () => {
    const own = checkInsOf('Repairs done by the promised day').filter(
      (checkIn) => checkIn.day === '2025-11-10',
    )
    expect(own.map(({ externalId, value, order }) => [externalId, value, order])).toEqual([
      ['3300013', '79', 5],
      ['3300014', '80', 6],
      ['3300015', '78', 7],
    ])
    expect(told('check-ins-same-day').map((line) => line.pointer)).toEqual(['/checkins/12'])
  })

  it('reads notes: empty objects, empty texts, semicolons and several lines', () => {
    expect(
      checkInsOf('Median days from drop-off to pick-up').map((checkIn) => checkIn.note?.text ?? null),
    ).toEqual([
      'Counting starts today',
      null,
      'Parts from Porto; two weeks late; see mail',
      'New rack helps\nSecond line: two mechanics trained',
      null,
      null,
      'Holiday week',
    ])
  })

  it('takes script and handler out of a note, keeps its link, and says both', () => {
    const note = checkInsOf('Packing table redesign')[0]!.note!
    expect(note.text).toBe('Foam arrived')
    expect(note.html).toBe(
      '<p>Foam <strong>arrived</strong><br /><a href="https://example.com/x" rel="noopener noreferrer nofollow">photo</a></p>',
    )
    expect(told('note-cleaned')[0]).toMatchObject({ pointer: '/checkins/58', level: 'changed' })
    expect(told('note-cleaned')[0]!.detail).toContain('a onclick, script')
    expect(told('note-html-differs').map((line) => line.pointer)).toEqual(['/checkins/58'])
  })

  it('takes check-ins on objectives and projects too', () => {
    expect(checkInsOf('Repairs done when promised (Workshop)').map((checkIn) => checkIn.value)).toEqual([
      '48',
    ])
    expect(checkInsOf('Be the repair shop that people trust').map((checkIn) => checkIn.value)).toEqual(['51'])
    expect(checkInsOf('Packing table redesign').map((checkIn) => checkIn.value)).toEqual(['35'])
  })

  it('keeps values that are worse than the start or beyond the target', () => {
    expect(checkInsOf('Damaged on arrival per 1,000 parcels').map((checkIn) => checkIn.value)).toContain('44')
    expect(checkInsOf('Revenue per order').at(-1)!.value).toBe('71.9')
    expect(checkInsOf('Never checked in')).toEqual([])
  })

  it('keeps phased targets', () => {
    expect(item('Damaged on arrival per 1,000 parcels').measure).toMatchObject({
      phasedInterval: 'monthly',
      phased: [
        { day: '2025-10-31', value: '30' },
        { day: '2025-11-30', value: '20' },
        { day: '2025-12-31', value: '10' },
      ],
    })
  })

  it('takes score 0.0 on an open item for none and keeps the score of a closed one', () => {
    expect(item('Never checked in').score).toBeNull()
    expect(item('Open on Sundays').score).toBe('0.7')
    expect(told('score-empty')).toHaveLength(19)
  })

  it('splits the status into lifecycle and health', () => {
    expect(item('Printer for the second dock (cancelled)')).toMatchObject({
      lifecycle: 'postponed',
      health: null,
      statusText: 'Postponed',
    })
    expect(item('Sundays with at least four mechanics')).toMatchObject({ lifecycle: 'closed', health: null })
    expect(item('Returns cost less than they teach us')).toMatchObject({
      lifecycle: 'published',
      health: 'behind',
    })
    expect(item('Never checked in')).toMatchObject({ lifecycle: 'published', health: 'not_started' })
  })

  it('keeps committed and aspirational apart', () => {
    expect(
      viva.items.filter((found) => found.goalType === 'aspirational').map((found) => found.title),
    ).toEqual(['Be the repair shop that people trust'])
  })

  it('keeps comments with their mentions', () => {
    const [first] = viva.comments
    expect(first!.body.text).toBe('Is that the new carrier? @Ana.Petrov please ask them for photos.')
    expect(first!.mentions.map(({ text, userKey }) => [text, ...people([userKey!])])).toEqual([
      ['@Ana.Petrov', 'Ana Petrov'],
    ])
    expect([first!.at, ...people([first!.authorKey!])]).toEqual(['2025-10-16T08:12:44Z', 'Jun Li'])
  })

  it('keeps permissions and other fields without a place word for word, and lists them', () => {
    expect(item('Revenue per order').kept).toEqual({
      Permissions: { View: 'Everybody', Edit: {}, Align: 'Everybody' },
      'Progress and Status Configuration': { Progress: 'Update Manually', Status: 'Update Manually' },
    })
    expect(told('field-kept')).toHaveLength(21 + 10 + 5)
  })

  it('gives the same hashes when it is read again', async () => {
    const again = await readVivaZip(sample(zipName))
    const hashes = (read: VivaExport) =>
      [...read.items, ...read.checkIns, ...read.users].map((record) => record.rowHash)
    expect(hashes(again)).toEqual(hashes(viva))
    expect(new Set(hashes(viva)).size).toBe(21 + 69 + 13)
  })

  it('finds nothing that disagrees in this export', () => {
    const review = viva.report.filter((line) => line.level === 'review').map((line) => line.code)
    expect(review).toEqual(['unit-clash', 'unit-clash'])
  })
})
