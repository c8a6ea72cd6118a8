import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import readExcelFile from 'read-excel-file/node'
import { type TestApp, testApp } from '../support/app.ts'
import type { Person } from '../support/cast.ts'
import { aKeyResult, anObjective, checkedIn } from '../support/items.ts'

type Line = Record<string, string>

describe('a list as a file', () => {
  let t: TestApp

  beforeAll(async () => {
    t = await testApp()
  })
  afterAll(() => t?.close())

  const csv = async (who: Person, list: string): Promise<Line[]> => {
    const { status, text } = await t.get(who, `/v1/exports/lists/${list}`)
    expect(status).toBe(200)
    return parse(text, { bom: true, columns: true })
  }
  const titles = async (who: Person, list: string) => (await csv(who, list)).map(({ title }) => title)

  it('is refused as the list is: a stranger (401), a wrong filter (400), no admin (403)', async () => {
    expect((await t.get(null, '/v1/exports/lists/objectives')).status).toBe(401)
    for (const query of ['format=pdf', 'limit=1', 'cursor=x', 'raisedBy=me']) {
      expect((await t.get(t.cast.mia, `/v1/exports/lists/barriers?${query}`)).status).toBe(400)
    }
    expect((await t.get(t.cast.dana, '/v1/exports/lists/audit-log')).status).toBe(403)
    expect((await t.get(t.cast.ada, '/v1/exports/lists/passwords')).status).toBe(404)
  })

  it('has every row however many there are, names in place of ids, and is a file to keep', async () => {
    for (let i = 0; i < 205; i++) await anObjective(t, { title: `Goal ${i}`, lifecycle: 'draft' })
    const reply = await t.get(t.cast.mia, '/v1/exports/lists/objectives')
    expect(reply.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="objectives-2026-10-26.csv"',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
    expect(reply.text.startsWith('\ufeff"id","title"')).toBe(true)
    const lines = await csv(t.cast.mia, 'objectives')
    expect(lines).toHaveLength(205)
    expect(lines.at(-1)).toMatchObject({
      title: 'Goal 204',
      team: 'Service',
      owner: 'Dana Diaz',
      cycle: 'Q4 2026',
    })
    const { body } = await t.get(t.cast.mia, '/v1/objectives?limit=200')
    expect(lines.slice(0, 200).map(({ id }) => id)).toEqual(body.data.map(({ id }: Line) => id))
  })

  it('is narrowed and sorted as the list is', async () => {
    expect(await titles(t.cast.mia, 'objectives?q=Goal%2010&sort=title')).toHaveLength(11)
    expect(await titles(t.cast.mia, `objectives?teamId=${t.cast.teams.shop}`)).toEqual([])
    expect((await titles(t.cast.mia, 'items?sort=-title'))[0]).toBe('Goal 99')
  })

  it('is a workbook too', async () => {
    const url = '/v1/exports/lists/objectives?format=xlsx&q=Goal%20204'
    const token = await t.issuer.sign({ tid: t.cast.mia.tid, oid: t.cast.mia.oid, name: 'Mia' })
    const reply = await t.app.inject({ url, headers: { authorization: `Bearer ${token}` } })
    expect(reply.headers['content-type']).toMatch('spreadsheetml')
    const [sheet] = await readExcelFile(reply.rawPayload)
    expect(sheet!.data).toHaveLength(2)
    expect(sheet!.data[1]).toContain('Goal 204')
  })

  it('is a workbook for as many at once as there are connections, and more', async () => {
    const token = await t.issuer.sign({ tid: t.cast.mia.tid, oid: t.cast.mia.oid, name: 'Mia' })
    const headers = { authorization: `Bearer ${token}` }
    const asked = Array.from({ length: 12 }, () =>
      t.app.inject({ url: '/v1/exports/lists/objectives?format=xlsx', headers }),
    )
    const replies = await Promise.all(asked)
    expect(new Set(replies.map(({ statusCode }) => statusCode))).toEqual(new Set([200]))
    const [sheet] = await readExcelFile(replies[0]!.rawPayload)
    expect(sheet!.data).toHaveLength(206)
  })

  it('shows nothing of a private team to others, admins included', async () => {
    const { boris, ada, mia, gus, teams } = t.cast
    const secret = { teamId: teams.board, ownerId: boris.id }
    await anObjective(t, { title: 'Sell the shop', ...secret }, boris)
    const keyResult = await aKeyResult(t, { title: 'Offers in hand', ...secret }, boris)
    await checkedIn(t, keyResult, 7, boris)
    await t.post(boris, '/v1/steps', {
      subject: { kind: 'key_result', id: keyResult },
      text: 'Call the buyer',
    })
    await t.post(boris, '/v1/wins', { what: 'A buyer', subject: { kind: 'key_result', id: keyResult } })
    const lists = [
      'objectives',
      'key-results',
      'items',
      'check-ins',
      'steps',
      'commitments',
      'wins',
      'barriers',
    ]
    for (const who of [ada, mia, gus]) {
      for (const list of lists) {
        const { text } = await t.get(who, `/v1/exports/lists/${list}`)
        expect(text).not.toMatch(/Sell the shop|Offers in hand|buyer/)
        expect(text).not.toContain(keyResult)
      }
    }
    expect(await csv(boris, 'check-ins')).toMatchObject([
      { about: 'Offers in hand', author: 'Boris Boss', value: '7' },
    ])
    expect((await t.get(mia, '/v1/exports/lists/teams')).text).not.toContain('Board')
    expect((await t.get(gus, '/v1/exports/lists/members')).text).not.toContain('Boris')
  })

  it('has a barrier for the leader only for whoever sees it, and never who raised one', async () => {
    const { mia, dana, noah, ada } = t.cast
    const barrier = { kind: 'access', title: '=cmd|calc', teamId: t.cast.teams.service, askedOf: dana.id }
    await t.post(mia, '/v1/barriers', { ...barrier, leaderOnly: true })
    expect(await titles(dana, 'barriers')).toEqual([`'=cmd|calc`])
    for (const who of [noah, ada]) expect(await titles(who, 'barriers')).toEqual([])
    const [line] = await csv(dana, 'barriers')
    expect(line).toMatchObject({ askedOf: 'Dana Diaz', state: 'open' })
    expect(JSON.stringify(line)).not.toContain('Mia')
  })

  it('hides how sure somebody was earlier where the list hides it', async () => {
    const { mia, dana, noah } = t.cast
    const keyResult = await aKeyResult(t)
    for (const confidence of ['low', 'high']) {
      t.clock.forward(1000)
      await t.post(mia, `/v1/key-results/${keyResult}/check-ins`, { value: -5, confidence })
    }
    const seen = async (who: Person) =>
      (await csv(who, `check-ins?teamId=${t.cast.teams.service}`)).map(({ value, confidence }) => [
        value,
        confidence,
      ])
    expect(await seen(noah)).toEqual([
      ['-5', ''],
      ['-5', 'high'],
    ])
    expect(await seen(dana)).toEqual([
      ['-5', 'low'],
      ['-5', 'high'],
    ])
    const { body } = await t.post(t.cast.ada, '/v1/keys', { name: 'Figures', scopes: ['check-ins:read'] })
    const headers = { authorization: `Bearer ${body.secret}` }
    const byKey = await t.get(null, '/v1/exports/lists/check-ins', headers)
    expect([byKey.status, byKey.text.includes('high')]).toEqual([200, false])
    expect((await t.get(null, '/v1/exports/lists/barriers', headers)).status).toBe(403)
    expect((await t.get(null, '/v1/exports/lists/commitments', headers)).status).toBe(403)
  })

  it('has the audit log for admins, narrowed as it is searched', async () => {
    const { ada, dana } = t.cast
    const lines = await csv(ada, `audit-log?memberId=${dana.id}&outcome=done&q=objective`)
    expect(lines).toHaveLength(205)
    expect(lines[0]).toMatchObject({ member: 'Dana Diaz', operation: 'createObjective', status: '201' })
  })

  it('names what a measure contributes to and its name elsewhere, with ids for programs, in sight alone', async () => {
    const { dana, mia, boris, teams, cycleId } = t.cast
    const objectiveId = await anObjective(t, { title: 'Fewer open tickets' })
    const hidden = await anObjective(
      t,
      { title: 'Cut the desk', teamId: teams.board, ownerId: boris.id },
      boris,
    )
    const body = {
      ...{ title: 'Open tickets', why: 'Riders.', teamId: teams.service, ownerId: mia.id, cycleId },
      ...{ target: 40, lifecycle: 'published', waive: 'Said in the room.' },
    }
    const url = '/v1/key-results/by-external-id/jira/OPS-open'
    const { id } = (await t.ask(dana, 'PUT', url, body)).body
    for (const [who, parent] of [
      [dana, objectiveId],
      [boris, hidden],
    ] as const) {
      const reply = await t.post(who, `/v1/objectives/${parent}/alignments`, { childKeyResultId: id })
      expect([reply.status, reply.body.detail]).toEqual([201, undefined])
    }
    const found = async (list: string) => (await csv(mia, list)).find((line) => line.id === id)
    const names = { externalSource: 'jira', externalId: 'OPS-open' }
    const ids = { teamId: teams.service, ownerId: mia.id, cycleId }
    expect(await found('key-results')).toMatchObject({
      ...{ objective: 'Fewer open tickets', objectiveId, ...names, ...ids },
    })
    expect(await found('items')).toMatchObject({ ...names, ...ids })
  })
})
