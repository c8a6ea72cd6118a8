import type { Day } from '../calendar.ts'
import { first, rows, type Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { lagOf, medianLag } from '../ladder/rungs.ts'
import * as sql from './facts.sql.ts'
import { fewest, type Group, placeOf } from './groups.ts'
import type { InsightsDto } from './schema.ts'

type Cycle = InsightsDto['cycles'][number]
type Lags = { cycleId: string; lags: number[]; people: number }
type Asked = { cycleId: string; openedOn: Day; finishedDays: Day[] }

/** The cycle of a day beside the last three; of a group of less than five people none. */
export async function cyclesOf(tx: Tx, actor: Actor, group: Group, now: Day): Promise<Cycle[]> {
  const running = await first<{ id: string }>(tx, sql.running, [actor.workspaceId, now])
  if (!running || group.people < fewest) return []
  const place = placeOf(actor, group)
  type Found = Omit<Cycle, 'lag' | 'lagOf' | 'firstStep' | 'rounds'>
  const found = await rows<Found>(tx, sql.cycles(actor), [...place, running.id])
  const ids = found.map(({ id }) => id)
  const lags = await rows<Lags>(tx, sql.lags(actor), [...place, ids])
  const asked = await rows<Asked>(tx, sql.asked(actor), [...place, ids])
  return found.map((cycle) => ({ ...cycle, ...lagIn(cycle.id, lags), ...firstStepIn(cycle.id, asked) }))
}

function lagIn(cycleId: string, found: readonly Lags[]): Pick<Cycle, 'lag' | 'lagOf'> {
  const { lags, people } = found.find((one) => one.cycleId === cycleId) ?? { lags: [], people: 0 }
  return { lag: people < fewest ? null : medianLag(lags), lagOf: lags.length }
}

/** From the day on which a team was asked to the first step finished of what grew from it: the ladder's own lag. */
function firstStepIn(cycleId: string, found: readonly Asked[]): Pick<Cycle, 'firstStep' | 'rounds'> {
  const rounds = found.filter((one) => one.cycleId === cycleId)
  const days = rounds.map(({ openedOn, finishedDays }) => lagOf(openedOn, finishedDays))
  return { firstStep: medianLag(days.filter((lag) => lag !== null)), rounds: rounds.length }
}
