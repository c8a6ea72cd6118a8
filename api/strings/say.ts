import { IntlMessageFormat } from 'intl-messageformat'
import type { Day } from '../calendar.ts'
import de from './de.json' with { type: 'json' }
import en from './en.json' with { type: 'json' }

export type StringKey = keyof typeof en
export type Values = Record<string, string | number>

/** Speaks one language, in the words of one workspace. */
export interface Say {
  /** 'en' or 'de'. */
  language: Language
  t(key: StringKey, values?: Values): string
  /** The workspace's own word for a thing of ours, if it has one: `word('barrier')`. */
  ownWord(name: string): string | undefined
  number(value: number): string
  percent(value: number): string
  /** A value in the unit of its key result; a currency code is written as money. */
  amount(value: number, unit: string | null): string
  /** A change with its sign: "+4". */
  change(value: number): string
  /** A calendar day: "Fri, 27 Nov". It says the same tomorrow, so that a card need not be drawn again. */
  day(day: Day): string
}

/** As many letters as a few words have. */
export const mostLength = 500

export const languages = ['en', 'de'] as const
export type Language = (typeof languages)[number]

const catalogues: Record<Language, Record<StringKey, string>> = { en, de }
const made = new Map<string, IntlMessageFormat>()

/** The voice for a locale, German for `de-*` and English for everything else; `renamed`: the workspace's own words. */
export function sayIn(locale: string, renamed: Record<string, string> = {}): Say {
  const language: Language = locale.toLowerCase().startsWith('de') ? 'de' : 'en'
  const words = wordsOf(language, renamed)
  const tag = locale.toLowerCase().startsWith(language) ? locale : language
  const format = (value: number, options: Intl.NumberFormatOptions = {}) =>
    new Intl.NumberFormat(tag, { maximumFractionDigits: 2, ...options }).format(value)
  return {
    language,
    t: (key, values = {}) => String(messageOf(language, key).format({ ...words, ...values })),
    ownWord: (name) => bare(renamed[name] ?? '') || undefined,
    number: (value) => format(value),
    percent: (value) => format(value / 100, { style: 'percent', maximumFractionDigits: 0 }),
    amount: (value, unit) => amount(format, value, unit),
    change: (value) => format(value, { signDisplay: 'exceptZero' }),
    day: (day) =>
      new Intl.DateTimeFormat(tag, {
        weekday: 'short',
        day: 'numeric',
        month: 'short',
        timeZone: 'UTC',
      }).format(new Date(`${day}T00:00:00Z`)),
  }
}

function messageOf(language: Language, key: StringKey): IntlMessageFormat {
  const name = `${language} ${key}`
  const known = made.get(name)
  if (known) return known
  const message = new IntlMessageFormat(catalogues[language][key], language, undefined, { ignoreTag: true })
  made.set(name, message)
  return message
}

/**
 * The product's nouns as values of every message: `{goal}` inside a sentence, `{Goal}` at its start;
 * `{ownGoal, select, yes {…} other {…}}` where the plain text is an idiom ("in the way"). German writes nouns large.
 */
function wordsOf(language: Language, renamed: Record<string, string>): Record<string, string> {
  const words: Record<string, string> = {}
  for (const [key, text] of Object.entries(catalogues[language])) {
    if (!key.startsWith('word.')) continue
    const name = key.slice('word.'.length)
    const own = bare(renamed[name] ?? '')
    words[name] = own && language === 'de' ? capital(own) : own || text
    words[capital(name)] = capital(words[name])
    words[`own${capital(name)}`] = own ? 'yes' : 'no'
  }
  return words
}

/** A workspace's own word, without what a card would read as Markdown. */
const bare = (word: string) => word.replace(/[[\]()*_`<>#|~\\{}$]/g, '').trim()

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)

function amount(
  format: (value: number, options?: Intl.NumberFormatOptions) => string,
  value: number,
  unit: string | null,
): string {
  if (!unit) return format(value)
  if (unit === '%') return format(value / 100, { style: 'percent', maximumFractionDigits: 1 })
  if (/^[A-Z]{3}$/.test(unit)) return format(value, { style: 'currency', currency: unit })
  return `${format(value)}\u202f${unit}`
}
