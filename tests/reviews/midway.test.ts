import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { v7 } from 'uuid'
import { rows, transaction } from '../../api/database/transaction.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { aKeyResult, anObjective, checkedIn } from '../support/items.ts'
import { type TestWorker, testWorker } from '../support/worker.ts'

const halfTime = '2026-11-16T00:30:00Z'

describe('half way through a cycle', () => {
  let t: TestApp
  let worker: TestWorker
  let keyResultId: string
  let second: string
  let third: string

  beforeAll(async () => {
    t = await testApp()
    worker = await testWorker(t)
    const objectiveId = await anObjective(t)
    keyResultId = await aKeyResult(t, { objectiveId, title: 'A' })
    second = await aKeyResult(t, { objectiveId, title: 'B' })
    third = await aKeyResult(t, { objectiveId, title: 'C' })
    await worker.drain()
  })
  afterAll(async () => {
    await worker?.stop()
    await t?.close()
  })

  const answer = (who: TestApp['cast']['mia'] | null, id: string, body: object) =>
    t.post(who, `/v1/key-results/${id}/midway`, body)
  const mine = async (who = t.cast.mia) => (await t.get(who, '/v1/my-reviews')).body

  it('nobody is asked before (409), nor strangers and bystanders ever (401, 403, 404)', async () => {
    expect((await answer(null, keyResultId, { choice: 'keep' })).status).toBe(401)
    expect((await answer(t.cast.noah, keyResultId, { choice: 'keep' })).status).toBe(403)
    expect((await answer(t.elsewhere.mia, keyResultId, { choice: 'keep' })).status).toBe(404)
    expect((await answer(t.cast.mia, keyResultId, { choice: 'keep' })).status).toBe(409)
    expect((await mine()).midway).toEqual([])
  })

  it('each owner is asked once on the day, with what was cleared, and the cycle says that it is half over', async () => {
    const stuck = { kind: 'access', title: 'No key', keyResultIds: [keyResultId] }
    const barrier = (await t.post(t.cast.mia, '/v1/barriers', stuck)).body
    await t.post(t.cast.dana, `/v1/barriers/${barrier.id}/clear`, {})
    t.clock.to(halfTime)
    await worker.drain()
    t.clock.forward(86_400_000)
    await worker.drain()
    const { midway } = await mine()
    expect(midway.map(({ title }: { title: string }) => title)).toEqual(['A', 'B', 'C'])
    expect(midway[0]).toMatchObject({
      cleared: [{ number: barrier.number, title: 'No key' }],
      cycle: 'Q4 2026',
    })
    expect((await mine(t.cast.noah)).midway).toEqual([])
    const told = await transaction(t.db, { workspaceId: t.cast.workspaceId }, (tx) =>
      rows<{ kind: string; n: number }>(
        tx,
        `SELECT kind, count(*)::int AS n FROM events WHERE kind IN ('cycle.half-time', 'key-result.midway-asked')
          GROUP BY kind ORDER BY kind`,
      ),
    )
    expect(told).toEqual([
      { kind: 'cycle.half-time', n: 1 },
      { kind: 'key-result.midway-asked', n: 3 },
    ])
  })

  it('a change and a stop say why (400); only a change brings a target', async () => {
    expect((await answer(t.cast.mia, keyResultId, { choice: 'stop' })).status).toBe(400)
    expect((await answer(t.cast.mia, keyResultId, { choice: 'keep', target: 5 })).status).toBe(400)
    expect((await answer(t.cast.mia, v7(), { choice: 'keep' })).status).toBe(404)
  })

  it('is answered in one tap, or with a new target that keeps the old one visible, or with an end', async () => {
    await checkedIn(t, second, 40)
    await checkedIn(t, third, 30)
    expect((await answer(t.cast.mia, keyResultId, { choice: 'keep' })).status).toBe(200)
    const words = 'Two of five shops were sold.'
    expect((await answer(t.cast.mia, second, { choice: 'change', words, target: 60 })).body.choice).toBe(
      'change',
    )
    expect((await answer(t.cast.mia, third, { choice: 'stop', words })).status).toBe(200)
    expect((await mine()).midway).toEqual([])

    await checkedIn(t, second, 45)
    const changed = (await t.get(t.cast.dana, `/v1/key-results/${second}`)).body
    expect(changed).toMatchObject({
      target: 60,
      targetEdits: [{ targetBefore: 100, targetAfter: 60, reason: words }],
    })
    const checkIns = (await t.get(t.cast.dana, `/v1/key-results/${second}/check-ins`)).body.data
    expect(checkIns.map(({ target }: { target: number }) => target)).toEqual([60, 100])
    const stopped = (await t.get(t.cast.dana, `/v1/key-results/${third}`)).body
    expect(stopped).toMatchObject({ lifecycle: 'closed', score: 0.3, learned: words })
    expect((await answer(t.cast.mia, third, { choice: 'keep' })).status).toBe(409)
  })

  it('a target that somebody else changed is told to whoever checked in before', async () => {
    await t.patch(t.cast.dana, `/v1/key-results/${second}`, '*', {
      target: 55,
      reason: 'One more shop closed.',
    })
    const { ledTo } = (await t.get(t.cast.mia, '/v1/my-week')).body
    expect(ledTo).toMatchObject([{ kind: 'target', by: { name: 'Dana Diaz' }, subject: { id: second } }])
  })

  it('at the end of the cycle the teams with something open are named instead', async () => {
    expect((await mine()).closing).toEqual([])
    t.clock.to('2026-12-18T09:00:00Z')
    const { closing, midway } = await mine()
    expect(midway).toEqual([])
    expect(closing).toMatchObject([{ teamName: 'Service', cycle: 'Q4 2026', endDay: '2026-12-31', open: 2 }])
    expect((await mine(t.cast.dana)).closing[0].open).toBe(3)
    expect((await mine(t.cast.noah)).closing).toEqual([])
  })
})

