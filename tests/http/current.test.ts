import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import openapi from '../../api/openapi.json' with { type: 'json' }
import { type TestApp, testApp } from '../support/app.ts'
import { aKeyResult, anObjective } from '../support/items.ts'

type Schema = { $ref?: string; anyOf?: Schema[]; properties?: Record<string, Schema>; items?: Schema }

interface Asked {
  post: { responses: Record<string, { content: Record<string, { schema: Schema }> }> }
}

const paths = openapi.paths as unknown as Record<string, Asked>
const schemas = openapi.components.schemas as unknown as Record<string, Schema>

/** The names in a value that its schema in the contract does not list, with the way to them. */
function unlisted(schema: Schema, value: unknown, way = ''): string[] {
  const { $ref, anyOf, properties, items } = schema
  if ($ref) return unlisted(schemas[$ref.split('/').pop()!]!, value, way)
  if (value === null || typeof value !== 'object') return []
  if (anyOf) return unlisted(anyOf.find((each) => each.$ref || each.properties || each.items)!, value, way)
  if (Array.isArray(value)) return value.flatMap((each) => unlisted(items!, each, way))
  return Object.entries(value).flatMap(([name, inner]) => {
    const listed = properties?.[name]
    return listed ? unlisted(listed, inner, `${way}/${name}`) : [`${way}/${name}`]
  })
}

describe('what a refusal says of how things stand', () => {
  let t: TestApp
  beforeAll(async () => {
    t = await testApp()
  })
  afterAll(() => t?.close())

  const step = async () => {
    const subject = { kind: 'key_result', id: await aKeyResult(t) }
    return (await t.post(t.cast.mia, '/v1/steps', { subject, text: 'Call them' })).body.id
  }
  const barrier = async () => {
    const said = { kind: 'access', title: 'No key', teamId: t.cast.teams.service }
    return (await t.post(t.cast.mia, '/v1/barriers', said)).body.id
  }
  const team = async () =>
    (await t.post(t.cast.ada, '/v1/teams', { name: 'Short-lived', parentId: t.cast.teams.company })).body.id
  const person = async () =>
    (await t.post(t.cast.ada, '/v1/members', { name: 'Ivo', email: `i${t.clock.now.getTime()}@x.example` }))
      .body.id

  const moves: [string, string, () => Promise<string>, object][] = [
    ['/v1/objectives', '/close', () => anObjective(t), {}],
    ['/v1/key-results', '/close', () => aKeyResult(t), {}],
    ['/v1/steps', '/start', step, {}],
    ['/v1/barriers', '/withdraw', barrier, {}],
    ['/v1/teams', '/close', team, {}],
    ['/v1/members', '/leave', person, {}],
  ]
  it.each(moves)(
    'is the resource of the contract and no more: %s/{id}%s twice',
    async (root, move, make, body) => {
      t.clock.forward(1)
      const id = await make()
      const url = `${root}/${id}${move}`
      const who = make === step || make === barrier ? t.cast.mia : t.cast.ada
      expect((await t.post(who, url, body)).status).toBeLessThan(300)
      const reply = await t.post(who, url, body)
      expect([reply.status, reply.body.code]).toEqual([409, 'wrong-state'])
      const { responses } = paths[`${root}/{id}${move}`]!.post
      const { schema } = responses['200']!.content['application/json']!
      expect(reply.body.current.id).toBe(id)
      expect(unlisted(schema, reply.body.current)).toEqual([])
    },
  )
})
