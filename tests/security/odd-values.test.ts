import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Actor } from '../../api/http/actor.ts'
import { writeCursor } from '../../api/http/cursor.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { anObjective } from '../support/items.ts'

describe('a value that a schema might let through', () => {
  let t: TestApp
  let objectiveId: string

  beforeAll(async () => {
    t = await testApp()
    objectiveId = await anObjective(t)
  })
  afterAll(() => t?.close())

  const encoded = encodeURIComponent
  const refused = { status: 400, type: expect.stringContaining('application/problem+json') }
  const outcome = async (url: string) => {
    const { status, headers } = await t.get(t.cast.dana, url)
    return { status, type: headers['content-type'] }
  }

  it.each([
    '0000-01-01T00:00:00Z',
    '9999-12-31T23:59:59-23:59',
    '2026-10-26T08:00:00+23:59',
    '2016-12-31T23:59:60Z',
    '2026-10-26 08:00:00Z',
    '2026-02-30T08:00:00Z',
    '275760-09-13T00:00:00Z',
  ])('the instant %s is refused', async (instant) => {
    expect(await outcome(`/v1/objectives?updatedSince=${encoded(instant)}`)).toEqual(refused)
  })

  it.each(['2026-10-26T08:00:00Z', '2026-10-26T10:00:00.123456+02:00', '2026-10-26t08:00:00z'])(
    'the instant %s is taken',
    async (instant) => {
      expect((await outcome(`/v1/objectives?updatedSince=${encoded(instant)}`)).status).toBe(200)
    },
  )

  it.each(['0000-01-01', '0001-01-01', '1899-12-31', '2200-01-01', '9999-12-31', '2026-02-29'])(
    'the day %s is refused',
    async (day) => {
      const cycle = { name: 'Odd', startDay: '2026-10-01', endDay: '2026-12-31' }
      for (const field of ['startDay', 'endDay']) {
        const reply = await t.post(t.cast.ada, '/v1/cycles', { ...cycle, [field]: day })
        expect([field, reply.status, reply.body.code]).toEqual([field, 400, 'invalid'])
      }
    },
  )

  it('an id as a URN is refused', async () => {
    expect(await outcome(`/v1/objectives/urn:uuid:${objectiveId}`)).toEqual(refused)
    expect(await outcome(`/v1/objectives?teamId=urn:uuid:${objectiveId}`)).toEqual(refused)
  })

  it('one’s own id in other letters is still oneself', async () => {
    const { dana, teams } = t.cast
    const named = { memberId: dana.id.toUpperCase() }
    expect((await t.post(dana, `/v1/teams/${teams.service}/stand-in`, named)).status).toBe(400)
  })

  it.each([
    'objectives',
    'key-results',
    'members',
    'teams',
    'cycles',
    'steps',
    'commitments',
    'wins',
    'barriers',
    'barriers/queue',
    'audit-log',
    'imports',
  ])(
    'a cursor of %s that was sealed by a stranger who knows the source is no fault of ours',
    async (list) => {
      const names: Record<string, string> = { 'barriers/queue': 'queue' }
      const actor = { workspaceId: t.cast.workspaceId } as Actor
      for (const keys of [['x'], ['x', 'y'], ['9'.repeat(30), 'x', 'x', 'x'], [''], ['\ud800', 'x']]) {
        const cursor = writeCursor(actor, names[list] ?? list, {}, keys)
        const reply = await t.get(t.cast.ada, `/v1/${list}?cursor=${cursor}`)
        expect([200, 400]).toContain(reply.status)
      }
    },
  )
})
