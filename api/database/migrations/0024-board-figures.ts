import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Key results keep what boards show of them: their last values, and why their percent is what it is. */
export class BoardFigures1761000000024 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE key_results ADD COLUMN percent_reason jsonb,
      ADD COLUMN spark jsonb NOT NULL DEFAULT '[]'`)
    await runner.query(`UPDATE key_results k SET spark = coalesce((
      SELECT jsonb_agg(jsonb_build_object('at', to_char(v.observed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'value', v.value) ORDER BY v.observed_at, v.seq) FROM (
        SELECT x.observed_at, x.seq, x.value FROM check_ins x
        WHERE x.workspace_id = k.workspace_id AND x.key_result_id = k.id AND x.value IS NOT NULL
          AND NOT EXISTS (SELECT FROM check_in_undos u WHERE u.workspace_id = x.workspace_id AND u.check_in_id = x.id)
          AND NOT EXISTS (SELECT FROM check_ins b WHERE b.workspace_id = x.workspace_id AND b.supersedes_id = x.id
            AND NOT EXISTS (SELECT FROM check_in_undos u WHERE u.workspace_id = b.workspace_id AND u.check_in_id = b.id))
        ORDER BY x.observed_at DESC, x.seq DESC LIMIT 12) v), '[]')`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE key_results DROP COLUMN percent_reason, DROP COLUMN spark')
  }
}
