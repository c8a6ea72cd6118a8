import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { v7 } from 'uuid'
import { type TestApp, testApp } from '../support/app.ts'
import type { Person } from '../support/cast.ts'
import { type Goal, publishedGoal } from '../support/goals.ts'

interface Subject {
  kind: string
  id: string
}

describe('comments', () => {
  let t: TestApp
  let goal: Goal
  let subject: Subject

  beforeAll(async () => {
    t = await testApp()
    goal = await publishedGoal(t)
    subject = { kind: 'key_result', id: goal.keyResultId }
  })
  afterAll(() => t?.close())

  const write = (who: Person | null, fields: object = {}) =>
    t.post(who, '/v1/comments', { subject, text: 'Shall we count Saturdays?', ...fields })
  const list = async (who: Person, { kind, id } = subject) =>
    (await t.get(who, `/v1/comments?subjectKind=${kind}&subjectId=${id}`)).body.data
  const remove = (who: Person, id: string, etag = '*') =>
    t.ask(who, 'DELETE', `/v1/comments/${id}`, undefined, { 'if-match': etag })

  it('are for people who are signed in (401)', async () => {
    expect((await write(null)).status).toBe(401)
  })

  it('on what is out of sight are like comments on nothing (404)', async () => {
    const { id } = (await write(t.cast.mia)).body
    const replies = await Promise.all([
      write(t.elsewhere.mia),
      write(t.cast.mia, { subject: { kind: 'key_result', id: v7() } }),
      write(t.cast.mia, { subject: { kind: 'win', id: goal.keyResultId } }),
      t.get(t.elsewhere.mia, `/v1/comments?subjectKind=key_result&subjectId=${goal.keyResultId}`),
      t.get(t.elsewhere.mia, `/v1/comments/${id}`),
      remove(t.elsewhere.mia, id),
      remove(t.cast.mia, v7()),
    ])
    expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 404))
    expect(replies[5]!.body.detail).toBe(replies[6]!.body.detail)
    await remove(t.cast.mia, id)
  })

  it.each([
    ['no words', { text: ' ' }, '/text'],
    ['an unknown field', { likes: 3 }, '/likes'],
    ['too many words', { text: 'a'.repeat(4001) }, '/text'],
    ['a subject of no kind', { subject: { kind: 'team', id: v7() } }, '/subject/kind'],
    ['a mention of nobody', { mentions: [v7()] }, '/mentions/0'],
  ])('are refused with %s (400)', async (_, fields, pointer) => {
    const reply = await write(t.cast.mia, fields)
    expect([reply.status, reply.body.errors?.[0].pointer]).toEqual([400, pointer])
  })

  it('mention only people who see the subject', async () => {
    const team = { teamId: t.cast.teams.board, cycleId: t.cast.cycleId }
    const secret = (await t.post(t.cast.boris, '/v1/objectives', { title: 'Hush', ...team })).body
    const hush = { subject: { kind: 'objective', id: secret.id } }
    expect((await write(t.cast.ada, hush)).status).toBe(404)
    const reply = await write(t.cast.boris, { ...hush, mentions: [t.cast.boris.id, t.cast.dana.id] })
    expect([reply.status, reply.body.errors[0].pointer]).toEqual([400, '/mentions/1'])
  })

  it('are written beneath an item, and move its revision, not its version', async () => {
    const url = `/v1/key-results/${goal.keyResultId}`
    const before = (await t.get(t.cast.dana, url)).body
    const mentions = [t.cast.dana.id, t.cast.gus.id]
    const { status, body } = await write(t.cast.mia, { text: ' @Dana, look ', mentions })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      subject,
      authorId: t.cast.mia.id,
      text: '@Dana, look',
      mentions,
      can: { edit: true, remove: true },
    })
    const after = (await t.get(t.cast.dana, url)).body
    expect([after.version, after.revision > before.revision]).toEqual([before.version, true])
    expect((await write(t.cast.gus)).status).toBe(201)
  })

  it('are changed by their author alone, against the version they read', async () => {
    const { id } = (await write(t.cast.mia, { mentions: [t.cast.dana.id] })).body
    const { etag } = (await t.get(t.cast.mia, `/v1/comments/${id}`)).headers
    const change = (who: Person, tag: string | undefined, body: object) =>
      t.patch(who, `/v1/comments/${id}`, tag, body)
    expect((await change(t.cast.mia, undefined, { text: 'x' })).status).toBe(428)
    expect((await change(t.cast.ada, etag, { text: 'x' })).status).toBe(403)
    const edited = await change(t.cast.mia, etag, { text: 'Or Sundays?' })
    expect(edited.body).toMatchObject({ text: 'Or Sundays?', mentions: [t.cast.dana.id], version: 2 })
    expect(edited.body.editedAt).not.toBeNull()
    expect((await change(t.cast.mia, etag, { text: 'x' })).status).toBe(412)
    const other = await change(t.cast.mia, '*', { text: 'Noah?', mentions: [t.cast.noah.id] })
    expect(other.body.mentions).toEqual([t.cast.noah.id])
  })

  it('are emptied and kept when their author or an admin removes them', async () => {
    const { id } = (await write(t.cast.mia, { text: 'A slip', mentions: [t.cast.dana.id] })).body
    expect((await remove(t.cast.dana, id)).status).toBe(403)
    expect((await remove(t.cast.ada, id)).status).toBe(204)
    const kept = (await list(t.cast.mia)).find((comment: { id: string }) => comment.id === id)
    expect(kept).toMatchObject({ text: null, mentions: [], can: { edit: false, remove: false } })
    expect(kept.removedAt).not.toBeNull()
    expect((await remove(t.cast.mia, id)).status).toBe(409)
    expect((await t.patch(t.cast.mia, `/v1/comments/${id}`, '*', { text: 'x' })).status).toBe(409)
  })

  it('stand beneath objectives, check-ins, barriers and wins, too', async () => {
    const { keyResultId, objectiveId } = goal
    const checkIn = await t.post(t.cast.mia, `/v1/key-results/${keyResultId}/check-ins`, { value: 70 })
    const raised = { kind: 'access', title: 'No key', keyResultIds: [keyResultId], leaderOnly: true }
    const barrier = await t.post(t.cast.mia, '/v1/barriers', raised)
    const win = await t.post(t.cast.mia, '/v1/wins', { what: 'A new key', subject })
    const others: Subject[] = [
      { kind: 'objective', id: objectiveId },
      { kind: 'check_in', id: checkIn.body.checkIn.id },
      { kind: 'win', id: win.body.id },
    ]
    for (const other of others) {
      expect((await write(t.cast.otto, { subject: other })).status).toBe(201)
      expect(await list(t.cast.noah, other)).toMatchObject([{ subject: other }])
    }
    const secret = { kind: 'barrier', id: barrier.body.id }
    expect((await write(t.cast.noah, { subject: secret })).status).toBe(404)
    expect((await write(t.cast.dana, { subject: secret, mentions: [t.cast.noah.id] })).status).toBe(400)
    expect((await write(t.cast.dana, { subject: secret, mentions: [t.cast.mia.id] })).status).toBe(201)
    expect(await list(t.cast.mia, secret)).toHaveLength(1)
  })

  it('are welcome on closed items', async () => {
    await t.db.transaction(async (tx) => {
      await tx.query(`SELECT set_config('app.workspace', $1, true)`, [t.cast.workspaceId])
      await tx.query(`UPDATE key_results SET lifecycle = 'closed' WHERE id = $1`, [goal.keyResultId])
    })
    expect((await write(t.cast.mia)).status).toBe(201)
  })

  it('are listed page by page, the oldest first', async () => {
    const url = `/v1/comments?subjectKind=key_result&subjectId=${goal.keyResultId}`
    const all = (await t.get(t.cast.mia, `${url}&limit=200`)).body.data
    const first = (await t.get(t.cast.mia, `${url}&limit=2`)).body
    const rest = (await t.get(t.cast.mia, `${url}&limit=200&cursor=${first.nextCursor}`)).body
    expect([...first.data, ...rest.data]).toEqual(all)
    expect(all.length).toBeGreaterThan(2)
  })

  it('tell the feed who is mentioned, and no word', async () => {
    const events = await t.db.transaction(async (tx) => {
      await tx.query(`SELECT set_config('app.workspace', $1, true)`, [t.cast.workspaceId])
      return tx.query(`SELECT kind, data FROM events WHERE kind LIKE 'comment.%'`)
    })
    const kinds = new Set(events.map(({ kind }: { kind: string }) => kind))
    expect([...kinds].sort()).toEqual(['comment.edited', 'comment.removed', 'comment.written'])
    expect(JSON.stringify(events)).toContain(t.cast.noah.id)
    expect(JSON.stringify(events)).not.toMatch(/Saturdays|Sundays|slip/)
  })
})
