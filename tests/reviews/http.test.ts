import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { v7 } from 'uuid'
import { type TestApp, testApp } from '../support/app.ts'
import { aKeyResult, anObjective, checkedIn } from '../support/items.ts'

const tooLate = '2026-12-28T09:00:00Z'

describe('the end of a cycle', () => {
  let t: TestApp
  let nextId: string

  beforeAll(async () => {
    t = await testApp()
  })
  afterAll(() => t?.close())

  const settle = (who: TestApp['cast']['mia'] | null, id: string, body: object, root = 'key-results') =>
    t.post(who, `/v1/${root}/${id}/settle`, body)
  const review = async (query = '') =>
    (await t.get(t.cast.dana, `/v1/teams/${t.cast.teams.service}/review${query}`)).body
  const keyResultOf = async (id: string) => (await t.get(t.cast.dana, `/v1/key-results/${id}`)).body
  const aGoal = async () => {
    const objectiveId = await anObjective(t)
    return { objectiveId, keyResultId: await aKeyResult(t, { objectiveId, weight: 40 }) }
  }

  it('turns a stranger away (401), and lets nobody end what is not theirs (403) or not there (404)', async () => {
    const { keyResultId } = await aGoal()
    expect((await settle(null, keyResultId, { go: 'stop' })).status).toBe(401)
    expect((await settle(t.cast.noah, keyResultId, { go: 'stop' })).status).toBe(403)
    expect((await settle(t.cast.otto, keyResultId, { go: 'stop' })).status).toBe(403)
    expect((await settle(t.elsewhere.mia, keyResultId, { go: 'stop' })).status).toBe(404)
    expect((await settle(t.cast.mia, v7(), { go: 'stop' })).status).toBe(404)
    expect((await t.get(t.elsewhere.dana, `/v1/teams/${t.cast.teams.service}/review`)).status).toBe(404)
    expect((await t.get(t.cast.dana, `/v1/teams/${t.cast.teams.board}/review`)).status).toBe(404)
    expect((await t.get(t.cast.dana, `/v1/teams/${t.cast.teams.shop}/review?cycleId=${v7()}`)).status).toBe(
      404,
    )
  })

  it('refuses a score out of reach (400), another one without a reason (400), a draft (409)', async () => {
    const { keyResultId } = await aGoal()
    await checkedIn(t, keyResultId, 62)
    expect((await settle(t.cast.mia, keyResultId, { go: 'stop', score: 1.2 })).status).toBe(400)
    expect((await settle(t.cast.mia, keyResultId, { go: 'drop' })).status).toBe(400)
    const silent = await settle(t.cast.mia, keyResultId, { go: 'stop', score: 0.9 })
    expect([silent.status, silent.body.errors[0].pointer]).toEqual([400, '/reason'])
    const draft = await aKeyResult(t, { lifecycle: 'draft' })
    expect((await settle(t.cast.mia, draft, { go: 'stop' })).status).toBe(409)
    expect((await keyResultOf(keyResultId)).lifecycle).toBe('published')
  })

  it('cannot carry anything while no later cycle is planned (409), and then leaves all as it was', async () => {
    const { keyResultId } = await aGoal()
    const reply = await settle(t.cast.mia, keyResultId, { go: 'carry' })
    expect([reply.status, reply.body.code]).toEqual([409, 'no-next-cycle'])
    expect((await keyResultOf(keyResultId)).lifecycle).toBe('published')
    const next = { name: 'Q1 2027', startDay: '2027-01-01', endDay: '2027-03-31' }
    nextId = (await t.post(t.cast.ada, '/v1/cycles', next)).body.id
  })

  it('takes the score that the facts suggest, or another one with its reason, and says both', async () => {
    const { objectiveId, keyResultId } = await aGoal()
    await checkedIn(t, keyResultId, 62)
    const learned = 'Parts ordered on Monday are there by Thursday.'
    const kept = await settle(t.cast.mia, keyResultId, { go: 'stop', learned })
    expect([kept.status, kept.body]).toEqual([
      200,
      { kind: 'key_result', id: keyResultId, score: 0.6, suggested: 0.6, carried: null },
    ])
    const reason = 'The last week was a strike.'
    t.clock.forward(1)
    const other = await settle(t.cast.dana, keyResultId, { go: 'stop', score: 0.8, reason })
    expect(other.body.score).toBe(0.8)
    const shown = (await review()).objectives.find(({ id }: { id: string }) => id === objectiveId)
    expect(shown.keyResults[0]).toMatchObject({
      lifecycle: 'closed',
      score: 0.8,
      learned,
      suggested: { score: 0.6, because: '0.6 because it reached 62 %' },
      scoring: { suggested: 0.6, score: 0.8, reason },
    })
    expect(shown.suggested).toMatchObject({
      score: 0.8,
      because: '0.8 because that is the mean of 1 item by weight',
    })
  })

  it('carries a key result on from where it stands, with its goal, parents, path, people and barriers', async () => {
    const { objectiveId, keyResultId } = await aGoal()
    const above = await anObjective(t, { teamId: t.cast.teams.company, title: 'The whole' }, t.cast.boris)
    const sentence = 'Promises kept are what people talk about.'
    await t.post(t.cast.dana, `/v1/objectives/${above}/alignments`, {
      childObjectiveId: objectiveId,
      sentence,
    })
    await checkedIn(t, keyResultId, 62)
    const subject = { kind: 'key_result', id: keyResultId }
    const first = await t.post(t.cast.mia, '/v1/commitments', { subject, text: 'Call three riders' })
    await t.post(t.cast.mia, `/v1/steps/${first.body.step.id}/finish`, {
      next: { text: 'Ask the parts desk' },
    })
    await t.post(t.cast.mia, '/v1/steps', { subject, text: 'Write the plan' })
    const stuck = { kind: 'access', title: 'No key', keyResultIds: [keyResultId] }
    const barrier = (await t.post(t.cast.mia, '/v1/barriers', stuck)).body

    const { body } = await settle(t.cast.dana, keyResultId, { go: 'carry', learned: 'Ask earlier.' })
    expect(body).toMatchObject({ score: 0.6, carried: { cycleId: nextId } })
    const old = await keyResultOf(keyResultId)
    const copy = await keyResultOf(body.carried.id)
    expect(old).toMatchObject({ lifecycle: 'closed', carriedTo: { id: copy.id, cycle: 'Q1 2027' } })
    expect(copy).toMatchObject({
      title: old.title,
      why: old.why,
      lifecycle: 'published',
      baseline: 62,
      target: 100,
      ownerId: t.cast.mia.id,
      cycleId: nextId,
      carriedFrom: { id: keyResultId, cycle: 'Q4 2026' },
      standing: { health: 'not_started' },
    })
    const [parent] = copy.parents
    expect(parent).toMatchObject({ title: 'Repairs done when promised', weight: 40, confirmed: true })
    expect(parent.id).not.toBe(objectiveId)
    const path = (await t.get(t.cast.mia, `/v1/key-results/${copy.id}/path`)).body
    const laid = (await t.get(t.cast.mia, `/v1/key-results/${keyResultId}/path`)).body
    expect([laid, path].map((one) => [one.laidCount, one.live?.text, one.pencilled.length])).toEqual([
      [1, undefined, 0],
      [0, 'Ask the parts desk', 1],
    ])
    const blocks = (await t.get(t.cast.dana, `/v1/barriers/${barrier.id}`)).body.blocks
    expect(blocks.map(({ itemId }: { itemId: string }) => itemId)).toContain(copy.id)

    // The goal itself follows: what went before it joins it, and the sentence upwards is not asked for again.
    const goal = await settle(t.cast.dana, objectiveId, { go: 'carry' }, 'objectives')
    expect(goal.body.carried.id).toBe(parent.id)
    const upwards = (await t.get(t.cast.dana, `/v1/objectives/${parent.id}`)).body
    expect(upwards.items.map(({ id }: { id: string }) => id)).toEqual([copy.id])
    expect(upwards.parents).toEqual([])
    const whole = await settle(t.cast.boris, above, { go: 'carry' }, 'objectives')
    const top = (await t.get(t.cast.boris, `/v1/objectives/${whole.body.carried.id}`)).body
    expect(top.items).toMatchObject([{ id: parent.id, sentence }])
  })

  it('is safe to repeat: the same request again, even without a key, makes nothing new', async () => {
    const { keyResultId } = await aGoal()
    await checkedIn(t, keyResultId, 30)
    const first = await settle(t.cast.mia, keyResultId, { go: 'carry', learned: 'Start earlier.' })
    const events = async () =>
      (await t.get(t.cast.dana, `/v1/teams/${t.cast.teams.service}/board`)).headers.etag
    const before = await events()
    const again = await settle(t.cast.mia, keyResultId, { go: 'carry', learned: 'Start earlier.' })
    expect([again.status, again.body]).toEqual([200, first.body])
    expect(await events()).toBe(before)
  })

  it('takes late check-ins in the days of grace and says so; after them a closed cycle takes scores alone', async () => {
    const { objectiveId, keyResultId } = await aGoal()
    await t.post(t.cast.ada, `/v1/cycles/${t.cast.cycleId}/review`)
    t.clock.to(tooLate)
    await t.post(t.cast.ada, `/v1/cycles/${t.cast.cycleId}/close`)
    t.clock.to('2027-01-03T09:00:00Z')
    await checkedIn(t, keyResultId, 70)
    t.clock.to('2027-01-12T09:00:00Z')
    const late = await t.post(t.cast.mia, `/v1/key-results/${keyResultId}/check-ins`, { value: 80 })
    expect(late.status).toBe(409)
    const edited = await t.patch(t.cast.dana, `/v1/key-results/${keyResultId}`, '*', { target: 90 })
    expect(edited.status).toBe(409)
    const shown = await review(`?cycleId=${t.cast.cycleId}`)
    expect(shown).toMatchObject({ phase: 'closed', cycle: { graceEnd: '2027-01-07' }, next: { id: nextId } })
    const goal = shown.objectives.find(({ id }: { id: string }) => id === objectiveId)
    expect(goal.keyResults[0].points).toEqual([{ day: '2027-01-03', value: 70, target: 100, late: true }])
    expect((await settle(t.cast.mia, keyResultId, { go: 'carry' })).body).toMatchObject({ score: 0.7 })
    const talk = { subject: { kind: 'objective', id: objectiveId }, text: 'Well done' }
    expect((await t.post(t.cast.mia, '/v1/comments', talk)).status).toBe(201)
  })
})
