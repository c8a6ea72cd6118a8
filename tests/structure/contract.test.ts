import { describe, expect, it } from '@jest/globals'
import { textOf } from '../support/sources.ts'

// biome-ignore lint/suspicious/noExplicitAny: a document may hold anything
type Part = Record<string, any>

const document: Part = JSON.parse(textOf('api/openapi.json'))
const operations: [string, Part][] = Object.values<Part>(document.paths).flatMap((methods) =>
  Object.values<Part>(methods).map((operation): [string, Part] => [operation.operationId, operation]),
)
const named = (found: [string, Part][]) => found.map(([operationId]) => operationId)

describe('every operation of the contract', () => {
  it('says what it is called, what it does, and who may call it', () => {
    const silent = operations.filter(
      ([, { summary, description, tags, ...rest }]) =>
        !summary || !description || tags.length !== 1 || !rest['x-scopes'] || !rest['x-callers'],
    )
    expect(named(silent)).toEqual([])
    expect(new Set(named(operations)).size).toBe(operations.length)
  })

  it('says how it is refused, as a problem document', () => {
    const refused = { $ref: '#/components/responses/Refused' }
    for (const [, { responses }] of operations) {
      for (const status of [400, 401, 403, 404, 429]) expect(responses[status]).toEqual(refused)
    }
    expect(Object.keys(document.components.responses.Refused.content)).toEqual(['application/problem+json'])
  })

  it('shows a real reply where it answers with JSON ("npm run examples" records them)', () => {
    const without = operations.filter(([, { responses }]) =>
      Object.entries<Part>(responses).some(([status, { content }]) => {
        const json = content?.['application/json']
        return status.startsWith('2') && json && !('value' in (json.examples?.real ?? {}))
      }),
    )
    expect(named(without)).toEqual([])
  })
})

describe('the schemas of the contract', () => {
  it('are named: no operation brings an object of its own', () => {
    expect(anonymous(document.paths, '#/paths')).toEqual([])
  })

  it('are named where they are used twice', () => {
    const places = new Map<string, string[]>()
    for (const [name, schema] of Object.entries<Part>(document.components.schemas)) {
      for (const [at, text] of copies(schema, name)) places.set(text, [...(places.get(text) ?? []), at])
    }
    expect([...places.values()].filter((found) => found.length > 1)).toEqual([])
  })
})

/** Objects that are no component. */
function anonymous(part: unknown, at: string): string[] {
  if (typeof part !== 'object' || part === null) return []
  const own = (part as Part).type === 'object' ? [at] : []
  return [...own, ...Object.entries(part).flatMap(([name, inner]) => anonymous(inner, `${at}/${name}`))]
}

/** Objects within a component that say more than what the caller may do (`can`), each with its text. */
function copies(part: unknown, at: string, top = true): [string, string][] {
  if (typeof part !== 'object' || part === null || at.endsWith('/can')) return []
  const own: [string, string][] = !top && (part as Part).type === 'object' ? [[at, JSON.stringify(part)]] : []
  return [...own, ...Object.entries(part).flatMap(([name, inner]) => copies(inner, `${at}/${name}`, false))]
}
