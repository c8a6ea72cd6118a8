import {
  type Theme as FluentTheme,
  teamsDarkTheme,
  teamsHighContrastTheme,
  teamsLightTheme,
} from '@fluentui/react-components'
import type { Theme } from '../host/host.ts'

/** Fluent's theme for what the host shows. Teams' indigo is ours everywhere, so that one set of colours loads. */
export function fluentTheme(theme: Theme): FluentTheme {
  return themes[theme]
}

const themes: Record<Theme, FluentTheme> = {
  light: teamsLightTheme,
  // Fluent's red for text on dark is 4.16:1 against its card; its lighter sibling passes 4.5:1.
  dark: { ...teamsDarkTheme, colorStatusDangerForeground1: teamsDarkTheme.colorPaletteRedForeground1 },
  contrast: teamsHighContrastTheme,
}
