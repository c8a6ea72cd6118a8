import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type TestApp, testApp } from '../support/app.ts'
import type { Person } from '../support/cast.ts'
import { aKeyResult } from '../support/items.ts'
import { type TestWorker, testWorker } from '../support/worker.ts'
import { day, storyOf } from './story.ts'

describe('what comes again and again', () => {
  let t: TestApp
  let story: ReturnType<typeof storyOf>
  let worker: TestWorker

  beforeAll(async () => {
    t = await testApp()
    story = storyOf(t)
    worker = await testWorker(t)
  })
  afterAll(async () => {
    expect(worker.log).toEqual([])
    await worker?.stop()
    await t?.close()
  })

  const suggested = async (who: Person) => {
    await worker.drain()
    return (await t.get(who, '/v1/barriers/systemic')).body.data
  }
  const answer = (who: Person, id: string, verb: string, body?: object) =>
    t.post(who, `/v1/barriers/systemic/${id}/${verb}`, body)

  it('is suggested at the third of a kind in one team, to the leader one level up alone, and not made one', async () => {
    const keyResultId = await aKeyResult(t)
    const ids: string[] = []
    for (const who of [t.cast.mia, t.cast.noah, t.cast.mia]) {
      expect(await suggested(t.cast.boris)).toEqual([])
      ids.push((await story.raise({ kind: 'waiting', keyResultIds: [keyResultId] }, who)).id)
      t.clock.forward(1000)
    }
    const [suggestion] = await suggested(t.cast.boris)
    expect(suggestion).toMatchObject({ kind: 'waiting', teamId: t.cast.teams.service, teamName: 'Service' })
    expect(suggestion.parts.map(({ id }: { id: string }) => id)).toEqual(ids)
    expect(JSON.stringify(suggestion)).not.toContain(t.cast.mia.id)
    for (const who of [t.cast.mia, t.cast.dana, t.cast.ada]) expect(await suggested(who)).toEqual([])
    expect((await t.get(t.cast.mia, '/v1/barriers?limit=200')).body.data).toHaveLength(3)

    for (const who of [t.cast.dana, t.cast.ada, t.elsewhere.boris]) {
      expect((await answer(who, suggestion.id, 'accept', {})).status).toBe(404)
    }
    const made = await answer(t.cast.boris, suggestion.id, 'accept', { title: 'Nobody answers the phone' })
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({
      title: 'Nobody answers the phone',
      kind: 'waiting',
      state: 'open',
      asked: { memberId: t.cast.boris.id },
      blocks: [{ itemId: keyResultId }],
    })
    expect(made.body.parts.map(({ id }: { id: string }) => id)).toEqual(ids)
    const part = (await t.get(t.cast.mia, `/v1/barriers/${ids[0]}`)).body
    expect(part).toMatchObject({ state: 'open', systemic: { id: made.body.id, number: made.body.number } })
    for (const verb of ['accept', 'dismiss']) {
      const again = await answer(t.cast.boris, suggestion.id, verb, verb === 'accept' ? {} : undefined)
      expect([again.status, again.body.code]).toEqual([409, 'wrong-state'])
    }
    await story.raise({ kind: 'waiting' })
    expect(await suggested(t.cast.boris)).toEqual([])
  })

  it('may be said to be none, and what is older than 90 days, let go, or for the leader only does not count', async () => {
    await story.raise({ kind: 'access' })
    t.clock.forward(91 * day)
    await story.raise({ kind: 'access', leaderOnly: true })
    await story.make(t.cast.mia, (await story.raise({ kind: 'access' })).id, 'withdraw')
    for (let i = 0; i < 2; i++) await story.raise({ kind: 'access' })
    expect(await suggested(t.cast.boris)).toEqual([])
    await story.raise({ kind: 'access' })
    const [suggestion] = await suggested(t.cast.boris)
    expect(suggestion.parts).toHaveLength(3)
    expect((await answer(t.cast.boris, suggestion.id, 'dismiss')).status).toBe(204)
    await story.raise({ kind: 'access' })
    expect(await suggested(t.cast.boris)).toEqual([])
  })

  it('of teams side by side is put to whoever is above both; something else is never the same again', async () => {
    for (const teamId of [t.cast.teams.service, t.cast.teams.shop, t.cast.teams.service]) {
      await story.raise({ kind: 'too_much', teamId })
      await story.raise({ kind: 'other', teamId })
    }
    expect(await suggested(t.cast.ada)).toMatchObject([{ kind: 'too_much', teamId: t.cast.teams.company }])
  })
})
