import type { Texts } from './catalogues.ts'

/** The few texts that the panel says at once: a tenth of the catalogue, which is loaded behind it. */
export const panelTexts: Texts = {
  de: () => import('./de.json?panel'),
  en: () => import('./en.json?panel'),
}
