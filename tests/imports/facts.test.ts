import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type Reply, type TestApp, testApp } from '../support/app.ts'
import { statement } from '../support/server.ts'
import { take } from './send.ts'
import { zipName } from './viva-files.ts'

describe('what is kept of Tidewater Cycles', () => {
  let t: TestApp
  beforeAll(async () => {
    t = await testApp()
    await take(t, zipName)
  })
  afterAll(() => t.close())

  const all = async (sql: string) => (await statement(t.adminUrl, sql)).rows
  const item = (table: string, title: string) => `(SELECT id FROM ${table} WHERE title = '${title}')`
  const checkInsOf = async (title: string): Promise<Reply['body'][]> => {
    const [row] = await all(`SELECT ${item('key_results', title)} AS id`)
    return (await t.get(t.cast.ada, `/v1/key-results/${row!.id}/check-ins?limit=200`)).body.data
  }

  it('several check-ins a day in their order, each with what came before it', async () => {
    const shown = (await checkInsOf('Repairs done by the promised day')).slice(0, 4)
    expect(shown.map(({ value, previousValue }) => [value, previousValue])).toEqual([
      [78, 80],
      [80, 79],
      [79, 75],
      [75, 72],
    ])
    expect(new Set(shown.slice(0, 3).map(({ observedAt }) => observedAt))).toEqual(
      new Set(['2025-11-09T23:00:00.000Z']),
    )
  })

  it('the status that people gave each check-in, and notes without what could do harm', async () => {
    const rows = await all(`SELECT status_text, count(*)::int AS n FROM check_ins GROUP BY 1 ORDER BY 1`)
    expect(rows.map(({ status_text }) => status_text)).toEqual([
      'At Risk',
      'Behind',
      'Not Started',
      'On Track',
    ])
    const notes = await all('SELECT note FROM check_ins WHERE note IS NOT NULL')
    expect(notes.length).toBeGreaterThan(5)
    expect(notes.filter(({ note }) => /<script|onerror|javascript:/i.test(note))).toEqual([])
  })

  it('check-ins on an objective, which do not move one that follows its items', async () => {
    const rows = await all(`SELECT o.title, c.value::float8, o.progress_mode FROM check_ins c
      JOIN objectives o ON o.id = c.objective_id ORDER BY 1`)
    expect(rows).toEqual([
      { title: 'Be the repair shop that people trust', value: 51, progress_mode: 'roll_up' },
      { title: 'Repairs done when promised (Workshop)', value: 48, progress_mode: 'roll_up' },
    ])
  })

  it('who did what, with placeholders for those who are not here', async () => {
    const people =
      await all(`SELECT m.name, m.state, array_agg(i.kind ORDER BY i.kind) AS kinds FROM members m
      JOIN member_identities i ON i.member_id = m.id WHERE m.state = 'placeholder' GROUP BY m.id, m.name, m.state`)
    expect(people).toHaveLength(13)
    expect(new Set(people.map(({ kinds }) => String(kinds)))).toEqual(new Set(['email,name,viva']))
    const roles = await all(`SELECT a.role, m.name, coalesce(o.title, k.title) AS title FROM assignments a
      JOIN members m ON m.id = a.member_id LEFT JOIN objectives o ON o.id = a.objective_id
      LEFT JOIN key_results k ON k.id = a.key_result_id ORDER BY 1, 2, 3`)
    expect(roles).toEqual([
      { role: 'check_in_owner', name: 'Jun Li', title: 'Packaging cost per parcel' },
      { role: 'contributor', name: 'Dev Rao', title: 'Repairs done when promised (Workshop)' },
      { role: 'contributor', name: 'Jun Li', title: 'Packaging cost per parcel' },
      { role: 'delegate', name: 'Jun Li', title: 'Revenue per order' },
    ])
    const [gone] = await all(`SELECT m.name FROM key_results k JOIN members m ON m.id = k.owner_id
      WHERE k.title = 'Packaging cost per parcel'`)
    expect(gone!.name).toBe('Marta Gone')
  })

  it('the tree of teams with their leaders and members', async () => {
    const teams = await all(`SELECT t.name, p.name AS parent, (SELECT count(*)::int FROM team_members x
      WHERE x.team_id = t.id) AS people, (SELECT m.name FROM team_members x JOIN members m ON m.id = x.member_id
      WHERE x.team_id = t.id AND x.role = 'leader') AS leader FROM teams t LEFT JOIN teams p ON p.id = t.parent_id
      WHERE t.id IN (SELECT subject_id FROM imported WHERE kind = 'team') ORDER BY 1`)
    expect(teams).toEqual([
      { name: 'Fleet & Rental', parent: 'Tidewater Cycles', people: 4, leader: 'Ana Petrov' },
      { name: 'Online Shop', parent: 'Tidewater Cycles', people: 4, leader: 'Ana Petrov' },
      { name: 'Returns', parent: 'Online Shop', people: 4, leader: 'Ana Petrov' },
      { name: 'Tidewater Cycles', parent: null, people: 4, leader: 'Ana Petrov' },
      { name: 'Workshop', parent: 'Tidewater Cycles', people: 4, leader: 'Ana Petrov' },
    ])
  })

  it('overlapping cycles, closed because they are over', async () => {
    const cycles = await all(`SELECT name, start_day::text, end_day::text, state FROM cycles
      WHERE name <> 'Q4 2026' ORDER BY start_day, end_day DESC`)
    expect(cycles.map(({ name, state }) => [name, state])).toEqual([
      ['Annual 2025', 'closed'],
      ['Q1 2025', 'closed'],
      ['Q2 2025', 'closed'],
      ['FY26 H1', 'closed'],
      ['Q3 2025', 'closed'],
      ['Q4 2025', 'closed'],
    ])
  })

  it('lifecycles and scores; 0.0 on what is open means none', async () => {
    const scored = await all(`SELECT title, lifecycle, score::text FROM objectives WHERE score IS NOT NULL
      OR lifecycle <> 'published' UNION ALL SELECT title, lifecycle, score::text FROM key_results
      WHERE score IS NOT NULL OR lifecycle <> 'published' ORDER BY 1`)
    expect(scored).toEqual([
      { title: 'Open on Sundays', lifecycle: 'closed', score: '0.7' },
      { title: 'Printer for the second dock (cancelled)', lifecycle: 'postponed', score: null },
      { title: 'Sundays with at least four mechanics', lifecycle: 'closed', score: '0.7' },
    ])
  })

  it('phased targets, comments with whom they mention, and tasks as steps', async () => {
    const phased = await all('SELECT day::text, value::text FROM phased_targets ORDER BY day')
    expect(phased.map(({ day, value }) => [day, value])).toEqual([
      ['2025-10-31', '30'],
      ['2025-11-30', '20'],
      ['2025-12-31', '10'],
    ])
    const comments =
      await all(`SELECT c.text, m.name AS author, x.name AS mentioned, c.created_at FROM comments c
      JOIN members m ON m.id = c.author_id LEFT JOIN comment_mentions n ON n.comment_id = c.id
      LEFT JOIN members x ON x.id = n.member_id ORDER BY c.created_at`)
    expect(comments.map(({ author, mentioned }) => [author, mentioned])).toEqual([
      ['Jun Li', 'Ana Petrov'],
      ['Ana Petrov', null],
    ])
    const steps = await all(`SELECT s.text, s.state, m.name AS owner, s.source FROM steps s
      JOIN members m ON m.id = s.owner_id ORDER BY s.text`)
    expect(steps).toEqual([
      { text: 'Ask riders (why not twice?)', state: 'live', owner: 'Greta Schröder', source: 'import' },
      { text: 'Move 20 bikes to the station', state: 'laid', owner: 'Ivo Novak', source: 'import' },
      { text: 'Winter tyres', state: 'pencilled', owner: 'Greta Schröder', source: 'import' },
    ])
  })

  it('whatever has no place here, word for word', async () => {
    const [row] = await all(`SELECT kept FROM imported WHERE kind = 'item' AND external_id = '1200012'`)
    expect(row!.kept).toMatchObject({
      Permissions: { View: 'Everybody' },
      statusText: 'On Track',
      reopened: false,
      measure: { metricName: 'EUR', unitText: 'Dollar' },
    })
    const [project] = await all(`SELECT kind, unit FROM key_results WHERE title = 'Packing table redesign'`)
    expect(project).toEqual({ kind: 'project', unit: '%' })
  })

  it('everything is marked as imported, and only one event says so', async () => {
    for (const table of ['objectives', 'key_results', 'check_ins', 'comments', 'steps'])
      expect(await all(`SELECT DISTINCT source FROM ${table}`)).toEqual([{ source: 'import' }])
    expect(await all('SELECT kind, surface, source FROM events')).toEqual([
      { kind: 'import.finished', surface: 'import', source: 'import' },
    ])
    expect(await all('SELECT count(*)::int AS n FROM wins')).toEqual([{ n: 0 }])
  })
})
