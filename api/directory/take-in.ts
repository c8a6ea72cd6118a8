import { rows, type Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { bringIn } from '../members/bring-in.ts'
import { happened } from '../members/happened.ts'
import type { SettingsRow } from './entity.ts'
import type { Said } from './source.ts'

/** What decides how a page is read: which pass it belongs to, and whether it says who is in the group. */
export type Pass = Pick<SettingsRow, 'phase' | 'groupId' | 'brings'> & { startedAt: Date }

interface Known {
  objectId: string
  memberId: string
  state: string
  name: string
  filed: boolean
}

const knownStatement = `
  SELECT i.value AS "objectId", m.id AS "memberId", m.state, m.name, d.object_id IS NOT NULL AS filed
  FROM member_identities i JOIN members m ON m.workspace_id = $1 AND m.id = i.member_id
  LEFT JOIN directory_people d ON d.workspace_id = $1 AND d.object_id = i.value::uuid
  WHERE i.workspace_id = $1 AND i.kind = 'entra' AND i.value = ANY($2::text[])`

/**
 * Notes what a page says of people who are members, takes over their names, and brings in who is not yet one where the
 * workspace wants that. Nobody's membership ends here. Who was removed by an admin, or is nobody of ours, leaves no trace.
 */
export async function takeIn(tx: Tx, actor: Actor, pass: Pass, people: readonly Said[]): Promise<void> {
  const ids = people.map(({ objectId }) => objectId)
  const found = await rows<Known>(tx, knownStatement, [actor.workspaceId, ids])
  const known = new Map(found.map((each) => [each.objectId, each]))
  for (const said of people) {
    const person = known.get(said.objectId)
    if (person) await note(tx, actor, pass, said, person)
    else if (mayCome(pass, said)) await bring(tx, actor, pass, said)
  }
}

/** Of a group everybody with an account comes; without one everybody but the guests of the tenant. */
function mayCome({ phase, groupId, brings }: Pass, { removed, enabled, guest, name }: Said): boolean {
  if (!brings || removed || enabled !== true || !name) return false
  return groupId === null ? guest !== true : phase === 'group'
}

async function bring(tx: Tx, actor: Actor, pass: Pass, said: Said): Promise<void> {
  const { objectId, name = '', mail, guest = false } = said
  const { id, isNew } = await bringIn(tx, actor, { objectId, name, mail, guest })
  // Known by the hash of the id alone: somebody who was erased.
  if (isNew) await file(tx, actor, pass, said, { memberId: id, brought: true })
}

async function note(tx: Tx, actor: Actor, pass: Pass, said: Said, person: Known): Promise<void> {
  const { memberId, state, filed } = person
  // An admin removed them, or they went themselves: that is no business of the directory.
  if (!filed && state !== 'active' && state !== 'invited') return
  await file(tx, actor, pass, said, { memberId, brought: false })
  const name = said.name?.slice(0, 100)
  if (!name || name === person.name || state === 'left') return
  await rows(
    tx,
    `UPDATE members SET name = $3, version = version + 1, revision = revision + 1 WHERE workspace_id = $1 AND id = $2`,
    [actor.workspaceId, memberId, name],
  )
  await happened(tx, actor, 'member.changed', memberId, { fields: ['name'] })
}

const fileStatement = `
  INSERT INTO directory_people AS d (workspace_id, object_id, member_id, manager_id, brought, seen_at, grouped_at, gone)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
  ON CONFLICT (workspace_id, object_id) DO UPDATE SET member_id = excluded.member_id, seen_at = excluded.seen_at,
    manager_id = CASE WHEN $9::boolean THEN excluded.manager_id ELSE d.manager_id END,
    grouped_at = coalesce(excluded.grouped_at, d.grouped_at),
    gone = CASE WHEN excluded.gone IS NOT NULL THEN excluded.gone WHEN $10::boolean THEN NULL ELSE d.gone END`

async function file(
  tx: Tx,
  { workspaceId }: Actor,
  { phase, startedAt }: Pass,
  said: Said,
  { memberId, brought }: { memberId: string; brought: boolean },
): Promise<void> {
  const gone = said.removed ? 'deleted' : said.enabled === false ? 'disabled' : null
  const inGroup = phase === 'group'
  // Who is not in the group any more has an account all the same; only the group says that they are back.
  const back = said.enabled === true
  await rows(tx, inGroup || !back ? fileStatement : keepsGroup, [
    workspaceId,
    said.objectId,
    memberId,
    said.managerId ?? null,
    brought,
    startedAt,
    inGroup && !gone ? startedAt : null,
    gone,
    said.managerId !== undefined,
    back || inGroup,
  ])
}

const keepsGroup = fileStatement.replace('WHEN $10::boolean', `WHEN $10::boolean AND d.gone <> 'group'`)
