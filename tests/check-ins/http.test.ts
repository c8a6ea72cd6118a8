import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { v7 } from 'uuid'
import { type TestApp, testApp } from '../support/app.ts'

const minute = 60_000
const day = 24 * 60 * minute

describe('check-ins', () => {
  let t: TestApp
  let keyResultId: string

  beforeAll(async () => {
    t = await testApp()
    keyResultId = await published()
  })
  afterAll(() => t.close())

  const published = async (fields: object = {}) => {
    const { mia, dana } = t.cast
    const objective = await t.post(dana, '/v1/objectives', {
      title: 'Repairs done when promised',
      why: 'Riders who rely on their bike leave the car at home.',
      teamId: t.cast.teams.service,
      cycleId: t.cast.cycleId,
      lifecycle: 'published',
    })
    const keyResult = await t.post(dana, '/v1/key-results', {
      title: 'Repairs done by the promised day',
      why: 'A late repair is a broken promise.',
      objectiveId: objective.body.id,
      ownerId: mia.id,
      kind: 'percent',
      unit: '%',
      baseline: 60,
      target: 90,
      lifecycle: 'published',
      ...fields,
    })
    expect(keyResult.status).toBe(201)
    return keyResult.body.id as string
  }
  const checkIns = (id = keyResultId) => `/v1/key-results/${id}/check-ins`

  it('turns a stranger away with 401 and says how to sign in', async () => {
    const reply = await t.post(null, checkIns(), { value: 70 })
    expect(reply.status).toBe(401)
    expect(reply.headers['content-type']).toContain('application/problem+json')
    expect(reply.headers['www-authenticate']).toBe('Bearer')
    expect(reply.body).toMatchObject({ status: 401, code: 'unauthorized' })
  })

  it('lets neither a guest nor a colleague who is not in charge check in (403)', async () => {
    for (const who of [t.cast.gus, t.cast.noah, t.cast.otto]) {
      expect((await t.post(who, checkIns(), { value: 70 })).status).toBe(403)
    }
  })

  it('answers an id of another workspace like one that never was (404)', async () => {
    const foreign = await t.post(t.elsewhere.dana, checkIns(), { value: 70 })
    const random = await t.post(t.cast.dana, checkIns(v7()), { value: 70 })
    expect([foreign.status, random.status]).toEqual([404, 404])
    expect({ ...foreign.body, traceId: '', instance: '' }).toEqual({
      ...random.body,
      traceId: '',
      instance: '',
    })
  })

  it.each([
    ['an unknown field', { value: 70, colour: 'red' }, '/colour'],
    ['a value that is a text', { value: '70' }, '/value'],
    ['more decimals than count', { value: 0.1234567 }, '/value'],
    ['no value where none was before', {}, '/value'],
    ['a future observation', { value: 70, observedAt: '2027-01-01T00:00:00Z' }, '/observedAt'],
    ['U+0000 in the note', { value: 70, note: 'a\u0000b' }, '/note'],
  ])('refuses %s and names the field (400)', async (_, body, pointer) => {
    const fresh = await published()
    const reply = await t.post(t.cast.mia, checkIns(fresh), body)
    expect(reply.status).toBe(400)
    expect(reply.body.errors[0].pointer).toBe(pointer)
  })

  it('takes the number of its owner and shows at once where the key result stands, and why', async () => {
    const reply = await t.post(t.cast.mia, checkIns(), {
      value: 75,
      confidence: 'high',
      note: '  New rack helps  ',
      seconds: 12,
    })
    expect(reply.status).toBe(201)
    expect(reply.body.checkIn).toMatchObject({
      value: 75,
      previousValue: null,
      target: 90,
      percent: 50,
      confidence: 'high',
      note: 'New rack helps',
      authorId: t.cast.mia.id,
      undone: false,
      can: { undo: true, correct: true },
    })
    expect(reply.body.keyResult.progress).toMatchObject({ value: 50 })
    expect(reply.body.keyResult.progress.because).toBe(
      '50 % because it went from 60 to 75: 15 % of the 30 to the target 90',
    )
    expect(reply.body.keyResult.standing.health).toBe('on_track')
    expect(reply.body.keyResult.latest).toMatchObject({ value: 75, by: t.cast.mia.id })
  })

  it('takes any number with up to six decimals, and refuses a finer one (400)', async () => {
    const id = await published({ kind: 'number' })
    for (const value of [66.7, 1.1, 0.3, -5.005, 123456.654321, 999999999.9, 1e-6]) {
      const { status, body } = await t.post(t.cast.mia, checkIns(id), { value })
      expect([status, body.checkIn?.value]).toEqual([201, value])
    }
    for (const value of [0.1 + 0.2, 66.7000001, 1e-7]) {
      const { status, body } = await t.post(t.cast.mia, checkIns(id), { value })
      expect([status, body.errors[0].code]).toEqual([400, 'multipleOf'])
    }
  })

  it('answers "looks right" with the last value and remembers that nothing was touched', async () => {
    t.clock.forward(7 * day)
    const reply = await t.post(t.cast.mia, checkIns(), { untouched: true })
    expect(reply.body.checkIn).toMatchObject({
      value: 75,
      previousValue: 75,
      untouched: true,
      confidence: 'high',
    })
  })

  it('tells what stood before it when it was observed, told late or corrected', async () => {
    const id = await published({ kind: 'number' })
    const now = t.clock.now.getTime()
    const told = async (value: number, days: number) => {
      const observedAt = new Date(now - days * day).toISOString()
      return (await t.post(t.cast.mia, checkIns(id), { value, observedAt })).body.checkIn
    }
    expect((await told(10, 9)).previousValue).toBeNull()
    const late = await told(50, 1)
    expect(late.previousValue).toBe(10)
    expect((await told(20, 5)).previousValue).toBe(10)
    expect((await told(5, 12)).previousValue).toBeNull()
    const corrected = await t.post(t.cast.mia, `/v1/check-ins/${late.id}/correct`, { value: 40 })
    expect(corrected.body.checkIn).toMatchObject({ value: 40, previousValue: 20 })
    expect((await told(45, 0)).previousValue).toBe(40)
  })

  it('takes a check-in back within ten minutes and restores what stood before', async () => {
    const before = (await t.get(t.cast.mia, `/v1/key-results/${keyResultId}`)).body
    const { checkIn } = (await t.post(t.cast.mia, checkIns(), { value: 10 })).body
    const undone = await t.post(t.cast.mia, `/v1/check-ins/${checkIn.id}/undo`)
    expect(undone.status).toBe(200)
    expect(undone.body.latest).toEqual(before.latest)
    expect(undone.body.progress).toEqual(before.progress)
    const again = await t.post(t.cast.mia, `/v1/check-ins/${checkIn.id}/undo`)
    expect([again.status, again.body.code]).toEqual([409, 'wrong-state'])
    const list = (await t.get(t.cast.mia, checkIns())).body.data
    expect(list.find(({ id }: { id: string }) => id === checkIn.id).undone).toBe(true)
  })

  it('takes nothing back after ten minutes, nor for anybody but its author', async () => {
    const { checkIn } = (await t.post(t.cast.mia, checkIns(), { value: 80 })).body
    expect((await t.post(t.cast.dana, `/v1/check-ins/${checkIn.id}/undo`)).status).toBe(403)
    expect((await t.post(t.elsewhere.mia, `/v1/check-ins/${checkIn.id}/undo`)).status).toBe(404)
    t.clock.forward(10 * minute + 1)
    const late = await t.post(t.cast.mia, `/v1/check-ins/${checkIn.id}/undo`)
    expect([late.status, late.body.code]).toEqual([409, 'too-late'])
  })

  it('corrects a check-in by a new one that supersedes it; both stay readable', async () => {
    const { checkIn } = (await t.post(t.cast.mia, checkIns(), { value: 18 })).body
    const reply = await t.post(t.cast.mia, `/v1/check-ins/${checkIn.id}/correct`, { value: 81 })
    expect(reply.status).toBe(201)
    expect(reply.body.checkIn).toMatchObject({ value: 81, supersedesId: checkIn.id })
    expect(reply.body.keyResult.latest.value).toBe(81)
    const first = (await t.get(t.cast.mia, checkIns())).body.data.find(
      ({ id }: { id: string }) => id === checkIn.id,
    )
    expect(first).toMatchObject({ value: 18, supersededById: reply.body.checkIn.id })
    expect((await t.post(t.cast.mia, `/v1/check-ins/${checkIn.id}/correct`, { value: 82 })).status).toBe(409)
  })

  it('keeps an older observation without letting it become the latest', async () => {
    const observedAt = new Date(t.clock.now.getTime() - 3 * day).toISOString()
    const reply = await t.post(t.cast.mia, checkIns(), { value: 61, observedAt })
    expect(reply.body.checkIn.value).toBe(61)
    expect(reply.body.keyResult.latest.value).toBe(81)
  })

  it('shows earlier confidence to its author and their leader only', async () => {
    const confidences = async (who: typeof t.cast.mia) =>
      (await t.get(who, checkIns())).body.data.map((c: { confidence: string | null; hidden: string[] }) => [
        c.confidence,
        c.hidden.length,
      ])
    expect(await confidences(t.cast.dana)).toContainEqual(['high', 0])
    expect(await confidences(t.cast.mia)).toContainEqual(['high', 0])
    expect(await confidences(t.cast.otto)).not.toContainEqual(['high', 0])
    expect(await confidences(t.cast.otto)).toContainEqual([null, 1])
  })

  it('is refused while the key result is a draft, and long after its cycle (409)', async () => {
    const draft = await published({ lifecycle: 'draft' })
    expect((await t.post(t.cast.mia, checkIns(draft), { value: 70 })).body.code).toBe('wrong-state')
    const before = t.clock.now
    t.clock.to('2027-01-05T09:00:00Z')
    expect((await t.post(t.cast.mia, checkIns(), { value: 85 })).body.checkIn.late).toBe(true)
    t.clock.to('2027-01-09T09:00:00Z')
    expect((await t.post(t.cast.mia, checkIns(), { value: 85 })).status).toBe(409)
    t.clock.to(before.toISOString())
  })

  it('pages through the history without losing or repeating one', async () => {
    const all = (await t.get(t.cast.mia, `${checkIns()}?limit=200`)).body.data
    const seen = []
    let url = `${checkIns()}?limit=2`
    for (let i = 0; i < 20; i++) {
      const { data, nextCursor } = (await t.get(t.cast.mia, url)).body
      seen.push(...data)
      if (!nextCursor) break
      url = `${checkIns()}?limit=2&cursor=${nextCursor}`
    }
    expect(seen.map(({ id }) => id)).toEqual(all.map(({ id }: { id: string }) => id))
    const foreign = await t.get(
      t.cast.mia,
      `${checkIns(await published())}?cursor=${url.split('cursor=')[1]}`,
    )
    expect([foreign.status, foreign.body.code]).toEqual([400, 'bad-cursor'])
  })
})
