import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Database } from '../../api/database/connect.ts'
import { rows, transaction } from '../../api/database/transaction.ts'
import { eraseAgain } from '../../api/erasure/erase.ts'
import { exportJob } from '../../api/exports/archive/exports.ts'
import { workerActor } from '../../api/jobs/actor.ts'
import { schedule } from '../../api/jobs/due.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { hold } from '../support/hold.ts'
import { statement } from '../support/server.ts'
import { type TestWorker, testWorker } from '../support/worker.ts'
import { signal } from './archives.ts'

describe('an archive that is being made', () => {
  let t: TestApp
  let worker: TestWorker

  beforeAll(async () => {
    t = await testApp()
    worker = await testWorker(t)
  })
  afterAll(async () => {
    await worker?.stop()
    await t?.close()
  })

  it('keeps nothing else of its workspace waiting', async () => {
    const { workspaceId } = t.cast
    const [begun, made, other] = [signal(), signal(), signal()]
    const byKind = {
      [exportJob]: async () => {
        begun.give()
        await made.given
        return null
      },
      other: async () => {
        other.give()
        return null
      },
    }
    const due = (kind: string) =>
      transaction(worker.db, { workspaceId }, (tx) =>
        schedule(tx, { workspaceId }, { kind, subjectId: workspaceId, runAt: t.clock.now }),
      )
    await due(exportJob)
    const busy = await testWorker(t, { every: 5, jobs: { byKind } })
    await begun.given
    await due('other')
    await other.given
    made.give()
    await busy.stop()
    expect(busy.log).toEqual([])
  })
  it('is looked for again by whoever erases somebody meanwhile: it may be of a moment before', async () => {
    const { mia, ada, workspaceId } = t.cast
    const { body } = await t.post(ada, '/v1/exports')
    const again = () =>
      transaction(worker.db, { workspaceId }, async (tx) =>
        eraseAgain(tx, (await workerActor(tx, workspaceId, t.clock.now))!, mia.id),
      )
    const making = await hold(t.adminUrl, `SELECT FROM exports WHERE id = '${body.id}' FOR UPDATE`)
    const next = await again()
    await making.release()
    expect([next, await again()]).toEqual([new Date(t.clock.now.getTime() + 60_000), null])
  })
})

describe('what was taken away of oneself', () => {
  let t: TestApp
  let worker: TestWorker
  let id: string

  beforeAll(async () => {
    t = await testApp()
    worker = await testWorker(t)
    id = (await t.post(t.cast.mia, `/v1/members/${t.cast.mia.id}/exports`)).body.id
  })
  afterAll(async () => {
    await worker?.stop()
    await t?.close()
  })

  const counts = `SELECT (SELECT count(*)::int FROM exports WHERE id = $1) AS told,
    (SELECT count(*)::int FROM export_parts WHERE export_id = $1) AS held`
  const seen = async (db: Database, memberId: string | null) => {
    const scope = { workspaceId: t.cast.workspaceId, memberId }
    return Object.values((await transaction(db, scope, (tx) => rows<object>(tx, counts, [id])))[0]!)
  }

  it('is found by no other admin (404), nor in the database by their login or the worker’s', async () => {
    const { ada, mia, workspaceId } = t.cast
    for (const url of [`/v1/exports/${id}`, `/v1/exports/${id}/archive`])
      expect([(await t.get(ada, url)).status, (await t.get(mia, url)).status]).toEqual([404, 200])
    expect(await seen(t.db, mia.id)).toEqual([1, 1])
    expect(await seen(t.db, ada.id)).toEqual([0, 0])
    expect(await seen(t.db, null)).toEqual([0, 0])
    expect(await seen(worker.db, null)).toEqual([1, 0])
    const slipped = transaction(t.db, { workspaceId, memberId: ada.id }, (tx) =>
      rows(tx, `INSERT INTO export_parts VALUES ($1, $2, 9, '')`, [workspaceId, id]),
    )
    await expect(slipped).rejects.toThrow('row-level security')
  })

  it('is gone after a day', async () => {
    t.clock.forward(86_400_000)
    await worker.drain()
    const { status, body } = await t.get(t.cast.mia, `/v1/exports/${id}/archive`)
    expect([status, body.code]).toEqual([410, 'export-expired'])
    expect(await seen(t.db, t.cast.mia.id)).toEqual([1, 0])
  })

  it('goes when somebody is erased, also where it was said to be gone before', async () => {
    const { dana, noah, workspaceId } = t.cast
    const own = (await t.post(dana, `/v1/members/${dana.id}/exports`)).body.id
    await statement(t.adminUrl, `UPDATE exports SET state = 'expired' WHERE id = '${own}'`)
    await transaction(worker.db, { workspaceId }, async (tx) =>
      eraseAgain(tx, (await workerActor(tx, workspaceId, t.clock.now))!, noah.id),
    )
    const held = await statement(t.adminUrl, 'SELECT FROM export_parts')
    expect(held.rows).toEqual([])
  })
})
