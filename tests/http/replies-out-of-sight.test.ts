import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type Reply, type TestApp, testApp } from '../support/app.ts'
import type { Person } from '../support/cast.ts'
import { aKeyResult, anObjective } from '../support/items.ts'

describe('an earlier reply', () => {
  let t: TestApp

  beforeAll(async () => {
    t = await testApp()
  })
  afterAll(() => t?.close())

  /** A private team of Dana and Mia. */
  const privateTeam = async (): Promise<string> => {
    const { ada, dana, mia } = t.cast
    const team = { name: 'Boardroom', private: true, leaderIds: [dana.id] }
    const { id } = (await t.post(ada, '/v1/teams', team)).body
    const joined = await t.post(dana, `/v1/teams/${id}/members`, { memberId: mia.id, role: 'member' })
    if (joined.status !== 200) throw new Error(joined.text)
    return id
  }
  const leave = async (teamId: string, who: Person) => {
    const reply = await t.ask(who, 'DELETE', `/v1/teams/${teamId}/members/${who.id}`, undefined, {
      'if-match': '*',
    })
    expect(reply.status).toBe(200)
  }
  const asked = (url: string, body: object, key: string) => () =>
    t.post(t.cast.mia, url, body, { 'idempotency-key': key })
  const isGone = (reply: Reply) => {
    expect([reply.status, reply.body.code]).toEqual([404, 'not-found'])
    expect(reply.headers['idempotent-replayed']).toBeUndefined()
    expect(reply.text).not.toContain('Secret')
  }

  it('is not told again to who has left the private team it is about: comment, check-in, refusal (404)', async () => {
    const { mia } = t.cast
    const teamId = await privateTeam()
    const objective = await anObjective(t, { teamId, title: 'Secret goal' })
    const keyResult = await aKeyResult(t, { teamId, title: 'Secret number', ownerId: mia.id })
    const closed = await aKeyResult(t, { teamId, title: 'Secret end', ownerId: mia.id })
    await t.post(mia, `/v1/key-results/${closed}/close`, {})
    const questions = [
      asked(
        '/v1/comments',
        { subject: { kind: 'objective', id: objective }, text: 'Secret words' },
        'comment',
      ),
      asked(`/v1/key-results/${keyResult}/check-ins`, { value: 10, note: 'Secret note' }, 'check-in'),
      asked(`/v1/key-results/${closed}/close`, {}, 'wrong state'),
    ]
    for (const ask of questions) {
      const first = await ask()
      const again = await ask()
      expect([again.status, again.text]).toEqual([first.status, first.text])
      expect(again.headers['idempotent-replayed']).toBe('true')
    }
    await leave(teamId, mia)
    for (const ask of questions) isGone(await ask())
  })

  it('is not told again once its team has become private, nor a reply about people of a team one has left', async () => {
    const { ada, dana, mia } = t.cast
    const { id } = (await t.post(ada, '/v1/teams', { name: 'Open', leaderIds: [dana.id, mia.id] })).body
    const keyResult = await aKeyResult(t, { teamId: id, title: 'Secret number', ownerId: mia.id })
    const number = asked(`/v1/key-results/${keyResult}/check-ins`, { value: 10 }, 'open')
    const subject = { kind: 'check_in', id: (await number()).body.checkIn.id }
    const words = asked('/v1/comments', { subject, text: 'Secret words' }, 'open')
    expect((await words()).status).toBe(201)
    await leave(id, mia)
    for (const ask of [number, words]) expect((await ask()).headers['idempotent-replayed']).toBe('true')
    const { headers } = await t.get(ada, `/v1/teams/${id}`)
    expect((await t.patch(ada, `/v1/teams/${id}`, headers.etag, { private: true })).status).toBe(200)
    for (const ask of [number, words]) isGone(await ask())
  })
})
