import { dirname, join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import en from '../../addin/strings/en.json' with { type: 'json' }
import { isElsewhere, isOfPanel } from '../../addin/strings/panel-keys.ts'
import { importsOf, isRelative } from '../support/imports.ts'
import { root, textOf } from '../support/sources.ts'

/** Every source that the panel loads at once: what `import()` brings comes with a tap, and types come never. */
function loaded(path: string, found = new Set<string>()): Set<string> {
  if (found.has(path) || !/\.tsx?$/.test(path)) return found
  found.add(path)
  const later = new Set(
    [...textOf(path).matchAll(/import\('([^']+)'\)|import type [^']*'([^']+)'/g)].map(
      ([, one, type]) => one ?? type!,
    ),
  )
  for (const next of importsOf(join(root, path)).filter((one) => isRelative(one) && !later.has(one))) {
    loaded(join(dirname(path), next), found)
  }
  return found
}

describe('the texts of the panel', () => {
  it('hold every text that its first look can say', () => {
    const sources = [...loaded('addin/panel.tsx')].map(textOf).join('\n')
    const said = Object.keys(en).filter((key) => sources.includes(`'${key}'`))
    const begun = [...sources.matchAll(/`([a-zA-Z.]+\.)\$\{/g)].map(([, start]) => start!)
    const all = [...said, ...Object.keys(en).filter((key) => begun.some((start) => key.startsWith(start)))]
    expect(all.length).toBeGreaterThan(100)
    expect(all.filter((key) => !isOfPanel(key) && !isElsewhere(key))).toEqual([])
  })
})
