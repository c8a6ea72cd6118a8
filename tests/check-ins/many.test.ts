import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { v7 } from 'uuid'
import { type TestApp, testApp } from '../support/app.ts'
import type { Person } from '../support/cast.ts'
import { aKeyResult } from '../support/items.ts'

describe('many check-ins at once', () => {
  let t: TestApp

  beforeAll(async () => {
    t = await testApp()
  })
  afterAll(() => t?.close())

  const url = '/v1/check-ins'

  it('are refused without rows, by strangers and by guests', async () => {
    const one = { rows: [{ keyResultId: v7(), value: 1 }] }
    expect((await t.post(null, url, one)).status).toBe(401)
    expect((await t.post(t.cast.gus, url, one)).status).toBe(403)
    expect((await t.post(t.cast.mia, url, { rows: [] })).status).toBe(400)
    expect((await t.post(t.cast.mia, url, { rows: [{ keyResultId: v7() }] })).status).toBe(400)
    const external = { source: 'jira', externalId: 'OPS' }
    for (const row of [{ value: 1 }, { keyResultId: v7(), external, value: 1 }]) {
      const { status, body } = await t.post(t.cast.mia, url, { rows: [row] })
      expect([status, body.errors]).toEqual([
        400,
        [expect.objectContaining({ pointer: '/rows/0', code: 'one' })],
      ])
    }
  })

  it('are answered row by row, in their order; a refused one takes nothing back of the others', async () => {
    const { mia, boris, otto, teams } = t.cast
    const [mine, other] = [await aKeyResult(t), await aKeyResult(t)]
    const theirs = await aKeyResult(t, { teamId: teams.shop, ownerId: otto.id }, otto)
    const secret = await aKeyResult(t, { teamId: teams.board, ownerId: boris.id }, boris)
    const draft = await aKeyResult(t, { lifecycle: 'draft' })
    const reply = await t.post(mia, url, {
      rows: [
        { keyResultId: mine, value: 12.5, confidence: 'high' },
        { keyResultId: theirs, value: 1 },
        { keyResultId: secret, value: 1 },
        { keyResultId: v7(), value: 1 },
        { keyResultId: draft, value: 1 },
        { keyResultId: mine, value: 13 },
        { keyResultId: other, value: 40 },
      ],
    })
    expect(reply.status).toBe(200)
    expect(reply.body.recorded).toBe(2)
    expect(
      reply.body.rows.map((row: { problem: { status: number } | null }) => row.problem?.status ?? 'recorded'),
    ).toEqual(['recorded', 403, 404, 404, 409, 409, 'recorded'])
    expect(reply.body.rows[5].problem.code).toBe('twice')
    expect((await t.get(mia, `/v1/key-results/${mine}`)).body.latest).toMatchObject({
      value: 12.5,
      confidence: 'high',
    })
    expect((await t.get(mia, `/v1/key-results/${other}`)).body.latest.value).toBe(40)
  })

  it('name key results by what another system calls them, too', async () => {
    const { mia, dana, boris, teams, cycleId } = t.cast
    const common = { title: 'Tickets closed', why: 'Riders.', cycleId, target: 40, lifecycle: 'published' }
    const known = async (who: Person, externalId: string, fields: object) => {
      const body = { ...common, waive: 'Said in the room.', ...fields }
      const reply = await t.ask(who, 'PUT', `/v1/key-results/by-external-id/jira/${externalId}`, body)
      expect(reply.status).toBe(201)
      return reply.body.id
    }
    const mine = await known(dana, 'mine', { teamId: teams.service, ownerId: mia.id })
    await known(boris, 'secret', { teamId: teams.board, ownerId: boris.id })
    const row = (externalId: string, value: number) => ({ external: { source: 'jira', externalId }, value })
    const { body } = await t.post(mia, url, {
      rows: [row('secret', 1), row('mine', 7), row('nobody', 1), { keyResultId: mine, value: 8 }],
    })
    expect(body.recorded).toBe(1)
    const told = body.rows.map(
      ({ keyResultId, problem }: { keyResultId: string; problem: { code: string } }) => {
        return [keyResultId, problem?.code]
      },
    )
    expect(told).toEqual([
      [null, 'not-found'],
      [mine, undefined],
      [null, 'not-found'],
      [mine, 'twice'],
    ])
    expect((await t.get(mia, `/v1/key-results/${mine}`)).body.latest.value).toBe(7)
  })

  it('are one intent under one key: sent again they are not recorded again', async () => {
    const keyResultId = await aKeyResult(t)
    const body = { rows: [{ keyResultId, value: 3 }] }
    const [first, again] = [
      await t.post(t.cast.mia, url, body, { 'idempotency-key': 'paste' }),
      await t.post(t.cast.mia, url, body, { 'idempotency-key': 'paste' }),
    ]
    expect(again.text).toBe(first.text)
    expect(again.headers['idempotent-replayed']).toBe('true')
    expect((await t.get(t.cast.mia, `/v1/key-results/${keyResultId}/check-ins`)).body.data).toHaveLength(1)
  })
})
