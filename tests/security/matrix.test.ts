import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type TestApp, testApp } from '../support/app.ts'
import { call, callers, type OperationOf, operationsOf, personOf } from './matrix.ts'
import { oneByOne, rows } from './rows.ts'
import { sceneOf } from './scene.ts'

describe('who may call what', () => {
  let t: TestApp
  let operations: Map<string, OperationOf>

  beforeAll(async () => {
    t = await testApp()
    operations = new Map(operationsOf(t).map((operation) => [operation.operationId, operation]))
  })
  afterAll(() => t?.close())

  it('is said for every operation there is, and for none that is not', () => {
    expect([...operations.keys()].sort()).toEqual(Object.keys(rows).sort())
  })

  it.each(oneByOne)('%s', async (name, row) => {
    const operation = operations.get(name.split(' ')[0]!)!
    const scene = sceneOf(t)
    const seen: Record<string, number> = {}
    for (const caller of callers) {
      const asked = await row.ask(scene, personOf(t, caller))
      const reply = await call(t, personOf(t, caller), operation, asked)
      seen[caller] = reply.status
      if (caller === 'guest') seen.stranger = (await call(t, null, operation, asked)).status
    }
    expect(seen).toEqual({ ...row.expect, stranger: 401 })
  })
})
