import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { connect, type Database } from '../../api/database/connect.ts'
import { tables } from '../../api/tables.ts'
import { startWorker, type WorkerOptions } from '../../api/worker.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { storyOf } from './story.ts'

describe('the worker', () => {
  let t: TestApp
  let story: ReturnType<typeof storyOf>
  let db: Database

  beforeAll(async () => {
    t = await testApp()
    story = storyOf(t)
    db = await connect({ url: t.workerUrl, entities: tables, poolSize: 2 }).initialize()
  })
  afterAll(async () => {
    await db?.destroy()
    await t?.close()
  })

  const work = async () => {
    const log: WorkerOptions['log'] = (line, error) => {
      throw new Error(line, { cause: error })
    }
    const worker = startWorker({ db, clock: () => t.clock.now, log, every: 0 })
    await worker.drain()
    await worker.stop()
  }
  it('lets unanswered barriers climb as the day turns', async () => {
    await work()
    const { id } = await story.raise()
    t.clock.to('2026-10-28T23:05:00Z')
    await work()
    expect((await t.get(t.cast.mia, `/v1/barriers/${id}`)).body.asked.memberId).toBe(t.cast.boris.id)
  })
})
