import { dirname, join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { importsOf, isRelative } from '../support/imports.ts'
import { filesOf, root, textOf } from '../support/sources.ts'

// A folder (or file) may import only what stands left of it.
const api = words(`
  errors config calendar ids outgoing
  database http jobs events tokens strings chat
  workspaces unfolding members teams directory cycles comments progress
  objectives key-results commitments wins barriers check-ins pulses planning-rounds ladder reviews insights
  boards one-on-ones views follows map search notifications changes webhooks keys audit-log retention imports exports erasure bot mcp
  tables openapi-document public-pages app server worker openapi recipes`)

// Every feature has the same place, so that no feature imports another: pages join them.
const addin = words('api host strings ui FEATURE pages app main panel vite.config')
const features = api.slice(api.indexOf('workspaces'), api.indexOf('tables'))

const mayImport: Record<string, string[]> = {
  addin: ['addin'],
  api: ['api'],
  infra: ['infra', 'api'],
  manifest: ['manifest'],
}

describe('imports', () => {
  it.each(Object.entries(mayImport))('of %s stay within %j', (part, allowed) => {
    const strangers = edgesOf(part).filter(({ to }) => !allowed.includes(to.split('/')[0]!))
    expect(strangers.map(sentence)).toEqual([])
  })

  it('of the API point left in its order', () => {
    expect(
      edgesOf('api')
        .filter(pointsWrong(api.indexOf.bind(api)))
        .map(sentence),
    ).toEqual([])
  })

  it('of the add-in point left in its order', () => {
    const place = (word: string) => addin.indexOf(features.includes(word) ? 'FEATURE' : word)
    expect(edgesOf('addin').filter(pointsWrong(place)).map(sentence)).toEqual([])
  })

  it('of the progress formulas reach nothing but the calendar', () => {
    const impure = sourcesOf('api/progress')
      .filter((path) => !path.endsWith('/schema.ts'))
      .flatMap(edges)
      .filter(({ to }) => !['errors', 'calendar', 'progress'].includes(wordOf(to)))
    expect(impure.map(sentence)).toEqual([])
  })

  it.each(['api', 'addin'])('of packages in %s are listed in its package.json', (part) => {
    const { dependencies, devDependencies } = JSON.parse(textOf(`${part}/package.json`))
    const listed = Object.keys({ ...dependencies, ...devDependencies })
    const missing = packagesOf(part).filter(({ name }) => !listed.includes(name))
    expect(missing).toEqual([])
  })
})

type Edge = { from: string; to: string }

const sentence = ({ from, to }: Edge) => `${from} imports ${to}`
const sourcesOf = (folder: string) => filesOf(folder).filter((path) => /\.(ts|tsx|mjs)$/.test(path))
const edgesOf = (part: string) => sourcesOf(part).flatMap(edges)
const wordOf = (path: string) => path.split('/')[1]!.replace(/\.\w+$/, '')

function edges(from: string): Edge[] {
  const relative = importsOf(join(root, from)).filter(isRelative)
  return relative.map((path) => ({ from, to: join(dirname(from), path) }))
}

function pointsWrong(place: (word: string) => number): (edge: Edge) => boolean {
  return ({ from, to }) => {
    const [left, right] = [wordOf(to), wordOf(from)]
    return place(left) < 0 || place(right) < 0 || (left !== right && place(left) >= place(right))
  }
}

function packagesOf(part: string): { file: string; name: string }[] {
  return sourcesOf(part).flatMap((file) =>
    importsOf(join(root, file))
      .filter((path) => !isRelative(path) && !path.startsWith('node:'))
      .map((path) => ({ file, name: path.match(/^(@[^/]+\/)?[^/]+/)![0] })),
  )
}

function words(text: string): string[] {
  return text.trim().split(/\s+/)
}
