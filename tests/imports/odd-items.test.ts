import { describe, expect, it } from '@jest/globals'
import type { VivaExport } from '../../api/imports/model.ts'
import { readVivaZip } from '../../api/imports/viva-zip.ts'
import { keyResult, objective, under, vivaZip } from './viva-files.ts'

const read = (files: Record<string, Record<string, unknown>[]>) => readVivaZip(vivaZip(files))
const linesOf = (viva: VivaExport, code: string) =>
  viva.report.filter((line) => line.code === code).map((line) => line.pointer)

describe('kinds and measures', () => {
  it('follow structure when every word was renamed', async () => {
    const viva = await read({
      objectives: [
        objective(1, 'Ziel', { Type: 'Ziel' }),
        keyResult(2, 'Messgröße', { Type: 'Erfolg', Alignment: [under(1, 'Ziel', '0.0%')] }),
        objective(3, 'Prozent', { Type: 'Erfolg', Alignment: [under(1, 'Ziel', '0.0%')] }),
        objective(4, 'Vorhaben', { Type: 'Vorhaben', Alignment: [under(1, 'Ziel', '0.0%')] }),
      ],
    })
    expect(viva.items.map((item) => item.kind)).toEqual(['objective', 'key_result', 'key_result', 'project'])
    expect(linesOf(viva, 'kind-guessed')).toEqual(['/objectives/3'])
  })

  it('take words that JavaScript knows for words', async () => {
    const task = { ID: 5, 'Task Name': 'Rack', 'Task Status': 'constructor' }
    const odd = { Type: 'constructor', Status: 'constructor', 'Goal Type': 'constructor', Children: [task] }
    const viva = await read({ objectives: [objective(1, 'A', odd)] })
    expect(viva.items[0]).toMatchObject({
      kind: 'objective',
      lifecycle: 'published',
      health: null,
      goalType: null,
    })
    expect(viva.tasks[0]!.done).toBeNull()
  })

  it('keep the metric of an objective aside', async () => {
    const target = { Outcome: { 'Outcome Type': 'Metric', 'Metric Name': 'EUR', Start: 0, Target: 5 } }
    const viva = await read({
      objectives: [
        objective(1, 'Parent', target),
        objective(3, 'Next'),
        keyResult(2, 'Child', { 'Parent IDs': [1] }),
        keyResult(4, 'Child', { 'Parent IDs': [3] }),
      ],
    })
    expect(viva.items[0]).toMatchObject({
      kind: 'objective',
      measure: null,
      kept: { Outcome: { targetText: '5' } },
    })
    expect(linesOf(viva, 'measure-on-objective')).toEqual(['/objectives/0'])
  })

  it('read "Increase From" downhill as decreasing, and tell it', async () => {
    const outcome = {
      'Outcome Type': 'Metric',
      'Metric Name': 'Days',
      Start: 9,
      Target: 4,
      'Target Type': 'Increase From',
    }
    const viva = await read({ objectives: [keyResult(1, 'Days', { Outcome: outcome })] })
    expect(viva.items[0]!.measure!.direction).toBe('decrease_to')
    expect(linesOf(viva, 'direction-contradicted')).toEqual(['/objectives/0'])
  })

  it('tell missing and unreadable ends and keep them', async () => {
    const outcome = {
      'Outcome Type': 'Metric',
      'Metric Name': 'Days',
      'Metric Unit': 'Bananas',
      Start: null,
      Target: 'many',
      'Target Type': 'Reach',
    }
    const viva = await read({
      objectives: [
        keyResult(1, 'Days', {
          Outcome: outcome,
          Score: 7,
          'Phased Targets': {
            Interval: 'weekly',
            'Phased Targets': [{ 'Target Value': 1, 'Target Date': 'soon' }],
          },
        }),
      ],
    })
    expect(viva.items[0]).toMatchObject({
      score: null,
      measure: { baseline: null, target: null, unit: 'Bananas', phased: [] },
    })
    expect(viva.items[0]!.kept).toMatchObject({
      Target: 'many',
      Score: '7',
      'Phased Targets': [{ dayText: 'soon', valueText: '1' }],
    })
    const codes = viva.report.map((line) => line.code)
    expect(codes).toEqual(
      expect.arrayContaining(['baseline-missing', 'number-unreadable', 'unit-unknown', 'field-unreadable']),
    )
  })

  it('keep reopened and unknown statuses as words', async () => {
    const viva = await read({
      objectives: [objective(1, 'A', { Status: 'Reopened' }), objective(2, 'B', { Status: 'Parked' })],
    })
    expect(
      viva.items.map(({ lifecycle, reopened, statusText }) => [lifecycle, reopened, statusText]),
    ).toEqual([
      ['published', true, 'Reopened'],
      ['published', false, 'Parked'],
    ])
    expect([linesOf(viva, 'reopened-kept'), linesOf(viva, 'status-unknown')]).toEqual([
      ['/objectives/0'],
      ['/objectives/1'],
    ])
  })
})

