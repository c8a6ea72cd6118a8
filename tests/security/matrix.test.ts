import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type Reply, type TestApp, testApp } from '../support/app.ts'
import { examplesOf } from './examples.ts'
import {
  type Asked,
  type CallerName,
  call,
  callers,
  type OperationOf,
  operationsOf,
  personOf,
} from './matrix.ts'
import { oneByOne, rows } from './rows.ts'
import { sceneOf } from './scene.ts'

describe('who may call what', () => {
  let t: TestApp
  let operations: Map<string, OperationOf>
  let examples: ReturnType<typeof examplesOf>

  beforeAll(async () => {
    t = await testApp()
    operations = new Map(operationsOf(t).map((operation) => [operation.operationId, operation]))
    examples = examplesOf(t, [...operations.values()])
  })
  afterAll(() => {
    examples?.write()
    return t?.close()
  })

  it('is said for every operation there is, and for none that is not', () => {
    expect([...operations.keys()].sort()).toEqual(Object.keys(rows).sort())
  })

  it.each(oneByOne)('%s', async (name, row) => {
    const operation = operations.get(name.split(' ')[0]!)!
    const scene = sceneOf(t)
    const seen: Record<string, number> = {}
    const good: Partial<Record<CallerName, [Asked, Reply]>> = {}
    for (const caller of callers) {
      const asked = await row.ask(scene, personOf(t, caller))
      const reply = await call(t, personOf(t, caller), operation, asked)
      seen[caller] = reply.status
      if (reply.status < 300) good[caller] = [asked, reply]
      if (caller === 'guest') seen.stranger = (await call(t, null, operation, asked)).status
    }
    expect(seen).toEqual({ ...row.expect, stranger: 401 })
    if (name.includes(' ') || !examples.has(operation)) return
    const flaws = examples.flaws(operation, good)
    if (flaws.length > 0) throw new Error(cure(operation, flaws))
  })
})

const cure = ({ operationId, tag }: OperationOf, flaws: string[]) =>
  `The example of ${operationId} is missing or stale (${flaws.join('; ')}). Run "npm run examples -- -t ${operationId}" ` +
  `and commit api/${tag}/examples.json with api/openapi.json.`
