import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { type TestApp, testApp } from '../support/app.ts'
import { statementsOf } from '../support/counts.ts'
import { statement } from '../support/server.ts'
import { type TestWorker, testWorker } from '../support/worker.ts'
import { roundsOf } from './round.ts'

const why = 'Riders get home before dark.'

describe('a planning round', () => {
  let t: TestApp
  let worker: TestWorker
  let r: ReturnType<typeof roundsOf>

  beforeAll(async () => {
    t = await testApp()
    worker = await testWorker(t)
    r = roundsOf(t)
  })
  afterEach(() => r.ended())
  afterAll(async () => {
    await worker?.stop()
    await t?.close()
  })

  it('is opened by whoever leads the team, for an open cycle and a day to come', async () => {
    const { mia, otto, dana, teams, cycleId } = t.cast
    const ask = async (who = dana, fields: object = {}) => {
      const body = {
        teamId: teams.service,
        cycleId,
        question: 'What next?',
        closesDay: '2026-10-30',
        ...fields,
      }
      const reply = await t.post(who, '/v1/planning-rounds', body)
      return [reply.status, reply.body.code, reply.body.errors?.[0].pointer]
    }
    expect(await ask(mia)).toEqual([403, 'forbidden', undefined])
    expect(await ask(otto)).toEqual([403, 'forbidden', undefined])
    expect(await ask(dana, { closesDay: '2026-10-25' })).toEqual([400, 'invalid', '/closesDay'])
    expect(await ask(dana, { closesDay: '2027-10-25' })).toEqual([400, 'invalid', '/closesDay'])
    expect(await ask(dana, { minutes: 10 })).toEqual([400, 'invalid', '/closesDay'])
    expect(await ask(dana, { teamId: teams.board })).toEqual([400, 'invalid', '/teamId'])
    expect(await ask(dana, { question: ' ' })).toEqual([400, 'invalid', '/question'])
    expect(await ask(otto, { teamId: teams.shop })).toEqual([409, 'nobody-to-ask', undefined])
    expect(await ask(dana, { anonymous: true })).toEqual([409, 'too-few-to-hide', undefined])
  })

  it('is one at a time in a team and cycle', async () => {
    const open = await r.opened()
    const again = await t.post(t.cast.ada, '/v1/planning-rounds', {
      ...{ teamId: t.cast.teams.service, cycleId: t.cast.cycleId, question: 'And?', closesDay: '2026-10-29' },
    })
    expect([again.status, again.body.code, again.body.current.id]).toEqual([409, 'wrong-state', open.id])
  })

  it('takes proposals in people’s own words, of those asked alone, until the close', async () => {
    const { mia, noah, otto, gus, dana } = t.cast
    const { id } = await r.opened()
    expect(await r.refused(otto, id, '/proposals', { text: 'More till drawers' })).toEqual([403, 'forbidden'])
    expect((await r.refused(gus, id, '/proposals', { text: 'More' }))[0]).toBe(403)
    const mine = await r.proposed(mia, id, 'Repairs done when promised', why)
    const round = await r.make(mia, id, `/proposals/${mine}/reword`, { text: 'Keep our promise on repairs' })
    expect(r.one(round, mine)).toMatchObject({ text: 'Keep our promise on repairs', why: null, mine: true })
    expect(await r.refused(noah, id, `/proposals/${mine}/reword`, { text: 'Mine' })).toEqual([
      404,
      'not-found',
    ])
    const second = await r.proposed(mia, id, 'A warmer waiting room')
    await r.make(mia, id, `/proposals/${second}/withdraw`)
    await r.make(dana, id, '/close')
    expect(await r.refused(mia, id, `/proposals/${mine}/withdraw`)).toEqual([409, 'wrong-state'])
    expect(await r.refused(mia, id, '/proposals', { text: 'Late' })).toEqual([409, 'wrong-state'])
  })

  it('says how many have spoken and never who, until the close', async () => {
    const { mia, noah, dana } = t.cast
    const { id } = await r.opened()
    expect(await r.refused(dana, id, '/close')).toEqual([409, 'nobody-spoke'])
    await r.proposed(mia, id, 'One')
    const two = await r.proposed(mia, id, 'Two')
    expect(await r.read(dana, id)).toMatchObject({ asked: 2, voices: 1, proposals: [] })
    const one = (await r.read(mia, id)).proposals.find(({ text }: { text: string }) => text === 'One').id
    for (const own of [one, two]) await r.make(mia, id, `/proposals/${own}/withdraw`)
    expect(await r.read(noah, id)).toMatchObject({ voices: 0, mine: { asked: true, spoken: false } })
    const told = `SELECT DISTINCT actor_id FROM events WHERE subject_id = '${id}' AND kind LIKE '%voiced'`
    expect((await statement(t.adminUrl, told)).rows).toEqual([{ actor_id: null }])
  })

  it('keeps the leader’s draft sealed from everyone else until the close', async () => {
    const { mia, noah, ada, dana, boris } = t.cast
    const { id } = await r.opened()
    const draft = await r.proposed(dana, id, 'Sell more winter tyres')
    await r.proposed(mia, id, 'Repairs done when promised')
    for (const who of [mia, noah, ada, boris]) {
      const { text } = await t.get(who, r.at(id))
      expect([text.includes('winter tyres'), text.includes(draft)]).toEqual([false, false])
    }
    await r.make(dana, id, '/close')
    const texts = (await r.read(noah, id)).proposals.map(({ text, kind }: { text: string; kind: string }) => [
      kind,
      text,
    ])
    expect(texts.sort()).toEqual([
      ['draft', 'Sell more winter tyres'],
      ['member', 'Repairs done when promised'],
    ])
  })

  it('asks back, agrees, combines, declines and fills a gap; none is left without an answer', async () => {
    const { mia, noah, dana } = t.cast
    const { id } = await r.opened({ vision: 'The workshop people trust.' })
    const [promise, tea, tyres] = [
      await r.proposed(mia, id, 'Repairs done when promised', why),
      await r.proposed(noah, id, 'Tea while people wait'),
      await r.proposed(noah, id, 'Nobody is surprised by the bill'),
    ]
    expect(await r.refused(dana, id, `/proposals/${promise}/agree`, {})).toEqual([409, 'wrong-state'])
    await r.make(dana, id, '/close')
    expect(await r.refused(mia, id, `/proposals/${promise}/agree`, {})).toEqual([403, 'forbidden'])
    await r.make(dana, id, `/proposals/${tyres}/coach`, { question: 'Which bills surprised?' })
    expect(await r.refused(dana, id, '/publish')).toEqual([409, 'unanswered'])
    expect(await r.refused(mia, id, `/proposals/${tyres}/reply`, { text: 'All' })).toEqual([403, 'forbidden'])
    await r.make(noah, id, `/proposals/${tyres}/reply`, { text: 'Those above the estimate.' })
    let round = await r.make(dana, id, `/proposals/${promise}/agree`, {})
    const objectiveId = r.one(round, promise).objectiveId
    expect(round.objectives).toEqual([
      expect.objectContaining({ id: objectiveId, origin: 'team_proposed', lifecycle: 'draft', missing: [] }),
    ])
    expect(await r.refused(dana, id, `/proposals/${tea}/decline`, { reason: ' ' })).toEqual([400, 'invalid'])
    await r.make(dana, id, `/proposals/${tea}/decline`, { reason: 'Next winter.' })
    expect(await r.refused(dana, id, `/proposals/${tyres}/combine`, { objectiveId: id })).toEqual([
      400,
      'invalid',
    ])
    round = await r.make(dana, id, `/proposals/${tyres}/combine`, { objectiveId })
    expect(round.objectives[0].origin).toBe('co_written')
    round = await r.make(dana, id, '/gaps', { title: 'Winter tyres on before the snow' })
    const gapOf = () => round.objectives.find(({ origin }: { origin: string }) => origin === 'assigned')
    expect(gapOf()).toMatchObject({ title: 'Winter tyres on before the snow', missing: ['why'] })
    expect(await r.refused(dana, id, '/publish')).toEqual([409, 'why-missing'])
    const gap = gapOf().id
    expect((await t.patch(dana, `/v1/objectives/${gap}`, '*', { why: 'Nobody falls.' })).status).toBe(200)
    round = await r.make(dana, id, '/publish')
    expect([
      round.state,
      ...round.objectives.map(({ lifecycle }: { lifecycle: string }) => lifecycle),
    ]).toEqual(['published', 'published', 'published'])
    expect(r.one(round, tea)).toMatchObject({
      state: 'declined',
      reason: 'Next winter.',
      can: { answer: true },
    })
  })

  it('shows both versions of a changed wording, and asks its author', async () => {
    const { mia, noah, dana } = t.cast
    const { id } = await r.opened()
    const mine = await r.proposed(mia, id, 'Repairs done when promised', why)
    await r.make(dana, id, '/close')
    let round = await r.make(dana, id, `/proposals/${mine}/agree`, { title: 'On-time repairs above 90 %' })
    expect(round.objectives[0].origin).toBe('co_written')
    const objectiveId = round.objectives[0].id
    const judged = {
      verdict: 'not_meant',
      title: 'On-time repairs above 90 %',
      words: 'I meant the promise.',
    }
    expect(r.one(await r.read(mia, id), mine)).toMatchObject({
      text: 'Repairs done when promised',
      wording: { state: 'asked', title: 'On-time repairs above 90 %' },
      can: { judge: true },
    })
    expect(await r.refused(noah, id, `/proposals/${mine}/wording`, judged)).toEqual([403, 'forbidden'])
    round = await r.make(mia, id, `/proposals/${mine}/wording`, judged)
    expect(r.one(round, mine).wording).toMatchObject({ state: 'not_meant', words: 'I meant the promise.' })
    const title = 'We keep the day we promise'
    await t.patch(dana, `/v1/objectives/${objectiveId}`, '*', { title })
    expect(r.one(await r.read(mia, id), mine).wording).toMatchObject({ state: 'asked', title })
    expect(await r.refused(mia, id, `/proposals/${mine}/wording`, judged)).toEqual([409, 'wrong-state'])
    await r.make(mia, id, `/proposals/${mine}/wording`, { verdict: 'agreed', title })
    round = await r.make(dana, id, '/publish')
    expect(round.objectives[0].origin).toBe('team_proposed')
  })

  it('is extended by hand and closed by its day, after a word to who is silent', async () => {
    const { mia, noah, dana } = t.cast
    const { id } = await r.opened()
    await r.proposed(mia, id, 'One')
    expect(await r.refused(dana, id, '/extend', { closesDay: '2026-10-29' })).toEqual([400, 'invalid'])
    await r.make(dana, id, '/extend', { closesDay: '2026-11-03' })
    t.clock.to('2026-11-03T08:30:00Z')
    await worker.drain()
    const reminded = `SELECT audience_members AS members FROM events WHERE subject_id = '${id}' AND kind LIKE '%closing-soon'`
    expect((await statement(t.adminUrl, reminded)).rows).toEqual([{ members: [noah.id] }])
    t.clock.to('2026-11-03T22:59:00Z')
    await worker.drain()
    expect((await r.read(dana, id)).state).toBe('open')
    t.clock.to('2026-11-03T23:00:00Z')
    await worker.drain()
    expect(await r.read(dana, id)).toMatchObject({ state: 'closed', proposals: [{ text: 'One' }] })
    expect(worker.log).toEqual([])
    t.clock.to('2026-10-26T12:00:00Z')
  })

  it('takes ten minutes in a meeting, and counts as a round', async () => {
    const { mia, dana } = t.cast
    const { id, kind, closesAt } = await r.opened({ minutes: 10 })
    expect([kind, closesAt]).toEqual(['ten_minutes', new Date(t.clock.now.getTime() + 600_000).toISOString()])
    const mine = await r.proposed(mia, id, 'Repairs done when promised', why)
    await r.make(dana, id, '/close')
    await r.make(dana, id, `/proposals/${mine}/agree`, {})
    expect(await r.make(dana, id, '/publish')).toMatchObject({ state: 'published', kind: 'ten_minutes' })
  })

  it('is read by whoever sees the team; what was proposed by the team, and in a bounded number of statements', async () => {
    const { mia, noah, otto, gus, dana } = t.cast
    const { id } = await r.opened()
    for (const text of ['One', 'Two']) await r.proposed(mia, id, text)
    const read = (who = dana) => statementsOf(t.db, () => t.get(who, r.at(id)))
    const before = await read(mia)
    for (const text of ['Three', 'Four', 'Five']) await r.proposed(mia, id, text)
    expect(await read(mia)).toHaveLength(before.length)
    await r.proposed(noah, id, 'Six')
    await r.make(dana, id, '/close')
    expect((await r.read(otto, id)).proposals).toEqual([])
    expect((await r.read(gus, id)).proposals).toEqual([])
    expect((await r.read(noah, id)).proposals).toHaveLength(6)
    const list = await t.get(otto, `/v1/planning-rounds?teamId=${t.cast.teams.service}`)
    expect(list.body.data[0]).toMatchObject({
      id,
      voices: 2,
      asked: 2,
      mine: { asked: false, spoken: false },
    })
  })
})
