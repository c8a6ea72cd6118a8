import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { type CountedTurn, leaderFigures, median, promisesIn } from '../../api/barriers/figures.ts'
import { movementAround, type Stood } from '../../api/barriers/movement.ts'
import { turnKinds } from '../../api/barriers/turn.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { day, storyOf } from './story.ts'

const workdays = { workingWeekdays: [1, 2, 3, 4, 5], daysOff: [] }
const turn = fc.record({
  kind: fc.constantFrom(...turnKinds),
  by: fc.constantFrom('mia', 'dana', null),
  day: fc.integer({ min: 1, max: 28 }).map((n) => `2026-10-${String(n).padStart(2, '0')}`),
  askedOf: fc.constantFrom('dana', 'boris'),
  kept: fc.constantFrom(true, false, null),
})
const told = (...kinds: [CountedTurn['kind'], boolean?][]) =>
  kinds.map(([kind, kept = null]) => ({ kind, kept }))

describe('promises', () => {
  it('are kept, missed, or still open; a moved date is the same promise, a missed one stays missed', () => {
    expect(promisesIn(told(['raised'], ['taken'], ['cleared', true]))).toEqual({
      kept: 1,
      missed: 0,
      open: 0,
    })
    expect(promisesIn(told(['taken'], ['taken'], ['decided', true]))).toEqual({ kept: 1, missed: 0, open: 0 })
    expect(promisesIn(told(['taken'], ['missed'], ['cleared', false]))).toEqual({
      kept: 0,
      missed: 1,
      open: 0,
    })
    expect(promisesIn(told(['taken'], ['missed'], ['taken']))).toEqual({ kept: 0, missed: 1, open: 1 })
    expect(promisesIn(told(['taken'], ['handed_on']))).toEqual({ kept: 0, missed: 0, open: 0 })
  })

  it('are never more than were given', () => {
    fc.assert(
      fc.property(fc.array(turn), (turns) => {
        const { kept, missed, open } = promisesIn(turns)
        const given = turns.filter(({ kind }) => kind === 'taken').length
        expect(kept + missed + open).toBeLessThanOrEqual(given)
        expect([0, 1]).toContain(open)
      }),
    )
  })
})

describe('a leader’s figures', () => {
  it('count working days from being asked, and whether it was confirmed at the first try', () => {
    const by = (kind: CountedTurn['kind'], who: string, on: string): CountedTurn => ({
      ...{ kind, by: who, day: on, askedOf: 'dana', kept: null },
    })
    const story = [
      by('raised', 'mia', '2026-10-09'),
      by('taken', 'dana', '2026-10-12'),
      by('cleared', 'dana', '2026-10-14'),
      by('reopened', 'mia', '2026-10-15'),
    ]
    const figures = { asked: 1, daysToAnswer: 1, daysToUnblocked: 3, confirmedFirst: 0 }
    expect(leaderFigures('dana', [story], workdays)).toEqual(figures)
    expect(leaderFigures('boris', [story], workdays)).toMatchObject({ asked: 0, daysToAnswer: null })
  })

  it('stay in their bounds, and do not depend on the order of the stories', () => {
    fc.assert(
      fc.property(fc.array(fc.array(turn), { maxLength: 6 }), (stories) => {
        const figures = leaderFigures('dana', stories, workdays)
        const { asked, confirmedFirst, daysToAnswer } = figures
        expect(asked).toBeLessThanOrEqual(stories.length)
        if (confirmedFirst !== null) expect(confirmedFirst >= 0 && confirmedFirst <= 1).toBe(true)
        if (daysToAnswer !== null) expect(daysToAnswer).toBeGreaterThanOrEqual(0)
        expect(leaderFigures('dana', [...stories].reverse(), workdays)).toEqual(figures)
      }),
    )
  })

  it('use the median, so that one long story does not speak for all', () => {
    expect(median([])).toBeNull()
    expect(median([null, 5, 1, 100])).toBe(5)
    expect(median([1, 3])).toBe(2)
  })
})

describe('movement around a barrier', () => {
  const at = (n: number) => new Date(Date.UTC(2026, 8, 1) + n * day)
  const points = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: -20, max: 120 })), { maxLength: 12 })
    .map((all): Stood[] => {
      let n = 0
      return all.map(([later, percent]) => {
        n += later
        return { at: at(n), percent }
      })
    })

  it('is percent points a week before, while it stood, and after', () => {
    const stood = [0, 7, 14, 21, 28, 35, 42].map((n, i) => ({
      at: at(n),
      percent: [0, 5, 10, 10, 10, 16, 22][i]!,
    }))
    const around = { points: stood, raisedAt: at(14), clearedAt: at(28), now: at(42) }
    expect(movementAround(around)).toEqual({ before: 5, during: 0, after: 6 })
    expect(movementAround({ ...around, clearedAt: null })).toMatchObject({ during: 3, after: null })
  })

  it('says nothing where nothing was known', () => {
    expect(movementAround({ points: [], raisedAt: at(1), clearedAt: null, now: at(9) })).toEqual({
      ...{ before: null, during: null, after: null },
    })
  })

  it('is nought where nothing moved, and follows a steeper way', () => {
    fc.assert(
      fc.property(
        points,
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 0, max: 60 }),
        (stood, from, long) => {
          const around = { raisedAt: at(from), clearedAt: at(from + long), now: at(from + long + 30) }
          const flat = movementAround({ ...around, points: stood.map((point) => ({ ...point, percent: 7 })) })
          for (const pace of Object.values(flat)) expect(pace === null || pace === 0).toBe(true)
          const double = stood.map((point) => ({ ...point, percent: 2 * point.percent }))
          const [one, two] = [
            movementAround({ ...around, points: stood }),
            movementAround({ ...around, points: double }),
          ]
          for (const part of ['before', 'during', 'after'] as const) {
            if (one[part] !== null) expect(two[part]! - 2 * one[part]!).toBeCloseTo(0, 1)
          }
        },
      ),
    )
  })
})

