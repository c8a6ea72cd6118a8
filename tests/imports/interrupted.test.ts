import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { type TestApp, testApp } from '../support/app.ts'
import { countRows } from '../support/counts.ts'
import { hold } from '../support/hold.ts'
import { statement } from '../support/server.ts'
import { send, take } from './send.ts'
import { sample, zipName } from './viva-files.ts'

const tidewater = { name: zipName, bytes: sample(zipName) }

describe('an import that is interrupted', () => {
  let t: TestApp
  beforeEach(async () => {
    t = await testApp()
  })
  afterEach(() => t.close())

  const rows = async () => {
    const { imports: _, audit_log: __, ...counts } = await countRows(t.adminUrl)
    return counts
  }
  const latest = async () => (await t.get(t.cast.ada, '/v1/imports?limit=1')).body.data[0]

  it('leaves nothing behind, says so, and can be run again', async () => {
    const before = await rows()
    const held = await hold(t.adminUrl, 'LOCK TABLE comments IN SHARE MODE')
    const sent = send(t, t.cast.ada, tidewater)
    await held.cut()
    expect((await sent).status).toBe(503)
    await held.release()
    expect(await rows()).toEqual(before)
    expect(await latest()).toMatchObject({ state: 'failed', problem: { code: 'internal' } })
    const again = await take(t, zipName)
    expect(again.counts.items.created).toBe(21)
  })

  it('by the end of its process reads as interrupted, not as running for ever', async () => {
    const { workspaceId, ada } = t.cast
    await statement(
      t.adminUrl,
      `INSERT INTO imports (workspace_id, id, state, dry_run, source, file_hash, organisation, started_by, started_at, phase)
        VALUES ('${workspaceId}', '01900000-0000-7000-8000-000000000000', 'running', false, 'viva-zip', 'x', '{}',
          '${ada.id}', now(), 'check-ins')`,
    )
    expect(await latest()).toMatchObject({ state: 'interrupted', phase: 'check-ins' })
    await take(t, zipName)
  })

  it('shows meanwhile how far it is, and turns a second one away (409)', async () => {
    const held = await hold(t.adminUrl, 'LOCK TABLE comments IN SHARE MODE')
    const sent = send(t, t.cast.ada, tidewater)
    await held.waiting()
    expect(await latest()).toMatchObject({ state: 'running', phase: 'comments', done: 0, total: 2 })
    const second = await send(t, t.cast.ada, tidewater, { dryRun: true })
    expect([second.status, second.body.code]).toEqual([409, 'import-running'])
    await held.release()
    expect((await sent).status).toBe(201)
  })
})
