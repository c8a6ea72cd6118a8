import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import pg from 'pg'
import { apiUrl } from '../../api/database/connect.ts'
import { type TestApp, testApp } from '../support/app.ts'
import type { Person } from '../support/cast.ts'
import { anObjective } from '../support/items.ts'
import { statement } from '../support/server.ts'
import { type TestWorker, testWorker } from '../support/worker.ts'

const yes = { understand: 'yes', say: 'no', believe: 'yes' }

describe('the pulse', () => {
  let t: TestApp
  let worker: TestWorker
  let people: Person[]

  beforeAll(async () => {
    t = await testApp()
    worker = await testWorker(t)
    const { ada, boris, dana, mia, noah, otto, teams } = t.cast
    for (const who of [boris, otto])
      await t.post(ada, `/v1/teams/${teams.service}/members`, { memberId: who.id })
    people = [dana, mia, noah, boris, otto]
    await anObjective(t)
    await worker.drain()
  })
  afterAll(async () => {
    await worker?.stop()
    await t?.close()
  })

  const pulseOf = async (who: Person) => (await t.get(who, '/v1/pulses')).body.data[0]
  const answer = (who: Person, id: string, body: object = yes) => t.post(who, `/v1/pulses/${id}/answer`, body)
  const figures = async (who: Person = t.cast.mia, teamId = t.cast.teams.service) =>
    (await t.get(who, `/v1/pulses/figures?teamId=${teamId}&cycleId=${t.cast.cycleId}`)).body.data

  it('opens for the people of a team with the first thing it publishes, once', async () => {
    const { mia, ada, teams } = t.cast
    await anObjective(t, { title: 'Another' })
    await worker.drain()
    expect((await t.get(mia, '/v1/pulses')).body.data).toEqual([
      expect.objectContaining({
        team: { id: teams.service, name: 'Service' },
        moment: 'published',
        answer: null,
      }),
    ])
    expect((await t.get(ada, '/v1/pulses')).body.data).toEqual([])
  })

  it('takes three taps of the people of the team, and others until it closes', async () => {
    const { mia, ada, gus } = t.cast
    const { id } = await pulseOf(mia)
    expect((await answer(ada, id)).status).toBe(404)
    expect((await answer(gus, id)).status).toBe(403)
    expect((await answer(mia, id, { understand: 'yes' })).status).toBe(400)
    expect((await answer(mia, id, { ...yes, believe: 'no', comment: 'Too many at once.' })).status).toBe(200)
    expect((await answer(mia, id)).body.answer).toEqual({ ...yes, comment: null })
    const counted = await statement(t.adminUrl, 'SELECT count(*)::int AS n FROM pulse_answers')
    expect(counted.rows).toEqual([{ n: 1 }])
  })

  it('tells nobody who answered what: no row, event, audit line or stored reply names them beside it', async () => {
    const { mia, workspaceId, dana } = t.cast
    const { id } = await pulseOf(mia)
    const { rows } = await statement(
      t.adminUrl,
      `SELECT 'event' AS what FROM events WHERE subject_id = '${id}' AND kind = 'pulse.answered' AND actor_id IS NOT NULL
        UNION ALL SELECT 'audit' FROM audit_log WHERE operation = 'answerPulse' AND status = 200 AND member_id IS NOT NULL
        UNION ALL SELECT 'reply' FROM idempotency WHERE operation = 'answerPulse'`,
    )
    expect(rows).toEqual([])
    const client = new pg.Client({ connectionString: apiUrl(t.adminUrl) })
    await client.connect()
    await client.query('BEGIN')
    const scope = `SELECT set_config('app.workspace', $1, true), set_config('app.member', $2, true)`
    await client.query(scope, [workspaceId, dana.id])
    expect((await client.query('SELECT id FROM pulse_answers')).rows).toEqual([])
    await expect(client.query('UPDATE pulses SET fewest = 5')).rejects.toThrow('permission denied')
    await client.end()
  })

  it('shows nothing while it is open, and the group of five after its last day; comments only from ten', async () => {
    const { mia, otto, teams } = t.cast
    const { id, closesDay } = await pulseOf(mia)
    for (const who of people)
      expect((await answer(who, id, { ...yes, comment: `I, ${who.name}` })).status).toBe(200)
    expect(await figures()).toEqual([expect.objectContaining({ state: 'open', group: null })])
    t.clock.to(`${closesDay}T23:30:00Z`)
    await worker.drain()
    expect(worker.log).toEqual([])
    const [first] = await figures()
    expect(first).toMatchObject({
      state: 'closed',
      group: {
        team: { id: teams.service, name: 'Service' },
        answers: 5,
        understand: 1,
        say: 0,
        believe: 1,
        comments: [],
      },
    })
    expect((await answer(mia, id)).status).toBe(409)
    expect(
      (await t.get(t.cast.gus, `/v1/pulses/figures?teamId=${teams.service}&cycleId=${t.cast.cycleId}`))
        .status,
    ).toBe(403)
    expect((await figures(otto, teams.service))[0].group.answers).toBe(5)
  })

  it('is asked once more half way, and shows too few answers to nobody', async () => {
    const { mia } = t.cast
    t.clock.to('2026-11-17T09:00:00Z')
    await worker.drain()
    const second = await pulseOf(mia)
    expect(second.moment).toBe('mid_cycle')
    for (const who of people.slice(0, 4)) await answer(who, second.id)
    t.clock.to('2026-11-26T09:00:00Z')
    await worker.drain()
    expect(await figures()).toEqual([
      expect.objectContaining({ moment: 'published' }),
      expect.objectContaining({ moment: 'mid_cycle', state: 'closed', group: null }),
    ])
  })
})
