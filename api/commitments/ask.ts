import { EntitySchema } from 'typeorm'
import { belongsTo, id, instant, inWorkspace, nullable, uuid, workspaceId } from '../database/columns.ts'
import { rows, type Tx } from '../database/transaction.ts'
import { notFound, wrongState } from '../errors.ts'
import { idsIn } from '../events/board-revisions.ts'
import type { EventRow } from '../events/entity.ts'
import { record } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { newId } from '../ids.ts'
import type { CommitmentAskDto } from './schema.ts'

/** That a contributor of an objective was asked for a yes; it stands until they say yes, or that it is not for them. */
export interface CommitmentAskRow {
  workspaceId: string
  id: string
  objectiveId: string
  memberId: string
  askedAt: Date
  declinedAt: Date | null
}

export const CommitmentAskEntity = new EntitySchema<CommitmentAskRow>({
  name: 'commitment_asks',
  tableName: 'commitment_asks',
  columns: {
    workspaceId,
    id,
    objectiveId: uuid,
    memberId: uuid,
    askedAt: instant,
    declinedAt: nullable(instant),
  },
  foreignKeys: [
    inWorkspace('commitment_asks'),
    belongsTo('objectives', 'objectiveId', 'commitment_asks_objective_fk'),
    belongsTo('members', 'memberId', 'commitment_asks_member_fk'),
  ],
  indices: [
    { name: 'commitment_asks_once', columns: ['workspaceId', 'objectiveId', 'memberId'], unique: true },
    { name: 'commitment_asks_member', columns: ['workspaceId', 'memberId'], where: 'declined_at IS NULL' },
  ],
})

/** A standing yes of member `m` to objective `o` or a key result of it. */
export const saidYes = (member: string, objective: string) => `EXISTS (
  SELECT FROM commitments y WHERE y.workspace_id = $1 AND y.member_id = ${member} AND y.withdrawn_at IS NULL
    AND (y.objective_id = ${objective} OR y.key_result_id IN (SELECT a.child_key_result_id FROM alignments a
      WHERE a.workspace_id = $1 AND a.parent_objective_id = ${objective})))`

// The running objectives that an event names itself or by a key result, and their contributors who were not asked yet.
const contributors = `
  WITH named AS (SELECT id FROM unnest($2::uuid[]) AS id),
  goals AS (
    SELECT o.id, o.owner_id, o.team_id, o.audience FROM objectives o
    JOIN cycles c ON c.workspace_id = $1 AND c.id = o.cycle_id
    WHERE o.workspace_id = $1 AND o.lifecycle = 'published' AND o.source <> 'import' AND c.state <> 'closed'
      AND o.id IN (SELECT id FROM named UNION ALL SELECT a.parent_objective_id FROM named n
        JOIN alignments a ON a.workspace_id = $1 AND a.child_key_result_id = n.id)),
  people AS (
    SELECT id AS goal, owner_id AS member_id FROM goals
    UNION SELECT g.id, a.member_id FROM goals g JOIN assignments a ON a.workspace_id = $1 AND a.objective_id = g.id
      AND a.role = 'contributor'
    UNION SELECT g.id, k.owner_id FROM goals g JOIN alignments a ON a.workspace_id = $1 AND a.parent_objective_id = g.id
      JOIN key_results k ON k.workspace_id = $1 AND k.id = a.child_key_result_id AND k.lifecycle = 'published')
  SELECT p.goal AS "objectiveId", m.id AS "memberId"
  FROM people p JOIN members m ON m.workspace_id = $1 AND m.id = p.member_id AND NOT m.guest
    AND m.state IN ('invited', 'active') AND m.merged_into IS NULL
  WHERE NOT EXISTS (SELECT FROM commitment_asks q
      WHERE q.workspace_id = $1 AND q.objective_id = p.goal AND q.member_id = m.id)
    AND NOT ${saidYes('m.id', 'p.goal')}
  ORDER BY p.goal, m.id`

