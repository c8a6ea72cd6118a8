import { parse } from '@formatjs/icu-messageformat-parser'
import { describe, expect, it } from '@jest/globals'
import de from '../../addin/audit-log/operations/de.json' with { type: 'json' }
import en from '../../addin/audit-log/operations/en.json' with { type: 'json' }
import { kinds } from '../../api/bot/kinds.ts'
import { renamable } from '../../api/workspaces/schema.ts'
import { textOf } from '../support/sources.ts'

describe('the names of operations', () => {
  const { paths } = JSON.parse(textOf('api/openapi.json')) as {
    paths: Record<string, Record<string, { operationId: string }>>
  }
  const writes = Object.values(paths).flatMap((methods) =>
    Object.entries(methods).flatMap(([method, { operationId }]) => (method === 'get' ? [] : [operationId])),
  )
  const byOthers = ['forget', 'chat.stranger', 'chat.press']
  const cards = Object.keys(kinds).map((kind) => `chat.${kind}`)

  it.each([
    ['English', en],
    ['German', de],
  ])('are there in %s for every write that the audit log can name, and for no other', (_, texts) => {
    expect(Object.keys(texts).sort()).toEqual([...writes, ...byOthers, ...cards].sort())
    expect(Object.values<string>(texts).filter((text) => text.trim() === '')).toEqual([])
  })

  it('are told apart, and name what the workspace calls its own way', () => {
    for (const texts of [en, de]) {
      const all = Object.values<string>(texts)
      expect(all.filter((text, i) => all.indexOf(text) !== i)).toEqual([])
      const nouns = all
        .flatMap((text) => parse(text))
        .flatMap((part) => (part.type === 1 ? [part.value] : []))
      const known = renamable.flatMap((word) => [word, word.charAt(0).toUpperCase() + word.slice(1)])
      expect(nouns.filter((noun) => !known.includes(noun))).toEqual([])
    }
  })
})
