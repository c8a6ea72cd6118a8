import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { addDays, type Day, daysBetween } from '../../api/calendar.ts'
import {
  actionRate,
  type Facts,
  FEWEST,
  idleDays,
  lagOf,
  medianLag,
  noCounts,
  rungOf,
  type rungs,
  STALLED_DAYS,
  shownGroup,
} from '../../api/ladder/rungs.ts'

const nothing: Facts = {
  heardOn: null,
  understoodOn: null,
  committedOn: null,
  withdrawnOn: null,
  finishedOn: null,
  pauses: [],
  absences: [],
}

// A year with both changes of the clock, all ends of quarters and a leap day.
const day = fc.integer({ min: 0, max: 500 }).map((n) => addDays('2027-10-01', n))
const maybe = fc.option(day, { nil: null })
const span = fc
  .tuple(day, fc.integer({ min: 0, max: 40 }))
  .map(([from, n]) => ({ from, to: addDays(from, n) }))
const pause = fc.tuple(span, fc.boolean(), fc.boolean()).map(([{ from, to }, open, hidden]) => ({
  from,
  to: open ? null : to,
  hidden,
}))
const facts: fc.Arbitrary<Facts> = fc.record({
  heardOn: maybe,
  understoodOn: maybe,
  committedOn: maybe,
  withdrawnOn: maybe,
  finishedOn: maybe,
  pauses: fc.array(pause, { maxLength: 4 }),
  absences: fc.array(span, { maxLength: 4 }),
})

/** The facts as they were known on a day. */
function knownOn(today: Day, known: Facts): Facts {
  const past = (on: Day | null) => (on !== null && on <= today ? on : null)
  return {
    heardOn: past(known.heardOn),
    understoodOn: past(known.understoodOn),
    committedOn: past(known.committedOn),
    withdrawnOn: past(known.withdrawnOn),
    finishedOn: past(known.finishedOn),
    pauses: known.pauses.filter(({ from }) => from <= today),
    absences: known.absences,
  }
}

describe('a rung', () => {
  it('is climbed by facts, one after the other', () => {
    const on = (known: Partial<Facts>, today = '2027-11-02') => rungOf({ ...nothing, ...known }, today)
    expect(on({})).toBe('unaware')
    expect(on({ heardOn: '2027-11-01' })).toBe('heard')
    expect(on({ understoodOn: '2027-11-01' })).toBe('understands')
    expect(on({ committedOn: '2027-11-01' })).toBe('committed')
    expect(on({ committedOn: '2027-11-01', finishedOn: '2027-11-02' })).toBe('acting')
  })

  it('is stalled on the 14th day without a finished step, over the end of daylight saving and of a quarter', () => {
    for (const since of ['2027-10-25', '2027-12-25', '2028-02-20', '2028-03-20']) {
      for (const fact of ['committedOn', 'finishedOn'] as const) {
        const on = (n: number) => rungOf({ ...nothing, [fact]: since }, addDays(since, n))
        expect(on(13)).toBe(fact === 'committedOn' ? 'committed' : 'acting')
        expect(on(14)).toBe('stalled')
      }
    }
  })

  it('waits, and never stalls, while something of theirs is in the way; that time is not theirs', () => {
    const stuck = {
      ...nothing,
      committedOn: '2027-11-01',
      pauses: [{ from: '2027-11-05', to: null, hidden: false }],
    }
    expect(rungOf(stuck, '2028-01-31')).toBe('waiting')
    const cleared = { ...stuck, pauses: [{ from: '2027-11-05', to: '2028-01-31', hidden: false }] }
    expect(rungOf(cleared, '2028-01-31')).toBe('committed') // cleared today: no word of stalling
    expect(rungOf(cleared, '2028-02-09')).toBe('committed') // four days before it was raised, nine after
    expect(rungOf(cleared, '2028-02-10')).toBe('stalled')
  })

  it('of whoever acts all the same stays acting, so that asking for help lowers no rate', () => {
    const pauses = [{ from: '2027-11-05', to: null, hidden: false }]
    expect(rungOf({ ...nothing, finishedOn: '2027-11-08', pauses }, '2027-11-10')).toBe('acting')
  })

  it('tells nobody of a barrier that is for its leader only, but stops the clock for it', () => {
    const pauses = [{ from: '2027-11-05', to: null, hidden: true }]
    expect(rungOf({ ...nothing, committedOn: '2027-11-01', pauses }, '2028-01-31')).toBe('committed')
  })

  it('is left by taking the yes back: that is no stalling', () => {
    const back = { ...nothing, heardOn: '2027-10-01', withdrawnOn: '2027-11-03' }
    expect(rungOf(back, '2027-12-31')).toBe('heard')
    expect(rungOf({ ...back, finishedOn: '2027-11-02' }, '2027-12-31')).toBe('heard')
    expect(rungOf({ ...back, committedOn: '2027-12-30' }, '2027-12-31')).toBe('committed')
  })

  it('never falls by a further step, a further sight or a further absence', () => {
    const height = (known: Facts, today: Day) =>
      ['unaware', 'heard', 'understands', 'stalled', 'waiting', 'committed', 'acting'].indexOf(
        rungOf(known, today),
      )
    fc.assert(
      fc.property(facts, day, day, span, (all, today, more, away) => {
        const known = knownOn(today, all)
        const later = (was: Day | null) => (more <= today && (was === null || was < more) ? more : was)
        const now = height(known, today)
        expect(height({ ...known, finishedOn: later(known.finishedOn) }, today)).toBeGreaterThanOrEqual(now)
        expect(height({ ...known, committedOn: later(known.committedOn) }, today)).toBeGreaterThanOrEqual(now)
        expect(height({ ...known, understoodOn: later(known.understoodOn) }, today)).toBeGreaterThanOrEqual(
          now,
        )
        expect(height({ ...known, heardOn: later(known.heardOn) }, today)).toBeGreaterThanOrEqual(now)
        const absences = [...known.absences, away]
        expect(height({ ...known, absences }, today)).toBeGreaterThanOrEqual(now)
      }),
    )
  })

  it('changes without a fact only from acting or committed, and never to a higher one', () => {
    fc.assert(
      fc.property(facts, day, (all, today) => {
        const known = { ...knownOn(today, all), pauses: [] }
        const [now, next] = [rungOf(known, today), rungOf(known, addDays(today, 1))]
        if (now === next) return
        expect(['acting', 'committed']).toContain(now)
        expect(['committed', 'stalled', 'unaware', 'heard', 'understands']).toContain(next)
      }),
    )
  })

  it('is never stalled with an open barrier or within 14 days', () => {
    fc.assert(
      fc.property(facts, day, (all, today) => {
        const known = knownOn(today, all)
        if (rungOf(known, today) !== 'stalled') return
        expect(known.pauses.every(({ to }) => to !== null && to < today)).toBe(true)
        const last = [known.committedOn, known.finishedOn]
          .filter((on) => on !== null)
          .sort()
          .at(-1)!
        expect(daysBetween(last, today)).toBeGreaterThanOrEqual(STALLED_DAYS)
      }),
    )
  })
})

