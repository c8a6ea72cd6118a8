import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from '@jest/globals'
import en from '../../addin/strings/en.json' with { type: 'json' }
import { buildAddin } from '../../infra/build-addin.ts'
import { root, textOf } from '../support/sources.ts'

interface Chunk {
  file: string
  src?: string
  imports?: string[]
  dynamicImports?: string[]
  css?: string[]
}

const built = join(root, 'dist', 'addin')
/** What it weighs today (KB, gzip) and a little: whoever needs more looks first for what can come later. */
const hosts = [
  { host: 'a browser', loads: [], atMost: 213 },
  { host: 'Teams, with its own library', loads: ['host/teams.ts'], atMost: 230 },
]

/** What always loads after the shell: the page that opens first and its texts in one language. */
const thereafter = ['pages/my-week.tsx', 'strings/de.json?first']

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

  const filesOf = (names: string[]) => [
    ...new Set(names.flatMap((name) => [manifest[name]!.file, ...(manifest[name]!.css ?? [])])),
  ]

  const bytes = (files: string[]) =>
    files.reduce((sum, file) => sum + gzipSync(readFileSync(join(built, file))).length, 0)

  const read = (name: string) => readFileSync(join(built, manifest[name]!.file), 'utf8')

  it.each(hosts)('loads at most $atMost KB (gzip) in 30 files in $host', ({ host, loads, atMost }) => {
    const files = filesOf(['tab.html', ...thereafter, ...loads].flatMap((name) => [...reached(name)]))
    expect(files.length).toBeLessThanOrEqual(30)
    const size = bytes(files) / 1024
    console.info(`first load in ${host}: ${size.toFixed(1)} KB gzip`)
    expect(size).toBeLessThanOrEqual(atMost)
  })

  it('brings every text that it and all that opens from it can say', () => {
    const pages = [...textOf('addin/pages/routes.ts').matchAll(/import\('\.\/([^']+)'\)/g)].map(
      ([, page]) => `pages/${page}`,
    )
    const opens = (name: string, seen = new Set<string>()): Set<string> => {
      const { imports = [], dynamicImports = [] } = manifest[name]!
      seen.add(name)
      for (const next of [...imports, ...dynamicImports])
        if (!seen.has(next) && !pages.includes(next)) opens(next, seen)
      return seen
    }
    const names = [...opens('tab.html'), ...opens('pages/my-week.tsx')]
    const code = names
      .filter((name) => !name.startsWith('strings/'))
      .map(read)
      .join('\n')
    const texts = read('strings/en.json?first')
    const written = new Set(code.match(/(?<=[`'"])[a-z][\w.-]*(?=[`'"])/gi))
    const said = Object.keys(en).filter((key) => written.has(key))
    expect(said.length).toBeGreaterThan(200)
    expect(said.filter((key) => !texts.includes(`"${key}":`))).toEqual([])
  })

  it('waits for neither menus nor dialogs nor Teams’ library', () => {
    const first = [...reached('tab.html'), ...reached('pages/my-week.tsx')].map((name) => manifest[name]!.src)
    const later = [
      'pages/more-menu.tsx',
      'pages/person-switcher.tsx',
      'barriers/raise-dialog.tsx',
      'barriers/words-dialog.tsx',
      'host/teams.ts',
    ]
    expect(first.filter((source) => later.includes(source ?? ''))).toEqual([])
  })

  it('has no script and no style inside its page', () => {
    for (const page of ['tab.html', 'hosts/teams.html']) {
      const html = readFileSync(join(built, page), 'utf8')
      expect(html).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\son\w+=|\sstyle=/)
    }
  })
})
