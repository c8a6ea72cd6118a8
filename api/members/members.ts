import { first, rows, type Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { page, readCursor } from '../http/cursor.ts'
import { sayIn } from '../strings/say.ts'
import { type Found, foundColumns, unfoldedFor } from '../unfolding/unfolding.ts'
import type { MeDto, MemberDto, NameDto } from './schema.ts'

// Teams out of the reader's sight are left out of a person's list.
const memberColumns = `m.id, m.name, m.state, m.admin, m.guest, EXISTS (SELECT FROM member_photos p
    WHERE p.workspace_id = m.workspace_id AND p.member_id = m.id AND p.media_type IS NOT NULL) AS photo,
  coalesce((SELECT jsonb_agg(jsonb_build_object('id', t.team_id, 'role', t.role) ORDER BY t.team_id)
    FROM team_members t JOIN teams x ON x.workspace_id = t.workspace_id AND x.id = t.team_id
    WHERE t.workspace_id = m.workspace_id AND t.member_id = m.id
      AND (NOT x.private OR x.id = ANY($2::uuid[]))), '[]') AS teams`

// Guests see only the people of their teams.
const inSight = `m.workspace_id = $1 AND m.merged_into IS NULL AND (NOT $3::boolean OR EXISTS (
  SELECT FROM team_members g WHERE g.workspace_id = m.workspace_id AND g.member_id = m.id
    AND g.team_id = ANY($2::uuid[])))`

/** The people of the workspace, by name, but for erased ones unless asked for; `q` finds the beginning of any word of a name. */
export async function listMembers(
  tx: Tx,
  actor: Actor,
  query: { limit: number; cursor?: string; q?: string; teamId?: string; state?: MemberDto['state'] },
) {
  const { limit, cursor, ...filters } = query
  const after = readCursor(actor, 'members', filters, cursor)
  const found = await rows<MemberDto>(
    tx,
    `SELECT ${memberColumns} FROM members m WHERE ${inSight}
      AND ($4::text IS NULL OR lower(m.name) LIKE $4 OR lower(m.name) LIKE '% ' || $4)
      AND ($5::uuid IS NULL OR EXISTS (SELECT FROM team_members f JOIN teams t ON t.workspace_id = f.workspace_id AND t.id = f.team_id
        WHERE f.workspace_id = m.workspace_id AND f.member_id = m.id AND f.team_id = $5
          AND (NOT t.private OR t.id = ANY($2::uuid[]))))
      AND ($6::text IS NULL OR (lower(m.name), m.id) > ($6, $7::uuid))
      AND m.state = coalesce($9, nullif(m.state, 'erased'))
      ORDER BY lower(m.name), m.id LIMIT $8`,
    [
      actor.workspaceId,
      actor.teams,
      actor.guest,
      query.q ? `${query.q.toLowerCase().replace(/[\\%_]/g, '\\$&')}%` : null,
      query.teamId ?? null,
      after?.[0] ?? null,
      after?.[1] ?? null,
      limit + 1,
      query.state ?? null,
    ],
  )
  return page(actor, 'members', query, found, (row) => [row.name.toLowerCase(), row.id])
}

/**
 * Who is behind ids that stand in other replies: also people who have left, and by the id of a placeholder whoever it
 * became. Who is out of sight is left out.
 */
export async function namesOf(tx: Tx, actor: Actor, ids: readonly string[]): Promise<{ data: NameDto[] }> {
  const found = await rows<NameDto & { state: MemberDto['state'] }>(
    tx,
    `SELECT asked.id, m.name, m.state FROM members asked
      JOIN members m ON m.workspace_id = $1 AND m.id = coalesce(asked.merged_into, asked.id)
      WHERE asked.workspace_id = $1 AND asked.id = ANY($4::uuid[]) AND (NOT $3::boolean OR m.id = $5 OR EXISTS (
        SELECT FROM team_members g WHERE g.workspace_id = $1 AND g.member_id = m.id AND g.team_id = ANY($2::uuid[])))
      ORDER BY asked.id`,
    [actor.workspaceId, actor.teams, actor.guest, ids, actor.memberId],
  )
  return { data: found.map(({ id, ...person }) => ({ id, name: nameOf(person, actor) })) }
}

/** Their name, or that they were a member, in the language of the reader. */
export function nameOf({ name, state }: Pick<MemberDto, 'name' | 'state'>, { locale }: Actor): string {
  return state === 'erased' ? sayIn(locale).t('member.former') : name
}

/** Who is asking. */
export async function whoAmI(tx: Tx, actor: Actor): Promise<MeDto> {
  const found = await first<Pick<MeDto, 'name' | 'teams' | 'words' | 'celebrations'> & Found>(
    tx,
    `SELECT m.name, s.words, s.celebrations AND coalesce(m.celebrations, true) AS celebrations, coalesce((SELECT jsonb_agg(jsonb_build_object('id', x.id, 'name', x.name, 'role', t.role)
        ORDER BY x.name, x.id)
        FROM team_members t JOIN teams x ON x.workspace_id = t.workspace_id AND x.id = t.team_id
        WHERE t.workspace_id = m.workspace_id AND t.member_id = m.id), '[]') AS teams, ${foundColumns}
      FROM workspace_settings s LEFT JOIN members m ON m.workspace_id = $1 AND m.id = $2 WHERE s.workspace_id = $1`,
    [actor.workspaceId, actor.memberId],
  )
  const { workspaceId, memberId, admin, guest, zone, locale, leads, scopes } = actor
  return {
    workspaceId,
    memberId,
    admin,
    guest,
    zone,
    locale,
    name: found?.name ?? null,
    words: found?.words ?? {},
    celebrations: found?.celebrations ?? false,
    teams: found?.teams ?? [],
    leads: [...leads],
    unfolded: unfoldedFor(actor, found!),
    scopes: scopes && [...scopes],
  }
}
