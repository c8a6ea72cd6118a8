import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { addDays } from '../../api/calendar.ts'
import { CADENCE_DAYS, GRACE_DAYS, type HealthInput, healthOf } from '../../api/progress/health.ts'
import type { Cadence, Confidence, Health, Override, Plan } from '../../api/progress/types.ts'
import { day, moving, percent } from './numbers.ts'

const NOTCH: Partial<Record<Health, number>> = { on_track: 0, at_risk: 1, behind: 2 }

/** A hundred days from 1 January to 11 April 2026: one percent point a day. */
const plan: Plan = {
  startDay: '2026-01-01',
  endDay: '2026-04-11',
  baseline: 0,
  target: 50,
  direction: 'increase',
  phased: [],
}

/** Mia's key result on day 50, checked in that day: 50 % are expected. */
const mia: HealthInput = {
  today: '2026-02-20',
  plan,
  cadence: 'weekly',
  latest: { observedOn: '2026-02-20', percent: 50, confidence: null },
  override: null,
}

const at = (percent: number | null, confidence: Confidence | null = null, observedOn = '2026-02-20') =>
  healthOf({ ...mia, latest: { observedOn, percent, confidence } }).health

const codes = (input: HealthInput) => healthOf(input).reason.map(({ code }) => code)

describe('the health of a key result, worked by hand', () => {
  it('is on track up to 10 points short, at risk up to 25, behind beyond', () => {
    expect([50, 40, 39.9999, 25, 24.9999, 0].map((percent) => at(percent))).toEqual([
      'on_track',
      'on_track',
      'at_risk',
      'at_risk',
      'behind',
      'behind',
    ])
    expect(at(180)).toBe('on_track')
  })

  it('measures against the day the value was observed, not against today', () => {
    const lastWeek = { observedOn: '2026-02-11', percent: 31, confidence: null }
    expect(healthOf({ ...mia, latest: lastWeek })).toEqual({
      health: 'on_track',
      reason: [
        {
          code: 'health.pace',
          params: { health: 'on_track', percent: 31, expected: 41, gap: 10, day: '2026-02-11' },
        },
      ],
    })
  })

  it('is pulled down one notch by low confidence, and not pulled up by high', () => {
    expect([at(50, 'low'), at(30, 'low'), at(5, 'low')]).toEqual(['at_risk', 'behind', 'behind'])
    expect([at(30, 'high'), at(5, 'high'), at(50, 'medium')]).toEqual(['at_risk', 'behind', 'on_track'])
    expect(at(100, 'low')).toBe('on_track')
  })

  it('of a number that should stay is on track while it holds, and low confidence doubts it', () => {
    const stay = { ...mia, plan: { ...plan, direction: 'at_least' as const } }
    const of = (percent: number, confidence: Confidence | null) =>
      healthOf({ ...stay, latest: { observedOn: mia.today, percent, confidence } }).health
    expect([of(100, null), of(100, 'low'), of(0, 'high')]).toEqual(['on_track', 'at_risk', 'behind'])
  })

  it('is never on track below the baseline, however early', () => {
    const dayTwo = { observedOn: '2026-01-02', percent: -1, confidence: null }
    const early = { ...mia, today: '2026-01-02', latest: dayTwo }
    expect(healthOf(early).health).toBe('at_risk')
    expect(codes(early)).toEqual(['health.pace', 'health.worse'])
  })

  it('is unknown after 10 silent days in a weekly rhythm, 17 in two weeks, 34 in a month', () => {
    const silentFor = (days: number, cadence: Cadence) =>
      healthOf({ ...mia, cadence, today: addDays('2026-02-20', days) }).health
    expect([silentFor(10, 'weekly'), silentFor(11, 'weekly')]).toEqual(['on_track', 'unknown'])
    expect([silentFor(17, 'biweekly'), silentFor(18, 'biweekly')]).toEqual(['on_track', 'unknown'])
    expect([silentFor(34, 'monthly'), silentFor(35, 'monthly')]).toEqual(['on_track', 'unknown'])
  })

  it('is not started until the first check-in is late, counted from when it was published', () => {
    const without = { ...mia, latest: null }
    const on = (today: string, activeSince?: string) =>
      healthOf({ ...without, today, ...(activeSince && { activeSince }) }).health
    expect([on('2025-12-01'), on('2026-01-11'), on('2026-01-12')]).toEqual([
      'not_started',
      'not_started',
      'unknown',
    ])
    expect([on('2026-02-25', '2026-02-15'), on('2026-02-26', '2026-02-15')]).toEqual([
      'not_started',
      'unknown',
    ])
    expect(on('2026-01-12', '2025-12-01')).toBe('unknown')
  })

  it('is unknown when a short plan ended without any check-in', () => {
    const short = { ...mia, latest: null, plan: { ...plan, endDay: '2026-01-03' } }
    expect(healthOf({ ...short, today: '2026-01-06' }).health).toBe('not_started')
    expect(healthOf({ ...short, today: '2026-01-07' }).health).toBe('unknown')
  })

  it('keeps its last word after the end, measured against the target', () => {
    const final = (percent: number, observedOn: string) =>
      healthOf({ ...mia, today: '2026-06-01', latest: { observedOn, percent, confidence: null } }).health
    expect(final(95, '2026-04-09')).toBe('on_track')
    expect(final(88, '2026-04-09')).toBe('at_risk')
    expect(final(100, '2026-04-04')).toBe('on_track')
    expect(final(100, '2026-04-03')).toBe('unknown')
  })

  it('is unknown when the check-in carries no number', () => {
    expect(at(null, 'high')).toBe('unknown')
  })

  it('is what Dana set until the next check-in, and says so', () => {
    const override: Override = { health: 'behind', by: 'dana', why: 'The supplier left.' }
    const found = healthOf({ ...mia, override })
    expect(found.health).toBe('behind')
    expect(found.reason[0]).toEqual({
      code: 'health.set_by_hand',
      params: { health: 'behind', by: 'dana', derived: 'on_track' },
    })
    expect(JSON.stringify(found)).not.toContain('supplier')
  })

  it('cannot be set to green while silent', () => {
    const override: Override = { health: 'on_track', by: 'dana', why: 'Trust me.' }
    const silent = { ...mia, today: '2026-03-10', override }
    expect(healthOf(silent).health).toBe('unknown')
    expect(codes(silent)).toEqual(['health.silent', 'health.set_but_silent'])
  })
})

