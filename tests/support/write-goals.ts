import { transaction } from '../../api/database/transaction.ts'
import { createKeyResult } from '../../api/key-results/key-results.ts'
import { actorFor } from '../../api/members/find-actor.ts'
import { createObjective } from '../../api/objectives/objectives.ts'
import type { Person } from './cast.ts'
import type { Screen } from './screen.ts'

type Fields<F extends (...args: never[]) => unknown> = Partial<Parameters<F>[2]>

/** Writes a published objective of Service as somebody; returns its id. */
export async function writeObjective(
  s: Pick<Screen, 'db' | 'cast'>,
  who: Person,
  fields: Fields<typeof createObjective> = {},
): Promise<string> {
  const { workspaceId, teams, cycleId } = s.cast
  return transaction(s.db, { workspaceId }, async (tx) => {
    const actor = await actorFor(tx, at(s), who.id)
    const objective = await createObjective(tx, actor, {
      title: 'Repairs done when promised',
      why: 'Riders who rely on their bike leave the car at home.',
      teamId: teams.service,
      cycleId,
      lifecycle: 'published',
      ...fields,
    })
    return objective.id
  })
}

/** Writes a published key result of Mia, from 60 to 90 percent, as somebody; returns its id. */
export async function writeKeyResult(
  s: Pick<Screen, 'db' | 'cast'>,
  who: Person,
  fields: Fields<typeof createKeyResult> = {},
): Promise<string> {
  const { workspaceId, mia } = s.cast
  return transaction(s.db, { workspaceId }, async (tx) => {
    const keyResult = await createKeyResult(tx, await actorFor(tx, at(s), who.id), {
      title: 'Repairs done by the promised day',
      why: 'A late repair is a broken promise.',
      ownerId: mia.id,
      kind: 'percent',
      unit: '%',
      baseline: 60,
      target: 90,
      lifecycle: 'published',
      ...fields,
    })
    return keyResult.id
  })
}

function at({ cast: { workspaceId } }: Pick<Screen, 'cast'>) {
  return { workspaceId, surface: 'tab' as const, now: new Date(), traceId: 'test' }
}
