import type { TestApp } from './app.ts'
import type { Person } from './cast.ts'

/** A published objective of Service, owned by Dana unless said otherwise; returns its id. */
export function anObjective(t: TestApp, fields: object = {}, who: Person = t.cast.dana): Promise<string> {
  return made(t, who, '/v1/objectives', {
    title: 'Repairs done when promised',
    why: 'Riders who rely on their bike leave the car at home.',
    teamId: t.cast.teams.service,
    cycleId: t.cast.cycleId,
    lifecycle: 'published',
    ...fields,
  })
}

/** A published key result from 0 to 100 of Mia in Service; returns its id. */
export function aKeyResult(t: TestApp, fields: object = {}, who: Person = t.cast.dana): Promise<string> {
  return made(t, who, '/v1/key-results', {
    title: 'Repairs done by the promised day',
    why: 'A late repair is a broken promise.',
    teamId: t.cast.teams.service,
    cycleId: t.cast.cycleId,
    ownerId: t.cast.mia.id,
    target: 100,
    lifecycle: 'published',
    ...fields,
  })
}

/** Checks in; returns the id of the check-in. */
export async function checkedIn(
  t: TestApp,
  keyResultId: string,
  value: number,
  who: Person = t.cast.mia,
): Promise<string> {
  const reply = await t.post(who, `/v1/key-results/${keyResultId}/check-ins`, { value })
  if (reply.status !== 201) throw new Error(reply.text)
  return reply.body.checkIn.id
}

async function made(t: TestApp, who: Person, url: string, body: object): Promise<string> {
  t.clock.forward(1) // ids follow the clock: one after the other, as in life
  const reply = await t.post(who, url, body)
  if (reply.status !== 201) throw new Error(reply.text)
  return reply.body.id
}
