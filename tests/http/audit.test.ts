import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { v7 } from 'uuid'
import { type Reply, type TestApp, testApp } from '../support/app.ts'
import { countRows } from '../support/counts.ts'
import { statement } from '../support/server.ts'

describe('the audit log', () => {
  let t: TestApp

  beforeAll(async () => {
    t = await testApp()
  })
  afterAll(() => t?.close())

  const goal = () => ({ title: 'Secret plan', teamId: t.cast.teams.service, cycleId: t.cast.cycleId })
  const lineOf = async (reply: Reply) =>
    (
      await statement(
        t.adminUrl,
        `SELECT workspace_id, member_id, credential, operation, status, code, subject_id, surface
          FROM audit_log WHERE trace_id = '${reply.body.traceId ?? reply.headers['x-trace']}'`,
      )
    ).rows

  it('has a line for a write that was done, and the event stands beside it', async () => {
    const before = await countRows(t.adminUrl)
    const reply = await t.post(t.cast.dana, '/v1/objectives', goal(), { 'footbridge-surface': 'tab' })
    expect(reply.status).toBe(201)
    const after = await countRows(t.adminUrl)
    const grown = Object.keys(after).filter((name) => after[name] !== before[name])
    expect(grown).toEqual(['audit_log', 'events', 'objectives', 'outbox'])
    const { rows } = await statement(
      t.adminUrl,
      `SELECT member_id, operation, status, code, surface FROM audit_log WHERE subject_id = '${reply.body.id}'`,
    )
    expect(rows).toEqual([
      { member_id: t.cast.dana.id, operation: 'createObjective', status: 201, code: null, surface: 'tab' },
    ])
  })

  it.each<[string, () => Promise<Reply>, number, string]>([
    ['faulty', () => t.post(t.cast.dana, '/v1/objectives', { title: 'Secret plan' }), 400, 'invalid'],
    ['forbidden', () => t.post(t.cast.otto, '/v1/objectives', goal()), 403, 'forbidden'],
    ['beyond the role', () => t.post(t.cast.gus, '/v1/objectives', goal()), 403, 'forbidden'],
    ['unreadable', () => t.ask(t.cast.dana, 'POST', '/v1/objectives', Buffer.from('{')), 415, 'media-type'],
    ['aimed at nothing', () => t.post(t.cast.dana, `/v1/check-ins/${v7()}/undo`), 404, 'not-found'],
  ])('has a line, and nothing else is left, for a write that is %s', async (_, ask, status, code) => {
    const before = await countRows(t.adminUrl)
    const reply = await ask()
    expect([reply.status, reply.body.code]).toEqual([status, code])
    expect(await countRows(t.adminUrl)).toEqual({ ...before, audit_log: before.audit_log! + 1 })
    expect(await lineOf(reply)).toMatchObject([{ workspace_id: t.cast.workspaceId, status, code }])
  })

  it('has no line for reading, nor for a stranger of whom nothing is known', async () => {
    const before = await countRows(t.adminUrl)
    await t.get(t.cast.dana, '/v1/objectives')
    await t.ask(t.cast.dana, 'HEAD', '/v1/me')
    await t.get(t.cast.dana, `/v1/objectives/${v7()}`)
    await t.post(null, '/v1/objectives', goal())
    expect(await countRows(t.adminUrl)).toEqual(before)
  })

  it('holds ids and words of ours, never what people wrote', async () => {
    const { rows } = await statement(t.adminUrl, 'SELECT audit_log::text AS line FROM audit_log')
    expect(rows.length).toBeGreaterThan(3)
    expect(rows.filter(({ line }) => /secret|dana|harbour/i.test(line))).toEqual([])
  })
})
