import {
  type Theme as FluentTheme,
  teamsDarkTheme,
  teamsHighContrastTheme,
  teamsLightTheme,
  webDarkTheme,
  webLightTheme,
} from '@fluentui/react-components'
import type { Theme } from '../host/host.ts'

/** Fluent's theme for what the host shows. Teams' indigo is also ours; Outlook keeps its own blue. */
export function fluentTheme(host: 'teams' | 'outlook' | 'browser', theme: Theme): FluentTheme {
  if (theme === 'contrast') return teamsHighContrastTheme
  if (theme === 'dark') return readable(host === 'outlook' ? webDarkTheme : teamsDarkTheme)
  return host === 'outlook' ? webLightTheme : teamsLightTheme
}

// Fluent's red for text on dark is 4.16:1 against its card; its lighter sibling passes 4.5:1.
function readable(dark: FluentTheme): FluentTheme {
  return { ...dark, colorStatusDangerForeground1: dark.colorPaletteRedForeground1 }
}
