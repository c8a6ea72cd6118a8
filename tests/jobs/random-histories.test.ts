import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { rows, transaction } from '../../api/database/transaction.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { aKeyResult, anObjective } from '../support/items.ts'
import { type TestWorker, testWorker } from '../support/worker.ts'

interface World {
  objectives: string[]
  keyResults: string[]
}

type Deed =
  | { do: 'check in'; on: number; value: number; undo: boolean }
  | { do: 'align'; child: number; parent: number; weight: number | null }
  | { do: 'measure'; child: number; parent: number; weight: number | null }
  | { do: 'part'; nth: number }
  | { do: 'weigh'; nth: number; weight: number | null }
  | { do: 'aim'; on: number; target: number }
  | { do: 'set aside'; on: number }
  | { do: 'take up'; on: number }
  | { do: 'close'; on: number }
  | { do: 'work' }

const which = fc.nat(3)
const weight = fc.option(fc.constantFrom(0, 10, 33.3, 50, 100))
const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('check in' as const),
      on: which,
      value: fc.integer({ min: -30, max: 130 }),
      undo: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('align' as const), child: which, parent: which, weight }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('measure' as const), child: which, parent: which, weight }),
  },
  fc.record({ do: fc.constant('part' as const), nth: which }),
  fc.record({ do: fc.constant('weigh' as const), nth: which, weight }),
  fc.record({ do: fc.constant('aim' as const), on: which, target: fc.integer({ min: 1, max: 200 }) }),
  fc.record({ do: fc.constant('set aside' as const), on: which }),
  fc.record({ do: fc.constant('take up' as const), on: which }),
  fc.record({ do: fc.constant('close' as const), on: which }),
  fc.record({ do: fc.constant('work' as const) }),
)