describe('idle days', () => {
  it('are those on which nothing kept them, counted one by one', () => {
    fc.assert(
      fc.property(facts, day, day, (known, since, today) => {
        let count = 0
        for (let on = addDays(since, 1); on <= today; on = addDays(on, 1)) {
          const away = known.absences.some(({ from, to }) => from <= on && on <= to)
          const held = known.pauses.some(({ from, to }) => from < on && on <= (to ?? on))
          if (!away && !held) count++
        }
        expect(idleDays(since, today, known)).toBe(count)
      }),
      { numRuns: 40 },
    )
  })
})

describe('a team', () => {
  it('has an action rate of acting among acting, committed and stalled; who waits is left out', () => {
    expect(actionRate({ ...noCounts(), acting: 3, committed: 1, stalled: 2, waiting: 9, heard: 5 })).toBe(50)
    expect(actionRate({ ...noCounts(), heard: 5, waiting: 1 })).toBeNull()
  })

  it('has a lag of the median days from the yes to the first step finished after it', () => {
    expect(lagOf('2027-11-01', ['2027-10-30', '2027-11-09', '2027-11-04'])).toBe(3)
    expect(lagOf('2027-11-01', ['2027-11-01'])).toBe(0)
    expect(lagOf('2027-11-01', ['2027-10-30'])).toBeNull()
    expect(lagOf(null, ['2027-10-30'])).toBeNull()
    expect([[], [4], [9, 1, 5], [1, 2, 3, 10]].map(medianLag)).toEqual([null, 4, 5, 2.5])
  })
})

describe('counts of others', () => {
  const of = (people: number, rung: (typeof rungs)[number] = 'heard') => {
    return { people, counts: { ...noCounts(), [rung]: people }, lags: [] }
  }

  it('are shown from five people up', () => {
    expect(shownGroup(of(1), of(3), false)).toBeNull()
    expect(shownGroup(of(1), of(4), false)).toMatchObject({ people: 5 })
    expect(shownGroup(of(0), of(5, 'stalled'), false)).toMatchObject({ people: 5, counts: { stalled: 5 } })
  })

  it('are those of their own people for a leader who would else see through to the one that is not', () => {
    expect(shownGroup(of(6, 'acting'), of(1, 'stalled'), true)).toEqual(of(6, 'acting'))
    expect(shownGroup(of(2), of(0), true)).toMatchObject({ people: 2 })
  })

  it('never let anybody see through to fewer than four whom they do not see', () => {
    fc.assert(
      fc.property(fc.nat(9), fc.nat(9), fc.boolean(), (known, others, leads) => {
        const shown = shownGroup(of(known), of(others, 'stalled'), leads)
        if (!shown) return
        const unseen = shown.people - known
        expect(unseen === 0 || unseen >= FEWEST - 1).toBe(true)
        expect(shown.counts.stalled).toBe(unseen)
      }),
    )
  })
})
