import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type TestApp, testApp } from '../support/app.ts'
import type { Person } from '../support/cast.ts'
import { type Goal, publishedGoal } from '../support/goals.ts'

describe('a commitment', () => {
  let t: TestApp
  let goal: Goal

  beforeAll(async () => {
    t = await testApp()
    goal = await publishedGoal(t)
  })
  afterAll(() => t?.close())

  const commit = (who: Person | null, fields: object = {}) =>
    t.post(who, '/v1/commitments', {
      subject: { kind: 'objective', id: goal.objectiveId },
      cue: 'a repair comes in',
      text: 'write its promised day on the board',
      ...fields,
    })
  const list = async (who: Person) =>
    (await t.get(who, `/v1/commitments?objectiveId=${goal.objectiveId}`)).body.data

  it('is given by people of the team only (401, 403, 404)', async () => {
    const replies = [commit(null), commit(t.cast.gus), commit(t.cast.otto), commit(t.elsewhere.mia)]
    expect((await Promise.all(replies)).map(({ status }) => status)).toEqual([401, 403, 403, 404])
  })

  it('is not given with a first step that is none (422), which is answered with an offer to split it', async () => {
    const reply = await commit(t.cast.noah, { cue: 'the shop is shut', dueDay: '2026-12-21' })
    expect([reply.status, reply.body.code]).toEqual([422, 'split-me'])
    expect(reply.body.split.parts).toHaveLength(4)
    expect(reply.body.split.parts[0]).toMatchObject({
      cue: 'the shop is shut',
      text: 'write its promised day on the board (1/4)',
    })
    expect(await list(t.cast.noah)).toEqual([])
  })

  it('is a yes with a first step that is live at once', async () => {
    const { status, body } = await commit(t.cast.noah)
    expect(status).toBe(201)
    expect(body.commitment).toMatchObject({ memberId: t.cast.noah.id, firstStepId: body.step.id })
    expect(body.step).toMatchObject({ state: 'live', cue: 'a repair comes in', can: { finish: true } })
    const path = (await t.get(t.cast.noah, `/v1/objectives/${goal.objectiveId}/path`)).body
    expect([path.live, path.can]).toEqual([body.step, { plan: true, suggest: false, commit: false }])
  })

  it('is given once (409)', async () => {
    const again = await commit(t.cast.noah)
    expect([again.status, again.body.code]).toEqual([409, 'wrong-state'])
    expect(again.body.current.memberId).toBe(t.cast.noah.id)
  })

  it('is seen by its member and their leaders, not by everybody', async () => {
    expect(await list(t.cast.noah)).toHaveLength(1)
    expect(await list(t.cast.dana)).toHaveLength(1)
    expect(await list(t.cast.boris)).toHaveLength(1)
    expect(await list(t.cast.mia)).toEqual([])
    expect(await list(t.cast.otto)).toEqual([])
    expect(await list(t.cast.ada)).toEqual([])
  })

  it('is what a first step of one’s own is, without saying so', async () => {
    const step = { subject: { kind: 'key_result', id: goal.keyResultId }, text: 'Count', start: true }
    const { id } = (await t.post(t.cast.mia, '/v1/steps', step)).body
    const { data } = (await t.get(t.cast.mia, '/v1/commitments')).body
    expect(data).toMatchObject([{ memberId: t.cast.mia.id, firstStepId: id, text: 'Count' }])
  })

  it('is taken back by its member alone, once, and can be given anew', async () => {
    const [{ id }] = await list(t.cast.noah)
    expect((await t.post(t.cast.dana, `/v1/commitments/${id}/withdraw`, {})).status).toBe(404)
    const back = await t.post(t.cast.noah, `/v1/commitments/${id}/withdraw`, { reason: 'Other duties' })
    expect(back.body).toMatchObject({ withdrawReason: 'Other duties' })
    expect((await t.post(t.cast.noah, `/v1/commitments/${id}/withdraw`, {})).status).toBe(409)
    const [live] = (await t.get(t.cast.noah, `/v1/steps?ownerId=${t.cast.noah.id}&state=live`)).body.data
    await t.post(t.cast.noah, `/v1/steps/${live.id}/drop`, {})
    expect((await commit(t.cast.noah)).status).toBe(201)
    expect(await list(t.cast.noah)).toHaveLength(2)
  })
})
