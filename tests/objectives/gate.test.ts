import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { roundsOf } from '../planning-rounds/round.ts'
import { type TestApp, testApp } from '../support/app.ts'
import type { Person } from '../support/cast.ts'
import { statement } from '../support/server.ts'

const why = 'Riders get home before dark.'

describe('publishing', () => {
  let t: TestApp
  let r: ReturnType<typeof roundsOf>

  beforeAll(async () => {
    t = await testApp()
    r = roundsOf(t)
  })
  afterAll(() => t?.close())

  const draft = async (fields: object = {}, who: Person = t.cast.dana): Promise<string> => {
    const { teams, cycleId } = t.cast
    const body = { title: 'Repairs done when promised', teamId: teams.service, cycleId, ...fields }
    const reply = await t.post(who, '/v1/objectives', body)
    expect([reply.status, reply.body.lifecycle]).toEqual([201, 'draft'])
    return reply.body.id
  }
  const measure = async (objectiveId: string, fields: object = {}) =>
    (await t.post(t.cast.dana, '/v1/key-results', { title: 'On time', target: 90, objectiveId, ...fields }))
      .body.id
  /** Publishes as it is, or with the reason given. */
  const publish = async (
    id: string,
    waive: string | null = null,
    who: Person = t.cast.dana,
    list = 'objectives',
  ) => {
    const { status, body } = await t.post(who, `/v1/${list}/${id}/publish`, { waive })
    return [status, body.code ?? body.lifecycle, body.missing]
  }

  it('asks whether the team was asked, and for the why of the goal and of each measure', async () => {
    const id = await draft({ ownerId: t.cast.mia.id })
    const keyResult = await measure(id)
    const refused = await t.post(t.cast.dana, `/v1/objectives/${id}/publish`, { waive: null })
    expect(refused.body).toMatchObject({
      ...{ status: 409, code: 'why-missing', missing: ['why', 'key_result_why', 'round'] },
      keyResultIds: [keyResult],
    })
    await t.patch(t.cast.dana, `/v1/objectives/${id}`, '*', { why })
    await t.patch(t.cast.dana, `/v1/key-results/${keyResult}`, '*', {
      why: 'A late repair is a broken promise.',
    })
    expect(await publish(id)).toEqual([409, 'no-round', ['round']])
    const { id: open } = await r.opened()
    const proposal = await r.proposed(t.cast.mia, open, 'Repairs done when promised')
    expect(await publish(id)).toEqual([409, 'round-open', ['round_open']])
    await r.make(t.cast.dana, open, '/close')
    expect(await publish(id)).toEqual([409, 'unanswered', ['unanswered']])
    await r.make(t.cast.dana, open, `/proposals/${proposal}/decline`, { reason: 'We have it already.' })
    expect(await publish(id, null, t.cast.mia)).toEqual([200, 'published', undefined])
    expect(await publish(keyResult, null, t.cast.dana, 'key-results')).toEqual([200, 'published', undefined])
  })

  it('is the same for what is created as published', async () => {
    const { dana, otto, teams, cycleId } = t.cast
    const goal = { title: 'More tills', teamId: teams.shop, cycleId, lifecycle: 'published', waive: null }
    const refused = await t.post(otto, '/v1/objectives', goal)
    expect([refused.status, refused.body.code]).toEqual([409, 'why-missing'])
    expect((await t.post(otto, '/v1/objectives', { ...goal, why })).body.code).toBe('no-round')
    const list = await t.get(otto, `/v1/objectives?teamId=${teams.shop}`)
    expect(list.body.data).toEqual([])
    const free = {
      title: 'Free',
      target: 1,
      teamId: teams.shop,
      cycleId,
      lifecycle: 'published',
      waive: null,
    }
    expect((await t.post(dana, '/v1/key-results', { ...free, why })).status).toBe(403)
    expect((await t.post(otto, '/v1/key-results', { ...free, why })).body.code).toBe('no-round')
  })

  it('goes on all the same with a written reason of whoever leads, which is kept, shown and audited', async () => {
    const { mia, ada, otto, teams } = t.cast
    const id = await draft({ teamId: teams.shop }, otto)
    const mine = await draft({ teamId: teams.company, ownerId: mia.id }, ada)
    expect(await publish(mine, 'I like it.', mia)).toEqual([403, 'forbidden', undefined])
    expect((await t.post(otto, `/v1/objectives/${id}/publish`, { waive: ' ' })).status).toBe(400)
    const reply = await t.post(otto, `/v1/objectives/${id}/publish`, {
      waive: 'The law asks for it by Friday.',
    })
    expect(reply.body).toMatchObject({
      lifecycle: 'published',
      origin: 'assigned',
      waiver: { reason: 'The law asks for it by Friday.', missing: ['why', 'round'], by: otto.id },
    })
    const found = await statement(
      t.adminUrl,
      `SELECT (SELECT count(*)::int FROM audit_log WHERE subject_id = '${id}' AND operation = 'publishObjective'
          AND status = 200 AND member_id = '${otto.id}') AS lines,
        (SELECT data FROM events WHERE subject_id = '${id}' AND kind = 'objective.waived') AS told`,
    )
    expect(found.rows).toEqual([{ lines: 1, told: { missing: ['why', 'round'] } }])
    const below = await measure(id, { lifecycle: 'published', waive: null, why, ownerId: otto.id })
    expect(below).toBeUndefined()
    const under = {
      title: 'Fines',
      target: 0,
      baseline: 3,
      objectiveId: id,
      lifecycle: 'published',
      waive: null,
      why,
    }
    expect((await t.post(otto, '/v1/key-results', under)).status).toBe(201)
  })

  it('takes the word of nobody on where a goal came from', async () => {
    const { teams, cycleId, dana } = t.cast
    const said = { title: 'Ours', teamId: teams.service, cycleId, origin: 'team_proposed' }
    expect((await t.post(dana, '/v1/objectives', said)).status).toBe(400)
  })
})
