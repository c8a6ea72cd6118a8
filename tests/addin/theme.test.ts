import { expect, it } from '@jest/globals'
import type { Theme } from '../../addin/host/host.ts'
import { fluentTheme } from '../../addin/ui/theme.ts'

// Text and the ground it stands on, wherever ui/ uses them together.
const pairs = [
  ['colorNeutralForeground1', 'colorNeutralBackground1'],
  ['colorNeutralForeground1', 'colorNeutralBackground3'],
  ['colorNeutralForeground2', 'colorNeutralBackground1'],
  ['colorNeutralForeground2', 'colorNeutralBackground4'],
  ['colorNeutralForeground2', 'colorNeutralBackground5'],
  ['colorNeutralForeground3', 'colorNeutralBackground1'],
  ['colorNeutralForeground3', 'colorNeutralBackground3'],
  ['colorBrandForegroundLink', 'colorNeutralBackground1'],
  ['colorBrandForegroundLink', 'colorNeutralBackground3'],
  ['colorBrandForeground2', 'colorBrandBackground2'],
  ['colorNeutralForegroundOnBrand', 'colorBrandBackground'],
  ['colorStatusSuccessForeground1', 'colorStatusSuccessBackground1'],
  ['colorStatusSuccessForeground1', 'colorNeutralBackground1'],
  ['colorStatusWarningForeground1', 'colorStatusWarningBackground1'],
  ['colorStatusDangerForeground1', 'colorStatusDangerBackground1'],
  ['colorStatusDangerForeground1', 'colorNeutralBackground1'],
] as const

// Edges and drawings that alone show where something is.
const shapes = [
  ['colorNeutralStrokeAccessible', 'colorNeutralBackground1'],
  ['colorNeutralStrokeAccessible', 'colorNeutralBackground3'],
  ['colorCompoundBrandBackground', 'colorNeutralBackground1'],
  ['colorCompoundBrandStroke', 'colorNeutralBackground1'],
] as const

const themes: Theme[] = ['light', 'dark', 'contrast']

it.each(themes)('text can be read in %s', (theme) => {
  const colours = fluentTheme(theme) as unknown as Record<string, string>
  expect(pairs.filter(([text, ground]) => contrast(colours[text]!, colours[ground]!) < 4.5)).toEqual([])
})

it.each(themes)('shapes can be seen in %s', (theme) => {
  const colours = fluentTheme(theme) as unknown as Record<string, string>
  expect(shapes.filter(([shape, ground]) => contrast(colours[shape]!, colours[ground]!) < 3)).toEqual([])
})

/** The contrast of two colours as WCAG 2.2 defines it: 1 to 21. */
function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

function luminance(hex: string): number {
  const full = hex.length === 4 ? hex.replace(/[\da-f]/gi, '$&$&') : hex
  const [red, green, blue] = [1, 3, 5].map((at) => linear(Number.parseInt(full.slice(at, at + 2), 16) / 255))
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}

function linear(part: number): number {
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
}
