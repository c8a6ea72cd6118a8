import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { v7 } from 'uuid'
import { transaction } from '../../api/database/transaction.ts'
import { AbsenceEntity } from '../../api/members/entity.ts'
import { AssignmentEntity } from '../../api/objectives/entity.ts'
import { DayOffEntity } from '../../api/workspaces/entity.ts'
import { type TestApp, testApp } from '../support/app.ts'
import type { Person } from '../support/cast.ts'
import { publishedGoal } from '../support/goals.ts'

describe('a path', () => {
  let t: TestApp

  beforeAll(async () => {
    t = await testApp()
  })
  afterAll(() => t?.close())

  const fresh = async () => ({ kind: 'key_result', id: (await publishedGoal(t)).keyResultId })
  const add = (who: Person, subject: object, fields: object = {}) =>
    t.post(who, '/v1/steps', { subject, text: 'Tidy the bench', ...fields })

  it('answers a step of more than five working days with an offer to split it', async () => {
    const subject = await fresh()
    const friday = await add(t.cast.mia, subject, { start: true, dueDay: '2026-11-05' })
    expect([friday.status, friday.body.code]).toEqual([422, 'split-me'])
    expect(friday.body.split).toEqual({
      workingDays: 8,
      atMost: 5,
      dueDays: ['2026-10-30', '2026-11-05'],
      parts: [
        { cue: null, text: 'Tidy the bench (1/2)', dueDay: '2026-10-30' },
        { cue: null, text: 'Tidy the bench (2/2)', dueDay: '2026-11-05' },
      ],
    })
    const month = await add(t.cast.mia, subject, { start: true, dueDay: '2026-12-21' })
    expect(month.body.split.dueDays).toEqual(['2026-11-02', '2026-11-09', '2026-11-16', '2026-11-23'])
    const fits = await add(t.cast.mia, subject, { start: true, dueDay: '2026-11-02' })
    expect(fits.status).toBe(201)
  })

  it('takes the split in one move: the first part starts, the others are pencilled in behind it', async () => {
    const subject = await fresh()
    const long = { start: true, text: 'Tidy the whole workshop', dueDay: '2026-11-12' }
    const [first, ...rest] = (await add(t.cast.mia, subject, long)).body.split.parts
    const words = rest.map(({ text }: { text: string }) => ({ text }))
    expect((await add(t.cast.mia, subject, { ...first, after: words })).body.errors[0].pointer).toBe('/after')
    const made = await add(t.cast.mia, subject, { ...first, start: true, after: words })
    expect([made.status, made.body.dueDay]).toEqual([201, '2026-10-30'])
    const path = (await t.get(t.cast.mia, `/v1/key-results/${subject.id}/path`)).body
    expect(path.live.text).toBe('Tidy the whole workshop (1/3)')
    expect(path.pencilled.map(({ text }: { text: string }) => text)).toEqual([
      'Tidy the whole workshop (2/3)',
      'Tidy the whole workshop (3/3)',
    ])
    const full = { next: { text: 'More', after: [{ text: 'One' }, { text: 'Two' }] } }
    const refused = await t.post(t.cast.mia, `/v1/steps/${path.live.id}/finish`, full)
    expect([refused.status, refused.body.code]).toEqual([409, 'path-full'])
  })

  it("counts the workspace's days off and the owner's absence as no working days", async () => {
    const subject = await fresh()
    const { workspaceId } = t.cast
    await transaction(t.db, { workspaceId }, async (tx) => {
      await tx.insert(DayOffEntity, { workspaceId, day: '2026-11-10', name: 'Harbour day' })
      const absence = { memberId: t.cast.noah.id, fromDay: '2026-10-27', toDay: '2026-11-06' }
      await tx.insert(AbsenceEntity, { workspaceId, id: v7(), ...absence })
    })
    const yes = { subject, text: 'Paint the sign' }
    const { step } = (await t.post(t.cast.noah, '/v1/commitments', yes)).body
    expect(step.dueDay).toBe('2026-11-16')
  })

  it('holds up to three pencilled steps of a person (409 path-full)', async () => {
    const subject = await fresh()
    for (let i = 0; i < 3; i++) expect((await add(t.cast.mia, subject)).status).toBe(201)
    const fourth = await add(t.cast.mia, subject)
    expect([fourth.status, fourth.body.code]).toEqual([409, 'path-full'])
    expect((await add(t.cast.dana, subject)).body.code).toBe('path-full')
  })

  it('has one live step of a person at a time, however fast the second comes', async () => {
    const subject = await fresh()
    const both = await Promise.all([1, 2].map(() => add(t.cast.mia, subject, { start: true })))
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
    const refused = both.find(({ status }) => status === 409)!
    expect(refused.body.current).toMatchObject({ state: 'live', ownerId: t.cast.mia.id })
    expect(refused.body.current.workspaceId).toBeUndefined()
  })

  it('shows the live steps of others alongside', async () => {
    const subject = await fresh()
    await t.post(t.cast.noah, '/v1/commitments', { subject, text: 'Write the list' })
    await add(t.cast.mia, subject, { start: true })
    const { live, alongside } = (await t.get(t.cast.otto, `/v1/key-results/${subject.id}/path`)).body
    expect([live.ownerId, alongside.map(({ ownerId }: { ownerId: string }) => ownerId)]).toEqual([
      t.cast.mia.id,
      [t.cast.noah.id],
    ])
  })

  it('can be put into another order by its person', async () => {
    const subject = await fresh()
    const ids: string[] = []
    for (const text of ['One', 'Two', 'Three']) ids.push((await add(t.cast.mia, subject, { text })).body.id)
    const partly = await t.post(t.cast.mia, '/v1/steps/order', { subject, stepIds: ids.slice(1) })
    expect([partly.status, partly.body.errors[0].pointer]).toEqual([400, '/stepIds'])
    expect((await t.post(t.cast.noah, '/v1/steps/order', { subject, stepIds: ids })).status).toBe(403)
    const turned = await t.post(t.cast.mia, '/v1/steps/order', { subject, stepIds: ids.toReversed() })
    expect(turned.body.pencilled.map(({ text }: { text: string }) => text)).toEqual(['Three', 'Two', 'One'])
  })

  it('splits a step: the first part is live, the rest is pencilled, the whole is kept', async () => {
    const subject = await fresh()
    const { id } = (await add(t.cast.mia, subject, { start: true })).body
    const into = [{ text: 'Clear the left half', dueDay: '2026-10-27' }, { text: 'Clear the right half' }]
    expect((await t.post(t.cast.dana, `/v1/steps/${id}/split`, { into })).status).toBe(403)
    const split = await t.post(t.cast.mia, `/v1/steps/${id}/split`, { into })
    expect(split.body.live).toMatchObject({ text: into[0]!.text, dueDay: '2026-10-27', splitFromId: id })
    expect(split.body.pencilled).toMatchObject([{ text: into[1]!.text, splitFromId: id }])
    expect((await t.get(t.cast.mia, `/v1/steps/${id}`)).body.state).toBe('dropped')
    expect((await t.post(t.cast.mia, `/v1/steps/${id}/undo`)).body.code).toBe('wrong-state')
  })

  it('lets a delegate act for the owner, and a contributor for themselves', async () => {
    const subject = await fresh()
    const assign = (memberId: string, role: 'contributor' | 'delegate') =>
      transaction(t.db, t.cast, (tx) =>
        tx.insert(AssignmentEntity, {
          workspaceId: t.cast.workspaceId,
          id: v7(),
          objectiveId: null,
          keyResultId: subject.id,
          memberId,
          role,
        }),
      )
    await assign(t.cast.otto.id, 'delegate')
    await assign(t.cast.noah.id, 'contributor')
    const { id } = (await add(t.cast.mia, subject, { start: true })).body
    expect((await t.post(t.cast.noah, `/v1/steps/${id}/finish`, {})).status).toBe(403)
    expect((await t.post(t.cast.otto, `/v1/steps/${id}/finish`, {})).body.step.state).toBe('laid')
    expect((await add(t.cast.noah, subject, { start: true })).body.ownerId).toBe(t.cast.noah.id)
  })
})
