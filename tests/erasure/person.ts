import pg from 'pg'
import { something } from '../security/seed.ts'
import type { TestApp } from '../support/app.ts'
import { statement } from '../support/server.ts'

/** What Mia says in her own voice and what stands about her alone has this word in it; texts of the team have her name. */
export const hers = 'whispering'
/** What she proposes without her name. */
export const unnamed = 'Fewer meetings on Mondays'
export const address = 'mia.moreau@harbour.example'

/** Mia, in all places where the product may have something of her. */
export async function everywhere(
  t: TestApp,
): Promise<{ goal: string; measure: string; pair: string; said: object }> {
  const { mia, dana, noah, ada, boris, teams } = t.cast
  const ask = async (
    who: typeof mia,
    url: string,
    body: object,
    method: 'POST' | 'PUT' = 'POST',
    headers = {},
  ) => {
    t.clock.forward(1)
    const reply = await t.ask(who, method, url, body, headers)
    if (reply.status >= 300) throw new Error(`${url} ${reply.text}`)
    return reply.body
  }
  const key = (name: string) => ({ 'idempotency-key': name })
  const ids = await something(t, t.cast, teams.service, dana, mia, mia.name)
  const [goal, measure, barrier] = [ids.objectives![0]!, ids['key-results']![0]!, ids.barriers![0]!]
  const subject = { kind: 'key_result', id: measure }
  await ask(
    ada,
    `/v1/members/${mia.id}/identities`,
    { kind: 'email', value: address },
    'POST',
    key('address'),
  )
  await ask(mia, `/v1/members/${mia.id}/absences`, { fromDay: '2026-12-01', toDay: '2026-12-02' })
  await ask(
    mia,
    `/v1/key-results/${measure}/check-ins`,
    { value: 20, note: `${hers}, 20` },
    'POST',
    key('value'),
  )
  await ask(mia, '/v1/comments', { subject, text: `${hers} to @Dana`, mentions: [dana.id] })
  const said = { subject, text: `As ${mia.name} says. Ask Mia.`, mentions: [mia.id] }
  await ask(noah, '/v1/comments', said, 'POST', key('say'))
  await ask(mia, '/v1/barriers', {
    kind: 'other',
    title: `${hers} of the boss`,
    details: hers,
    leaderOnly: true,
  })
  await ask(
    dana,
    `/v1/barriers/${barrier}/ask-back`,
    { question: `Where, ${mia.name}?` },
    'POST',
    key('back'),
  )
  await ask(mia, `/v1/barriers/${barrier}/answer`, { text: `${hers} in the yard` }, 'POST', key('answer'))
  await ask(mia, '/v1/views', { name: `${hers} view`, filters: {} })
  await ask(mia, '/v1/follows', { subject })
  const { id: pair } = await ask(mia, '/v1/one-on-ones', { memberId: dana.id })
  await ask(mia, `/v1/one-on-ones/${pair}/agenda`, { text: `${hers} on the agenda` })
  await ask(mia, `/v1/one-on-ones/${pair}/private-notes`, { text: `${hers} alone` }, 'PUT', {
    'if-match': '*',
  })
  await ask(dana, `/v1/one-on-ones/${pair}/private-notes`, { text: 'Ask about the nights.' }, 'PUT', {
    'if-match': '*',
  })
  await ask(ada, '/v1/keys', { name: `Sheet of ${mia.name}`, scopes: ['objectives:read'] })
  const round = {
    teamId: teams.company,
    teamsBelow: true,
    anonymous: true,
    cycleId: t.cast.cycleId,
    closesDay: '2026-11-30',
  }
  const { id: asked } = await ask(boris, '/v1/planning-rounds', { ...round, question: 'What next?' })
  await ask(mia, `/v1/planning-rounds/${asked}/proposals`, { text: unnamed })
  const sealed = { text: `More say for ${mia.name}`, why: `She, ${mia.name}, knows.` }
  await ask(noah, `/v1/planning-rounds/${asked}/proposals`, sealed)
  const hook = { name: `For ${mia.name}`, url: 'https://hooks.example/in', events: ['member.*'] }
  await ask(ada, '/v1/webhooks', hook)
  await ask(ada, '/v1/exports', {})
  await planted(t, pair)
  return { goal, measure, pair, said }
}

