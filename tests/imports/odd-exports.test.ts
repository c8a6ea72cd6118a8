import { describe, expect, it } from '@jest/globals'
import type { VivaExport } from '../../api/imports/model.ts'
import { readVivaZip } from '../../api/imports/viva-zip.ts'
import { checkIn, keyResult, objective, under, vivaZip } from './viva-files.ts'

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
