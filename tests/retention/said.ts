import { v7 } from 'uuid'
import type { TestApp } from '../support/app.ts'
import type { Cast } from '../support/cast.ts'
import { aKeyResult, anObjective } from '../support/items.ts'
import { statement } from '../support/server.ts'

// Long past by the database's own clock too: without that it lets nobody take away a record.
export const longPast = '2023-03-06T09:00:00Z'

export interface Said {
  keyResult: string
  barrier: string
  win: string
}

/** Texts of every kind, said once by people of one of the two workspaces. */
export async function everything(t: TestApp, cast: Cast): Promise<Said> {
  const { ada, dana, mia, teams, cycleId } = cast
  const item = { teamId: teams.service, cycleId, ownerId: mia.id }
  const keyResult = await aKeyResult(t, item, dana)
  await done(t.post(mia, `/v1/key-results/${keyResult}/check-ins`, { value: 40, note: 'Slow week' }))
  const subject = { kind: 'key_result', id: keyResult }
  const text = { subject, text: 'Dana knows', mentions: [dana.id] }
  await imported(t, cast, (await done(t.post(mia, '/v1/comments', text))).id)
  const fields = { kind: 'access', title: 'No key', details: 'To the shed', teamId: teams.service }
  const blocks = { ...fields, askedOf: dana.id, keyResultIds: [keyResult] }
  const { id: barrier } = await done(t.post(mia, '/v1/barriers', blocks))
  await done(t.post(dana, `/v1/barriers/${barrier}/clear`, { words: 'Here it is' }))
  await done(t.post(mia, `/v1/barriers/${barrier}/confirm`, {}))
  const { id: win } = await done(t.post(mia, '/v1/wins', { what: 'Ten repaired', subject }))
  await done(t.post(dana, `/v1/wins/${win}/celebrate`, { words: 'Well done' }))
  const doubt = { words: 'Count riders' }
  const doubted = await done(t.post(mia, `/v1/key-results/${keyResult}/challenges`, doubt))
  const reason = { answer: 'keep', words: 'We promised it' }
  await done(t.post(dana, `/v1/challenges/${doubted.id}/answer`, reason))
  await asked(t, cast)
  await met(t, cast)
  await t.get(ada, '/v1/me')
  return { keyResult, barrier, win }
}

/** What only the two, or one of them, read. */
async function met(t: TestApp, { dana, mia }: Cast): Promise<void> {
  const { id: pair } = await done(t.post(dana, '/v1/one-on-ones', { memberId: mia.id }))
  await done(t.ask(dana, 'PUT', `/v1/one-on-ones/${pair}/notes`, { text: 'Minutes' }, { 'if-match': '*' }))
  await done(t.post(dana, `/v1/one-on-ones/${pair}/meetings`, { after: 0 }))
  const own = `/v1/one-on-ones/${pair}/private-notes`
  await done(t.ask(mia, 'PUT', own, { text: 'For myself' }, { 'if-match': '*' }))
}

/** As if the comment had come with an import, which keeps word for word what has no place here. */
async function imported(t: TestApp, { workspaceId, ada }: Cast, commentId: string): Promise<void> {
  const id = v7()
  await statement(
    t.adminUrl,
    `INSERT INTO imports (workspace_id, id, state, dry_run, source, file_hash, organisation, started_by, started_at, phase)
      VALUES ('${workspaceId}', '${id}', 'done', false, 'viva-csv', 'x', '{}', '${ada.id}', '${longPast}', 'done');
    INSERT INTO imported (workspace_id, id, source, kind, external_id, row_hash, subject_kind, subject_id, made, kept, import_id)
      VALUES ('${workspaceId}', '${v7()}', 'viva-csv', 'comment', 'c1', 'x', 'comment', '${commentId}', true,
        '{"html": "<p>Dana knows</p>"}', '${id}')`,
  )
}

/** A round that was published, one that is open still, and a pulse that was counted, as they are left behind. */
async function asked(t: TestApp, { workspaceId: w, dana, mia, teams, cycleId }: Cast): Promise<void> {
  const [over, open, pulse, group] = [v7(), v7(), v7(), v7()]
  const goal = await anObjective(t, { title: 'Repairs', teamId: teams.service, cycleId }, dana)
  const round = (id: string, state: string, closed: string) =>
    `('${w}', '${id}', '${teams.shop}', '${cycleId}', 'workspace', 'round', 'What next?', false, '{}', '${state}', '2023-03-01', 'UTC',
      '${longPast}', '${dana.id}', '${longPast}', ${closed})`
  await statement(
    t.adminUrl,
    `INSERT INTO planning_rounds (workspace_id, id, team_id, cycle_id, audience, kind, question, anonymous, asked, state, closes_day,
        closes_zone, closes_at, opened_by, opened_at, closed_at)
      VALUES ${round(over, 'published', `'${longPast}'`)}, ${round(open, 'open', 'NULL')};
    INSERT INTO proposals (workspace_id, id, round_id, kind, text, why, day, author_id, state, reason, objective_id)
      SELECT '${w}', gen_random_uuid(), r, 'member', p, 'I see it daily', '2023-03-01', '${mia.id}', s, CASE s WHEN 'declined' THEN 'Next year' END,
        CASE s WHEN 'agreed' THEN '${goal}'::uuid END
        FROM (VALUES ('${over}'::uuid, 'Own tools', 'declined'), ('${over}'::uuid, 'Repairs', 'agreed'), ('${open}'::uuid, 'Later hours', 'open')) AS x (r, p, s);
    INSERT INTO pulse_groups VALUES ('${w}', '${group}', '${teams.shop}', 10, 9, 8, 7, '["Too much"]');
    INSERT INTO pulses VALUES ('${w}', '${pulse}', '${teams.shop}', '${cycleId}', 'team', 'published', '2023-02-20', '2023-03-01', 5, 10,
      'closed', 10, '${group}');
    INSERT INTO pulse_answers VALUES ('${w}', '${v7()}', '${pulse}', 'yes', 'yes', 'no', 'Too much')`,
  )
}
async function done(reply: ReturnType<TestApp['post']>) {
  const { status, text, body } = await reply
  if (status >= 300) throw new Error(text)
  return body
}
