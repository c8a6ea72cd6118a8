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
const told = (code: string) => viva.report.filter((line) => line.code === code)
const parentsOf = (title: string) => item(title).parents.map((parent) => [parent.title, parent.weight])

describe('the ZIP of Tidewater Cycles', () => {
  it('is read whole', () => {
    expect(viva.organisation).toEqual({
      externalId: '70001',
      name: null,
      exportedBy: '500001',
      exportedAt: '2025-11-20T10:15:00Z',
    })
    expect([viva.users, viva.teams, viva.periods, viva.items].map((list) => list.length)).toEqual([
      13, 5, 6, 21,
    ])
    expect([viva.checkIns, viva.comments, viva.tasks, viva.kept].map((list) => list.length)).toEqual([
      69, 2, 3, 0,
    ])
  })

  it('tells kinds by structure, not by the renamed word', () => {
    const kinds = viva.items.map(({ externalId, kind }) => [Number(externalId) - 1_200_000, kind])
    const objectives = kinds.filter(([, kind]) => kind === 'objective').map(([id]) => id)
    const projects = kinds.filter(([, kind]) => kind === 'project').map(([id]) => id)
    expect(objectives).toEqual([1, 2, 3, 4, 5, 6, 18])
    expect(projects).toEqual([16, 17])
    expect(item('Damaged on arrival per 1,000 parcels')).toMatchObject({
      typeText: 'Kpi',
      kind: 'key_result',
    })
    expect(told('kind-renamed').map((line) => line.pointer)).toEqual(['/objectives/10'])
  })

  it('does not take a key result with tasks for an objective', () => {
    expect(item('Rides per bike and week').kind).toBe('key_result')
    expect(
      viva.tasks.map((task) => [
        task.externalId,
        task.name,
        task.day,
        task.done,
        people([task.ownerKey ?? ''].filter(Boolean)),
      ]),
    ).toEqual([
      ['77001', 'Move 20 bikes to the station', '2025-09-01', true, ['Ivo Novak']],
      ['77002', 'Ask riders (why not twice?)', null, false, []],
      ['77003', 'Winter tyres', null, null, []],
    ])
    expect(told('task-status-unknown').map((line) => line.pointer)).toEqual(['/objectives/12/tasks/2'])
  })

  it('reads every measure: kind, direction, start, target, unit', () => {
    const measures = viva.items
      .filter((found) => found.kind === 'key_result')
      .map(({ externalId, measure }) => [
        externalId,
        measure!.kind,
        measure!.direction,
        measure!.baseline,
        measure!.target,
        measure!.unit,
      ])
    expect(measures).toEqual([
      ['1200007', 'number', 'decrease_to', '9', '4', null],
      ['1200008', 'percent', 'increase_to', '61', '90', null],
      ['1200009', 'number', 'stay_at_or_below', '12', '12', null],
      ['1200010', 'percent', 'stay_at_or_above', '95', '95', null],
      ['1200011', 'number', 'decrease_to', '41', '10', null],
      ['1200012', 'currency', 'increase_to', '58', '66', 'USD'],
      ['1200013', 'number', 'increase_to', '3', '7', null],
      ['1200014', 'number', 'decrease_to', '40', '0', null],
      ['1200015', 'percent', 'increase_to', '22', '35', null],
      ['1200019', 'number', 'increase_to', '0', '12', null],
      ['1200020', 'currency', 'decrease_to', '1.9', '1.2', 'USD'],
      ['1200021', 'number', 'increase_to', '0', '5', null],
    ])
  })

  it('measures projects in per cent and leaves objectives to their items', () => {
    expect(item('Packing table redesign').measure).toMatchObject({
      kind: 'percent',
      baseline: '0',
      target: '100',
      direction: 'increase_to',
    })
    expect(item('Open on Sundays').measure).toBeNull()
    expect([item('Open on Sundays').rollUp, item('Rental bikes earn their keep').rollUp]).toEqual([
      'manual',
      'children',
    ])
  })

  it('tells the metric name EUR beside the unit Dollar and keeps both', () => {
    expect(told('unit-clash').map((line) => line.pointer)).toEqual(['/objectives/11', '/objectives/19'])
    expect(item('Revenue per order').measure).toMatchObject({ metricName: 'EUR', unitText: 'Dollar' })
  })

  it('keeps two parents with their weights; a zero beside other weights does not count', () => {
    expect(parentsOf('Orders arrive whole, the first time')).toEqual([
      ['Be the repair shop that people trust', '0'],
      ['Grow without adding a second warehouse (Phase 1)', '25.5'],
    ])
    expect(parentsOf('Damaged on arrival per 1,000 parcels')).toEqual([
      ['Orders arrive whole, the first time', '70'],
      ['Returns cost less than they teach us', '10'],
    ])
    expect(told('weight-zero')).toHaveLength(8)
  })

  it('makes equal shares of siblings that are all at zero', () => {
    expect(parentsOf('Rides per bike and week')).toEqual([['Rental bikes earn their keep', null]])
    expect(parentsOf('Bikes out of service')).toEqual([['Rental bikes earn their keep', null]])
    expect(parentsOf('Sundays with at least four mechanics')).toEqual([['Open on Sundays', null]])
    expect(told('weight-equal-share')).toHaveLength(3)
  })

  it('lets a key result have no parent', () => {
    expect(item('Customers who come back within a year').parents).toEqual([])
  })

  it('keeps owners who are not in the list of users as placeholders', () => {
    const placeholders = viva.users.filter((user) => !user.listed)
    expect(placeholders.map((user) => [user.externalId, user.name])).toEqual([
      ['500011', 'Kemi Ade'],
      ['599999', 'Marta Gone'],
      ['500012', 'Lars Holm'],
    ])
    expect(told('person-unlisted').map((line) => line.pointer)).toEqual([
      '/objectives/14',
      '/objectives/19',
      '/objectives/20',
    ])
    expect(people(item('Packaging cost per parcel').ownerKeys)).toEqual(['Marta Gone', 'Jun Li'])
  })

  it('keeps the first owner accountable, the delegate and the check-in owners', () => {
    expect(people(item('Repairs done when promised (Workshop)').ownerKeys)).toEqual([
      'Carla Jiménez',
      'Dev Rao',
    ])
    expect(people([item('Revenue per order').delegateKey!])).toEqual(['Jun Li'])
    expect(people(item('Packaging cost per parcel').checkInOwnerKeys)).toEqual(['Jun Li'])
  })

  it('keeps an address with a letter that a directory rarely holds as it stands, and says so', () => {
    expect(viva.users.find((user) => user.name === 'Elif Yılmaz')!.email).toBe(
      'elif.yılmaz@tidewater-cycles.example',
    )
    expect(told('email-unusual').map((line) => line.pointer)).toEqual(['/users/4'])
  })

  it('keeps the tree of teams, and further teams of an item', () => {
    const parents = viva.teams.map((team) => [
      team.name,
      viva.teams.find((other) => other.key === team.parentKey)?.name ?? null,
    ])
    expect(parents).toEqual([
      ['Tidewater Cycles', null],
      ['Workshop', 'Tidewater Cycles'],
      ['Online Shop', 'Tidewater Cycles'],
      ['Fleet & Rental', 'Tidewater Cycles'],
      ['Returns', 'Online Shop'],
    ])
    const shared = item('Returns cost less than they teach us').teamKeys.map(
      (key) => viva.teams.find((team) => team.key === key)!.name,
    )
    expect(shared).toEqual(['Online Shop', 'Returns'])
  })

  it('lets periods overlap', () => {
    expect(
      viva.periods.filter((period) => period.endDay === '2025-12-31').map((period) => period.name),
    ).toEqual(['Annual 2025', 'Q4 2025', 'FY26 H1'])
  })
})