describe('figures of barriers', () => {
  let t: TestApp
  let story: ReturnType<typeof storyOf>

  beforeAll(async () => {
    t = await testApp()
    story = storyOf(t)
  })
  afterAll(() => t?.close())

  const promises = (who = t.cast.mia, teamId = t.cast.teams.service) =>
    t.get(who, `/v1/barriers/promises?teamId=${teamId}`)

  it('show promises kept to a team to whoever sees the team (401, 400), not what was for the leader only', async () => {
    expect((await t.get(null, `/v1/barriers/promises?teamId=${t.cast.teams.service}`)).status).toBe(401)
    expect((await promises(t.elsewhere.mia)).status).toBe(400)
    expect((await promises(t.cast.mia, t.cast.teams.board)).status).toBe(400)
    for (const leaderOnly of [false, true]) {
      const { id } = await story.raise({ leaderOnly })
      await story.make(t.cast.dana, id, 'take', { by: 'today' })
      await story.make(t.cast.dana, id, 'clear', {})
    }
    await story.make(t.cast.dana, (await story.raise()).id, 'take', { by: 'next_week' })
    const { body } = await promises()
    expect(body).toMatchObject({ teamId: t.cast.teams.service, kept: 1, missed: 0, open: 1 })
    expect((await promises(t.cast.gus)).body).toMatchObject({ kept: 1 })
  })

  it('of a leader are for that leader alone: nobody can name another, admin and leader above included', async () => {
    const url = '/v1/barriers/my-figures'
    expect((await t.get(t.cast.dana, url)).body).toMatchObject({ asked: 3, daysToAnswer: 0 })
    for (const who of [t.cast.ada, t.cast.boris]) {
      expect((await t.get(who, url)).body).toMatchObject({ asked: 0, daysToAnswer: null })
      for (const query of [
        `memberId=${t.cast.dana.id}`,
        `leaderId=${t.cast.dana.id}`,
        `askedOf=${t.cast.dana.id}`,
      ]) {
        expect((await t.get(who, `${url}?${query}`)).status).toBe(400)
      }
    }
  })

  it('tell what a barrier cost those who see the key result', async () => {
    const keyResultId = await story.published()
    const checkIn = async (value: number) =>
      expect((await t.post(t.cast.mia, `/v1/key-results/${keyResultId}/check-ins`, { value })).status).toBe(
        201,
      )
    await checkIn(0)
    t.clock.forward(7 * day)
    await checkIn(9)
    t.clock.forward(1000)
    const { id } = await story.raise({ keyResultIds: [keyResultId] })
    t.clock.forward(7 * day)
    await story.make(t.cast.dana, id, 'clear', {})
    t.clock.forward(7 * day)
    await checkIn(18)
    const { body } = await t.get(t.cast.noah, `/v1/barriers/${id}/movement`)
    expect(body.data).toMatchObject([{ keyResultId, before: 10, during: 0, after: 10 }])
    const secret = (await story.raise({ leaderOnly: true, keyResultIds: [keyResultId] })).id
    expect((await t.get(t.cast.noah, `/v1/barriers/${secret}/movement`)).status).toBe(404)
  })

  it('are counted per raiser nowhere in the contract', () => {
    const { paths, components } = JSON.parse(readFileSync('api/openapi.json', 'utf8'))
    const parameters = Object.values(paths).flatMap((path) =>
      Object.values(
        path as Record<string, { operationId?: string; parameters?: { name?: string }[] }>,
      ).flatMap(({ operationId, parameters: given }) =>
        (given ?? []).flatMap(({ name = '' }) =>
          /raise|author/i.test(name) ? [`${operationId} ${name}`] : [],
        ),
      ),
    )
    // One's own list alone; anybody else's is a 403.
    expect(parameters).toEqual(['listBarriers raisedBy'])
    const names: string[] = []
    const walk = (schema: unknown, path: string): void => {
      if (!schema || typeof schema !== 'object') return
      const { properties = {}, items } = schema as { properties?: Record<string, unknown>; items?: unknown }
      for (const [name, inner] of Object.entries(properties)) {
        names.push(`${path}.${name}`)
        walk(inner, `${path}.${name}`)
      }
      walk(items, path)
    }
    for (const [name, schema] of Object.entries(components.schemas)) walk(schema, name)
    expect(names.length).toBeGreaterThan(200)
    const counts = names.filter((name) =>
      /(barriers?(raised|count|s?per)|raised(count|barriers)|perraiser)/i.test(name),
    )
    expect(counts).toEqual([])
  })
})
