import { describe, expect, it } from '@jest/globals'
import { loadCatalogue } from '../../addin/strings/catalogues.ts'
import { createFormats } from '../../addin/strings/formats.ts'
import { createStrings } from '../../addin/strings/strings.tsx'
import { numberOf } from '../../addin/ui/fields.tsx'
import { filesOf, textOf } from '../support/sources.ts'

const formatsFor = async (locale: string, zone = 'Europe/Berlin') =>
  createFormats(createStrings(await loadCatalogue(locale), zone))

/** Intl's spaces differ between versions; what is read is the same. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')

describe('numbers', () => {
  it('are written as the language writes them', async () => {
    const [english, german] = [await formatsFor('en-us'), await formatsFor('de-de')]
    expect(english.number('1234.5')).toBe('1,234.5')
    expect(german.number(1234.5)).toBe('1.234,5')
    expect(plain(english.percent(62.4))).toBe('62%')
    expect(plain(german.percent(62.4))).toBe('62 %')
    expect(english.change(4)).toBe('+4')
    expect(english.change(0)).toBe('0')
  })

  it('keep their unit', async () => {
    const german = await formatsFor('de-de')
    expect(plain(german.amount(1200, 'EUR'))).toBe('1.200 €')
    expect(plain(german.amount(31, 'customers'))).toBe('31 customers')
    expect(plain(german.amount(31, '%'))).toBe('31 %')
    expect(german.amount(31)).toBe('31')
  })

  it.each([
    ['1.5', 1.5],
    ['1,5', 1.5],
    ['−3', -3],
    [' 1 200 ', 1200],
    ['1.200,50', undefined],
    ['', undefined],
    ['abc', undefined],
  ])('typed as %j are read as %j', (typed, value) => {
    expect(numberOf(typed)).toBe(value)
  })
})

describe('days', () => {
  const today = '2026-11-23'

  it.each([
    ['2026-11-23', 'today', 'heute'],
    ['2026-11-24', 'tomorrow', 'morgen'],
    ['2026-11-22', 'yesterday', 'gestern'],
    ['2026-11-27', 'Friday', 'Freitag'],
    ['2026-12-04', 'Dec 4', '4. Dez.'],
    ['2027-01-04', 'Jan 4, 2027', '4. Jan. 2027'],
  ])('%s is called %j and %j', async (day, english, german) => {
    expect((await formatsFor('en-us')).day(day, today)).toBe(english)
    expect((await formatsFor('de-de')).day(day, today)).toBe(german)
  })

  it.each(['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'])(
    'do not slip to their neighbour in %s',
    async (zone) => {
      const { dayInFull } = await formatsFor('en-us', zone)
      expect(dayInFull('2026-10-25')).toBe('Sunday, October 25, 2026')
    },
  )

  it('begin at midnight of the person’s own zone', async () => {
    const evening = new Date('2026-11-22T23:30:00Z')
    expect((await formatsFor('en', 'Europe/Berlin')).dayOf(evening)).toBe('2026-11-23')
    expect((await formatsFor('en', 'America/New_York')).dayOf(evening)).toBe('2026-11-22')
  })

  it('are never what an instant begins with: that is the day in UTC', () => {
    const cut = filesOf('addin').filter((path) =>
      /At\b.{0,2}\.slice\(0, 10\)|\bat\.slice\(0, 10\)/.test(textOf(path)),
    )
    expect(cut).toEqual([])
  })
})

describe('instants', () => {
  it('are told in the person’s zone, on both sides of a clock change', async () => {
    const { instant } = await formatsFor('de-de')
    expect(instant('2026-10-25T00:30:00Z')).toBe('25. Okt., 2:30')
    expect(instant('2026-10-25T01:30:00Z')).toBe('25. Okt., 2:30')
    expect(instant('2026-10-25T02:30:00Z')).toBe('25. Okt., 3:30')
  })

  it('say how long ago they were', async () => {
    const { ago } = await formatsFor('en')
    const now = new Date('2026-11-23T12:00:00Z')
    expect(ago('2026-11-23T11:55:00Z', now)).toBe('5 minutes ago')
    expect(ago('2026-11-23T09:00:00Z', now)).toBe('3 hours ago')
    expect(ago('2026-11-20T12:00:00Z', now)).toBe('3 days ago')
  })
})
