import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { type TestApp, testApp } from '../support/app.ts'
import { minute, storyOf } from './story.ts'

describe('a check-in with something in the way', () => {
  let t: TestApp
  let story: ReturnType<typeof storyOf>
  let keyResultId: string

  beforeAll(async () => {
    t = await testApp()
    story = storyOf(t)
  })
  beforeEach(async () => {
    keyResultId = await story.published()
  })
  afterAll(() => t?.close())

  const checkIn = (fields: object) =>
    t.post(t.cast.mia, `/v1/key-results/${keyResultId}/check-ins`, { value: 70, ...fields })
  const stateOf = async (id: string) => (await t.get(t.cast.mia, `/v1/barriers/${id}`)).body.state

  it('drafts a barrier: prefilled with what it blocks and who is asked, in nobody’s words', async () => {
    const { barrier, checkIn: said } = (await checkIn({ inTheWay: 'access' })).body
    expect(barrier).toEqual({ id: expect.any(String), number: null, askedOf: t.cast.dana.id })
    const draft = (await t.get(t.cast.mia, `/v1/barriers/${barrier.id}`)).body
    expect(draft).toMatchObject({
      state: 'draft',
      kind: 'access',
      title: null,
      number: null,
      checkInId: said.id,
      blocks: [{ itemId: keyResultId }],
      can: { raise: true, withdraw: true, edit: true, undo: false },
    })
  })

  it('drafts nothing when nothing is in the way', async () => {
    expect((await checkIn({ inTheWay: 'nothing' })).body.barrier).toBeNull()
    expect((await checkIn({})).body.barrier).toBeNull()
  })

  it('shows the draft to its author only', async () => {
    const { id } = (await checkIn({ inTheWay: 'waiting' })).body.barrier
    for (const who of [t.cast.dana, t.cast.ada, t.cast.noah]) {
      expect((await t.get(who, `/v1/barriers/${id}`)).status).toBe(404)
      const { data } = (await t.get(who, `/v1/barriers?keyResultId=${keyResultId}`)).body
      expect(data).toEqual([])
    }
    const [event] = await story.eventsOf(id)
    expect(event).toMatchObject({ kind: 'barrier.drafted', audience: 'members', members: [t.cast.mia.id] })
  })

  it('raises the draft with one more tap, and everybody sees it', async () => {
    const { id } = (await checkIn({ inTheWay: 'decision' })).body.barrier
    expect(await story.refused(t.cast.dana, id, 'raise', {})).toEqual([404, 'not-found'])
    const raised = await story.make(t.cast.mia, id, 'raise', {})
    expect(raised).toMatchObject({
      state: 'open',
      number: expect.any(Number),
      asked: { memberId: t.cast.dana.id },
    })
    expect((await t.get(t.cast.noah, `/v1/barriers/${id}`)).body.state).toBe('open')
    expect(await story.refused(t.cast.mia, id, 'raise', {})).toEqual([409, 'wrong-state'])
  })

  it('takes what is said differently when it is raised', async () => {
    const { id } = (await checkIn({ inTheWay: 'other' })).body.barrier
    const raised = await story.make(t.cast.mia, id, 'raise', {
      kind: 'too_much',
      title: 'Two fairs in one week',
      links: [{ url: 'https://example.com/fairs' }],
      severity: 'high',
      askedOf: t.cast.boris.id,
    })
    expect(raised).toMatchObject({
      kind: 'too_much',
      title: 'Two fairs in one week',
      links: [{ url: 'https://example.com/fairs', text: null }],
      severity: 'high',
      asked: { memberId: t.cast.boris.id, why: { code: 'named' } },
    })
  })

  it('goes with the check-in when that is taken back, if nobody touched it', async () => {
    const first = (await checkIn({ inTheWay: 'access' })).body
    await t.post(t.cast.mia, `/v1/check-ins/${first.checkIn.id}/undo`)
    expect(await stateOf(first.barrier.id)).toBe('withdrawn')
    expect((await t.get(t.cast.noah, `/v1/barriers/${first.barrier.id}`)).status).toBe(404)

    const edited = (await checkIn({ inTheWay: 'access' })).body
    const { headers } = await t.get(t.cast.mia, `/v1/barriers/${edited.barrier.id}`)
    await t.patch(t.cast.mia, `/v1/barriers/${edited.barrier.id}`, headers.etag, { title: 'No key' })
    await t.post(t.cast.mia, `/v1/check-ins/${edited.checkIn.id}/undo`)
    expect(await stateOf(edited.barrier.id)).toBe('draft')
  })

  it('stays when it was raised meanwhile', async () => {
    const said = (await checkIn({ inTheWay: 'access' })).body
    await story.make(t.cast.mia, said.barrier.id, 'raise', {})
    await t.post(t.cast.mia, `/v1/check-ins/${said.checkIn.id}/undo`)
    expect(await stateOf(said.barrier.id)).toBe('open')
  })

  it('says the same thing next week without a second barrier', async () => {
    const first = (await checkIn({ inTheWay: 'access' })).body.barrier
    const raised = await story.make(t.cast.mia, first.id, 'raise', {})
    t.clock.forward(7 * 24 * 60 * minute)
    const again = (await checkIn({ inTheWay: 'access' })).body.barrier
    expect(again).toEqual({ id: first.id, number: raised.number, askedOf: t.cast.dana.id })
    expect((await checkIn({ inTheWay: 'too_much' })).body.barrier.id).not.toBe(first.id)
  })

  it('follows a correction: another chip is another draft, nothing withdraws it', async () => {
    const first = (await checkIn({ inTheWay: 'access' })).body
    const correct = (id: string, inTheWay: string) =>
      t.post(t.cast.mia, `/v1/check-ins/${id}/correct`, { value: 71, inTheWay })
    const second = (await correct(first.checkIn.id, 'waiting')).body
    expect(await stateOf(first.barrier.id)).toBe('withdrawn')
    expect(second.barrier.id).not.toBe(first.barrier.id)
    const third = (await correct(second.checkIn.id, 'nothing')).body
    expect(third.barrier).toBeNull()
    expect(await stateOf(second.barrier.id)).toBe('withdrawn')
  })
})
