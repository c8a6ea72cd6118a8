import type { Day } from '../../calendar.ts'
import { CycleEntity, type CycleRow } from '../../cycles/entity.ts'
import { rows } from '../../database/transaction.ts'
import { newId } from '../../ids.ts'
import type { VivaPeriod } from '../model.ts'
import { quote } from '../report.ts'
import { fold } from '../viva/values.ts'
import { type Met, meet, remember } from './registry.ts'
import { became, type Run, say } from './run.ts'
import { insertAll, updateAll } from './write.ts'

/** A cycle, as far as its items need to know. */
export type Cycle = Pick<CycleRow, 'id' | 'name' | 'startDay' | 'endDay'>

const statement = `
  SELECT id, name, start_day AS "startDay", end_day AS "endDay" FROM cycles WHERE workspace_id = $1 ORDER BY id`

const noPeriod = 'none'

/** The periods of the file as cycles, by key, and one for items without a period under `null`. */
export async function applyCycles(run: Run): Promise<Map<string | null, Cycle>> {
  const periods = [...run.viva.periods, ...periodOfTheRest(run)]
  await run.progress('cycles', 0, periods.length)
  const here = await rows<Cycle>(run.tx, statement, [run.actor.workspaceId])
  const met = await meet(run, 'period', periods, {
    matchKey: ({ name }) => fold(name),
    ownKey: ({ key }) => key,
  })
  const applied = met.map((one) => ({ one, ...placed(run, one, here) }))
  const fresh = applied.filter(({ how }) => how === 'created')
  await insertAll(
    run.tx,
    CycleEntity,
    fresh.map(({ cycle }) => ({
      workspaceId: run.actor.workspaceId,
      ...cycle,
      graceDays: 7,
      state: stateOn(run.today, cycle),
      version: 1,
      revision: 1,
    })),
  )
  const moved = applied.filter(({ how }) => how === 'updated')
  await updateAll(
    run.tx,
    CycleEntity,
    moved.map(({ cycle }) => ({ workspaceId: run.actor.workspaceId, ...cycle })),
    ['version = t.version + 1', 'revision = t.revision + 1'],
  )
  await rememberCycles(run, applied)
  return new Map(applied.map(({ one, cycle }) => [keyOf(one.record), cycle]))
}

const keyOf = ({ key }: VivaPeriod) => (key === noPeriod ? null : key)

/** Items without a period still need a cycle: the year of the export, or whatever their own days span. */
function periodOfTheRest({ viva, today }: Run): VivaPeriod[] {
  const rest = viva.items.filter(({ periodKey }) => periodKey === null)
  if (rest.length === 0) return []
  const days = rest.flatMap(({ startDay, endDay }) => [startDay, endDay]).filter((day) => day !== null)
  const year = (viva.organisation.exportedAt ?? today).slice(0, 4)
  const [startDay = `${year}-01-01`] = days.toSorted()
  const endDay = days.toSorted().at(-1) ?? `${year}-12-31`
  const name = `${startDay} – ${endDay}`
  const traced = { key: noPeriod, externalId: null, pointer: rest[0]!.pointer, rowHash: noPeriod }
  return [{ ...traced, name, startDay, endDay, inferred: true }]
}

interface Applied {
  one: Met<VivaPeriod>
  cycle: Cycle
  how: 'created' | 'updated' | 'same'
  made: boolean
}

function placed(run: Run, one: Met<VivaPeriod>, here: Cycle[]): Omit<Applied, 'one'> {
  const { record, known } = one
  const days = daysOf(run, record)
  const ours = here.find(({ id }) => id === known?.subjectId)
  if (ours) return { made: known!.made, ...followed(run, one, ours, days) }
  const twin = here.find((cycle) => fold(cycle.name) === fold(record.name) && sameDays(cycle, days))
  if (twin) {
    say(run, record, 'period', 'period-found', `${quote(record.name)} is a cycle here already.`)
    return { cycle: twin, how: 'same', made: false }
  }
  const id = newId(run.actor.now)
  return { cycle: { id, name: record.name, ...days }, how: 'created', made: true }
}

/** Days that the file only infers never move a cycle, and what was changed here stays. */
function followed(
  run: Run,
  { record, own, unchanged }: Met<VivaPeriod>,
  ours: Cycle,
  days: Days,
): Pick<Applied, 'cycle' | 'how'> {
  const theirs = { ...ours, name: record.name, ...days }
  const differs = theirs.name !== ours.name || !sameDays(theirs, ours)
  if (unchanged || !own?.made || record.inferred || !differs) return { cycle: ours, how: 'same' }
  const { name, startDay, endDay } = own.written as Partial<Cycle>
  if (name === ours.name && startDay === ours.startDay && endDay === ours.endDay)
    return { cycle: theirs, how: 'updated' }
  run.counts.cycles.edited += 1
  say(run, record, 'period', 'edited-both', `${quote(ours.name)} was changed here since: left as it is.`)
  return { cycle: ours, how: 'same' }
}

interface Days {
  startDay: Day
  endDay: Day
}

const sameDays = (a: Days, b: Days) => a.startDay === b.startDay && a.endDay === b.endDay

function daysOf(run: Run, period: VivaPeriod): Days {
  const { startDay, endDay } = period
  if (startDay && endDay && startDay <= endDay) return { startDay, endDay }
  if (startDay && endDay) return { startDay: endDay, endDay: startDay }
  const year = (startDay ?? endDay ?? run.viva.organisation.exportedAt ?? run.today).slice(0, 4)
  const taken = { startDay: startDay ?? `${year}-01-01`, endDay: endDay ?? `${year}-12-31` }
  const detail = `${quote(period.name)} does not say its days: taken from ${taken.startDay} to ${taken.endDay}.`
  say(run, period, 'period', 'period-missing', detail)
  return taken
}

function stateOn(today: Day, { startDay, endDay }: Days): CycleRow['state'] {
  if (today > endDay) return 'closed'
  return today < startDay ? 'planning' : 'active'
}

async function rememberCycles(run: Run, applied: Applied[]): Promise<void> {
  for (const { one, how } of applied)
    became(run, one.record, 'period', 'cycles', how, sentences[how](quote(one.record.name)))
  await remember(
    run,
    'period',
    applied.map(({ one, cycle, made }) => ({
      met: one,
      subject: { kind: 'cycle', id: cycle.id },
      made,
      written: one.known && one.record.inferred ? one.known.written : { ...cycle, id: undefined },
      kept: {},
    })),
  )
}

const sentences = {
  created: (name: string) => `The cycle ${name} is new.`,
  updated: (name: string) => `The cycle ${name} is named or dated as the file says now.`,
  same: (name: string) => `The cycle ${name} is here already.`,
}
