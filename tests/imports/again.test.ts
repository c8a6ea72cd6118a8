import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { type Reply, type TestApp, testApp } from '../support/app.ts'
import { countRows } from '../support/counts.ts'
import { statement } from '../support/server.ts'
import { reportOf, send, take } from './send.ts'
import {
  checkIn,
  csvName,
  csvWithoutIdsName,
  keyResult,
  objective,
  under,
  vivaZip,
  zipName,
} from './viva-files.ts'

/** What may differ after an import that brought nothing: its own row and report, and the trace of the request. */
const own = ['imports', 'import_lines', 'imported', 'audit_log', 'events', 'outbox']
const without = (counts: Record<string, number>) =>
  Object.fromEntries(Object.entries(counts).filter(([name]) => !own.includes(name)))

describe('importing again', () => {
  let t: TestApp
  beforeEach(async () => {
    t = await testApp()
  })
  afterEach(() => t.close())

  const versions = async () =>
    (
      await statement(
        t.adminUrl,
        `SELECT id, version, revision FROM objectives UNION ALL SELECT id, version, revision FROM key_results
          UNION ALL SELECT id, version, revision FROM steps UNION ALL SELECT id, version, revision FROM comments
          UNION ALL SELECT id, version, revision FROM cycles UNION ALL SELECT id, version, 0 FROM teams
          UNION ALL SELECT id, version, revision FROM members ORDER BY id`,
      )
    ).rows
  const idOf = async (title: string) => {
    const sql = `SELECT id FROM (SELECT id, title FROM objectives UNION ALL SELECT id, title FROM key_results) i
      WHERE title = '${title}'`
    return (await statement(t.adminUrl, sql)).rows[0]!.id as string
  }
  const later = () => t.clock.forward(60_000)
  const changes = ({ counts }: Reply['body']) =>
    Object.values(counts as Record<string, Record<string, number>>).flatMap(
      ({ created, updated, edited }) => [created, updated, edited],
    )
  const noChanges = Array(21).fill(0)

  it('the words of the file are the workspace’s until an admin says otherwise', async () => {
    const words = async () => (await t.get(t.cast.mia, '/v1/me')).body.words
    await take(t, zipName)
    expect(await words()).toEqual({
      ...{ goal: 'objective', goals: 'objectives' },
      ...{ measure: 'key result', measures: 'key results' },
    })
    const { headers } = await t.get(t.cast.ada, '/v1/workspace')
    await t.patch(t.cast.ada, '/v1/workspace', headers.etag, { words: {} })
    later()
    await take(t, zipName)
    expect(await words()).toEqual({})
  })

  it('the same file changes nothing: no row, no version, no event but one that says so', async () => {
    await take(t, zipName)
    const before = [without(await countRows(t.adminUrl)), await versions()]
    later()
    const again = await take(t, zipName)
    expect([without(await countRows(t.adminUrl)), await versions()]).toEqual(before)
    expect(changes(again)).toEqual(noChanges)
    const events = await statement(t.adminUrl, 'SELECT kind, data FROM events ORDER BY seq')
    expect(events.rows.map(({ kind }) => kind)).toEqual(['import.finished', 'import.finished'])
    expect(events.rows[1]!.data).toMatchObject({ created: 0, updated: 0, edited: 0 })
  })

  it.each([
    ['with ids', csvName],
    ['without ids', csvWithoutIdsName],
  ])('a CSV %s of the same company after its ZIP doubles and changes nothing', async (_, name) => {
    await take(t, zipName)
    const before = [without(await countRows(t.adminUrl)), await versions()]
    later()
    const again = await take(t, name)
    expect([without(await countRows(t.adminUrl)), await versions()]).toEqual(before)
    expect(changes(again)).toEqual(noChanges)
    expect(again.counts.checkIns.same).toBe(69)
  })

  it('the ZIP after a CSV without ids adds what only it knows and doubles nothing', async () => {
    await take(t, csvWithoutIdsName)
    later()
    const { counts } = await take(t, zipName)
    expect(counts).toMatchObject({
      people: { created: 0 },
      teams: { created: 0 },
      items: { created: 0, edited: 0 },
      checkIns: { created: 0, same: 69 },
      comments: { created: 2 },
      steps: { created: 3 },
    })
    const rows = await countRows(t.adminUrl)
    // Two workspaces of the cast: 7 people each; 13 of the file are here, and its 2 periods without an item.
    expect(rows).toMatchObject({ members: 14 + 13, objectives: 7, key_results: 14, phased_targets: 3 })
  })

  it('keeps what was edited here and says so, whether the file is the same or changed', async () => {
    const goal = (title: string) =>
      vivaZip({ objectives: [objective(1, title, { 'Start Date': '2026-10-01', 'End Date': '2026-12-31' })] })
    await send(t, t.cast.ada, { name: 'a.zip', bytes: goal('Repairs on time') })
    const id = await idOf('Repairs on time')
    const { headers } = await t.get(t.cast.ada, `/v1/objectives/${id}`)
    later()
    const edited = await t.patch(t.cast.ada, `/v1/objectives/${id}`, headers.etag, {
      title: 'Repairs when promised',
    })
    expect(edited.status).toBe(200)
    const same = await send(t, t.cast.ada, { name: 'a.zip', bytes: goal('Repairs on time') })
    expect(same.body.counts.items).toEqual({ created: 0, updated: 0, same: 0, edited: 1 })
    expect(await reportOf(t, same.body.id, 'note')).toContainEqual(
      expect.objectContaining({ code: 'edited-here', pointer: '/objectives/0' }),
    )
    for (const _ of ['once', 'and once more: it stays a clash']) {
      later()
      const other = await send(t, t.cast.ada, { name: 'a.zip', bytes: goal('Repairs at last') })
      expect(await reportOf(t, other.body.id, 'review')).toContainEqual(
        expect.objectContaining({ code: 'edited-both', detail: expect.stringContaining('title') }),
      )
    }
    expect((await t.get(t.cast.ada, `/v1/objectives/${id}`)).body.title).toBe('Repairs when promised')
  })

  it('follows the file where nobody here touched anything: fields, target, parents and their weights', async () => {
    const measured = (target: number) => ({
      'Outcome Type': 'Metric',
      'Metric Name': 'Bikes',
      'Metric Unit': 'Number',
      Start: 0,
      Target: target,
      'Target Type': 'Reach',
    })
    const file = (target: number, parents: object[]) =>
      vivaZip({
        objectives: [
          objective(1, 'One'),
          objective(2, 'Two'),
          keyResult(3, 'Bikes rented', { Outcome: measured(target), Alignment: parents }),
        ],
        checkins: [checkIn(9, 3, '2026-10-05', 5)],
      })
    await send(t, t.cast.ada, { name: 'a.zip', bytes: file(10, [under(1, 'One', '50%')]) })
    const id = await idOf('Bikes rented')
    expect((await t.get(t.cast.ada, `/v1/key-results/${id}`)).body.progress.value).toBe(50)
    later()
    const parents = [under(1, 'One', '30%'), under(2, 'Two', '70%')]
    const reply = await send(t, t.cast.ada, { name: 'a.zip', bytes: file(20, parents) })
    expect(reply.body.counts.items).toMatchObject({ created: 0, updated: 1, edited: 0 })
    const { body } = await t.get(t.cast.ada, `/v1/key-results/${id}`)
    expect(body).toMatchObject({ target: 20, version: 2 })
    expect(body.progress.value).toBe(25)
    const links = await statement(
      t.adminUrl,
      `SELECT o.title, a.weight::text FROM alignments a JOIN objectives o ON o.id = a.parent_objective_id ORDER BY 1`,
    )
    expect(links.rows).toEqual([
      { title: 'One', weight: '30' },
      { title: 'Two', weight: '70' },
    ])
    const edits = await statement(
      t.adminUrl,
      'SELECT target_before::text, target_after::text FROM target_edits',
    )
    expect(edits.rows).toEqual([{ target_before: '10', target_after: '20' }])
    expect((await t.get(t.cast.ada, `/v1/objectives/${await idOf('Two')}`)).body.progress.value).toBe(25)
  })

  it('adds the check-ins that are new, and corrects one that reads otherwise now', async () => {
    const file = (...checkIns: object[]) =>
      vivaZip({ objectives: [keyResult(3, 'Bikes rented')], checkins: checkIns as Record<string, unknown>[] })
    await send(t, t.cast.ada, { name: 'a.zip', bytes: file(checkIn(1, 3, '2026-10-05', 5)) })
    later()
    const bytes = file(checkIn(1, 3, '2026-10-05', 4), checkIn(2, 3, '2026-10-12', 7))
    const reply = await send(t, t.cast.ada, { name: 'a.zip', bytes })
    expect(reply.body.counts.checkIns).toEqual({ created: 1, updated: 1, same: 0, edited: 0 })
    const id = await idOf('Bikes rented')
    const { body } = await t.get(t.cast.ada, `/v1/key-results/${id}/check-ins`)
    const shown = body.data.map((one: Reply['body']) => [
      one.value,
      one.previousValue,
      one.supersededById !== null,
    ])
    expect(shown).toEqual([
      [7, 4, false],
      [4, null, false],
      [5, null, true],
    ])
    expect((await t.get(t.cast.ada, `/v1/key-results/${id}`)).body.latest.value).toBe(7)
  })
})
