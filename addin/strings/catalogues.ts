import { pseudo } from './pseudo.ts'

export interface Catalogue {
  /** The locale that numbers, dates and plurals follow: the host's region with our language. */
  locale: string
  direction: 'ltr' | 'rtl'
  messages: Record<string, string>
  /** Every text is there, not only those of the first screen. */
  whole: boolean
}

/** How the texts of each language are loaded. */
export type Texts = Record<'de' | 'en', () => Promise<{ default: Record<string, string> }>>

const all: Texts = { de: () => import('./de.json'), en: () => import('./en.json') }

/** The catalogue for a host's locale: German for `de-*`, English for everything else; only one is loaded. */
export async function loadCatalogue(locale: string, texts: Texts = all): Promise<Catalogue> {
  const whole = texts === all
  if (locale.startsWith('qps')) return { ...(await pseudoCatalogue(locale, texts)), whole }
  const language = languageOf(locale) === 'de' ? 'de' : 'en'
  const { default: messages } = await texts[language]()
  return { locale: regional(locale, language), direction: 'ltr', messages, whole }
}

/** `qps-ploc` marks every text that comes from the catalogue; `qps-plocm` also reads from right to left. */
async function pseudoCatalogue(locale: string, texts: Texts): Promise<Omit<Catalogue, 'whole'>> {
  const { default: en } = await texts.en()
  return { locale: 'en', direction: locale === 'qps-plocm' ? 'rtl' : 'ltr', messages: pseudo(en) }
}

function languageOf(locale: string): string {
  return locale.slice(0, 2).toLowerCase()
}

function regional(locale: string, language: string): string {
  if (languageOf(locale) !== language) return language
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? language
  } catch {
    return language
  }
}
