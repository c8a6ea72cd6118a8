import { describe, expect, it } from '@jest/globals'
import type { VivaExport } from '../../api/imports/model.ts'
import { readVivaCsv } from '../../api/imports/viva-csv.ts'
import { readVivaZip } from '../../api/imports/viva-zip.ts'
import { checkIn, csv, keyResult, objective, under, vivaZip } from './viva-files.ts'

const read = (files: Record<string, Record<string, unknown>[]>) => readVivaZip(vivaZip(files))
const linesOf = (viva: VivaExport, code: string) =>
  viva.report.filter((line) => line.code === code).map((line) => line.pointer)
const itemOf = (viva: VivaExport, title: string) => viva.items.find((item) => item.title === title)!
const weightsOf = (viva: VivaExport) =>
  viva.items.flatMap((item) => item.parents.map((parent) => parent.weight))

describe('progress beside check-ins', () => {
  it('that an integration moved on is told; the check-in holds', async () => {
    const viva = await read({
      objectives: [keyResult(1, 'Bikes', { Progress: 7 })],
      checkins: [checkIn(1, 1, '2025-10-01', 6)],
    })
    expect(linesOf(viva, 'progress-differs')).toEqual(['/objectives/0'])
    expect([viva.items[0]!.reported.value, viva.checkIns[0]!.value]).toEqual(['7', '6'])
  })

  it('that is the percent of the last value is told as such', async () => {
    const viva = await read({
      objectives: [keyResult(1, 'Bikes', { Progress: 60 })],
      checkins: [checkIn(1, 1, '2025-10-01', 6)],
    })
    expect(linesOf(viva, 'progress-is-percent')).toEqual(['/objectives/0'])
    expect(viva.items[0]!.reported).toMatchObject({ value: '6', percent: '60' })
  })

  it('without any check-in is told, its value kept', async () => {
    const viva = await read({
      objectives: [keyResult(1, 'Bikes', { Progress: 3.5, 'Last Check-in': '2025-10-01' })],
    })
    expect(linesOf(viva, 'no-check-in-for-progress')).toEqual(['/objectives/0'])
    expect(viva.items[0]!.reported).toMatchObject({ value: '3.5', lastCheckInDay: '2025-10-01' })
  })

  it('that ends on another day than its last check-in is told', async () => {
    const viva = await read({
      objectives: [keyResult(1, 'Bikes', { 'Last Check-in': '2025-10-08' })],
      checkins: [checkIn(1, 1, '2025-10-01', 6)],
    })
    expect(linesOf(viva, 'last-check-in-differs')).toEqual(['/objectives/0'])
  })
})

describe('check-ins', () => {
  it('are ordered by day and id, not as they stand; twins are numbered', async () => {
    const checkins = [
      checkIn(10, 1, '2025-10-02', 5),
      checkIn(9, 1, '2025-10-02', 5),
      checkIn(11, 1, '2025-10-01', 4),
    ]
    const viva = await read({ objectives: [keyResult(1, 'Bikes')], checkins })
    const order = viva.checkIns.toSorted((a, b) => a.order - b.order)
    expect(order.map(({ externalId, position }) => [externalId, position])).toEqual([
      ['11', 0],
      ['9', 0],
      ['10', 1],
    ])
  })

  it('without a known item or a readable day are kept word for word and told', async () => {
    const checkins = [checkIn(1, 99, '2025-10-02', 5), checkIn(2, 1, 'someday', 5)]
    const viva = await read({ objectives: [keyResult(1, 'Bikes')], checkins })
    expect(viva.checkIns).toEqual([])
    expect(viva.kept.map(({ pointer, what }) => [pointer, what])).toEqual([
      ['/checkins/0', 'check-in'],
      ['/checkins/1', 'check-in'],
    ])
    expect([linesOf(viva, 'check-in-without-item'), linesOf(viva, 'check-in-unreadable')]).toEqual([
      ['/checkins/0'],
      ['/checkins/1'],
    ])
  })

  it('with a value that is no number keep it and their note', async () => {
    const viva = await read({
      objectives: [keyResult(1, 'Bikes')],
      checkins: [checkIn(1, 1, '2025-10-02', 'a few')],
    })
    expect(viva.checkIns[0]).toMatchObject({ value: null, kept: { 'Current Value': 'a few' } })
    expect(linesOf(viva, 'number-unreadable')).toEqual(['/checkins/0'])
  })

  it('made later than their day say so', async () => {
    const late = checkIn(1, 1, '2025-10-02', 5, { 'Activity Date': '2025-10-06 08:00:00' })
    const viva = await read({ objectives: [keyResult(1, 'Bikes')], checkins: [late] })
    expect(viva.checkIns[0]).toMatchObject({
      day: '2025-10-02',
      activityDay: '2025-10-06',
      activityAt: '2025-10-06T08:00:00Z',
    })
    expect(linesOf(viva, 'activity-day-differs')).toEqual(['/checkins/0'])
  })
})

