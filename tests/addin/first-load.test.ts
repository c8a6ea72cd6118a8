import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { buildAddin } from '../../infra/build-addin.ts'
import { root } from '../support/sources.ts'

interface Chunk {
  file: string
  src?: string
  imports?: string[]
  dynamicImports?: string[]
  css?: string[]
}

const built = join(root, 'dist', 'addin')
const atMost = 250 * 1024

/** What always loads after the shell: the page that opens first and one catalogue. */
const thereafter = ['pages/my-week.tsx', 'strings/de.json']

describe('the first screen of the tab', () => {
  let manifest: Record<string, Chunk>

  beforeAll(async () => {
    await buildAddin()
    manifest = JSON.parse(readFileSync(join(built, '.vite', 'manifest.json'), 'utf8'))
  }, 60_000)

  const reached = (name: string, seen = new Set<string>()): Set<string> => {
    if (seen.has(name)) return seen
    seen.add(name)
    for (const next of manifest[name]?.imports ?? []) reached(next, seen)
    return seen
  }

  const bytes = (names: Iterable<string>) => {
    const files = [...names].flatMap((name) => [manifest[name]!.file, ...(manifest[name]!.css ?? [])])
    return [...new Set(files)].reduce(
      (sum, file) => sum + gzipSync(readFileSync(join(built, file))).length,
      0,
    )
  }

  it('loads at most 250 KB (gzip) in a browser, and with Teams’ own library in Teams', () => {
    for (const host of [[], ['host/teams.ts']]) {
      const names = ['tab.html', ...thereafter, ...host].flatMap((name) => [...reached(name)])
      const size = bytes(new Set(names))
      console.info(`first load${host.length ? ' in Teams' : ''}: ${(size / 1024).toFixed(1)} KB gzip`)
      expect(size).toBeLessThanOrEqual(atMost)
    }
  })

  it('waits for neither menus nor Teams’ library', () => {
    const first = [...reached('tab.html'), ...reached('pages/my-week.tsx')].map((name) => manifest[name]!.src)
    const later = ['pages/more-menu.tsx', 'pages/person-switcher.tsx', 'host/teams.ts']
    expect(first.filter((source) => later.includes(source ?? ''))).toEqual([])
  })

  it('has no script and no style inside its page', () => {
    for (const page of ['tab.html', 'hosts/teams.html']) {
      const html = readFileSync(join(built, page), 'utf8')
      expect(html).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\son\w+=|\sstyle=/)
    }
  })
})