describe('a measure that somebody questions', () => {
  let t: TestApp
  let keyResultId: string

  beforeAll(async () => {
    t = await testApp()
    keyResultId = await aKeyResult(t, { objectiveId: await anObjective(t) })
  })
  afterAll(() => t?.close())

  const ask = (who: TestApp['cast']['mia'] | null, id = keyResultId) =>
    t.post(who, `/v1/key-results/${id}/challenges`, { words: 'It counts calls, not riders.' })
  const reply = (who: TestApp['cast']['mia'], id: string, answer = 'keep') =>
    t.post(who, `/v1/challenges/${id}/answer`, { answer, words: 'Calls come first, riders follow.' })

  it('is questioned by whoever keeps the number alone (401, 403, 404)', async () => {
    expect((await ask(null)).status).toBe(401)
    expect((await ask(t.cast.noah)).status).toBe(403)
    expect((await ask(t.elsewhere.mia)).status).toBe(404)
  })

  it('waits for the owner of the goal, who answers once, within three working days', async () => {
    const { status, body } = await ask(t.cast.mia)
    expect([status, body.askedOf, body.dueDay]).toEqual([201, t.cast.dana.id, '2026-10-29'])
    expect((await ask(t.cast.mia)).status).toBe(409)
    const waiting = (await t.get(t.cast.dana, '/v1/my-reviews')).body.challenges
    expect(waiting).toMatchObject([{ id: body.id, overdue: false, by: { name: 'Mia Moreau' } }])
    t.clock.to('2026-10-30T09:00:00Z')
    expect((await t.get(t.cast.dana, '/v1/my-reviews')).body.challenges[0].overdue).toBe(true)
    expect((await reply(t.cast.mia, body.id)).status).toBe(403)
    expect((await reply(t.cast.noah, body.id)).status).toBe(403)
    expect((await reply(t.elsewhere.dana, body.id)).status).toBe(404)
    expect((await reply(t.cast.dana, body.id)).body).toMatchObject({ answer: 'keep', can: { answer: false } })
    expect((await reply(t.cast.dana, body.id)).status).toBe(409)
    const said = (await t.get(t.cast.noah, `/v1/key-results/${keyResultId}/challenges`)).body.data
    expect(said).toMatchObject([{ answerWords: 'Calls come first, riders follow.' }])
    expect((await t.get(t.cast.dana, '/v1/my-reviews')).body.challenges).toEqual([])
  })

  it('opens a small round when its people are asked again, with a question and a last day (400), one at a time (409)', async () => {
    const { body } = await ask(t.cast.mia)
    expect((await reply(t.cast.dana, body.id, 'ask_again')).body.errors[0].pointer).toBe('/question')
    const again = { answer: 'ask_again', words: 'Let us hear it.', question: 'Why do we count calls?' }
    const answer = (more: object) => t.post(t.cast.dana, `/v1/challenges/${body.id}/answer`, more)
    expect((await answer(again)).status).toBe(400)
    const answered = (await answer({ ...again, closesDay: '2026-11-06' })).body
    expect(answered.answer).toBe('ask_again')
    const { data } = (await t.get(t.cast.mia, '/v1/planning-rounds')).body
    expect(data).toMatchObject([{ kind: 'again', keyResultId, question: 'Why do we count calls?' }])
    expect(answered.roundId).toBe(data[0].id)
    const other = { keyResultId, question: 'And now?', closesDay: '2026-11-06' }
    expect((await t.post(t.cast.dana, '/v1/planning-rounds/again', other)).status).toBe(409)
  })
})
