import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { transaction } from '../../api/database/transaction.ts'
import { exportJob } from '../../api/exports/archive/exports.ts'
import { schedule } from '../../api/jobs/due.ts'
import { type TestApp, testApp } from '../support/app.ts'
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
})
