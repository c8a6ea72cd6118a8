import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type TestApp, testApp } from '../support/app.ts'
import { statement } from '../support/server.ts'
import { type TestWorker, testWorker } from '../support/worker.ts'
import { archiveOf, bringOver, emptyWorkspace } from './archives.ts'

describe('an archive that is brought over', () => {
  let t: TestApp
  let worker: TestWorker

  beforeAll(async () => {
    t = await testApp()
    worker = await testWorker(t)
    await t.post(t.cast.ada, '/v1/teams', { name: 'Paint' }) // something for the audit log
  })
  afterAll(async () => {
    await worker?.stop()
    await t?.close()
  })

  it('makes nobody an admin whom nobody here made one, and marks its audit lines as told by it', async () => {
    const { ada } = t.cast
    const { bytes } = await archiveOf(t, worker, ada)
    const made = t.clock.now
    t.clock.forward(60_000)
    const zoe = await emptyWorkspace(t)
    const reply = await bringOver(t, zoe, bytes, { keepAdmins: false })
    const report = await t.get(zoe, `/v1/imports/${reply.body.id}/report`)
    const named = report.body.data.map(({ code, detail }: Record<string, string>) => [code, detail])
    expect(named).toContainEqual(['admin-as-member', '“Ada Admin” was an admin and comes as a member.'])
    const admins = `SELECT id FROM members WHERE workspace_id = '${zoe.workspaceId}' AND admin`
    expect((await statement(t.adminUrl, admins)).rows).toEqual([{ id: zoe.id }])
    const { body } = await t.get(zoe, '/v1/audit-log?limit=200')
    const [own, ...told] = body.data
    expect(own).toMatchObject({ operation: 'startImport', archiveOf: null })
    expect(new Set(told.map(({ archiveOf }: { archiveOf: string }) => archiveOf))).toEqual(
      new Set([made.toISOString()]),
    )
    const again = await emptyWorkspace(t, ada.oid)
    expect((await bringOver(t, again, bytes, { keepAdmins: false })).status).toBe(201)
    expect((await t.get(again, '/v1/me')).body).toMatchObject({ memberId: ada.id, admin: true })
  })

  it('makes whoever brings it over, and is in it, that person', async () => {
    const { ada } = t.cast
    const { bytes } = await archiveOf(t, worker, ada)
    const again = await emptyWorkspace(t, ada.oid)
    expect((await bringOver(t, again, bytes)).status).toBe(201)
    const me = await t.get(again, '/v1/me')
    expect(me.body).toMatchObject({ memberId: ada.id, name: 'Ada Admin', admin: true })
  })
})
