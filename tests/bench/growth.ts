import { statement } from '../support/server.ts'

/** Nine more of every earlier check-in of the measured key results, each somewhat older. */
export async function moreCheckIns(adminUrl: string, workspaceId: string): Promise<void> {
  const columns = 'author_id, confidence, recorded_at, source, surface, untouched, value'
  await statement(
    adminUrl,
    `INSERT INTO check_ins (workspace_id, id, key_result_id, seq, observed_at, ${columns})
      SELECT workspace_id, gen_random_uuid(), key_result_id, seq - 10000 * n, observed_at - n * interval '40 days', ${columns}
      FROM check_ins, generate_series(1, 9) AS n WHERE workspace_id = '${workspaceId}' AND seq < 0;
      ANALYZE check_ins`,
  )
}

/** As many teams again as `times` says, each with copies of the key results of one. */
export async function moreTeams(adminUrl: string, teamId: string, times: number): Promise<void> {
  await statement(
    adminUrl,
    `CREATE TEMP TABLE fresh AS SELECT gen_random_uuid() AS id, n FROM generate_series(1, ${times}) AS n;
      INSERT INTO teams SELECT (jsonb_populate_record(t, jsonb_build_object('id', f.id, 'name', 'Team ' || f.n))).*
        FROM teams t, fresh f WHERE t.id = '${teamId}';
      INSERT INTO key_results SELECT (jsonb_populate_record(k, jsonb_build_object('id', gen_random_uuid(), 'team_id', f.id,
        'latest_check_in_id', null))).* FROM key_results k, fresh f WHERE k.team_id = '${teamId}';
      ANALYZE`,
  )
}

/** Copies of an open barrier with its last turn, until there are `count`. */
export async function moreBarriers(adminUrl: string, barrierId: string, count: number): Promise<void> {
  await statement(
    adminUrl,
    `CREATE TEMP TABLE fresh AS SELECT gen_random_uuid() AS id, n FROM (
        SELECT max(number) AS last, count(*) AS there FROM barriers
        WHERE workspace_id = (SELECT workspace_id FROM barriers WHERE id = '${barrierId}')) b,
        generate_series(b.last + 1, b.last + ${count} - b.there) AS n;
      INSERT INTO barriers SELECT (jsonb_populate_record(b, jsonb_build_object('id', f.id, 'number', f.n,
        'cost_of_delay', f.n % 1000, 'cost_per_day', f.n % 100, 'days_waiting', f.n % 30, 'check_in_id', null))).*
        FROM barriers b, fresh f WHERE b.id = '${barrierId}';
      INSERT INTO barrier_turns SELECT (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), 'barrier_id', f.id))).*
        FROM barrier_turns t, fresh f WHERE t.barrier_id = '${barrierId}';
      ANALYZE barriers; ANALYZE barrier_turns`,
  )
}
