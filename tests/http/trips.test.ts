import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { v7 } from 'uuid'
import { type HarbourBoard, harbourBoard, keyResult } from '../boards/harbour-board.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { type Talk, talksOf } from '../support/counts.ts'

describe('the trips to the database', () => {
  let t: TestApp
  let ids: HarbourBoard

  beforeAll(async () => {
    t = await testApp()
    ids = await harbourBoard(t)
  })
  afterAll(() => t?.close())

  const board = () => `/v1/teams/${t.cast.teams.service}/board`
  const checkIn = (body: object, headers: object = { 'idempotency-key': v7() }) =>
    t.post(t.cast.mia, `/v1/key-results/${ids.onTime}/check-ins`, body, headers)
  const grow = async () => {
    for (let n = 0; n < 3; n++) {
      await keyResult(t, t.cast.dana, `Number ${n}`, {
        objectiveId: ids.promised,
        ownerId: t.cast.mia.id,
        target: 9,
      })
      await t.post(t.cast.mia, '/v1/barriers', { kind: 'access', keyResultIds: [ids.onTime] })
      await checkIn({ value: 20 + n })
    }
  }
  const asked = async (work: () => Promise<{ status: number }>): Promise<Talk & { status: number }> => {
    let status = 0
    const talks = await talksOf(async () => {
      status = (await work()).status
    })
    expect(talks).toHaveLength(1)
    return { ...talks[0]!, status }
  }

  const hot: [string, 'dana' | 'mia', () => string][] = [
    ['a team board', 'dana', board],
    ['my week', 'mia', () => '/v1/my-week'],
    ['the queue of a leader', 'dana', () => '/v1/barriers/queue'],
  ]
  it.each(hot)(
    'of %s are one, with BEGIN, settings, one statement and COMMIT, however much there is',
    async (_, who, url) => {
      for (const work of [async () => undefined, grow]) {
        await work()
        const { status, trips, statements } = await asked(() => t.get(t.cast[who], url()))
        expect([status, trips, statements.length]).toEqual([200, 1, 4])
      }
    },
  )

  it('of an unchanged board are one', async () => {
    const { etag } = (await t.get(t.cast.dana, board())).headers
    const { status, trips, statements } = await asked(() =>
      t.get(t.cast.dana, board(), { 'if-none-match': etag }),
    )
    expect([status, trips, statements.length]).toEqual([304, 1, 4])
  })

  it('of a check-in are two: all that is read, and all that is written with the COMMIT', async () => {
    const { status, trips, statements } = await asked(() => checkIn({ value: 55, confidence: 'high' }))
    expect([status, trips]).toEqual([201, 2])
    const words = statements.map((text) =>
      text
        .trim()
        .split(/[\s(]+/, 3)
        .join(' '),
    )
    expect(words).toEqual([
      ...['BEGIN', "SELECT set_config 'app.workspace',", 'SELECT pg_try_advisory_xact_lock hashtextextended'],
      ...['SELECT hash, status,', 'SAVEPOINT handler', 'SELECT k.workspace_id AS', 'SELECT count *)::int'],
      ...['INSERT INTO check_ins', 'UPDATE key_results SET', 'WITH event AS', 'INSERT INTO audit_log'],
      ...['INSERT INTO idempotency', 'WITH blocked AS', 'COMMIT'],
    ])
    await grow()
    const later = await asked(() => checkIn({ value: 56, inTheWay: 'nothing' }))
    expect([later.status, later.trips, later.statements.length]).toEqual([201, 2, statements.length])
  })

  it('of a check-in that is repeated are three at most, and it happens once', async () => {
    const headers = { 'idempotency-key': v7() }
    const first = await checkIn({ value: 57 }, headers)
    const again = await asked(() => checkIn({ value: 57 }, headers))
    expect([first.status, again.status]).toEqual([201, 201])
    // BEGIN, settings, lock and earlier reply of the key, SAVEPOINT, two read ahead, whether it is still seen, COMMIT.
    expect(again.statements).toHaveLength(9)
    // What was read ahead in vain may come in a packet of its own: then the look at what is seen leaves before it is here.
    expect([2, 3]).toContain(again.trips)
    const { data } = (await t.get(t.cast.mia, `/v1/key-results/${ids.onTime}/check-ins`)).body
    expect(data.filter(({ value }: { value: number }) => value === 57)).toHaveLength(1)
  })
})
