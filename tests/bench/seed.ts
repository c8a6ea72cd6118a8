import { v7 } from 'uuid'
import { buildApp } from '../../api/app.ts'
import { apiUrl, connect } from '../../api/database/connect.ts'
import { tables } from '../../api/tables.ts'
import { localIssuer } from '../../api/tokens/local-issuer.ts'
import { type Cast, harbour, type Person } from '../support/cast.ts'
import { statement } from '../support/server.ts'
import { recordedCheckIn } from './check-in.ts'

/** How much there is. The figures of README.md were taken at scale 1. */
export interface Scale {
  workspaces: number
  checkInsPerKeyResult: number
}

/** What the rows of the bench ask about. */
export interface Seeded {
  cast: Cast
  /** One of the board's key results, Mia's. */
  keyResultId: string
  /** What the API sends for a check-in on it. */
  checkIn: Awaited<ReturnType<typeof recordedCheckIn>>
  /** A barrier that Mia raised and Dana is asked for. */
  barrierId: string
}

const [goals, keyResultsPerGoal] = [8, 4]

/**
 * One workspace, made by the API's own functions: a board of 8 goals with 32 key results, a step and a history each. The
 * others are copies of it under other ids.
 */
export async function seed(adminUrl: string, { workspaces, checkInsPerKeyResult }: Scale): Promise<Seeded> {
  const db = await connect({ url: apiUrl(adminUrl), entities: tables }).initialize()
  const issuer = await localIssuer('bench')
  const app = await buildApp({ db, identity: issuer.identity })
  const cast = await harbour(db, { demo: true })
  await statement(adminUrl, `UPDATE cycles SET start_day = current_date - 90, end_day = current_date + 30`)
  const post = async (who: Person, url: string, payload: object, more: object = {}) => {
    const token = await issuer.sign({ tid: who.tid, oid: who.oid, name: who.name })
    const headers = { authorization: `Bearer ${token}`, ...more }
    const reply = await app.inject({ method: 'POST', url, headers, payload })
    if (reply.statusCode >= 300) throw new Error(`${url}: ${reply.body}`)
    return reply.json()
  }
  const ids = await board(cast, post)
  await history(adminUrl, checkInsPerKeyResult)
  for (const id of ids)
    await post(cast.mia, `/v1/key-results/${id}/check-ins`, { value: 50, confidence: 'medium' })
  const { id: barrierId } = await post(cast.mia, '/v1/barriers', { kind: 'access', keyResultIds: [ids[1]] })
  const again = () =>
    post(cast.mia, `/v1/key-results/${ids[0]}/check-ins`, { value: 51 }, { 'idempotency-key': v7() })
  const checkIn = await recordedCheckIn(again)
  await app.close()
  await copies(adminUrl, cast.workspaceId, workspaces - 1)
  // Another one than pgbench writes to, which counts no sequence up.
  return { cast, keyResultId: ids[2]!, checkIn, barrierId }
}

async function board(
  { dana, mia, teams, cycleId }: Cast,
  post: (who: Person, url: string, payload: object) => Promise<{ id: string }>,
): Promise<string[]> {
  const ids: string[] = []
  for (let goal = 1; goal <= goals; goal++) {
    const why = 'Riders who rely on their bike leave the car at home.'
    const shared = { why, lifecycle: 'published', waive: 'Everybody was in the room.' }
    const home = { ...shared, teamId: teams.service, cycleId }
    const { id: objectiveId } = await post(dana, '/v1/objectives', {
      ...home,
      title: `Repairs done when promised ${goal}`,
    })
    for (let n = 1; n <= keyResultsPerGoal; n++) {
      const measure = { kind: 'percent', unit: '%', baseline: 10, target: 90, ownerId: mia.id }
      const title = `Done by the promised day ${goal}.${n}`
      const { id } = await post(dana, '/v1/key-results', { ...shared, ...measure, objectiveId, title })
      const subject = { kind: 'key_result', id }
      await post(mia, '/v1/steps', {
        subject,
        cue: 'When I open',
        text: 'I will call the first rider',
        start: true,
      })
      await post(mia, `/v1/key-results/${id}/check-ins`, { value: 40 + n, confidence: 'medium' })
      ids.push(id)
    }
  }
  return ids
}

/** Earlier check-ins, by copying what the API wrote: older, and with numbers before it. */
async function history(adminUrl: string, perKeyResult: number): Promise<void> {
  const columns = `author_id, confidence, recorded_at, source, surface, untouched`
  await statement(
    adminUrl,
    `INSERT INTO check_ins (workspace_id, id, key_result_id, seq, value, observed_at, ${columns})
      SELECT workspace_id, gen_random_uuid(), key_result_id, -n, 10 + n % 30, observed_at - n * interval '12 hours', ${columns}
      FROM check_ins, generate_series(1, ${perKeyResult - 1}) AS n`,
  )
}

/** The rows of every table that belongs to a workspace, once more for each new workspace. */
export async function copies(adminUrl: string, workspaceId: string, count: number): Promise<void> {
  const { rows } = await statement(
    adminUrl,
    `SELECT table_name AS name, string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position) AS columns,
        string_agg(CASE udt_name WHEN 'uuid' THEN format('md5(%I::text || fresh_id)::uuid', column_name)
          WHEN '_uuid' THEN format('array(SELECT md5(u::text || fresh_id)::uuid FROM unnest(%I) u)', column_name)
          ELSE quote_ident(column_name) END, ', ' ORDER BY ordinal_position) AS values
      FROM information_schema.columns WHERE table_schema = 'public' AND column_name <> 'workspace_id'
        AND is_generated = 'NEVER' AND table_name IN (SELECT table_name FROM information_schema.columns
          WHERE table_schema = 'public' AND column_name = 'workspace_id')
      GROUP BY 1`,
  )
  const copy = rows.map(
    ({ name, columns, values }) =>
      `INSERT INTO ${name} (workspace_id, ${columns}) SELECT fresh_id, ${values} FROM ${name}, fresh
        WHERE workspace_id = '${workspaceId}';`,
  )
  const fresh = Array.from({ length: count }, () => `('${v7()}'::uuid, '${v7()}'::uuid)`)
  if (fresh.length === 0) return
  await statement(
    adminUrl,
    `SET session_replication_role = replica; CREATE TEMP TABLE fresh (fresh_id uuid, fresh_tid uuid); INSERT INTO fresh VALUES ${fresh.join(', ')};
      INSERT INTO workspaces SELECT (jsonb_populate_record(w, jsonb_build_object('id', fresh_id, 'tid', fresh_tid))).* FROM workspaces w, fresh WHERE w.id = '${workspaceId}';
      ${copy.join('\n')} ANALYZE`,
  )
}
