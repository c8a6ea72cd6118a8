import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { type TestApp, testApp } from '../support/app.ts'
import { type TestWorker, testWorker } from '../support/worker.ts'
import { roundsOf } from './round.ts'

describe('an answer in a planning round, taken back', () => {
  let t: TestApp
  let worker: TestWorker
  let rounds: ReturnType<typeof roundsOf>
  let id: string
  let one: string
  let two: string

  beforeAll(async () => {
    t = await testApp()
    worker = await testWorker(t)
    rounds = roundsOf(t)
  })
  beforeEach(async () => {
    await rounds.ended()
    id = (await rounds.opened()).id
    one = await rounds.proposed(t.cast.mia, id, 'Fewer calls', 'Riders know.')
    two = await rounds.proposed(t.cast.noah, id, 'A bench')
  })
  afterAll(async () => {
    await worker?.stop()
    await t?.close()
  })

  const close = () => rounds.make(t.cast.dana, id, '/close')
  const say = (of: string, what: string, body: object = {}) =>
    rounds.make(t.cast.dana, id, `/proposals/${of}/${what}`, body)
  const undo = (of: string) => rounds.make(t.cast.dana, id, `/proposals/${of}/undo`)
  const refused = (who: Parameters<typeof rounds.refused>[0], of = one) =>
    rounds.refused(who, id, `/proposals/${of}/undo`)

  it('is refused to strangers, members and other leaders (401, 403, 404)', async () => {
    await close()
    await say(one, 'agree')
    expect(await refused(null)).toEqual([401, 'unauthorized'])
    expect(await refused(t.cast.mia)).toEqual([403, 'forbidden'])
    expect(await refused(t.elsewhere.dana)).toEqual([404, 'not-found'])
    expect(await refused(t.cast.dana, id)).toEqual([404, 'not-found'])
  })

  it('is refused where there is none, while the round is open, and once it is published (409)', async () => {
    expect(await refused(t.cast.dana)).toEqual([409, 'wrong-state'])
    await close()
    expect(await refused(t.cast.dana)).toEqual([409, 'wrong-state'])
    await say(one, 'agree')
    await say(two, 'decline', { reason: 'In spring.' })
    await rounds.make(t.cast.dana, id, '/publish')
    expect(await refused(t.cast.dana)).toEqual([409, 'wrong-state'])
  })

  it('lets the proposal wait again, and the draft that grew from it is gone', async () => {
    await close()
    const { objectives } = await say(one, 'agree', { title: 'Riders know when' })
    await worker.drain()
    const round = await undo(one)
    expect(rounds.one(round, one)).toMatchObject({ state: 'open', wording: null, can: { answer: true } })
    expect([round.objectives, round.unanswered]).toEqual([[], 2])
    expect((await t.get(t.cast.dana, `/v1/objectives/${objectives[0].id}`)).status).toBe(404)
    await worker.drain()
    expect(worker.log).toEqual([])
    expect((await say(one, 'agree')).objectives).toHaveLength(1)
  })

  it('leaves the objective to the other proposals that joined it', async () => {
    await close()
    const { objectives } = await say(one, 'agree')
    await say(two, 'combine', { objectiveId: objectives[0].id })
    const round = await undo(one)
    expect(round.objectives).toMatchObject([{ id: objectives[0].id }])
    expect(rounds.one(round, two).state).toBe('combined')
  })

  it('is refused once somebody works on what grew from it (409)', async () => {
    await close()
    const { objectives } = await say(one, 'agree')
    const etag = (await t.get(t.cast.dana, `/v1/objectives/${objectives[0].id}`)).headers.etag
    await t.patch(t.cast.dana, `/v1/objectives/${objectives[0].id}`, etag, { title: 'Riders know when' })
    expect(await refused(t.cast.dana)).toEqual([409, 'wrong-state'])
    expect(rounds.one(await rounds.read(t.cast.dana, id), one).state).toBe('agreed')
  })

  it('of a question back or a no takes the words back, too', async () => {
    await close()
    await say(one, 'coach', { question: 'Which calls?' })
    await say(two, 'decline', { reason: 'In spring.' })
    expect(rounds.one(await undo(one), one)).toMatchObject({ state: 'open', question: null })
    expect(rounds.one(await undo(two), two)).toMatchObject({ state: 'open', reason: null })
  })
})