describe('the hierarchy', () => {
  it('gives weights of siblings together', async () => {
    const parent = objective(1, 'Parent')
    const children = ['0.0%', '0.0%'].map((weight, index) =>
      keyResult(2 + index, `Child ${index}`, { Alignment: [under(1, 'Parent', weight)] }),
    )
    expect(weightsOf(await read({ objectives: [parent, ...children] }))).toEqual([null, null])
    const third = keyResult(9, 'Child 9', { Alignment: [under(1, 'Parent', '33.33%')] })
    expect(weightsOf(await read({ objectives: [parent, ...children, third] }))).toEqual(['0', '0', '33.33'])
  })

  it('tells weights that are no share', async () => {
    const children = ['heavy', '-5%'].map((weight, index) =>
      keyResult(2 + index, `Child ${index}`, { Alignment: [under(1, 'Parent', weight)] }),
    )
    const viva = await read({ objectives: [objective(1, 'Parent'), ...children] })
    expect(weightsOf(viva)).toEqual([null, null])
    expect(linesOf(viva, 'weight-unreadable')).toEqual(['/objectives/1', '/objectives/2'])
  })

  it('tells a parent that is not in the file and keeps the link', async () => {
    const viva = await read({
      objectives: [keyResult(1, 'Child', { Alignment: [under(7, 'Elsewhere', '10%')], 'Parent IDs': [7] })],
    })
    expect(viva.items[0]!.parents).toEqual([
      { externalId: '7', title: 'Elsewhere', itemKey: null, weightText: '10%', weight: '10' },
    ])
    expect(linesOf(viva, 'parent-missing')).toEqual(['/objectives/0'])
  })

  it('cuts a circle of parents once, and an item under itself', async () => {
    const viva = await read({
      objectives: [
        objective(1, 'A', { Alignment: [under(2, 'B', '0.0%')] }),
        objective(2, 'B', { Alignment: [under(3, 'C', '0.0%')] }),
        objective(3, 'C', { Alignment: [under(1, 'A', '0.0%'), under(3, 'C', '0.0%')] }),
      ],
    })
    expect(linesOf(viva, 'parent-cycle')).toHaveLength(2)
    expect(viva.items.flatMap((item) => item.parents)).toHaveLength(2)
  })

  it('walks very long chains', async () => {
    const chain = Array.from({ length: 20_000 }, (_, index) =>
      objective(index + 1, `Link ${index}`, { Owner: [], 'Parent IDs': index ? [index] : null }),
    )
    const viva = await read({ objectives: chain })
    expect(linesOf(viva, 'parent-cycle')).toEqual([])
    expect(viva.items.at(-1)!.parents[0]!.itemKey).toBe('item:19999')
  })

  it('hangs a child where only its parent lists it, and tells a child that is not there', async () => {
    const parent = objective(1, 'Parent', {
      Children: [
        { ID: 2, Title: 'Child', Type: 'Key result' },
        { ID: 3, Title: 'Gone', Type: 'Key result' },
      ],
    })
    const viva = await read({ objectives: [parent, keyResult(2, 'Child')] })
    expect(itemOf(viva, 'Child').parents[0]).toMatchObject({
      externalId: '1',
      itemKey: 'item:1',
      weight: null,
    })
    expect([linesOf(viva, 'child-not-aligned'), linesOf(viva, 'child-missing')]).toEqual([
      ['/objectives/1'],
      ['/objectives/0'],
    ])
  })

  it('tells a project under a key result', async () => {
    const project = objective(3, 'Rack', { Type: 'Project', Alignment: [under(2, 'Bikes', '0.0%')] })
    const viva = await read({ objectives: [keyResult(1, 'Other'), keyResult(2, 'Bikes'), project] })
    expect([itemOf(viva, 'Bikes').kind, itemOf(viva, 'Rack').kind]).toEqual(['key_result', 'project'])
    expect(linesOf(viva, 'parent-not-objective')).toEqual(['/objectives/2'])
  })
})

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
