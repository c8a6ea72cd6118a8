import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { v7 } from 'uuid'
import { type TestApp, testApp } from '../support/app.ts'
import { statementsOf } from '../support/counts.ts'

const actorStatements = 2 // the workspace of the tenant, then the person; remembered for 30 seconds in real life

describe('the number of statements of a read', () => {
  let t: TestApp

  beforeAll(async () => {
    t = await testApp()
  })
  afterAll(() => t?.close())

  const add = async (n: number) => {
    const { ada, dana, teams, cycleId } = t.cast
    for (let i = 0; i < n; i++) {
      const goal = await t.post(dana, '/v1/objectives', {
        title: `Goal ${i}`,
        teamId: teams.service,
        cycleId,
      })
      const fields = { title: `Number ${i}`, objectiveId: goal.body.id, target: 10, lifecycle: 'published' }
      const keyResult = await t.post(dana, '/v1/key-results', fields)
      expect(keyResult.status).toBe(201)
      const days = { startDay: '2027-01-01', endDay: '2027-03-31' }
      await t.post(ada, '/v1/cycles', { name: `Cycle ${i}`, ...days })
      await t.post(ada, '/v1/members', { name: `Person ${i}`, email: `${v7()}@harbour.example` })
      await t.post(ada, '/v1/teams', { name: `Team ${i}`, leaderIds: [dana.id] })
    }
  }
  const count = async (url: string) => {
    let rows = 0
    const seen = await statementsOf(t.db, async () => {
      const reply = await t.get(t.cast.dana, url)
      expect(reply.status).toBe(200)
      rows = reply.body.data.length
    })
    return { rows, statements: seen.length - actorStatements }
  }

  it.each(['/v1/objectives', '/v1/key-results', '/v1/members', '/v1/teams', '/v1/cycles'])(
    'of %s does not depend on how many rows there are',
    async (url) => {
      const before = await count(url)
      await add(3)
      const after = await count(url)
      expect(after.rows).toBeGreaterThan(before.rows)
      expect(after.statements).toBe(before.statements)
      expect(after.statements).toBeGreaterThan(0)
      expect(after.statements).toBeLessThanOrEqual(3)
    },
  )
})
