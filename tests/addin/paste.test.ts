import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { pastedNumber, readPasted } from '../../addin/check-ins/paste.ts'

const candidates = [
  { id: 'a1', title: 'Repairs done', unit: '%', latest: { value: 60 } },
  { id: 'b2', title: 'Calls answered', unit: null, latest: null },
]

describe('a number pasted from a sheet', () => {
  it.each<[string, number | null, number | null]>([
    ['12,5', 12.5, 12.5],
    ['12.5', 12.5, 12.5],
    ['12,5 %', 12.5, 12.5],
    ['1.234,5', 1234.5, 1234.5],
    ['1,234.5', 1234.5, 1234.5],
    ['1.234', 1234, 1.234],
    ['1,234', 1.234, 1234],
    ['1.234.567', 1234567, 1234567],
    ['€ 3.000', 3000, 3],
    ['−2', -2, -2],
    ["1'000", 1000, 1000],
    ['', null, null],
    ['soon', null, null],
    ['1,2,3', null, null],
    ['2026-10-26', null, null],
  ])('%j is %p in German and %p in English', (text, german, english) => {
    expect([pastedNumber(text, ','), pastedNumber(text, '.')]).toEqual([german, english])
  })

  it('is read back as either language writes it', () => {
    const values = fc.integer({ min: -1e11, max: 1e11 }).map((cents) => cents / 100)
    fc.assert(
      fc.property(values, (value) => {
        const written = (locale: string) =>
          new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value)
        expect([pastedNumber(written('de'), ','), pastedNumber(written('en'), '.')]).toEqual([value, value])
      }),
    )
  })
})

describe('pasted rows', () => {
  it('are matched by title or id, in any order, and say what is wrong with them', () => {
    const text =
      'Measure\tvalue\nrepairs  DONE\t61,5 %\nb2;7\r\n\nCalls answered\t8\nRepairs done\tsoon\nNobody\t1'
    const rows = readPasted(text, candidates, ',')
    expect(rows.map(({ match, value, problem }) => [match?.id ?? null, value, problem])).toEqual([
      [null, null, 'unknown'],
      ['a1', 61.5, null],
      ['b2', 7, null],
      ['b2', 8, 'twice'],
      ['a1', null, 'no_number'],
      [null, 1, 'unknown'],
    ])
  })

  it('of the same title are not guessed', () => {
    const twins = [...candidates, { ...candidates[0]!, id: 'c3' }]
    expect(readPasted('Repairs done\t1', twins, '.')[0]!.problem).toBe('several')
  })

  it('of numbers alone stand for all candidates in their order, or for none', () => {
    expect(readPasted('1\n2', candidates, '.').map(({ match }) => match?.id)).toEqual(['a1', 'b2'])
    expect(readPasted('1', candidates, '.').map(({ problem }) => problem)).toEqual(['unknown'])
  })
})
