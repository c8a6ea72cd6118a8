import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { createIntl, createIntlCache, type IntlShape } from 'react-intl'
import type { Catalogue } from './catalogues.ts'
import type en from './en.json'
import { withArticles, wordsOf } from './words.ts'

/** Every text of the product has a key; the catalogues are en.json and de.json. */
export type StringKey = keyof typeof en

type Value = string | number | boolean | Date | null | undefined
type Rich = Value | ReactNode | ((parts: ReactNode[]) => ReactNode)

export interface Strings {
  /** The text of a key, with its values filled in. The workspace's own words are always among the values. */
  t(key: StringKey, values?: Record<string, Value>): string
  /** The same, where a value or a tag of the message is drawn: `<b>`, `<link>`. */
  rich(key: StringKey, values: Record<string, Rich>): ReactNode
  intl: IntlShape
  catalogue: Catalogue
}

const StringsInUse = createContext<Strings | undefined>(undefined)

type Renamed = Record<string, string | undefined>

interface Props {
  catalogue: Catalogue
  zone: string
  /** What this workspace calls things, by word: `{ goal: 'Objective', goals: 'Objectives' }`. */
  renamed?: Renamed | undefined
  children: ReactNode
}

/** Makes texts and formats of one language known to everything below. */
export function StringsProvider({ catalogue, zone, renamed, children }: Props) {
  const strings = useMemo(() => createStrings(catalogue, zone, renamed), [catalogue, zone, renamed])
  return <StringsInUse.Provider value={strings}>{children}</StringsInUse.Provider>
}

/** The same language in a person's own zone and with their workspace's own words. */
export function StringsFor({ zone, renamed, children }: Omit<Props, 'catalogue'>) {
  return <StringsProvider {...{ catalogue: useStrings().catalogue, zone, renamed, children }} />
}

/** Texts of a catalogue as functions; also for tests and places without React. */
export function createStrings(catalogue: Catalogue, zone: string, renamed?: Renamed): Strings {
  const { locale } = catalogue
  const words = wordsOf(catalogue.messages, renamed, locale)
  const messages = withArticles(catalogue.messages, words, locale)
  const intl = createIntl({ locale, messages, timeZone: zone, onError: complain }, createIntlCache())
  return {
    intl,
    catalogue,
    t: (key, values) => String(intl.formatMessage({ id: key }, { ...words, ...values })),
    rich: (key, values) =>
      intl.formatMessage({ id: key }, { ...words, ...(values as Record<string, ReactNode>) }),
  }
}

/** Texts of the language in use. */
export function useStrings(): Strings {
  const strings = useContext(StringsInUse)
  if (!strings) throw new Error('useStrings needs a StringsProvider above it.')
  return strings
}

function complain(problem: Error) {
  console.error(problem)
}
