import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { v7 } from 'uuid'
import { type TestApp, testApp } from '../support/app.ts'
import type { Person } from '../support/cast.ts'
import { aKeyResult, anObjective } from '../support/items.ts'

describe('alignments', () => {
  let t: TestApp
  let company: string

  beforeAll(async () => {
    t = await testApp()
    company = await inCompany('A town that trusts its bikes')
  })
  afterAll(() => t.close())

  const inCompany = (title: string) => anObjective(t, { title, teamId: t.cast.teams.company }, t.cast.boris)
  const url = (parent: string, id = '') => `/v1/objectives/${parent}/alignments${id && `/${id}`}`
  const align = (who: Person, parent: string, body: object) => {
    t.clock.forward(1)
    return t.post(who, url(parent), body)
  }
  const page = async (who: Person, id: string) => (await t.get(who, `/v1/objectives/${id}`)).body

  it('are made by whoever may change the child (403), between things they see (404, 400)', async () => {
    const childObjectiveId = await anObjective(t)
    for (const who of [t.cast.gus, t.cast.mia, t.cast.otto]) {
      expect((await align(who, company, { childObjectiveId })).status).toBe(403)
    }
    expect((await align(t.cast.dana, v7(), { childObjectiveId })).status).toBe(404)
    expect((await align(t.elsewhere.dana, company, { childObjectiveId })).status).toBe(404)
    const unknown = await align(t.cast.dana, company, { childObjectiveId: v7() })
    expect([unknown.status, unknown.body.errors[0].pointer]).toEqual([400, '/childObjectiveId'])
    const both = await align(t.cast.dana, company, { childObjectiveId, childKeyResultId: v7() })
    expect(both.status).toBe(400)
  })

  it('leave the weight to the team of the parent (403)', async () => {
    const childObjectiveId = await anObjective(t)
    expect((await align(t.cast.dana, company, { childObjectiveId, weight: 90 })).status).toBe(403)
    const plain = await align(t.cast.dana, company, { childObjectiveId })
    expect(plain.status).toBe(201)
    const one = url(company, plain.body.id)
    expect((await t.patch(t.cast.dana, one, '*', { weight: 90 })).status).toBe(403)
    const weighed = await t.patch(t.cast.boris, one, plain.headers.etag, { weight: 30 })
    expect(weighed.body).toMatchObject({ weight: 30, version: 2 })
    expect((await t.patch(t.cast.boris, one, plain.headers.etag, { weight: 31 })).status).toBe(412)
    expect((await t.patch(t.cast.boris, one, undefined, { weight: 31 })).status).toBe(428)
  })

  it('carry a sentence, which the owner of the parent confirms, and again when it changes', async () => {
    const childObjectiveId = await anObjective(t)
    const made = await align(t.cast.dana, company, {
      childObjectiveId,
      sentence: 'Repairs keep bikes rolling.',
    })
    expect(made.body).toMatchObject({ confirmedAt: null, can: { edit: true, confirm: false } })
    const one = url(company, made.body.id)
    expect((await t.post(t.cast.dana, `${one}/confirm`)).status).toBe(403)
    const confirmed = await t.post(t.cast.boris, `${one}/confirm`)
    expect(confirmed.body.confirmedBy).toBe(t.cast.boris.id)
    expect((await t.post(t.cast.boris, `${one}/confirm`)).status).toBe(409)
    const edited = await t.patch(t.cast.dana, one, confirmed.headers.etag, { sentence: 'Kept promises.' })
    expect(edited.body).toMatchObject({ sentence: 'Kept promises.', confirmedAt: null })
    expect((await page(t.cast.mia, childObjectiveId)).parents).toMatchObject([
      { id: company, sentence: 'Kept promises.', confirmed: false },
    ])
  })

  it('give a child several parents, each once', async () => {
    const childKeyResultId = await aKeyResult(t)
    const second = await anObjective(t)
    expect((await align(t.cast.dana, company, { childKeyResultId })).status).toBe(201)
    expect((await align(t.cast.dana, second, { childKeyResultId, weight: 20 })).status).toBe(201)
    const again = await align(t.cast.dana, second, { childKeyResultId })
    expect([again.status, again.body.code]).toEqual([409, 'exists'])
    const { parents } = (await t.get(t.cast.mia, `/v1/key-results/${childKeyResultId}`)).body
    expect(parents.map(({ id }: { id: string }) => id)).toEqual([company, second])
  })

  it('never close a circle; the refusal names it (409 cycle)', async () => {
    const [top, middle, bottom] = [
      await inCompany('Top'),
      await inCompany('Middle'),
      await inCompany('Bottom'),
    ]
    await align(t.cast.boris, top, { childObjectiveId: middle })
    await align(t.cast.boris, middle, { childObjectiveId: bottom })
    const circle = await align(t.cast.boris, bottom, { childObjectiveId: top })
    expect([circle.status, circle.body.code]).toEqual([409, 'cycle'])
    expect(circle.body.detail).toBe('This would close a circle: Bottom → Middle → Top → Bottom.')
    expect(circle.body.path.map(({ id }: { id: string }) => id)).toEqual([bottom, middle, top])
    const self = await align(t.cast.boris, top, { childObjectiveId: top })
    expect([self.status, self.body.code]).toEqual([409, 'cycle'])
  })

  it('never close a circle when two are made at the same moment', async () => {
    const [one, other] = [await inCompany('One'), await inCompany('Other')]
    const replies = await Promise.all([
      align(t.cast.boris, one, { childObjectiveId: other }),
      align(t.cast.boris, other, { childObjectiveId: one }),
    ])
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409])
  })

  it('are ended by either side', async () => {
    const childObjectiveId = await anObjective(t)
    const made = await align(t.cast.dana, company, { childObjectiveId })
    const one = url(company, made.body.id)
    const end = (who: Person) => t.ask(who, 'DELETE', one, undefined, { 'if-match': made.headers.etag })
    expect((await end(t.cast.mia)).status).toBe(403)
    expect((await end(t.cast.boris)).status).toBe(204)
    expect((await end(t.cast.boris)).status).toBe(404)
    expect((await page(t.cast.mia, childObjectiveId)).parents).toEqual([])
  })

  it('move to another goal in one go, with their sentence; what is refused leaves them where they are', async () => {
    const [childObjectiveId, other] = [await anObjective(t), await inCompany('A city on bikes')]
    const below = await anObjective(t)
    const made = await align(t.cast.dana, company, {
      childObjectiveId,
      sentence: 'Bikes that work are ridden.',
    })
    const move = (who: Person, parentObjectiveId: string) => {
      t.clock.forward(1)
      return t.post(who, `${url(company, made.body.id)}/move`, { parentObjectiveId })
    }
    await t.patch(t.cast.boris, url(company, made.body.id), '*', { weight: 40 })
    await align(t.cast.dana, childObjectiveId, { childObjectiveId: below })
    for (const who of [t.cast.gus, t.cast.mia, t.cast.otto]) expect((await move(who, other)).status).toBe(403)
    expect((await move(t.elsewhere.dana, other)).status).toBe(404)
    const unknown = await move(t.cast.dana, v7())
    expect([unknown.status, unknown.body.errors[0].pointer]).toEqual([400, '/parentObjectiveId'])
    const circle = await move(t.cast.dana, below)
    expect([circle.status, circle.body.code]).toEqual([409, 'cycle'])
    expect((await page(t.cast.dana, childObjectiveId)).parents).toMatchObject([{ id: company, weight: 40 }])

    const moved = await move(t.cast.dana, other)
    expect(moved.body).toMatchObject({
      parentObjectiveId: other,
      sentence: 'Bikes that work are ridden.',
      weight: null,
      confirmedAt: null,
    })
    expect((await page(t.cast.dana, childObjectiveId)).parents).toMatchObject([{ id: other }])
    expect((await move(t.cast.dana, other)).status).toBe(404)
  })

  it('show a private team as one private contribution with its number, and nothing else of it', async () => {
    const open = await inCompany('Open to all')
    const secret = await anObjective(t, { title: 'Buy the rival', teamId: t.cast.teams.board }, t.cast.boris)
    const draft = { title: 'Sell it', teamId: t.cast.teams.board, lifecycle: 'draft' }
    const unsaid = await anObjective(t, draft, t.cast.boris)
    await align(t.cast.boris, open, { childObjectiveId: secret, weight: 25, sentence: 'Secretly.' })
    await align(t.cast.boris, open, { childObjectiveId: unsaid })
    for (const who of [t.cast.mia, t.cast.ada]) {
      expect((await t.get(who, `/v1/objectives/${secret}`)).status).toBe(404)
      const reply = await t.get(who, `/v1/objectives/${open}`)
      expect(reply.body.items).toMatchObject([
        { kind: 'private', id: null, alignmentId: null, title: null, weight: 25, share: 1, sentence: null },
      ])
      expect(reply.text).not.toContain('rival')
      expect(reply.text).not.toContain(secret)
    }
    expect((await page(t.cast.boris, open)).items).toHaveLength(2)
  })

  it('lead up to a priority by the shortest way, through a private objective without its name', async () => {
    const priorityId = v7()
    const { rows, transaction } = await import('../../api/database/transaction.ts')
    await transaction(t.db, { workspaceId: t.cast.workspaceId }, (tx) =>
      rows(tx, 'INSERT INTO priorities (workspace_id, id, position, sentence) VALUES ($1, $2, 1, $3)', [
        t.cast.workspaceId,
        priorityId,
        'Every town rides.',
      ]),
    )
    const top = await anObjective(t, { title: 'Top', teamId: t.cast.teams.company, priorityId }, t.cast.boris)
    const hidden = await anObjective(t, { title: 'Hidden', teamId: t.cast.teams.board }, t.cast.boris)
    const middle = await inCompany('Middle')
    const childObjectiveId = await inCompany('Child')
    const childKeyResultId = await aKeyResult(t, { teamId: t.cast.teams.company }, t.cast.boris)
    await align(t.cast.boris, top, { childObjectiveId: hidden })
    await align(t.cast.boris, hidden, { childObjectiveId: middle })
    await align(t.cast.boris, middle, { childObjectiveId })
    await align(t.cast.boris, childObjectiveId, { childKeyResultId })
    const priority = { id: priorityId, sentence: 'Every town rides.' }
    expect((await page(t.cast.mia, top)).line).toEqual({ priority, through: [] })
    expect((await page(t.cast.mia, childObjectiveId)).line).toEqual({
      priority,
      through: [
        { id: middle, title: 'Middle' },
        { id: null, title: null },
        { id: top, title: 'Top' },
      ],
    })
    const { line } = (await t.get(t.cast.boris, `/v1/key-results/${childKeyResultId}`)).body
    expect(line.through.map(({ title }: { title: string }) => title)).toEqual([
      'Child',
      'Middle',
      'Hidden',
      'Top',
    ])
  })
})
