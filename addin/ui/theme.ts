import {
  type Theme as FluentTheme,
  teamsDarkTheme,
  teamsHighContrastTheme,
  teamsLightTheme,
  webDarkTheme,
  webLightTheme,
} from '@fluentui/react-components'
import type { Theme } from '../host/host.ts'

/** Fluent's theme for what the host shows; Teams' own colours inside Teams, the web's elsewhere. */
export function fluentTheme(host: 'teams' | 'outlook' | 'browser', theme: Theme): FluentTheme {
  if (theme === 'contrast') return teamsHighContrastTheme
  if (theme === 'dark') return readable(host === 'teams' ? teamsDarkTheme : webDarkTheme)
  return host === 'teams' ? teamsLightTheme : webLightTheme
}

// Fluent's red for text on dark is 4.16:1 against its card; its lighter sibling passes 4.5:1.
function readable(dark: FluentTheme): FluentTheme {
  return { ...dark, colorStatusDangerForeground1: dark.colorPaletteRedForeground1 }
}