const insert = `
  INSERT INTO commitment_asks (workspace_id, id, objective_id, member_id, asked_at)
  SELECT $1, n.id, n.objective_id, n.member_id, $5 FROM unnest($2::uuid[], $3::uuid[], $4::uuid[])
    AS n (id, objective_id, member_id)
  ON CONFLICT DO NOTHING RETURNING id, objective_id AS "objectiveId", member_id AS "memberId"`

// What can make somebody a contributor of an objective that runs.
const asking =
  /^(objective|key-result|planning-round)\.(created|edited|published|resumed|reopened|contributors-set)$/

/**
 * After an objective is published, by a round or otherwise, asks each of its contributors once for a yes with a first
 * step: My week shows it, and the event `commitment.asked` lets a chat card follow. What was imported asks nobody.
 */
export async function askForCommitments(tx: Tx, actor: Actor, event: EventRow): Promise<void> {
  const made = event.kind === 'alignment.made'
  if ((!made && !asking.test(event.kind)) || event.source === 'import') return
  const ids = [event.subjectId, ...idsIn(event.data)]
  await askOnce(tx, actor, await rows<Person>(tx, contributors, [actor.workspaceId, ids]))
}

type Person = Pick<CommitmentAskRow, 'objectiveId' | 'memberId'>

/** Asks people for a yes, each to one objective, unless they were asked for it before. */
export async function askOnce(tx: Tx, actor: Actor, found: readonly Person[]): Promise<void> {
  if (found.length === 0) return
  const asked = await rows<Person & { id: string }>(tx, insert, [
    actor.workspaceId,
    found.map(() => newId(actor.now)),
    found.map(({ objectiveId }) => objectiveId),
    found.map(({ memberId }) => memberId),
    actor.now,
  ])
  for (const ask of asked) await tell(tx, actor, 'asked', ask)
}

function tell(
  tx: Tx,
  actor: Actor,
  past: string,
  { id: askId, objectiveId, memberId }: Pick<CommitmentAskRow, 'id' | 'objectiveId' | 'memberId'>,
) {
  return record(tx, actor, {
    kind: `commitment.${past}`,
    subject: { kind: 'objective', id: objectiveId },
    audience: { members: [memberId] },
    data: { askId, memberId },
  })
}

/** Says that it is not for oneself now: the ask is not shown again. 404 for anybody else's, 409 when it was said. */
export function declineAsk(tx: Tx, actor: Actor, askId: string): Promise<CommitmentAskDto> {
  return turn(tx, actor, askId, { from: 'IS NULL', to: actor.now, past: 'declined' })
}

/** Takes that back: the ask stands again. */
export function reconsiderAsk(tx: Tx, actor: Actor, askId: string): Promise<CommitmentAskDto> {
  return turn(tx, actor, askId, { from: 'IS NOT NULL', to: null, past: 'reconsidered' })
}

async function turn(
  tx: Tx,
  actor: Actor,
  askId: string,
  { from, to, past }: { from: string; to: Date | null; past: string },
): Promise<CommitmentAskDto> {
  const { workspaceId, memberId } = actor
  const row =
    memberId && (await tx.findOne(CommitmentAskEntity, { where: { workspaceId, id: askId, memberId } }))
  if (!row) throw notFound('ask')
  const turned = await rows(
    tx,
    `UPDATE commitment_asks SET declined_at = $3 WHERE workspace_id = $1 AND id = $2 AND declined_at ${from} RETURNING id`,
    [workspaceId, askId, to],
  )
  if (!turned[0]) throw wrongState('This was said already.', toAsk(row))
  await tell(tx, actor, past, row)
  return toAsk({ ...row, declinedAt: to })
}

function toAsk({ id, objectiveId, askedAt, declinedAt }: CommitmentAskRow): CommitmentAskDto {
  return { id, objectiveId, askedAt: askedAt.toISOString(), declinedAt: declinedAt?.toISOString() ?? null }
}
