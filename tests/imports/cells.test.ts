import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { foldName } from '../../api/imports/people.ts'
import { parseAlignedTo, parseCheckInCell, splitOwners } from '../../api/imports/viva/cells.ts'
import { clean } from '../../api/imports/viva/values.ts'

const cellOf = (note: string, metric = 'Days', user = 'Dev Rao') =>
  `Checkin Date: 2025-10-20; User: ${user}; Note: ${note}; Metric Name: ${metric}; Status: Behind; Current Value: 8.5; Activity Date: 2025-10-21 20:57:08 UTC;`

describe('a check-in cell', () => {
  it('is read by its key names, its note holding semicolons and lines', () => {
    expect(parseCheckInCell(cellOf('Parts; two weeks late;\nsee mail; Status: bad'))).toEqual({
      day: '2025-10-20',
      activityDay: '2025-10-21',
      activityAt: '2025-10-21T20:57:08Z',
      user: 'Dev Rao',
      note: 'Parts; two weeks late;\nsee mail; Status: bad',
      metricName: 'Days',
      statusText: 'Behind',
      valueText: '8.5',
    })
  })

  it('may have an empty note and a value with its unit', () => {
    const cell =
      'Checkin Date: 2025-10-06; User: Ana; Note: ; Metric Name: ; Status: On Track; Current Value: 25%; Activity Date: 2025-10-06 20:57:08 UTC;'
    expect(parseCheckInCell(cell)).toMatchObject({ note: null, metricName: null, valueText: '25%' })
  })

  it('of the older vintage begins with its time', () => {
    const cell =
      '[2021-03-04 09:30:00 UTC] User: Ana Petrov; Note: Slow; very slow; Status: Behind; Current Value: 12%;'
    expect(parseCheckInCell(cell)).toEqual({
      day: '2021-03-04',
      activityDay: '2021-03-04',
      activityAt: '2021-03-04T09:30:00Z',
      user: 'Ana Petrov',
      note: 'Slow; very slow',
      metricName: null,
      statusText: 'Behind',
      valueText: '12%',
    })
  })

  it('without a day that exists is none', () => {
    for (const cell of [
      '',
      'hello',
      'Checkin Date: 2025-02-30; User: Ana;',
      'Checkin Date: soon; User: Ana;',
      '[now UTC] x',
    ]) {
      expect(parseCheckInCell(cell)).toBeNull()
    }
  })

  it('gives back any note, whatever stands in it', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 20 }),
      fc.constantFrom(
        '; ',
        ';',
        '\n',
        '\r\n',
        'Note: ',
        '; Metric Name: x',
        '; Status: On Track',
        '; Current Value: 9',
        '; Activity Date: 2020-01-01',
        '; User: Ben',
        'Checkin Date: 2020-01-01;',
        '[2020-01-01 00:00:00 UTC]',
      ),
    )
    const notes = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''))
    const names = fc.constantFrom('Days', 'EUR', 'Share; of late', 'Rides / week')
    fc.assert(
      fc.property(
        notes,
        names,
        fc.constantFrom('Dev Rao', 'Okafor, Ben', "Fergus O'Hara"),
        (note, metric, user) => {
          const read = parseCheckInCell(cellOf(note, metric, user))!
          expect(read).toMatchObject({
            day: '2025-10-20',
            user,
            metricName: metric,
            statusText: 'Behind',
            valueText: '8.5',
          })
          expect(read.note).toBe(clean(note) || null)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('never fails and never hangs on anything', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (cell) => {
        parseCheckInCell(cell)
        parseAlignedTo(cell)
        splitOwners(cell, new Set())
      }),
    )
    parseAlignedTo('(weight: '.repeat(20_000))
    parseCheckInCell(`Checkin Date: 2025-10-06; Note: ${'Metric Name: '.repeat(10_000)}`)
  })
})

describe('a cell of parents', () => {
  it('anchors on the last weight and id of each, titles holding commas and parentheses', () => {
    const cell =
      'Orders arrive whole, the first time(weight: 70.0%, Id: 1200004), Phase (weight: heavy) (1)(weight: 25.5%, Id: 12)'
    expect(parseAlignedTo(cell)).toEqual([
      { title: 'Orders arrive whole, the first time', weightText: '70.0%', externalId: '1200004' },
      { title: 'Phase (weight: heavy) (1)', weightText: '25.5%', externalId: '12' },
    ])
  })

  it('may lack ids or weights', () => {
    expect(parseAlignedTo('Grow(weight: 14.29%)')).toEqual([
      { title: 'Grow', weightText: '14.29%', externalId: null },
    ])
    expect(parseAlignedTo('Grow, and stay small')).toEqual([
      { title: 'Grow, and stay small', weightText: null, externalId: null },
    ])
    expect(parseAlignedTo('')).toEqual([])
  })
})

describe('a cell of owners', () => {
  const known = new Set(['Ana Petrov', 'Ben Okafor', 'Dev Rao'].map(foldName))

  it('is two owners when both are known', () => {
    expect(splitOwners('Ana Petrov, Dev Rao', known)).toEqual({
      names: ['Ana Petrov', 'Dev Rao'],
      otherwise: [],
    })
  })

  it('is one person when "Last, First" is known', () => {
    expect(splitOwners('Okafor, Ben', known)).toEqual({ names: ['Ben Okafor'], otherwise: [] })
    expect(splitOwners('Okafor, Ben, Rao, Dev', known)).toEqual({
      names: ['Ben Okafor', 'Dev Rao'],
      otherwise: [],
    })
    expect(splitOwners('Okafor, Ben, Dev Rao', known)).toEqual({
      names: ['Ben Okafor', 'Dev Rao'],
      otherwise: [],
    })
  })

  it('is ambiguous when single words are unknown', () => {
    expect(splitOwners('Holm, Lars', known)).toEqual({ names: ['Lars Holm'], otherwise: [['Holm', 'Lars']] })
    expect(splitOwners('van Dyk, Jan', known).otherwise).toContainEqual(['Jan van Dyk'])
  })

  it('is two owners when both are full names, known or not', () => {
    expect(splitOwners('Marta Gone, Jun Li', known)).toEqual({
      names: ['Marta Gone', 'Jun Li'],
      otherwise: [],
    })
  })

  it('may be one or none', () => {
    expect(splitOwners('Ana Petrov', known).names).toEqual(['Ana Petrov'])
    expect(splitOwners(' ', known).names).toEqual([])
  })
})