const cadence = fc.constantFrom<Cadence>('weekly', 'biweekly', 'monthly')
const confidence = fc.constantFrom<Confidence | null>('high', 'medium', 'low', null)
const health = fc.constantFrom<Health>('not_started', 'on_track', 'at_risk', 'behind', 'unknown')
const override = fc.option(fc.record({ health, by: fc.constant('dana'), why: fc.string() }))
const length = fc.integer({ min: 1, max: 300 })

describe('the health of any key result', () => {
  it('is never on track when silent, whoever says what', () => {
    fc.assert(
      fc.property(
        day,
        cadence,
        percent,
        confidence,
        override,
        fc.nat(60),
        (today, cadence, percent, confidence, override, more) => {
          const limit = CADENCE_DAYS[cadence] + GRACE_DAYS
          const observedOn = addDays(today, -limit - 1 - more)
          const running = { ...plan, startDay: '2025-01-01', endDay: addDays(today, more) }
          const found = healthOf({
            today,
            plan: running,
            cadence,
            latest: { observedOn, percent, confidence },
            override,
          })
          expect(found.health).not.toBe('on_track')
          if (!override) expect(found.health).toBe('unknown')
        },
      ),
    )
  })

  it('is known within the rhythm, and does not change by the passing of days alone until it is silent', () => {
    fc.assert(
      fc.property(
        day,
        cadence,
        percent,
        confidence,
        length,
        fc.nat(40),
        (observedOn, cadence, percent, confidence, length, days) => {
          fc.pre(days <= CADENCE_DAYS[cadence] + GRACE_DAYS)
          const running = {
            ...plan,
            startDay: addDays(observedOn, -length),
            endDay: addDays(observedOn, days + length),
          }
          const input = {
            today: observedOn,
            plan: running,
            cadence,
            latest: { observedOn, percent, confidence },
            override: null,
          }
          const found = healthOf(input)
          expect(['on_track', 'at_risk', 'behind']).toContain(found.health)
          expect(healthOf({ ...input, today: addDays(observedOn, days) })).toEqual(found)
        },
      ),
    )
  })

  it('never gets worse with more progress, nor better with less confidence', () => {
    fc.assert(
      fc.property(
        day,
        moving,
        percent,
        percent,
        confidence,
        length,
        (today, direction, a, b, confidence, length) => {
          const running = {
            ...plan,
            direction,
            startDay: addDays(today, -length),
            endDay: addDays(today, 30),
          }
          const notch = (percent: number, confidence: Confidence | null) =>
            NOTCH[
              healthOf({ ...mia, today, plan: running, latest: { observedOn: today, percent, confidence } })
                .health
            ]!
          expect(notch(Math.max(a, b), confidence)).toBeLessThanOrEqual(notch(Math.min(a, b), confidence))
          expect(notch(a, 'low')).toBeGreaterThanOrEqual(notch(a, confidence))
          expect(notch(a, 'low') - notch(a, 'high')).toBeLessThanOrEqual(1)
        },
      ),
    )
  })

  it('always gives a reason', () => {
    fc.assert(
      fc.property(
        day,
        day,
        cadence,
        fc.option(percent),
        confidence,
        override,
        (today, observedOn, cadence, percent, confidence, override) => {
          const latest = percent === null ? null : { observedOn, percent, confidence }
          expect(healthOf({ today, plan, cadence, latest, override }).reason.length).toBeGreaterThan(0)
        },
      ),
    )
  })
})
