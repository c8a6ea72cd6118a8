import { describe, expect, it } from '@jest/globals'
import type { VivaExport } from '../../api/imports/model.ts'
import { readVivaCsv } from '../../api/imports/viva-csv.ts'
import { csv } from './viva-files.ts'

const linesOf = (viva: VivaExport, code: string) =>
  viva.report.filter((line) => line.code === code).map((line) => line.pointer)

describe('the older CSV', () => {
  const header = [
    'Title',
    'Type name',
    'Tag',
    'Owner',
    'Period',
    'OKR type',
    'Start',
    'Target',
    'Metric Name',
    'Aligned To',
    'Status',
    'Mood',
    'Checkins',
    '',
    '',
  ]
  const rows = [
    [
      'Grow',
      'Workshop',
      'big',
      'Okafor, Ben',
      'Q1 2021',
      'Big Rock',
      '',
      '',
      '',
      '',
      'On Track',
      '',
      '',
      '',
      '',
    ],
    [
      'Share on time',
      'Workshop',
      '',
      'Ana Petrov',
      'Q1 2021',
      'Key Result',
      '10',
      '90',
      'Share',
      'Grow',
      'Behind',
      'sunny',
      '[2021-03-08 10:00:00 UTC] User: Ana Petrov; Note: Second; Status: Behind; Current Value: 30%;',
      '[2021-03-01 10:00:00 UTC] User: Ana Petrov; Note: First; Status: Behind; Current Value: 20%;',
      'no check-in',
    ],
  ]

  it('is recognised: teams, kinds, parents by title, units by the values', async () => {
    const viva = await readVivaCsv(csv([header, ...rows]))
    expect(viva.items.map((item) => item.kind)).toEqual(['objective', 'key_result'])
    expect(viva.teams.map((team) => team.name)).toEqual(['Workshop'])
    expect(viva.items[1]!.parents[0]).toMatchObject({ title: 'Grow', itemKey: '/rows/2', weight: null })
    expect(viva.items[1]!.measure).toMatchObject({ kind: 'percent', baseline: '10', target: '90' })
  })

  it('has its check-ins newest first', async () => {
    const viva = await readVivaCsv(csv([header, ...rows]))
    expect(viva.checkIns.map(({ day, value, note }) => [day, value, note!.text])).toEqual([
      ['2021-03-01', '20', 'First'],
      ['2021-03-08', '30', 'Second'],
    ])
  })

  it('keeps its own columns and unreadable cells, and tells an owner that can be two', async () => {
    const viva = await readVivaCsv(csv([header, ...rows]))
    expect(viva.items[0]!.kept).toMatchObject({ Tag: 'big', Owner: 'Okafor, Ben' })
    expect(viva.items[1]!.kept).toMatchObject({ Mood: 'sunny', Checkins: ['no check-in'] })
    expect([linesOf(viva, 'owners-ambiguous'), linesOf(viva, 'check-in-unreadable')]).toEqual([
      ['/rows/2'],
      ['/rows/3'],
    ])
  })

  it('reads "Okafor, Ben" as one person once Ben is known', async () => {
    const viva = await readVivaCsv(csv([header, ...rows]), { knownNames: ['Ben Okafor'] })
    expect(viva.users.map((user) => user.name)).toEqual(['Ana Petrov', 'Ben Okafor'])
    expect(linesOf(viva, 'owners-ambiguous')).toEqual([])
  })

  it('tells twins that no id tells apart, rows without a title, and a title that is no single parent', async () => {
    const viva = await readVivaCsv(
      csv([header, rows[0]!, rows[0]!, rows[1]!, ['', 'Workshop', '', 'Ana Petrov']]),
    )
    expect(linesOf(viva, 'twin-items')).toEqual(['/rows/3'])
    expect(linesOf(viva, 'parent-ambiguous')).toEqual(['/rows/4'])
    expect(viva.kept).toHaveLength(1)
  })
})
