import type { Texts } from './catalogues.ts'

/** What *My week* and everything that opens from it can say: a third of the catalogue, which is loaded behind it. */
export const firstTexts: Texts = {
  de: () => import('./de.json?first'),
  en: () => import('./en.json?first'),
}
