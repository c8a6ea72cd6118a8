import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { type TestApp, testApp } from '../support/app.ts'
import { start } from '../support/cast.ts'
import { aKeyResult } from '../support/items.ts'
import { type TestWorker, testWorker } from '../support/worker.ts'
import { day, storyOf } from './story.ts'

describe('clearing together', () => {
  let t: TestApp
  let story: ReturnType<typeof storyOf>
  let worker: TestWorker

  beforeAll(async () => {
    t = await testApp()
    story = storyOf(t)
    worker = await testWorker(t)
  })
  beforeEach(() => t.clock.to(start.toISOString()))
  afterAll(async () => {
    await worker?.stop()
    await t?.close()
  })

  const read = async (id: string, who = t.cast.mia) => (await t.get(who, `/v1/barriers/${id}`)).body
  const cleared = async (who = t.cast.mia) =>
    (await t.get(who, '/v1/my-week')).body.ledTo.filter(({ kind }: { kind: string }) => kind === 'unblocked')

  describe('a decision', () => {
    it('is made by whoever is asked, with words (400, 403, 409), and clears what waited for it', async () => {
      const { id } = await story.raise({ kind: 'decision', title: 'Blue or green?' })
      expect(await story.refused(t.cast.dana, id, 'decide', {})).toEqual([400, 'invalid'])
      expect(await story.refused(t.cast.mia, id, 'decide', { decision: 'Blue' })).toEqual([403, 'forbidden'])
      const decided = await story.make(t.cast.dana, id, 'decide', { decision: 'We take the blue ones.' })
      expect(decided).toMatchObject({
        state: 'cleared',
        decision: 'We take the blue ones.',
        clearing: { by: t.cast.dana.id, how: null },
        turns: [{ kind: 'raised' }, { kind: 'decided', words: 'We take the blue ones.' }],
      })
      expect(await story.refused(t.cast.dana, id, 'decide', { decision: 'Green' })).toEqual([
        409,
        'wrong-state',
      ])
      expect((await story.eventsOf(id)).at(-1)!.kind).toBe('barrier.decided')
      expect((await story.make(t.cast.mia, id, 'confirm')).decision).toBe('We take the blue ones.')
    })

    it('that is taken back is none', async () => {
      const { id } = await story.raise({ kind: 'decision' })
      await story.make(t.cast.dana, id, 'decide', { decision: 'Blue' })
      expect(await story.make(t.cast.dana, id, 'undo')).toMatchObject({ state: 'open', decision: null })
    })
  })

  describe('I can help', () => {
    it('is seen by whoever is asked and by the raiser, and either hands it over in one move', async () => {
      for (const who of [t.cast.dana, t.cast.mia]) {
        const { id } = await story.raise()
        expect((await read(id, who)).can.acceptHelp).toBe(false)
        await story.make(t.cast.otto, id, 'offer-help', { words: 'I have the spare key.' })
        expect(await read(id, who)).toMatchObject({ offers: [t.cast.otto.id], can: { acceptHelp: true } })
        expect((await read(id, t.cast.noah)).can.acceptHelp).toBe(false)
        const handed = await story.make(who, id, 'hand-on', { to: t.cast.otto.id })
        expect(handed).toMatchObject({ state: 'open', asked: { memberId: t.cast.otto.id } })
        expect(handed.can.acceptHelp).toBe(false)
        await story.make(t.cast.otto, id, 'take', { by: 'today' })
      }
    })

    it('is no reason for the raiser to hand it to somebody else (403)', async () => {
      const { id } = await story.raise()
      await story.make(t.cast.otto, id, 'offer-help', {})
      expect(await story.refused(t.cast.mia, id, 'hand-on', { to: t.cast.boris.id })).toEqual([
        403,
        'forbidden',
      ])
    })
  })

  describe('one barrier in the way of many', () => {
    it('holds up a real step and key results of two teams; clearing it tells all', async () => {
      const own = await aKeyResult(t)
      const shops = await aKeyResult(t, { teamId: t.cast.teams.shop, ownerId: t.cast.otto.id }, t.cast.otto)
      const subject = { kind: 'key_result', id: own }
      const step = await t.post(t.cast.mia, '/v1/steps', { subject, text: 'Cut the key', start: true })
      expect(step.status).toBe(201)
      const raised = await story.raise({ stepIds: [step.body.id], keyResultIds: [shops] }, t.cast.noah)
      expect(raised.blocks).toMatchObject([
        { kind: 'key_result', itemId: shops, teamId: t.cast.teams.shop, teamName: 'Shop' },
        { kind: 'step', itemId: step.body.id, keyResultId: own, title: 'Cut the key', teamName: 'Service' },
      ])
      // Noah who raised it, Mia with the step, Otto with the key result.
      expect(raised.cost.people).toBe(3)
      await story.make(t.cast.dana, raised.id, 'clear', {})
      for (const [id, teamId] of [
        [own, t.cast.teams.service],
        [shops, t.cast.teams.shop],
      ]) {
        const told = (await story.change(
          `SELECT kind, audience_team_id AS "teamId" FROM events WHERE workspace_id = $1 AND subject_id = $2
            AND kind LIKE 'key-result.%blocked' ORDER BY seq`,
          [t.cast.workspaceId, id],
        )) as object[]
        expect(told).toEqual([
          { kind: 'key-result.blocked', teamId },
          { kind: 'key-result.unblocked', teamId },
        ])
      }
      for (const who of [t.cast.mia, t.cast.otto]) {
        expect(await cleared(who)).toMatchObject([
          { id: raised.id, number: raised.number, by: { name: 'Dana Diaz' } },
        ])
      }
      expect(await cleared(t.cast.noah)).toEqual([])
    })

    it('tells of a step on an objective at the objective', async () => {
      const objective = await t.post(t.cast.dana, '/v1/objectives', {
        title: 'Open on Sundays',
        why: 'Who works all week shops on Sunday.',
        teamId: t.cast.teams.service,
        cycleId: t.cast.cycleId,
        lifecycle: 'published',
      })
      const subject = { kind: 'objective', id: objective.body.id }
      const step = await t.post(t.cast.dana, '/v1/steps', { subject, text: 'Ask the landlord' })
      const raised = await story.raise({ stepIds: [step.body.id] })
      await story.make(t.cast.dana, raised.id, 'clear', {})
      const kinds = (await story.eventsOf(objective.body.id)).map(({ kind }) => kind)
      expect(kinds).toEqual(expect.arrayContaining(['objective.blocked', 'objective.unblocked']))
    })
  })

  describe('another urgency', () => {
    it('moves the day of the first answer, counted from when it was asked, never to a day that is over', async () => {
      const { id, asked } = await story.raise()
      expect(asked.until).toBe('2026-10-28')
      t.clock.forward(day)
      const url = `/v1/barriers/${id}`
      const later = await t.patch(t.cast.dana, url, '*', { severity: 'low' })
      expect(later.body).toMatchObject({ severity: 'low', asked: { until: '2026-10-29' } })
      expect(later.body.turns.at(-1)).toMatchObject({ kind: 'reweighed', dueDay: '2026-10-29' })
      t.clock.forward(day)
      const urgent = await t.patch(t.cast.mia, url, '*', { severity: 'high' })
      expect(urgent.body).toMatchObject({ asked: { until: '2026-10-28' } })
      await story.make(t.cast.dana, id, 'take', { by: '2026-11-02' })
      const taken = await t.patch(t.cast.mia, url, '*', { severity: 'low' })
      expect(taken.body).toMatchObject({ state: 'taken', promise: { day: '2026-11-02' } })
    })
  })

  describe('whoever leaves', () => {
    it('hands over at once what they were asked, and lets go of drafts nobody else could see', async () => {
      const { id } = await story.raise({ askedOf: t.cast.otto.id })
      await story.make(t.cast.otto, id, 'take', { by: 'this_week' })
      const keyResultId = await aKeyResult(t, { ownerId: t.cast.otto.id })
      const checkIn = await t.post(t.cast.otto, `/v1/key-results/${keyResultId}/check-ins`, {
        value: 5,
        inTheWay: 'access',
      })
      expect((await t.post(t.cast.ada, `/v1/members/${t.cast.otto.id}/leave`)).status).toBe(200)
      await worker.drain()
      expect(worker.log).toEqual([])
      expect(await read(id)).toMatchObject({
        state: 'open',
        promise: null,
        asked: { memberId: t.cast.boris.id, why: { insteadOf: t.cast.otto.id } },
      })
      const [draft] = await story.change('SELECT state FROM barriers WHERE id = $1', [
        checkIn.body.barrier.id,
      ])
      expect(draft).toEqual({ state: 'withdrawn' })
    })
  })
})
