import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { v7 } from 'uuid'
import { type Reply, type TestApp, testApp } from '../support/app.ts'
import type { Person } from '../support/cast.ts'
import { statementsOf } from '../support/counts.ts'
import { type Goal, publishedGoal } from '../support/goals.ts'

describe('a one-on-one', () => {
  let t: TestApp
  let goal: Goal
  let id: string

  beforeAll(async () => {
    t = await testApp()
    goal = await publishedGoal(t)
  })
  afterAll(() => t?.close())

  const open = (who: Person | null, memberId: string) => t.post(who, '/v1/one-on-ones', { memberId })
  const at = (path = '') => `/v1/one-on-ones/${id}${path}`
  const read = async (who: Person) => (await t.get(who, at())).body
  const put = (who: Person | null, path: string, text: string, version?: number) =>
    t.ask(who, 'PUT', at(path), { text }, version ? { 'if-match': `"${version}.1.panel"` } : {})
  const add = (who: Person, body: object) => t.post(who, at('/agenda'), body)
  const barrier = async (fields: object = {}) => {
    const asked = {
      kind: 'access',
      title: 'No key',
      keyResultIds: [goal.keyResultId],
      askedOf: t.cast.dana.id,
    }
    return (await t.post(t.cast.mia, '/v1/barriers', { ...asked, ...fields })).body.id as string
  }
  const pointerOf = ({ status, body }: Reply) => [status, body.errors?.[0].pointer, body.errors?.[0].code]

  it('takes two people who are with us (401, 403 for guests, 400)', async () => {
    const { mia, gus, ada } = t.cast
    expect((await open(null, mia.id)).status).toBe(401)
    expect((await open(gus, mia.id)).status).toBe(403)
    expect(pointerOf(await open(mia, mia.id))).toEqual([400, '/memberId', 'oneself'])
    for (const stranger of [v7(), gus.id, t.elsewhere.dana.id]) {
      expect(pointerOf(await open(mia, stranger))).toEqual([400, '/memberId', 'unknown'])
    }
    const left = (await t.post(ada, '/v1/members', { name: 'Ivo', email: 'ivo@harbour.example' })).body.id
    expect((await open(mia, left)).status).toBe(200)
  })

  it('is the same for both, whoever opens it and however often', async () => {
    const { mia, dana } = t.cast
    const opened = await open(mia, dana.id)
    id = opened.body.id
    expect(opened.body).toEqual({ id, with: { id: dana.id, name: 'Dana Diaz' }, lastMetDay: null, agenda: 0 })
    expect((await open(mia, dana.id)).body.id).toBe(id)
    expect((await open(dana, mia.id)).body).toMatchObject({ id, with: { id: mia.id } })
    const listed = (await t.get(dana, '/v1/one-on-ones')).body.data
    expect(listed).toEqual([{ id, with: { id: mia.id, name: 'Mia Moreau' }, lastMetDay: null, agenda: 0 }])
    expect(await eventsOf('one-on-one.opened')).toHaveLength(2)
  })

  it('is there for the two alone: 404 for everybody else, admins included', async () => {
    const { ada, boris, noah } = t.cast
    for (const who of [ada, boris, noah, t.elsewhere.dana]) {
      expect((await t.get(who, at())).status).toBe(404)
      expect((await t.get(who, at('/meetings'))).status).toBe(404)
      expect((await put(who, '/notes', 'Hello', 1)).status).toBe(404)
      expect((await put(who, '/private-notes', 'Hello', 1)).status).toBe(404)
      expect((await t.post(who, at('/agenda'), { text: 'Hello' })).status).toBe(404)
      expect((await t.post(who, at('/meetings'), { after: 0 })).status).toBe(404)
      expect((await t.get(who, '/v1/one-on-ones')).body.data).toEqual([])
    }
  })

  it('begins with the promises: by whom, by when, done or not', async () => {
    const { mia, dana } = t.cast
    const promised = await barrier()
    await t.post(dana, `/v1/barriers/${promised}/take`, { by: '2026-10-28' })
    const waiting = await barrier({ title: 'No crane' })
    const others = await barrier({
      title: 'Not theirs',
      askedOf: t.cast.boris.id,
      keyResultIds: [],
      teamId: t.cast.teams.service,
    })
    for (const who of [mia, dana]) {
      const { ledger, barriers, question } = await read(who)
      expect(ledger).toMatchObject([
        { by: dana.id, day: '2026-10-28', done: false, missed: false, barrier: { id: promised } },
      ])
      expect(barriers.map((each: { id: string }) => each.id)).toEqual([waiting])
      expect(JSON.stringify([ledger, barriers])).not.toContain(others)
      expect(question).toMatchObject({ kind: 'barrier', id: waiting, title: 'No crane', who: dana.id })
    }
    await t.post(dana, `/v1/barriers/${promised}/clear`, {})
    const { ledger } = await read(mia)
    expect(ledger).toMatchObject([{ done: true, barrier: { can: { confirm: true } } }])
  })

  it('shows where key results stand by their movement, next steps, and wins that wait first', async () => {
    const { mia, dana } = t.cast
    await t.post(mia, `/v1/key-results/${goal.keyResultId}/check-ins`, { value: 66 })
    const subject = { kind: 'key_result', id: goal.keyResultId }
    const step = await t.post(mia, '/v1/steps', { subject, text: 'Call them', start: true })
    const win = await t.post(mia, '/v1/wins', { what: 'Sold', subject })
    const seen = await read(dana)
    expect(seen.keyResults).toMatchObject([
      {
        id: goal.keyResultId,
        owner: { id: mia.id },
        movement: { value: 6, percent: 20 },
        can: { checkIn: true },
      },
    ])
    expect(seen.paths).toMatchObject([
      { owner: { id: mia.id }, live: { id: step.body.id, text: 'Call them' } },
    ])
    expect(seen.wins).toMatchObject([
      { id: win.body.id, state: 'waiting', credits: [{ name: 'Mia Moreau' }] },
    ])
    await t.post(dana, `/v1/wins/${win.body.id}/celebrate`, {})
    expect((await read(mia)).wins).toMatchObject([{ id: win.body.id, state: 'celebrated' }])
  })

  it('is three statements, however much there is', async () => {
    const count = async () => {
      const seen = await statementsOf(t.db, () => read(t.cast.dana))
      return seen.length
    }
    const before = await count()
    for (const title of ['One', 'Two', 'Three']) {
      await barrier({ title })
      await add(t.cast.mia, { text: title })
      await publishedGoal(t, { title })
    }
    expect(await count()).toBe(before)
    expect(before).toBeLessThanOrEqual(5) // two of them find the actor
  })

  describe('has notes of both', () => {
    it('that two open panels never take from one another (428, 412 with what is there)', async () => {
      const { mia, dana } = t.cast
      expect([(await put(mia, '/notes', 'x')).status, (await put(null, '/notes', 'x', 1)).status]).toEqual([
        428, 401,
      ])
      const { notes } = await read(mia)
      const written = await put(mia, '/notes', 'Blue it is.', notes.version)
      expect(written.body).toMatchObject({ text: 'Blue it is.', by: mia.id, version: notes.version + 1 })
      const late = await put(dana, '/notes', 'Red!', notes.version)
      expect([late.status, late.body.code, late.body.current.text]).toEqual([412, 'stale', 'Blue it is.'])
      const again = await t.ask(
        dana,
        'PUT',
        at('/notes'),
        { text: 'Blue it is.\nRed!' },
        { 'if-match': late.headers.etag },
      )
      expect(again.body).toMatchObject({ by: dana.id, text: 'Blue it is.\nRed!' })
      expect((await put(mia, '/notes', 'y'.repeat(20_001), again.body.version)).status).toBe(400)
    })
  })

  describe('has an agenda', () => {
    it('of words, items, or both (400, 404)', async () => {
      const { mia, dana } = t.cast
      expect(pointerOf(await add(mia, {}))).toEqual([400, '/text', 'required'])
      expect((await add(mia, { subject: { kind: 'barrier', id: v7() } })).status).toBe(404)
      const secret = await t.post(t.cast.boris, '/v1/barriers', {
        kind: 'access',
        teamId: t.cast.teams.board,
      })
      expect((await add(mia, { subject: { kind: 'barrier', id: secret.body.id } })).status).toBe(404)
      const linked = await add(mia, { subject: { kind: 'key_result', id: goal.keyResultId } })
      expect([linked.status, linked.body.subject.title]).toEqual([201, 'Repairs done by the promised day'])
      expect((await read(dana)).agenda.at(-1)).toMatchObject({
        id: linked.body.id,
        author: { id: mia.id, name: 'Mia Moreau' },
        text: null,
        can: { edit: false },
      })
    })

    it('of everything that people speak about', async () => {
      const { mia } = t.cast
      const subject = { kind: 'objective', id: goal.objectiveId }
      const comment = await t.post(mia, '/v1/comments', { subject, text: 'Well done' })
      const step = await t.get(mia, '/v1/my-week')
      const win = await t.get(mia, '/v1/wins')
      const ids = {
        objective: goal.objectiveId,
        step: step.body.paths.find(({ live }: { live: object }) => live).live.id,
        win: win.body.data[0].id,
        barrier: await barrier({ title: 'No lift' }),
        comment: comment.body.id,
      }
      const titles: (string | null)[] = []
      for (const [kind, one] of Object.entries(ids)) {
        const { status, body } = await add(mia, { subject: { kind, id: one } })
        expect([status, body.subject?.kind]).toEqual([201, kind])
        titles.push(body.subject.title)
      }
      expect(titles).toEqual(['Repairs done when promised', 'Call them', 'Sold', 'No lift', 'Well done'])
    })

    it('whose links the other one sees only with what they lead to', async () => {
      const { boris, dana } = t.cast
      const own = (await open(boris, dana.id)).body.id
      const secret = await t.post(boris, '/v1/barriers', {
        kind: 'access',
        title: 'The merger',
        teamId: t.cast.teams.board,
        keyResultIds: [],
      })
      const subject = { kind: 'barrier', id: secret.body.id }
      const said = await t.post(boris, `/v1/one-on-ones/${own}/agenda`, { text: 'Something big', subject })
      expect(said.body.subject.title).toBe('The merger')
      const seen = await t.get(dana, `/v1/one-on-ones/${own}`)
      expect(seen.body.agenda).toMatchObject([{ text: 'Something big', subject: null }])
      expect(seen.text).not.toContain('merger')
    })

    it('that either ticks off, and its author alone rewords or takes away (403, 409, 412, 428)', async () => {
      const { mia, dana } = t.cast
      const { body, headers } = await add(mia, { text: 'The key' })
      const url = at(`/agenda/${body.id}`)
      expect((await t.patch(dana, url, headers.etag, { text: 'No' })).status).toBe(403)
      expect((await t.patch(mia, url, undefined, { text: 'No' })).status).toBe(428)
      const reworded = await t.patch(mia, url, headers.etag, { text: 'The blue key' })
      expect(reworded.body.text).toBe('The blue key')
      expect((await t.patch(mia, url, headers.etag, { text: 'Late' })).status).toBe(412)
      expect((await t.post(dana, `${url}/open`)).body.code).toBe('wrong-state')
      expect((await t.post(dana, `${url}/done`)).body).toMatchObject({ doneBy: dana.id })
      const twice = await t.post(mia, `${url}/done`)
      expect([twice.status, twice.body.current.doneBy]).toEqual([409, dana.id])
      const one = await add(mia, { text: 'Rather not' })
      const gone = await t.ask(mia, 'DELETE', at(`/agenda/${one.body.id}`), undefined, { 'if-match': '*' })
      expect(gone.status).toBe(204)
      expect((await t.post(mia, at(`/agenda/${one.body.id}/done`))).status).toBe(404)
      expect(JSON.stringify(await read(dana))).not.toContain('Rather not')
    })

    it('with a key happens once, and another body with it is refused (422)', async () => {
      const key = { 'idempotency-key': 'once' }
      const one = await t.post(t.cast.mia, at('/agenda'), { text: 'Once' }, key)
      const two = await t.post(t.cast.mia, at('/agenda'), { text: 'Once' }, key)
      expect(two.body).toEqual(one.body)
      expect((await t.post(t.cast.mia, at('/agenda'), { text: 'Twice' }, key)).status).toBe(422)
    })
  })

  it('tells of itself to the two alone, and never what was said', async () => {
    const told = (await eventsOf('%')).filter(({ kind }) => /^(one-on-one|agenda-item)\./.test(kind))
    expect(told.length).toBeGreaterThan(10)
    for (const { audience, audience_members: members } of told) {
      expect([audience, members.length]).toEqual(['members', 2])
    }
    expect(JSON.stringify(told)).not.toMatch(/Blue|key|Red|Something/)
  })

  const eventsOf = (
    kind: string,
  ): Promise<{ kind: string; audience: string; audience_members: string[] }[]> =>
    t.db.transaction(async (tx) => {
      await tx.query(`SELECT set_config('app.workspace', $1, true)`, [t.cast.workspaceId])
      return tx.query(
        'SELECT kind, audience, audience_members::text[], data FROM events WHERE kind LIKE $1',
        [kind],
      )
    })
})
