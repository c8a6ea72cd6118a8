import { pseudo } from './pseudo.ts'

export interface Catalogue {
  /** The locale that numbers, dates and plurals follow: the host's region with our language. */
  locale: string
  direction: 'ltr' | 'rtl'
  messages: Record<string, string>
}

/** The catalogue for a host's locale: German for `de-*`, English for everything else; only one is loaded. */
export async function loadCatalogue(locale: string): Promise<Catalogue> {
  if (locale.startsWith('qps')) return pseudoCatalogue(locale)
  if (languageOf(locale) === 'de')
    return { locale: regional(locale, 'de'), direction: 'ltr', messages: (await import('./de.json')).default }
  return { locale: regional(locale, 'en'), direction: 'ltr', messages: (await import('./en.json')).default }
}

/** `qps-ploc` marks every text that comes from the catalogue; `qps-plocm` also reads from right to left. */
async function pseudoCatalogue(locale: string): Promise<Catalogue> {
  const { default: en } = await import('./en.json')
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