describe('nothing is dropped silently', () => {
  it('keeps unknown keys at every depth, and lists them', async () => {
    const owner = { ID: 1, Name: 'Ana', Email: 'a@b.example', Nickname: 'An' }
    const viva = await read({
      objectives: [objective(1, 'A', { Confidence: 0.5, Owner: [owner], Tags: [{ Name: 'q4' }] })],
    })
    expect(viva.items[0]!.kept).toEqual({
      Confidence: '0.5',
      Owner: [{ ...owner, ID: '1' }],
      Tags: [{ Name: 'q4' }],
    })
    expect(viva.report.find((line) => line.code === 'field-kept')!.detail).toContain('Confidence')
  })

  it('keeps tags, unknown files, rows that are none, and second rows of one id', async () => {
    const first = objective(1, 'A')
    const viva = await read({
      objectives: [first, first, objective(1, 'Other words')],
      Tags: [{ ID: 5, Name: 'q4' }],
      Users: [
        { ID: 1, Name: 'Ana' },
        { ID: 1, Name: 'Anna' },
      ],
      surveys: [{ ID: 1 }],
    })
    expect(viva.items.map((item) => item.title)).toEqual(['A'])
    expect(viva.kept.map(({ what }) => what).sort()).toEqual(['file', 'item', 'tag', 'user'])
    expect([linesOf(viva, 'duplicate-row'), linesOf(viva, 'duplicate-id')]).toEqual([
      ['/objectives/1'],
      ['/users/1', '/objectives/2'],
    ])
    expect(linesOf(viva, 'file-unknown')).toHaveLength(1)
  })

  it('adds unlisted teams and periods and comments without an item', async () => {
    const viva = await read({
      objectives: [
        objective(1, 'A', {
          Teams: [{ ID: 8, Name: 'Night shift' }],
          'Time Period': { ID: 9, Name: 'Q9' },
          'Start Date': '2025-10-01',
          'End Date': '2025-09-01',
        }),
      ],
      Teams: [{ ID: 1, 'Team Name': 'Day', 'Parent Team': 'Nowhere' }],
      comments: [
        { ID: 1, 'OKR ID': 77, Comment: 'Lost' },
        { ID: 2, 'OKR ID': 1, Comment: 'Hi @Nobody.Here', 'Created At': 'then' },
      ],
    })
    expect(viva.teams.map((team) => team.name)).toEqual(['Day', 'Night shift'])
    expect(viva.teams[0]!.kept).toEqual({ 'Parent Team': 'Nowhere' })
    expect(viva.comments[0]).toMatchObject({
      at: null,
      kept: { 'Created At': 'then' },
      mentions: [{ text: '@Nobody.Here', userKey: null }],
    })
    const codes = viva.report.map((line) => line.code)
    expect(codes).toEqual(
      expect.arrayContaining([
        'team-missing',
        'period-inferred',
        'comment-without-item',
        'mention-unmatched',
        'dates-reversed',
      ]),
    )
  })
})
