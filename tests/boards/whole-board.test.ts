import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { v7 } from 'uuid'
import { CheckInEntity } from '../../api/check-ins/entity.ts'
import { transaction } from '../../api/database/transaction.ts'
import { type Reply, type TestApp, testApp } from '../support/app.ts'
import { statementsOf } from '../support/counts.ts'
import { checkIn, keyResult, objective } from './harbour-board.ts'

const day = 86_400_000

describe('a whole board', () => {
  let t: TestApp

  beforeAll(async () => {
    t = await testApp()
  })
  afterAll(() => t?.close())

  const url = () => `/v1/teams/${t.cast.teams.service}/board`
  // Who is asking is remembered for some seconds by a server, so it is not counted.
  const count = async () => {
    let reply: Reply | undefined
    const work = async () => {
      reply = await t.get(t.cast.dana, url())
    }
    const statements = (await statementsOf(t.db, work)).filter(
      (sql) => !/WITH RECURSIVE person|FROM workspaces/.test(sql),
    )
    return { statements: statements.length, reply: reply! }
  }

  it('of nothing is one statement', async () => {
    const { statements, reply } = await count()
    expect(statements).toBe(1)
    expect(reply.body).toMatchObject({
      objectives: [],
      keyResults: [],
      unmoved: [],
      barriers: { open: 0, worst: null },
    })
  })

  it('of 8 goals with 32 key results, steps, barriers and twelve weeks of values is one statement too', async () => {
    for (let i = 1; i <= 8; i++) await goal(i)
    const { statements, reply } = await count()
    expect(statements).toBe(1)
    const keyResults = reply.body.objectives.flatMap((goal: { keyResults: object[] }) => goal.keyResults)
    expect([reply.body.objectives.length, keyResults.length]).toEqual([8, 32])
    expect(keyResults[0].spark).toHaveLength(12)
    // What a leader's phone loads, so that it does not grow unnoticed: 80 kB, 6 kB on the way.
    expect(reply.text.length).toBeLessThan(90_000)
    expect(gzipSync(reply.text).length).toBeLessThan(12_000)
  }, 60_000)

  it('shows only the last twelve values however long the history is', async () => {
    const { id } = (await count()).reply.body.objectives[0].keyResults[0]
    await checkIn(t, t.cast.mia, id, { value: 99 })
    const again = (await count()).reply.body.objectives[0].keyResults.find(
      (item: { id: string }) => item.id === id,
    )
    expect(again.spark).toHaveLength(12)
    expect(again.spark.at(-1).value).toBe(99)
  })

  async function goal(n: number) {
    const { dana, mia, teams } = t.cast
    const objectiveId = await objective(t, dana, `Goal ${n}`, teams.service, mia)
    for (let i = 1; i <= 4; i++) {
      const fields = { objectiveId, ownerId: mia.id, kind: 'percent', unit: '%', baseline: 10, target: 90 }
      const id = await keyResult(t, dana, `Key result ${n}.${i}`, fields)
      await history(id)
      await checkIn(t, mia, id, { value: 40 + i, confidence: 'medium' })
      const subject = { kind: 'key_result', id }
      await t.post(mia, '/v1/steps', {
        subject,
        cue: 'When I open',
        text: 'I will call the first rider',
        start: true,
      })
    }
  }

  /** Eleven weeks of values that nobody has to send one by one. */
  function history(keyResultId: string) {
    const { workspaceId, mia } = t.cast
    return transaction(t.db, { workspaceId }, async (tx) => {
      const rows = Array.from({ length: 13 }, (_, week) => ({
        workspaceId,
        id: v7(),
        keyResultId,
        seq: week - 100,
        authorId: mia.id,
        value: 10 + week,
        observedAt: new Date(t.clock.now.getTime() - (13 - week) * 7 * day),
        recordedAt: t.clock.now,
        source: 'person' as const,
        surface: 'tab',
        untouched: false,
      }))
      await tx.insert(CheckInEntity, rows)
    })
  }
})
