import { rows } from '../../database/transaction.ts'
import type { Run } from './run.ts'
import type { Subject } from './says.ts'
import type { ItemState } from './state.ts'
import { batches } from './write.ts'

/** An item as it is here now, locked until the import is over. */
export interface Now {
  id: string
  state: ItemState
  lastSeq: number
}

const people = (column: string, role: string) => `coalesce((SELECT jsonb_agg(a.member_id ORDER BY a.member_id)
  FROM assignments a WHERE a.workspace_id = i.workspace_id AND a.${column} = i.id AND a.role = '${role}'), '[]')`

const statementFor = (table: string, assigned: string, child: string, own: string) => `
  SELECT i.id, i.last_seq AS "lastSeq", jsonb_build_object('title', i.title, 'description', i.description,
    'teamId', i.team_id, 'ownerId', i.owner_id, 'cycleId', i.cycle_id, 'startDay', i.start_day, 'endDay', i.end_day,
    'lifecycle', i.lifecycle, 'score', trim_scale(i.score)::text,
    'contributors', ${people(assigned, 'contributor')}, 'delegates', ${people(assigned, 'delegate')},
    'checkInOwners', ${people(assigned, 'check_in_owner')},
    'parents', coalesce((SELECT jsonb_agg(jsonb_build_array(a.parent_objective_id, trim_scale(a.weight)::text)
        ORDER BY a.parent_objective_id)
      FROM alignments a WHERE a.workspace_id = i.workspace_id AND a.${child} = i.id), '[]'), ${own}) AS state
  FROM ${table} i WHERE i.workspace_id = $1 AND i.id = ANY($2::uuid[]) ORDER BY i.id FOR UPDATE OF i`

const objectives = statementFor(
  'objectives',
  'objective_id',
  'child_objective_id',
  `'goal', jsonb_build_object('kind', i.kind, 'progressMode', i.progress_mode), 'measure', NULL, 'phased', '[]'::jsonb,
    'sharedTeams', coalesce((SELECT jsonb_agg(s.team_id ORDER BY s.team_id) FROM shared_teams s
      WHERE s.workspace_id = i.workspace_id AND s.objective_id = i.id), '[]')`,
)

const keyResults = statementFor(
  'key_results',
  'key_result_id',
  'child_key_result_id',
  `'goal', NULL, 'sharedTeams', '[]'::jsonb, 'measure', jsonb_build_object('kind', i.kind, 'direction', i.direction,
      'unit', i.unit, 'baseline', trim_scale(i.baseline)::text, 'target', trim_scale(i.target)::text),
    'phased', coalesce((SELECT jsonb_agg(jsonb_build_array(p.day, trim_scale(p.value)::text) ORDER BY p.day)
      FROM phased_targets p WHERE p.workspace_id = i.workspace_id AND p.key_result_id = i.id), '[]')`,
)

/** The given items as they are now, by id; whoever edits one of them waits until the import is over. */
export async function itemsNow(run: Run, subjects: readonly Subject[]): Promise<Map<string, Now>> {
  const found = new Map<string, Now>()
  for (const [kind, statement] of [['objective', objectives] as const, ['key_result', keyResults] as const]) {
    const ids = subjects.filter((subject) => subject.kind === kind).map(({ id }) => id)
    for (const batch of batches(ids.toSorted())) {
      const values = [run.actor.workspaceId, batch]
      for (const now of await rows<Now>(run.tx, statement, values)) found.set(now.id, now)
    }
  }
  return found
}