/** What comes from outside, or from the worker's hand. */
async function planted(t: TestApp, pair: string): Promise<void> {
  const { workspaceId: w, mia, dana } = t.cast
  const id = 'gen_random_uuid()'
  const now = `'${t.clock.now.toISOString()}'`
  await statement(
    t.adminUrl,
    `UPDATE one_on_ones SET notes = '${hers} for two' WHERE id = '${pair}';
    INSERT INTO pulses (workspace_id, id, team_id, cycle_id, audience, moment, opened_day, closes_day, fewest, fewest_comments, state, answers)
      VALUES ('${w}', '${pair}', '${t.cast.teams.service}', '${t.cast.cycleId}', 'team', 'mid_cycle', ${now}, '2027-12-24', 5, 10, 'open', 1);
    INSERT INTO pulse_answers VALUES ('${w}', ${id}, '${pair}', 'yes', 'no', 'yes', 'Ask ${mia.name} first.');
    INSERT INTO pulse_groups VALUES ('${w}', ${id}, '${t.cast.teams.service}', 10, 5, 5, 5, '["Well said, ${mia.name}!"]');
    INSERT INTO member_identities VALUES ('${w}', ${id}, '${mia.id}', 'viva', 'viva-4711'), ('${w}', ${id}, '${mia.id}', 'name', '${mia.name}');
    INSERT INTO member_photos VALUES ('${w}', '${mia.id}', 'image/png', convert_to('${hers}', 'UTF8'), ${now});
    INSERT INTO directory_people (workspace_id, object_id, member_id, manager_id, brought, seen_at)
      VALUES ('${w}', '${mia.oid}', '${mia.id}', NULL, true, ${now}), ('${w}', '${dana.oid}', '${dana.id}', '${mia.oid}', true, ${now});
    INSERT INTO chat_conversations (workspace_id, id, kind, member_id, object_id, conversation, service_url, seen_at)
      VALUES ('${w}', ${id}, 'personal', '${mia.id}', '${mia.oid}', 'a:${hers}', 'https://smba.example/', ${now});
    INSERT INTO chat_cards (workspace_id, id, conversation_id, member_id, kind, data, revision, created_at, expires_at)
      SELECT workspace_id, ${id}, id, member_id, 'plain', '{"words":"${hers}"}', 1, ${now}, ${now} FROM chat_conversations;
    INSERT INTO chat_sends (workspace_id, id, card_id, conversation_id, edits, repeats, reason, run_at, attempts, uncertain)
      SELECT workspace_id, ${id}, id, conversation_id, false, false, 1, '2026-12-24', 0, false FROM chat_cards;
    INSERT INTO imports (workspace_id, id, state, dry_run, source, file_name, file_hash, organisation, started_by, started_at, phase, people)
      VALUES ('${w}', '${pair}', 'done', false, 'viva-csv', '${mia.name}.csv', 'h', '{"exportedBy":"${address}"}', '${t.cast.ada.id}', ${now},
        'finished', '[{"name":"${mia.name}","email":"${address}"}]');
    INSERT INTO import_lines VALUES ('${w}', '${pair}', 1, 'note', 'person-known', 'user', '/1', '"${mia.name}" is who an earlier import brought.');
    INSERT INTO imported (workspace_id, id, source, kind, external_id, match_key, row_hash, subject_kind, subject_id, made, written, kept, import_id)
      VALUES ('${w}', ${id}, 'viva-csv', 'user', 'viva-4711', '${hers}', 'h', 'member', '${mia.id}', true, '{"name":"${mia.name}"}', '{}', '${pair}'),
        ('${w}', ${id}, 'viva-csv', 'row', 'row-1', NULL, 'h', NULL, NULL, true, '{}', '{"Owner":"${mia.name}"}', '${pair}'),
        ('${w}', ${id}, 'viva-csv', 'comment', 'c-1', NULL, 'h', 'comment', (SELECT id FROM comments WHERE author_id = '${mia.id}' LIMIT 1), true,
          '{"text":"${hers}"}', '{"html":"<p>${hers}</p>"}', '${pair}'),
        ('${w}', ${id}, 'viva-csv', 'check-in', 'k-1', NULL, 'h', 'check_in', (SELECT id FROM check_ins WHERE author_id = '${mia.id}' LIMIT 1), true,
          '{}', '{"noteHtml":"<p>${hers}</p>"}', '${pair}');`,
  )
}

/** Where in the whole database a text stands, but for the other workspace: every column of every table, bytes read as letters too. */
export async function places(t: TestApp, text: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: t.adminUrl })
  await client.connect()
  try {
    const { rows } = await client.query(
      `SELECT c.relname AS name, coalesce(string_agg('encode(x.' || a.attname || ', ''escape'')', ' || ') FILTER (WHERE a.attname IS NOT NULL), '''''') AS bytes
        FROM pg_class c LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.atttypid = 'bytea'::regtype AND NOT a.attisdropped
        WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace GROUP BY 1 ORDER BY 1`,
    )
    const found: string[] = []
    for (const { name, bytes } of rows) {
      const hits = await client.query(
        `SELECT FROM ${name} x WHERE concat(x::text, ${bytes}) ILIKE $1 AND strpos(x::text, $2) = 0`,
        [`%${text}%`, t.elsewhere.workspaceId],
      )
      if (hits.rowCount) found.push(`${name} ${hits.rowCount}`)
    }
    return found
  } finally {
    await client.end()
  }
}
