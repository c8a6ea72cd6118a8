import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { v7 } from 'uuid'
import { type TestApp, testApp } from '../support/app.ts'
import { storyOf } from './story.ts'

describe('barriers', () => {
  let t: TestApp
  let story: ReturnType<typeof storyOf>
  let keyResultId: string

  beforeAll(async () => {
    t = await testApp()
    story = storyOf(t)
    keyResultId = await story.published()
  })
  afterAll(() => t?.close())

  const valid = () => ({ kind: 'access', title: 'No key', keyResultIds: [keyResultId] })

  it('turn a stranger away (401) and let no guest raise one (403)', async () => {
    expect((await t.post(null, '/v1/barriers', valid())).status).toBe(401)
    expect((await t.post(t.cast.gus, '/v1/barriers', valid())).status).toBe(403)
  })

  it('of another workspace are like ones that never were (404)', async () => {
    const { id } = await story.raise()
    for (const who of [t.elsewhere.dana, t.elsewhere.ada]) {
      expect((await t.get(who, `/v1/barriers/${id}`)).status).toBe(404)
      expect(await story.refused(who, id, 'take', { by: 'today' })).toEqual([404, 'not-found'])
    }
    expect(await story.refused(t.cast.dana, v7(), 'take', { by: 'today' })).toEqual([404, 'not-found'])
  })

  it.each([
    ['an unknown field', { colour: 'red' }, '/colour'],
    ['an unknown kind', { kind: 'weather' }, '/kind'],
    ['a link that runs a script', { links: [{ url: 'javascript:alert(1)' }] }, '/links/0/url'],
    ['a link that names a user', { links: [{ url: 'https://dana@evil.example/' }] }, '/links/0/url'],
    ['a key result that is not there', { keyResultIds: [v7()] }, '/keyResultIds'],
    ['a step that is not there', { stepIds: [v7()] }, '/stepIds'],
    ['a team that is not there', { teamId: v7() }, '/teamId'],
    ['asking somebody who is not there', { askedOf: v7() }, '/askedOf'],
  ])('refuse %s and name the field (400)', async (_, fields, pointer) => {
    const reply = await t.post(t.cast.mia, '/v1/barriers', { ...valid(), ...fields })
    expect([reply.status, reply.body.errors?.[0].pointer]).toEqual([400, pointer])
  })

  it('are asked of a leader or an admin, never of a colleague (400)', async () => {
    const reply = await t.post(t.cast.mia, '/v1/barriers', { ...valid(), askedOf: t.cast.noah.id })
    expect([reply.status, reply.body.errors[0].pointer]).toEqual([400, '/askedOf'])
  })

  it('let nobody but the asked answer, and nobody but the raiser confirm (403)', async () => {
    const { id } = await story.raise()
    const moves = {
      take: { by: 'today' },
      cant: { reason: 'No' },
      clear: {},
      'ask-back': { question: 'Which?' },
    }
    for (const [verb, body] of Object.entries(moves)) {
      expect(await story.refused(t.cast.noah, id, verb, body)).toEqual([403, 'forbidden'])
      expect(await story.refused(t.cast.mia, id, verb, body)).toEqual([403, 'forbidden'])
    }
    for (const verb of ['confirm', 'withdraw']) {
      expect(await story.refused(t.cast.dana, id, verb)).toEqual([403, 'forbidden'])
    }
    expect(await story.refused(t.cast.gus, id, 'offer-help', {})).toEqual([403, 'forbidden'])
    expect(await story.refused(t.cast.mia, id, 'offer-help', {})).toEqual([403, 'forbidden'])
    expect(await story.refused(t.cast.dana, id, 'undo')).toEqual([403, 'forbidden'])
  })

  it('answer a move at the wrong time with 409 and with what is there now', async () => {
    const { id } = await story.raise()
    const reply = await t.post(t.cast.mia, `/v1/barriers/${id}/confirm`)
    expect([reply.status, reply.body.code]).toEqual([409, 'wrong-state'])
    expect(reply.body.current).toMatchObject({ id, state: 'open', can: { withdraw: true, confirm: false } })
    expect(await story.refused(t.cast.mia, id, 'answer', { text: 'What?' })).toEqual([409, 'wrong-state'])
    expect(await story.refused(t.cast.mia, id, 'raise', {})).toEqual([409, 'wrong-state'])
  })

  it('need If-Match for an edit: 428 without, 412 when somebody was faster', async () => {
    const { id } = await story.raise()
    const url = `/v1/barriers/${id}`
    const { headers } = await t.get(t.cast.mia, url)
    expect((await t.patch(t.cast.mia, url, undefined, { title: 'Two keys' })).status).toBe(428)
    const edited = await t.patch(t.cast.mia, url, headers.etag, {
      title: 'Two keys',
      links: [{ url: 'https://example.com/a', text: '<b>Map</b>' }],
    })
    expect(edited.body).toMatchObject({
      title: 'Two keys',
      links: [{ url: 'https://example.com/a', text: '<b>Map</b>' }],
      version: 2,
    })
    expect((await t.patch(t.cast.dana, url, headers.etag, { title: 'Mine' })).status).toBe(412)
    expect((await t.patch(t.cast.noah, url, '*', { title: 'Mine' })).status).toBe(403)
  })

  it('walk the loop: raised, taken by a day, cleared, confirmed; the clock goes with it', async () => {
    const raised = await story.raise({ keyResultIds: [keyResultId], details: 'Since Monday' })
    expect(raised).toMatchObject({
      state: 'open',
      clock: 'asked',
      asked: {
        memberId: t.cast.dana.id,
        until: '2026-10-28',
        zone: 'Europe/Berlin',
        why: { code: 'leader' },
      },
      blocks: [{ kind: 'key_result', itemId: keyResultId, ownerId: t.cast.mia.id }],
      can: { withdraw: true, edit: true, undo: true, take: false },
    })
    expect(raised.asked.because).toBe('leads the team')
    expect(raised.people).toContainEqual({ id: t.cast.dana.id, name: 'Dana Diaz' })
    const shown = (await t.get(t.cast.dana, `/v1/barriers/${raised.id}`)).body
    expect(shown.can).toMatchObject({
      take: true,
      handOn: true,
      askBack: true,
      cant: true,
      clear: true,
      confirm: false,
    })

    const taken = await story.make(t.cast.dana, raised.id, 'take', { by: 'this_week' })
    expect(taken).toMatchObject({
      state: 'taken',
      promise: { day: '2026-10-30', zone: 'Europe/Berlin', by: t.cast.dana.id, kept: null },
    })
    const cleared = await story.make(t.cast.dana, raised.id, 'clear', {
      how: 'removed',
      words: 'Spare key cut',
    })
    expect(cleared).toMatchObject({ state: 'cleared', clock: 'raiser', promise: { kept: true } })
    expect(cleared.clearing).toMatchObject({ by: t.cast.dana.id, how: 'removed', confirmedAt: null })
    const confirmed = await story.make(t.cast.mia, raised.id, 'confirm')
    expect(confirmed).toMatchObject({ state: 'confirmed', clock: null, reopened: 0 })
    expect(confirmed.turns.map(({ kind }: { kind: string }) => kind)).toEqual([
      'raised',
      'taken',
      'cleared',
      'confirmed',
    ])
    const events = await story.eventsOf(raised.id)
    expect(events.map(({ kind }) => kind)).toEqual([
      'barrier.raised',
      'barrier.taken',
      'barrier.cleared',
      'barrier.confirmed',
    ])
    expect(events[3]!.data).toMatchObject({
      raisedBy: t.cast.mia.id,
      clearedBy: t.cast.dana.id,
      how: 'removed',
    })
    expect(JSON.stringify(events)).not.toMatch(/key|Since|Spare|Dana|Mia/)
    expect((await story.eventsOf(keyResultId)).map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['key-result.blocked', 'key-result.unblocked']),
    )
  })

  it('stand in the queue of whoever is asked, and in nobody else’s', async () => {
    const { id } = await story.raise({ title: 'Queue me' })
    const ids = async (who: typeof t.cast.mia) =>
      (await t.get(who, '/v1/barriers/queue')).body.data.map((row: { id: string }) => row.id)
    expect(await ids(t.cast.dana)).toContain(id)
    expect(await ids(t.cast.otto)).not.toContain(id)
    expect(await ids(t.cast.mia)).not.toContain(id)
    await story.make(t.cast.dana, id, 'clear', {})
    expect(await ids(t.cast.dana)).not.toContain(id)
  })

  it('are numbered in one line per workspace', async () => {
    const numbers = [await story.raise(), await story.raise()].map(({ number }) => number)
    expect(numbers[1]).toBe(numbers[0]! + 1)
    const elsewhere = await t.post(t.elsewhere.mia, '/v1/barriers', {
      kind: 'other',
      teamId: t.elsewhere.teams.service,
    })
    expect(elsewhere.body).toMatchObject({ number: 1, title: null })
  })
})
