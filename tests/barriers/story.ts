import { expect } from '@jest/globals'
import { v7 } from 'uuid'
import { barrierDayTurn, type DayTurn } from '../../api/barriers/jobs.ts'
import { dayOf } from '../../api/calendar.ts'
import { rows, transaction } from '../../api/database/transaction.ts'
import { AbsenceEntity } from '../../api/members/entity.ts'
import type { Reply, TestApp } from '../support/app.ts'
import type { Person } from '../support/cast.ts'

export const minute = 60_000
export const day = 24 * 60 * minute

/** What the tests of barriers do again and again, on the API of one test file. */
export function storyOf(t: TestApp) {
  const published = async (fields: object = {}, teamId = t.cast.teams.service) => {
    const objective = await t.post(t.cast.ada, '/v1/objectives', {
      title: 'Repairs done when promised',
      why: 'Riders who rely on their bike leave the car at home.',
      teamId,
      cycleId: t.cast.cycleId,
      lifecycle: 'published',
    })
    return under(objective.body.id, fields)
  }
  const under = async (objectiveId: string, fields: object = {}) => {
    const reply = await t.post(t.cast.ada, '/v1/key-results', {
      title: 'Repairs done by the promised day',
      objectiveId,
      ownerId: t.cast.mia.id,
      target: 90,
      lifecycle: 'published',
      ...fields,
    })
    expect(reply.status).toBe(201)
    return reply.body.id as string
  }
  const raise = async (fields: object = {}, who: Person = t.cast.mia): Promise<Reply['body']> => {
    const body = { kind: 'access', title: 'No key to the workshop', teamId: t.cast.teams.service, ...fields }
    const reply = await t.post(who, '/v1/barriers', body)
    expect([reply.status, reply.body.detail]).toEqual([201, undefined])
    return reply.body
  }
  /** A move that is expected to be made. */
  const make = async (who: Person, id: string, verb: string, body?: object): Promise<Reply['body']> => {
    const reply = await t.post(who, `/v1/barriers/${id}/${verb}`, body)
    expect([reply.status, reply.body.detail]).toEqual([200, undefined])
    return reply.body
  }
  /** A move that is expected to be refused: status and code. */
  const refused = async (who: Person | null, id: string, verb: string, body?: object) => {
    const reply = await t.post(who, `/v1/barriers/${id}/${verb}`, body)
    return [reply.status, reply.body.code]
  }
  const scope = () => ({ workspaceId: t.cast.workspaceId })
  const away = (who: Person, fromDay: string, toDay = fromDay) =>
    transaction(t.db, scope(), (tx) =>
      tx.insert(AbsenceEntity, { ...scope(), id: v7(), memberId: who.id, fromDay, toDay }),
    )
  const change = (statement: string, values: unknown[] = []) =>
    transaction(t.db, scope(), (tx) => rows<Record<string, unknown>>(tx, statement, values))
  /** What the worker does as the workspace's day begins. */
  const dayTurn = (instant: string): Promise<DayTurn> => {
    t.clock.to(instant)
    const zone = 'Europe/Berlin'
    const actor = {
      ...scope(),
      memberId: null,
      admin: false,
      guest: false,
      teams: [],
      leads: [],
      zone,
      locale: 'en',
      scopes: null,
      credential: 'worker',
      surface: 'worker' as const,
      now: t.clock.now,
      traceId: 'day-turn',
    }
    return transaction(t.db, scope(), (tx) => barrierDayTurn(tx, actor, dayOf(t.clock.now, zone)))
  }
  const eventsOf = (subjectId: string) =>
    change(
      `SELECT kind, audience, audience_members AS members, data FROM events WHERE workspace_id = $1
        AND subject_id = $2 ORDER BY seq`,
      [t.cast.workspaceId, subjectId],
    ) as Promise<
      { kind: string; audience: string; members: string[] | null; data: Record<string, unknown> }[]
    >
  return { published, under, raise, make, refused, away, change, dayTurn, eventsOf }
}
