import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type TestApp, testApp } from '../support/app.ts'
import type { Person } from '../support/cast.ts'
import { type Goal, publishedGoal } from '../support/goals.ts'
import { anObjective } from '../support/items.ts'
import { type TestWorker, testWorker } from '../support/worker.ts'

describe('the contributors of a published goal', () => {
  let t: TestApp
  let worker: TestWorker
  let goal: Goal

  beforeAll(async () => {
    t = await testApp()
    worker = await testWorker(t)
    goal = await publishedGoal(t)
    await worker.drain()
  })
  afterAll(async () => {
    await worker?.stop()
    await t?.close()
  })

  const commits = async (who: Person) => (await t.get(who, '/v1/my-week')).body.commits
  const turn = (who: Person | null, id: string, move: string) =>
    t.post(who, `/v1/commitments/asks/${id}/${move}`)

  it('are asked for a yes: its owner and the owners of its measures, nobody beside', async () => {
    const { mia, dana, noah, otto } = t.cast
    expect(await commits(mia)).toMatchObject([
      {
        objective: { id: goal.objectiveId, why: 'Riders who rely on their bike leave the car at home.' },
        measures: [{ id: goal.keyResultId, mine: true }],
      },
    ])
    expect(await commits(dana)).toMatchObject([{ measures: [{ mine: false }] }])
    expect([await commits(noah), await commits(otto)]).toEqual([[], []])
  })

  it('may say that it is not for them, which only they can (401, 404), once (409), and take back', async () => {
    const { mia, dana, noah } = t.cast
    const [{ id }] = await commits(dana)
    expect((await turn(null, id, 'decline')).status).toBe(401)
    for (const other of [mia, noah, t.elsewhere.dana])
      expect((await turn(other, id, 'decline')).status).toBe(404)
    expect((await turn(dana, id, 'decline')).status).toBe(200)
    expect(await commits(dana)).toEqual([])
    const again = await turn(dana, id, 'decline')
    expect([again.status, again.body.code]).toEqual([409, 'wrong-state'])
    expect((await turn(dana, id, 'reconsider')).body.declinedAt).toBeNull()
    expect(await commits(dana)).toHaveLength(1)
    await turn(dana, id, 'decline')
  })

  it('are asked no more once they said yes, and are never asked twice', async () => {
    const { mia, dana } = t.cast
    const yes = { subject: { kind: 'key_result', id: goal.keyResultId }, text: 'Ring the oldest three' }
    expect((await t.post(mia, '/v1/commitments', yes)).status).toBe(201)
    expect(await commits(mia)).toEqual([])
    const { etag } = (await t.get(dana, `/v1/objectives/${goal.objectiveId}`)).headers
    await t.patch(dana, `/v1/objectives/${goal.objectiveId}`, etag, { title: 'Repairs, done when promised' })
    await worker.drain()
    expect([await commits(mia), await commits(dana)]).toEqual([[], []])
  })

  it('are asked when they become one, and not for a draft', async () => {
    const { noah, dana } = t.cast
    const draft = await anObjective(t, { lifecycle: 'draft' })
    const put = async (id: string) => {
      const { etag } = (await t.get(dana, `/v1/objectives/${id}`)).headers
      return t.ask(
        dana,
        'PUT',
        `/v1/objectives/${id}/contributors`,
        { memberIds: [noah.id] },
        { 'if-match': etag },
      )
    }
    await put(draft)
    await worker.drain()
    expect(await commits(noah)).toEqual([])
    await t.post(dana, `/v1/objectives/${draft}/publish`)
    await worker.drain()
    expect(await commits(noah)).toMatchObject([{ objective: { id: draft } }])
    await put(goal.objectiveId)
    await worker.drain()
    expect(await commits(noah)).toHaveLength(2)
  })
})
