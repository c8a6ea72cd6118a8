import { expect } from '@jest/globals'
import type { Reply, TestApp } from '../support/app.ts'
import type { Person } from '../support/cast.ts'

export type Round = Reply['body']

/** What the tests of planning rounds do again and again, on the API of one test file. */
export function roundsOf(t: TestApp) {
  const opened = async (fields: object = {}, who: Person = t.cast.dana): Promise<Round> => {
    t.clock.forward(1)
    const { teams, cycleId } = t.cast
    const asked = { teamId: teams.service, cycleId, question: 'What is worth our winter?', ...fields }
    const closes = 'minutes' in asked ? {} : { closesDay: '2026-10-30' }
    const reply = await t.post(who, '/v1/planning-rounds', { ...closes, ...asked })
    expect([reply.status, reply.body.detail]).toEqual([201, undefined])
    return reply.body
  }
  const at = (id: string, path = '') => `/v1/planning-rounds/${id}${path}`
  const make = async (who: Person, id: string, path: string, body?: object): Promise<Round> => {
    const reply = await t.post(who, at(id, path), body)
    expect([reply.status, reply.body.detail]).toEqual([200, undefined])
    return reply.body
  }
  const refused = async (who: Person | null, id: string, path: string, body?: object) => {
    const reply = await t.post(who, at(id, path), body)
    return [reply.status, reply.body.code]
  }
  const read = async (who: Person, id: string): Promise<Round> => (await t.get(who, at(id))).body
  /** Proposes; returns the id of the proposal. */
  const proposed = async (who: Person, id: string, text: string, why?: string): Promise<string> => {
    const round = await make(who, id, '/proposals', { text, ...(why && { why }) })
    return round.proposals.find((proposal: { text: string }) => proposal.text === text).id
  }
  const one = (round: Round, id: string) =>
    round.proposals.find((proposal: { id: string }) => proposal.id === id)
  /** Closes whatever round of Service is still open, so that the next story may open its own. */
  const ended = async (): Promise<void> => {
    const { body } = await t.get(t.cast.dana, `/v1/planning-rounds?state=open&limit=200`)
    for (const { id, asked } of body.data) {
      if (asked > 0) await t.post(t.cast.mia, at(id, '/proposals'), { text: 'Something' })
      await t.post(t.cast.ada, at(id, '/close'))
    }
  }
  return { opened, at, make, refused, read, proposed, one, ended }
}
