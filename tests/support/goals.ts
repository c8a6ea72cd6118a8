import { expect } from '@jest/globals'
import type { TestApp } from './app.ts'

/** Ids of a published objective of Dana's Service team and its key result, which Mia owns. */
export interface Goal {
  objectiveId: string
  keyResultId: string
}

/** Writes the goal most stories are about, through the API; fields change the key result. */
export async function publishedGoal(t: TestApp, fields: object = {}): Promise<Goal> {
  const { mia, dana, teams, cycleId } = t.cast
  const objective = await t.post(dana, '/v1/objectives', {
    title: 'Repairs done when promised',
    why: 'Riders who rely on their bike leave the car at home.',
    teamId: teams.service,
    cycleId,
    lifecycle: 'published',
  })
  const keyResult = await t.post(dana, '/v1/key-results', {
    title: 'Repairs done by the promised day',
    why: 'A late repair is a broken promise.',
    objectiveId: objective.body.id,
    ownerId: mia.id,
    kind: 'percent',
    unit: '%',
    baseline: 60,
    target: 90,
    lifecycle: 'published',
    ...fields,
  })
  expect([objective.status, keyResult.status]).toEqual([201, 201])
  return { objectiveId: objective.body.id, keyResultId: keyResult.body.id }
}
