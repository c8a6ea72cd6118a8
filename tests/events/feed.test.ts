import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { v7 } from 'uuid'
import { transaction } from '../../api/database/transaction.ts'
import { beginning, eventsSince, type Position } from '../../api/events/read.ts'
import { record } from '../../api/events/record.ts'
import { actorFor } from '../../api/members/find-actor.ts'
import { type TestApp, testApp } from '../support/app.ts'
import type { Cast } from '../support/cast.ts'
import { statement } from '../support/server.ts'

/** Something to wait for until it is given. */
function signal() {
  let give!: () => void
  const given = new Promise<void>((resolve) => {
    give = resolve
  })
  return { given, give }
}

describe('the feed of events', () => {
  let t: TestApp

  beforeAll(async () => {
    t = await testApp()
  })
  afterAll(() => t?.close())

  /** Records one event in a transaction of its own that stays open until `until` resolves. */
  const say = (kind: string, until: Promise<void> = Promise.resolve(), cast: Cast = t.cast) => {
    const { workspaceId, dana } = cast
    const place = { workspaceId, surface: 'tab' as const, now: t.clock.now, traceId: 'test' }
    const recorded = signal()
    const committed = transaction(t.db, { workspaceId }, async (tx) => {
      const audience = { audience: 'workspace' as const, teamId: cast.teams.service }
      await record(tx, await actorFor(tx, place, dana.id), {
        kind,
        subject: { kind: 'test', id: v7() },
        audience,
      })
      recorded.give()
      await until
    })
    return { recorded: recorded.given, committed }
  }
  const read = (after: Position, limit = 100, cast: Cast = t.cast) =>
    transaction(t.db, { workspaceId: cast.workspaceId }, (tx) => eventsSince(tx, after, limit))
  // Other test files share the server, and a transaction of any of them holds the reader back for a moment.
  const settled = async () => {
    const { rows } = await statement(t.adminUrl, 'SELECT pg_current_xact_id()::text AS tx')
    const over = `SELECT pg_snapshot_xmin(pg_current_snapshot()) > '${rows[0].tx}'::xid8 AS over`
    while (!(await statement(t.adminUrl, over)).rows[0].over) await setTimeout(10)
  }
  const kinds = async (after: Position) => (await read(after)).map(({ kind }) => kind)

  it('is written with the change: no event without it, no change without the event', async () => {
    const failing = transaction(t.db, { workspaceId: t.cast.workspaceId }, async (tx) => {
      const { workspaceId, dana } = t.cast
      const place = { workspaceId, surface: 'tab' as const, now: t.clock.now, traceId: 'test' }
      const audience = { members: [dana.id] }
      await record(tx, await actorFor(tx, place, dana.id), {
        kind: 'test.lost',
        subject: { kind: 'test', id: v7() },
        audience,
      })
      throw new Error('and then it broke')
    })
    await expect(failing).rejects.toThrow('and then it broke')
    expect(await kinds(beginning)).not.toContain('test.lost')
  })

  it('never skips what was begun earlier and committed later', async () => {
    const start = (await read(beginning)).at(-1) ?? beginning
    const end = signal()
    const slow = say('test.slow', end.given)
    await slow.recorded
    await say('test.quick').committed
    // The quick one is committed, but the slow one stands before it: a reader who took it would never see the other.
    expect(await kinds(start)).toEqual([])
    end.give()
    await slow.committed
    await settled()
    expect(await kinds(start)).toEqual(['test.slow', 'test.quick'])
  })

  it('is read on from where a reader stopped, in small steps, each event once', async () => {
    for (const n of [1, 2, 3, 4, 5]) await say(`test.step-${n}`).committed
    await settled()
    const all = await read(beginning, 1000)
    const seen = []
    let after = beginning
    for (;;) {
      const step = await read(after, 2)
      if (step.length === 0) break
      seen.push(...step)
      after = step.at(-1)!
    }
    expect(seen).toEqual(all)
    expect(seen.map(({ kind }) => kind).slice(-5)).toEqual([1, 2, 3, 4, 5].map((n) => `test.step-${n}`))
  })

  it('tells what happened in ids and words of ours', async () => {
    const goal = { title: 'Goal', teamId: t.cast.teams.service, cycleId: t.cast.cycleId }
    const after = (await read(beginning, 1000)).at(-1)!
    await t.post(t.cast.dana, '/v1/objectives', goal)
    await settled()
    const [event] = await read(after)
    expect(event).toMatchObject({
      kind: 'objective.created',
      actorId: t.cast.dana.id,
      surface: 'api',
      source: 'person',
    })
    expect(JSON.stringify(event)).not.toContain('Goal')
  })

  it('shows nothing of another workspace', async () => {
    await say('test.elsewhere', undefined, t.elsewhere).committed
    await settled()
    expect((await read(beginning, 1000)).map(({ kind }) => kind)).not.toContain('test.elsewhere')
    expect((await read(beginning, 1000, t.elsewhere)).map(({ kind }) => kind)).toEqual(['test.elsewhere'])
  })
})
