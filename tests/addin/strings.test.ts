import { extname } from 'node:path'
import { parse } from '@formatjs/icu-messageformat-parser'
import { describe, expect, it } from '@jest/globals'
import { loadCatalogue } from '../../addin/strings/catalogues.ts'
import { createStrings } from '../../addin/strings/strings.tsx'
import { filesOf, textOf } from '../support/sources.ts'
import { textsWritten } from './written.ts'

const read = (language: string) =>
  JSON.parse(textOf(`addin/strings/${language}.json`)) as Record<string, string>
const en = read('en')
const de = read('de')
const cards = JSON.parse(textOf('api/strings/de.json')) as Record<string, string>
const keys = Object.keys(en)
const sources = [...filesOf('addin'), ...filesOf('api')].filter(
  (path) => ['.ts', '.tsx'].includes(extname(path)) && !path.includes('.gen.'),
)

describe('the catalogues', () => {
  it('have the same keys, in alphabetical order', () => {
    expect(Object.keys(de)).toEqual(keys)
    expect(keys).toEqual([...keys].sort())
  })

  it('leave no text empty', () => {
    expect([...Object.entries(en), ...Object.entries(de)].filter(([, text]) => text.trim() === '')).toEqual(
      [],
    )
  })

  it('take the same values and tags in every language', () => {
    const differing = keys.filter((key) => String(valuesOf(en[key]!)) !== String(valuesOf(de[key]!)))
    expect(differing).toEqual([])
  })

  it('hold no text that nothing says', () => {
    const said = sources.map(textOf).join('\n')
    // `status.${status}` says every key that begins so.
    const beginnings = [...said.matchAll(/`([a-zA-Z.]+\.)\$\{/g)].map(([, start]) => start!)
    const unsaid = keys.filter(
      (key) =>
        !said.includes(`'${key}'`) &&
        !key.startsWith('word.') &&
        !beginnings.some((start) => key.startsWith(start)),
    )
    expect(unsaid).toEqual([])
  })
})

describe('the screen', () => {
  it('writes no text of its own: all of it stands in the catalogues', () => {
    const written = sources
      .filter((path) => path.startsWith('addin/') && path.endsWith('.tsx'))
      .flatMap((path) => textsWritten(path, textOf(path)))
    expect(written).toEqual([])
  })

  it('would be found out if it did', () => {
    const source =
      'const a = <p title="Hidden" className="fine">Hello {b ? "there" : `x`} <i alt={"also"} /></p>'
    expect(textsWritten('a.tsx', source)).toEqual([
      'a.tsx: Hidden',
      'a.tsx: Hello',
      'a.tsx: there',
      'a.tsx: x',
      'a.tsx: also',
    ])
  })
})

describe('German', () => {
  it('speaks to the reader as Sie, on screens and cards alike', () => {
    const familiar =
      /\b(du|dich|dir|deine?[nmrs]?|euch|euer|eure[nmrs]?|habt|seid|hast|bist|kannst|musst|willst|magst)\b/i
    const orders = /(^|[.!?:,] )(Gib|Wähle|Sag|Lass|Nimm|Versuch|Bring|Setz|Füge|Frag|Schreib) /
    const texts = [...Object.entries(de), ...Object.entries(cards)]
    expect(texts.filter(([, text]) => familiar.test(text) || orders.test(text))).toEqual([])
  })
})

describe('words', () => {
  it('stand in every text, in the middle and at the start of a sentence', async () => {
    const { t } = createStrings(await loadCatalogue('de-de'), 'Europe/Berlin')
    expect(t('team.empty.title')).toBe('Noch keine Ziele')
  })

  it('are those of the workspace where it has its own', async () => {
    const catalogue = await loadCatalogue('en')
    const { t } = createStrings(catalogue, 'Europe/Berlin', { goal: 'objective', goals: 'objectives' })
    expect(t('team.empty.title')).toBe('No objectives yet')
    expect(t('objective.edit')).toBe('Edit the objective')
  })

  it('bring the right article along in English, and are written large in German', async () => {
    const english = createStrings(await loadCatalogue('en'), 'UTC', { goal: 'objective', measure: 'KPI' })
    expect(english.t('objective.write')).toBe('Write an objective')
    expect(english.t('keyResult.write')).toBe('Add a KPI')
    const german = createStrings(await loadCatalogue('de'), 'UTC', { goal: 'objective' })
    expect(german.t('goal.search')).not.toContain('objective')
  })
})

describe('languages', () => {
  it.each([
    ['de-AT', 'de-AT', 'Abbrechen'],
    ['de', 'de', 'Abbrechen'],
    ['en-gb', 'en-GB', 'Cancel'],
    ['fr-fr', 'en', 'Cancel'],
    ['', 'en', 'Cancel'],
    ['not a locale', 'en', 'Cancel'],
  ])('a host that speaks %j gets %s', async (asked, locale, cancel) => {
    const catalogue = await loadCatalogue(asked)
    expect(catalogue.locale).toBe(locale)
    expect(createStrings(catalogue, 'UTC').t('dialog.cancel')).toBe(cancel)
  })

  it('count in their own way', async () => {
    const { t } = createStrings(await loadCatalogue('de'), 'UTC')
    const values = { label: 'Kunden', first: '1', last: '2', from: 'Mo', to: 'Di' }
    expect(t('sparkline.summary', { ...values, count: 1 })).toContain('1 Wert')
    expect(t('sparkline.summary', { ...values, count: 2 })).toContain('2 Werte')
  })

  it('include one that marks every text of the catalogue, and one that reads from right to left', async () => {
    const catalogue = await loadCatalogue('qps-ploc')
    expect(createStrings(catalogue, 'UTC').t('gauge.stands', { label: 'Churn', percent: '62 %' })).toMatch(
      /^⟦Churn: 62 %[ ~]*⟧$/,
    )
    expect((await loadCatalogue('qps-plocm')).direction).toBe('rtl')
  })
})

const words = new Set(keys.filter((key) => key.startsWith('word.')).map((key) => key.slice(5).toLowerCase()))

/** The names of a message's values and tags, without the product's own words, which every message has. */
function valuesOf(message: string): string[] {
  const names = new Set<string>()
  collect(parse(message), names)
  return [...names].filter((name) => !words.has(name.toLowerCase())).sort()
}

interface Part {
  type: number
  value?: unknown
  options?: Record<string, { value: Part[] }>
  children?: Part[]
}

function collect(parts: unknown, names: Set<string>): void {
  for (const part of parts as Part[]) {
    // 0 is plain text and 7 the # of a plural.
    if (part.type !== 0 && part.type !== 7) names.add(String(part.value))
    for (const option of Object.values(part.options ?? {})) collect(option.value, names)
    if (part.children) collect(part.children, names)
  }
}
