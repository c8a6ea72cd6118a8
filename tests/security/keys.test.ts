import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type TestApp, testApp } from '../support/app.ts'
import { call, type OperationOf, operationsOf } from './matrix.ts'
import { oneByOne } from './rows.ts'
import { sceneOf } from './scene.ts'

/** Rows about what only its people see: 404 to keys as to strangers. */
const hidden = ['getBarrier 2', 'getTeam 3']

describe('a key', () => {
  let t: TestApp
  let operations: Map<string, OperationOf>
  let scopes: string[]
  const secrets = new Map<string, string>()

  beforeAll(async () => {
    t = await testApp()
    operations = new Map(operationsOf(t).map((operation) => [operation.operationId, operation]))
    const { components } = t.app.swagger() as unknown as {
      components: { schemas: { Scope: { enum: string[] } } }
    }
    scopes = components.schemas.Scope.enum
  })
  afterAll(() => t?.close())

  const keyWith = async (given: readonly string[]): Promise<Record<string, string>> => {
    const name = given.join(' ')
    if (!secrets.has(name)) {
      const { body } = await t.post(t.cast.ada, '/v1/keys', { name: 'One of many', scopes: given })
      secrets.set(name, body.secret)
    }
    return { authorization: `Bearer ${secrets.get(name)}` }
  }

  const scoped = oneByOne.filter(([name]) => !hidden.includes(name))

  it.each(scoped)('reaches %s with its scope only', async (name, row) => {
    const operation = operations.get(name.split(' ')[0]!)!
    const needed = operation.scopes
    if (needed.length === 0) return // people's affair: that no key reaches such an operation is tested with keys
    const asked = await row.ask(sceneOf(t), t.cast.mia)
    const as = async (given: readonly string[]) => {
      const headers = { ...asked.headers, ...(await keyWith(given)) }
      return (await call(t, null, operation, { ...asked, headers })).status
    }
    const others = scopes.filter((scope) => !needed.includes(scope))
    expect(await as(others)).toBe(needed.includes('me:read') ? 200 : 403)
    expect([200, 201, 202, 204]).toContain(await as(needed))
  })
})
