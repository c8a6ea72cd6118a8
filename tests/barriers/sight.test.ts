import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type TestApp, testApp } from '../support/app.ts'
import type { Person } from '../support/cast.ts'
import { statementsOf } from '../support/counts.ts'
import { storyOf } from './story.ts'

describe('sight of barriers', () => {
  let t: TestApp
  let story: ReturnType<typeof storyOf>

  beforeAll(async () => {
    t = await testApp()
    story = storyOf(t)
  })
  afterAll(() => t?.close())

  const status = async (who: Person, id: string) => (await t.get(who, `/v1/barriers/${id}`)).status
  const listed = async (who: Person, query = '') =>
    (await t.get(who, `/v1/barriers?limit=200${query}`)).body.data.map((row: { id: string }) => row.id)

  describe('to the leader only', () => {
    let id: string
    let keyResultId: string

    beforeAll(async () => {
      keyResultId = await story.published()
      const fields = { leaderOnly: true, title: 'Delicate matter', keyResultIds: [keyResultId] }
      id = (await story.raise(fields)).id
    })

    it('is there for the raiser and who is asked; for others it never was, admins and leaders above included', async () => {
      for (const who of [t.cast.mia, t.cast.dana]) expect(await status(who, id)).toBe(200)
      for (const who of [t.cast.noah, t.cast.gus, t.cast.ada, t.cast.boris, t.cast.otto, t.elsewhere.dana]) {
        expect(await status(who, id)).toBe(404)
        expect(await story.refused(who, id, 'clear', {})).toEqual(
          who === t.cast.gus ? [403, 'forbidden'] : [404, 'not-found'],
        )
      }
    })

    it('is in no list, search or queue of anybody else', async () => {
      for (const query of ['', '&q=delicate', `&keyResultId=${keyResultId}`, `&askedOf=${t.cast.dana.id}`]) {
        expect(await listed(t.cast.mia, query)).toContain(id)
        for (const who of [t.cast.noah, t.cast.ada, t.cast.boris])
          expect(await listed(who, query)).not.toContain(id)
      }
    })

    it('writes events that only they are told, and none at what it blocks', async () => {
      const events = await story.eventsOf(id)
      expect(events.map(({ audience, members }) => [audience, members])).toEqual([
        ['members', [t.cast.mia.id, t.cast.dana.id]],
      ])
      const atKeyResult = (await story.eventsOf(keyResultId)).map(({ kind }) => kind)
      expect(atKeyResult).not.toContain('key-result.blocked')
    })

    it('comes into the sight of whoever is asked next, and only theirs', async () => {
      await story.make(t.cast.dana, id, 'cant', { reason: 'Above my head' })
      await story.make(t.cast.mia, id, 'reopen', {})
      expect(await status(t.cast.boris, id)).toBe(200)
      expect(await status(t.cast.ada, id)).toBe(404)
      expect((await story.eventsOf(id)).at(-1)!.members).toEqual([
        t.cast.mia.id,
        t.cast.dana.id,
        t.cast.boris.id,
      ])
    })
  })

  it('of a private team ends at the team, but for whoever is asked', async () => {
    const { board } = t.cast.teams
    await story.change(
      `INSERT INTO team_members (workspace_id, team_id, member_id, role) VALUES ($1, $2, $3, 'member')`,
      [t.cast.workspaceId, board, t.cast.mia.id],
    )
    const raised = await story.raise({ teamId: board, askedOf: t.cast.dana.id })
    expect(raised.audience).toBe('team')
    for (const who of [t.cast.mia, t.cast.boris, t.cast.dana]) expect(await status(who, raised.id)).toBe(200)
    for (const who of [t.cast.ada, t.cast.noah]) expect(await status(who, raised.id)).toBe(404)
    const audiences = (await story.eventsOf(raised.id)).map(({ audience, members }) => [audience, members])
    expect(audiences).toEqual([
      ['team', null],
      ['members', [t.cast.dana.id]],
    ])
  })

  it('hides what a reader may not see of what it blocks, and says how many', async () => {
    const secret = await story.published({ title: 'Secret', ownerId: t.cast.boris.id })
    await story.change(
      `UPDATE key_results SET audience = 'team', team_id = $3 WHERE workspace_id = $1 AND id = $2`,
      [t.cast.workspaceId, secret, t.cast.teams.board],
    )
    const open = await story.published()
    const raised = await story.raise({ keyResultIds: [open, secret] }, t.cast.boris)
    expect(raised).toMatchObject({ hiddenBlocks: 0 })
    const seen = (await t.get(t.cast.noah, `/v1/barriers/${raised.id}`)).body
    expect(seen).toMatchObject({ hiddenBlocks: 1, blocks: [{ itemId: open }] })
    expect(JSON.stringify(seen)).not.toContain('Secret')
    const told = JSON.stringify(await story.eventsOf(raised.id))
    expect(told).not.toContain(secret)
  })

  it('lets a guest see the barriers of their teams only', async () => {
    const here = await story.raise()
    const there = await story.raise({ teamId: t.cast.teams.shop })
    expect([await status(t.cast.gus, here.id), await status(t.cast.gus, there.id)]).toEqual([200, 404])
    expect(await listed(t.cast.gus)).toContain(here.id)
    expect(await listed(t.cast.gus)).not.toContain(there.id)
  })

  it('lists by raiser for that raiser alone: nobody counts what is in whose way (403)', async () => {
    expect((await t.get(t.cast.dana, `/v1/barriers?raisedBy=${t.cast.mia.id}`)).status).toBe(403)
    expect((await t.get(t.cast.mia, `/v1/barriers?raisedBy=${t.cast.mia.id}`)).status).toBe(200)
  })

  it('filters, searches by word and number, and pages without losing one', async () => {
    const raised = await story.raise({ title: 'Broken forklift', teamId: t.cast.teams.shop })
    for (const query of ['&q=forkl', `&q=%23${raised.number}`, `&q=${raised.number}`]) {
      expect(await listed(t.cast.noah, query)).toEqual([raised.id])
    }
    expect(await listed(t.cast.noah, '&q=%25')).toEqual([])
    expect(await listed(t.cast.noah, `&teamId=${t.cast.teams.shop}&state=open`)).toContain(raised.id)
    const all = await listed(t.cast.noah)
    const paged = []
    let url = '/v1/barriers?limit=2'
    for (let i = 0; i < 20; i++) {
      const { data, nextCursor } = (await t.get(t.cast.noah, url)).body
      paged.push(...data.map((row: { id: string }) => row.id))
      if (!nextCursor) break
      url = `/v1/barriers?limit=2&cursor=${nextCursor}`
    }
    expect(paged).toEqual(all)
  })

  it('takes one statement for the queue and for a list, however many rows', async () => {
    for (const url of ['/v1/barriers/queue', '/v1/barriers']) {
      const seen = await statementsOf(t.db, async () => {
        expect((await t.get(t.cast.dana, url)).body.data.length).toBeGreaterThan(1)
      })
      expect(seen.filter((statement) => statement.includes('barriers'))).toHaveLength(1)
    }
  })
})
