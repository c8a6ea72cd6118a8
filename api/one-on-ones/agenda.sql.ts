import { inSight } from '../barriers/policy.ts'
import { visible } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { winInSight } from '../wins/read.ts'

// $1 workspace, $2 the actor, $3 their teams, $4 now; `a` is the item of the agenda.

/** What comment `c` was written beneath is in sight. */
const commentInSight = (actor: Actor) => `(
  EXISTS (SELECT FROM objectives o LEFT JOIN check_ins h ON h.workspace_id = $1 AND h.id = c.check_in_id
    WHERE o.workspace_id = $1 AND o.id = coalesce(c.objective_id, h.objective_id) AND ${visible(actor, 'o', '$3')})
  OR EXISTS (SELECT FROM key_results k LEFT JOIN check_ins h ON h.workspace_id = $1 AND h.id = c.check_in_id
    WHERE k.workspace_id = $1 AND k.id = coalesce(c.key_result_id, h.key_result_id) AND ${visible(actor, 'k', '$3')})
  OR EXISTS (SELECT FROM barriers b WHERE b.workspace_id = $1 AND b.id = c.barrier_id AND ${inSight(actor)})
  OR EXISTS (SELECT FROM wins w WHERE w.id = c.win_id AND ${winInSight(actor)}))`

/**
 * What item `a` is about, as JSON; null when it is about nothing, and for whom that is out of sight. Looked up at every
 * read, so that the link goes with the sight and comes back with it.
 */
export const subjectOfItem = (actor: Actor) => `(
  SELECT json_build_object('kind', x.kind, 'id', x.id, 'title', x.title, 'number', x.number, 'code', x.code) FROM (
    SELECT 'objective' AS kind, o.id, o.title, NULL::int AS number, NULL AS code FROM objectives o
      WHERE o.workspace_id = $1 AND o.id = a.objective_id AND ${visible(actor, 'o', '$3')}
    UNION ALL SELECT 'key_result', k.id, k.title, NULL, NULL FROM key_results k
      WHERE k.workspace_id = $1 AND k.id = a.key_result_id AND ${visible(actor, 'k', '$3')}
    UNION ALL SELECT 'step', s.id, s.text, NULL, NULL FROM steps s
      LEFT JOIN key_results k ON k.workspace_id = $1 AND k.id = s.key_result_id
      LEFT JOIN objectives o ON o.workspace_id = $1 AND o.id = s.objective_id
      WHERE s.workspace_id = $1 AND s.id = a.step_id
        AND ((k.id IS NOT NULL AND ${visible(actor, 'k', '$3')}) OR (o.id IS NOT NULL AND ${visible(actor, 'o', '$3')}))
    UNION ALL SELECT 'barrier', b.id, b.title, b.number, b.kind FROM barriers b
      WHERE b.workspace_id = $1 AND b.id = a.barrier_id AND ${inSight(actor)}
    UNION ALL SELECT 'win', w.id, w.what, NULL, w.found_by FROM wins w WHERE w.id = a.win_id AND ${winInSight(actor)}
    UNION ALL SELECT 'comment', c.id, left(c.text, 200), NULL, NULL FROM comments c
      WHERE c.workspace_id = $1 AND c.id = a.comment_id AND ${commentInSight(actor)}) x)`

/** Item `a` as every read shows it, as JSON. */
export const itemOf = (actor: Actor) => `json_build_object('id', a.id, 'authorId', a.author_id,
  'authorName', (SELECT m.name FROM members m WHERE m.workspace_id = $1 AND m.id = a.author_id), 'text', a.text,
  'subject', ${subjectOfItem(actor)}, 'createdAt', a.created_at, 'doneAt', a.done_at, 'doneBy', a.done_by,
  'carried', a.carried, 'meetingId', a.meeting_id, 'version', a.version, 'revision', a.revision)`