describe('after any history', () => {
  let t: TestApp
  let worker: TestWorker

  beforeAll(async () => {
    t = await testApp()
    worker = await testWorker(t)
  })
  afterAll(async () => {
    await worker.stop()
    await t.close()
  })

  const inWorkspace = <Row>(statement: string, values: unknown[]) =>
    transaction(t.db, { workspaceId: t.cast.workspaceId }, (tx) => rows<Row>(tx, statement, values))

  it('what is stored is what the facts say', async () => {
    const history = fc.array(deed, { minLength: 8, maxLength: 25 })
    await fc.assert(
      fc.asyncProperty(history, async (deeds) => {
        const world = await begin()
        for (const one of deeds) await happen(world, one)
        await worker.drain()
        const before = await stored(world)
        const facts = await fromTheFacts(world)
        for (const { id, percent } of before)
          expect(difference(percent, facts[id] ?? null)).toBeLessThan(0.001)
        for (const { spark, values } of await sparks(world)) expect(spark).toEqual(values.slice(-12))
        expect(worker.log).toEqual([])
        await turnTheDay()
        expect(await stored(world)).toEqual(before)
      }),
      { numRuns: 12 },
    )
  }, 120_000)

  async function begin(): Promise<World> {
    const world: World = { objectives: [], keyResults: [] }
    for (let i = 0; i < 4; i++) {
      world.objectives.push(await anObjective(t))
      world.keyResults.push(await aKeyResult(t, i === 0 ? { objectiveId: world.objectives[0] } : {}))
    }
    return world
  }

  /** Whatever is refused (a circle, a closed item, the same parent again) is part of the history. */
  async function happen({ objectives, keyResults }: World, one: Deed): Promise<void> {
    const { dana, mia } = t.cast
    t.clock.forward(1000)
    if (one.do === 'work') return worker.drain()
    if (one.do === 'check in') {
      const reply = await t.post(mia, `/v1/key-results/${keyResults[one.on]}/check-ins`, { value: one.value })
      if (one.undo && reply.status === 201) await t.post(mia, `/v1/check-ins/${reply.body.checkIn.id}/undo`)
    } else if (one.do === 'align' || one.do === 'measure') {
      const child =
        one.do === 'align'
          ? { childObjectiveId: objectives[one.child] }
          : { childKeyResultId: keyResults[one.child] }
      await t.post(dana, `/v1/objectives/${objectives[one.parent]}/alignments`, {
        ...child,
        weight: one.weight,
      })
    } else if (one.do === 'part' || one.do === 'weigh') {
      const [edge] = await edgesOf(objectives, one.nth)
      if (!edge) return
      const url = `/v1/objectives/${edge.parent}/alignments/${edge.id}`
      if (one.do === 'weigh') await t.patch(dana, url, '*', { weight: one.weight })
      else await t.ask(dana, 'DELETE', url, undefined, { 'if-match': '*' })
    } else if (one.do === 'aim') {
      await t.patch(dana, `/v1/key-results/${keyResults[one.on]}`, '*', { target: one.target })
    } else {
      const [kind, id] = one.on < 2 ? ['key-results', keyResults[one.on]] : ['objectives', objectives[one.on]]
      const move = { 'set aside': 'postpone', 'take up': 'resume', close: 'close' }[one.do]
      await t.post(dana, `/v1/${kind}/${id}/${move}`, one.do === 'close' ? {} : undefined)
    }
  }

  const edgesOf = (objectives: string[], nth: number) =>
    inWorkspace<{ id: string; parent: string }>(
      `SELECT id, parent_objective_id AS parent FROM alignments WHERE parent_objective_id = ANY($1::uuid[])
        ORDER BY id OFFSET $2 LIMIT 1`,
      [objectives, nth],
    )

  const stored = ({ objectives }: World) =>
    inWorkspace<{ id: string; percent: number | null; health: string; revision: number }>(
      'SELECT id, percent::float8, health, revision FROM objectives WHERE id = ANY($1::uuid[]) ORDER BY id',
      [objectives],
    )

  /** The values that boards show, and all that nobody took back. */
  const sparks = ({ keyResults }: World) =>
    inWorkspace<{ spark: number[]; values: number[] }>(
      `SELECT array(SELECT (p ->> 'value')::float8 FROM jsonb_array_elements(k.spark) p) AS spark,
        array(SELECT c.value::float8 FROM check_ins c WHERE c.workspace_id = k.workspace_id AND c.key_result_id = k.id
          AND NOT EXISTS (SELECT FROM check_in_undos u WHERE u.workspace_id = c.workspace_id AND u.check_in_id = c.id)
          ORDER BY c.observed_at, c.seq) AS values FROM key_results k WHERE k.id = ANY($1::uuid[])`,
      [keyResults],
    )

  /** Works everything out anew; what was right already must not move. */
  async function turnTheDay(): Promise<void> {
    await inWorkspace('DELETE FROM due WHERE workspace_id = $1', [t.cast.workspaceId])
    await worker.drain()
  }

  /** The formulas once more, in plain numbers and from the top down, without anything that was stored. */
  async function fromTheFacts({ objectives, keyResults }: World): Promise<Record<string, number | null>> {
    const values = await inWorkspace<{ id: string; value: number }>(
      `SELECT DISTINCT ON (key_result_id) key_result_id AS id, value::float8 FROM check_ins c
        WHERE key_result_id = ANY($1::uuid[]) AND NOT EXISTS (SELECT FROM check_in_undos u WHERE u.check_in_id = c.id)
        ORDER BY key_result_id, observed_at DESC, seq DESC`,
      [keyResults],
    )
    const items = await inWorkspace<{ id: string; target: number | null; lifecycle: string }>(
      `SELECT id, target::float8, lifecycle FROM key_results WHERE id = ANY($1::uuid[])
        UNION ALL SELECT id, NULL, lifecycle FROM objectives WHERE id = ANY($1::uuid[])`,
      [[...objectives, ...keyResults]],
    )
    const edges = await inWorkspace<{ child: string; parent: string; weight: number | null }>(
      `SELECT coalesce(child_objective_id, child_key_result_id) AS child, parent_objective_id AS parent, weight::float8
        FROM alignments WHERE parent_objective_id = ANY($1::uuid[])`,
      [objectives],
    )
    const item = (id: string) => items.find((one) => one.id === id)!
    const percentOf = (id: string): number | null => {
      const { target } = item(id)
      if (target === null) return meanOf(id)
      const value = values.find((one) => one.id === id)?.value
      return value === undefined ? null : (value / target) * 100
    }
    const meanOf = (id: string): number | null => {
      const counting = edges
        .filter(
          ({ parent, child }) => parent === id && ['published', 'closed'].includes(item(child).lifecycle),
        )
        .map(({ child, weight }) => ({ weight, percent: percentOf(child) }))
      const given = counting.reduce((sum, one) => sum + (one.weight ?? 0), 0)
      const open = counting.filter((one) => one.weight === null).length
      const equal = counting.every((one) => one.weight === null) || counting.every((one) => one.weight === 0)
      const pull = (weight: number | null) => (equal ? 1 : (weight ?? Math.max(0, 100 - given) / open))
      const known = counting.filter((one) => one.percent !== null && pull(one.weight) > 0)
      const total = known.reduce((sum, one) => sum + pull(one.weight), 0)
      if (total === 0) return null
      const clamped = (percent: number) => Math.min(100, Math.max(0, percent))
      return known.reduce((sum, one) => sum + pull(one.weight) * clamped(one.percent!), 0) / total
    }
    return Object.fromEntries(objectives.map((id) => [id, meanOf(id)]))
  }

  // Stored percents are rounded to four decimals on every level.
  const difference = (a: number | null, b: number | null) =>
    a === null || b === null ? Number(a !== b) : Math.abs(a - b)
})
