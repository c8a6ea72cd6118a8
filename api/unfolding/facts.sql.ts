import type { Part, UnfoldReason } from './parts.ts'

interface Fact {
  parts: readonly Part[]
  reason: UnfoldReason
  /** Whether it is so in workspace $1. */
  holds: string
}

// What follows at once from what people do; each is one look into an index, and none once the part is there.
const atOnce: readonly Fact[] = [
  {
    parts: ['wins'],
    reason: 'barrier_cleared',
    holds: 'EXISTS (SELECT FROM barriers b WHERE b.workspace_id = $1 AND b.cleared_at IS NOT NULL)',
  },
  {
    parts: ['wins'],
    reason: 'first_win',
    holds: `EXISTS (SELECT FROM wins w WHERE w.workspace_id = $1 AND w.taken_back_at IS NULL
      AND (w.found_by = 'hand' OR w.celebrated_at IS NOT NULL))`,
  },
  {
    parts: ['pulse'],
    reason: 'published',
    holds: `EXISTS (SELECT FROM objectives o WHERE o.workspace_id = $1 AND o.published_at IS NOT NULL
      AND o.origin <> 'imported')`,
  },
  {
    parts: ['map', 'weights', 'parents'],
    reason: 'second_level',
    holds: 'EXISTS (SELECT FROM alignments a WHERE a.workspace_id = $1 AND a.child_objective_id IS NOT NULL)',
  },
  {
    parts: ['map', 'weights', 'parents'],
    reason: 'imported',
    holds: `EXISTS (SELECT FROM imports i WHERE i.workspace_id = $1 AND i.state = 'done' AND NOT i.dry_run)`,
  },
  {
    parts: ['scores', 'carry_forward'],
    reason: 'cycle_ends',
    holds: `EXISTS (SELECT FROM cycles c WHERE c.workspace_id = $1 AND c.state IN ('reviewing', 'closed'))`,
  },
]

// What becomes so because a day has passed ($2: the workspace's day); looked for at the day turn alone.
const byDay: readonly Fact[] = [
  {
    parts: ['insights', 'action_rate'],
    reason: 'four_weeks',
    holds: `(SELECT count(DISTINCT date_trunc('week', c.recorded_at)) >= 4 FROM check_ins c
      WHERE c.workspace_id = $1 AND c.source <> 'import')`,
  },
  {
    parts: ['scores', 'carry_forward'],
    reason: 'cycle_ends',
    holds: `EXISTS (SELECT FROM cycles c WHERE c.workspace_id = $1 AND c.state = 'active'
      AND c.end_day - 14 < $2::date AND c.end_day >= $2::date)`,
  },
]

// CASE, because only that promises that the fact is not looked for where the part is there.
function look({ parts, reason, holds }: Fact): string {
  return `SELECT part, '${reason}' AS reason FROM unnest(ARRAY['${parts.join("', '")}']) AS part
    WHERE CASE WHEN EXISTS (SELECT FROM unfolded u WHERE u.workspace_id = $1 AND u.part = '${parts[0]}') THEN false
      ELSE ${holds} END`
}

/** Parts that the facts of workspace $1 show and that are not noted down yet: part, reason. */
export const newByNow = atOnce.map(look).join(' UNION ALL ')

/** The same with what a passed day brings; $2: today. */
export const newByToday = [...atOnce, ...byDay].map(look).join(' UNION ALL ')
