import { dayOf } from '../calendar.ts'
import { first, type Tx } from '../database/transaction.ts'
import { badField } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { edit } from '../http/versions.ts'
import { newId } from '../ids.ts'
import { homeTeam } from '../objectives/place.ts'
import { type Asked, checkKnown, whomToAsk } from './asking.ts'
import { addBlocks, type BlockTarget, findTargets } from './blocks.ts'
import { answerDue, loadWorkdays } from './clock.ts'
import { BarrierEntity, type BarrierKind, type BarrierRow, type Link } from './entity.ts'
import { findFor, move } from './move.ts'
import type { BarrierDto, NewBarrierInput, RaiseDraftInput, WhomToAskDto } from './schema.ts'
import { toAsked } from './to-barrier.ts'

/**
 * Raises a barrier: it gets its number and is asked of one leader, who has the clock from now on. 400 for a team, a
 * leader, a key result or a step that is not there for the actor.
 */
export async function raiseBarrier(tx: Tx, actor: Actor, input: NewBarrierInput): Promise<BarrierDto> {
  const { keyResultIds = [], stepIds = [], leaderOnly, askedOf, ...said } = input
  const targets = await findTargets(tx, actor, keyResultIds, stepIds)
  const teamId = teamOf(actor, input.teamId, targets)
  const { audience } = await homeTeam(tx, actor, teamId)
  const row = await insertBarrier(tx, actor, {
    ...said,
    links: checkLinks(said.links),
    teamId,
    audience: leaderOnly ? 'leader_only' : audience,
    number: await nextNumber(tx, actor),
  })
  if (askedOf) await checkKnown(tx, actor, askedOf)
  await addBlocks(tx, row, targets)
  return raise(tx, actor, row, askedOf)
}

/** Raises what a check-in drafted, with what is said differently. 404 for everybody else; 409 unless it is a draft. */
export async function raiseDraft(
  tx: Tx,
  actor: Actor,
  id: string,
  { askedOf, leaderOnly, ...said }: RaiseDraftInput,
): Promise<BarrierDto> {
  const draft = await findFor(tx, actor, id, 'raise')
  if (askedOf) await checkKnown(tx, actor, askedOf)
  const row = await edit<BarrierRow>(tx, actor, BarrierEntity, draft, null, {
    ...fieldsOf(said),
    number: draft.number ?? (await nextNumber(tx, actor)),
    ...(leaderOnly && { audience: 'leader_only' as const }),
  })
  return raise(tx, actor, { ...row, links: draft.links }, askedOf ?? draft.askedOf ?? undefined)
}

async function raise(tx: Tx, actor: Actor, row: BarrierRow, named: string | undefined): Promise<BarrierDto> {
  const [workdays, { zone, ...asked }] = [
    await loadWorkdays(tx, actor),
    await whomToAsk(tx, actor, { teamId: row.teamId, raisedBy: row.raisedBy, ...(named && { named }) }),
  ]
  return move(tx, actor, row, {
    kind: 'raised',
    set: {
      state: 'open',
      clock: 'asked',
      raisedAt: actor.now,
      raisedDay: dayOf(actor.now, workdays.zone),
      ...asked,
      told: [asked.askedOf],
      ...answerDue(actor.now, zone, row.severity, workdays),
    },
    data: { why: asked.askedWhy },
  })
}

/** Who would be asked for a team, or for the team of a key result, if the actor raised something now. */
export async function previewAsked(
  tx: Tx,
  actor: Actor,
  query: { teamId?: string; keyResultId?: string },
): Promise<WhomToAskDto> {
  const targets = await findTargets(tx, actor, query.keyResultId ? [query.keyResultId] : [], [])
  const teamId = teamOf(actor, query.teamId, targets)
  await homeTeam(tx, actor, teamId)
  const { zone, ...asked } = await whomToAsk(tx, actor, { teamId, raisedBy: actor.memberId! })
  const found = await first<{ name: string }>(
    tx,
    'SELECT name FROM members WHERE workspace_id = $1 AND id = $2',
    [actor.workspaceId, asked.askedOf],
  )
  return { teamId, asked: toAsked({ ...asked, dueDay: null, dueZone: zone })!, name: found!.name }
}

interface Said {
  kind: BarrierKind
  title?: string | null
  details?: string | null
  links?: Link[]
  severity?: BarrierRow['severity']
  teamId: string
  audience: BarrierRow['audience']
  number?: number
  checkInId?: string
  asked?: Asked
}

/** Writes the row of a barrier of which nobody has heard yet; its first turn makes it a draft or raises it. */
export async function insertBarrier(tx: Tx, actor: Actor, said: Said): Promise<BarrierRow> {
  const row: BarrierRow = {
    ...blank,
    workspaceId: actor.workspaceId,
    id: newId(actor.now),
    number: said.number ?? null,
    title: said.title?.trim() || null,
    kind: said.kind,
    details: said.details?.trim() || null,
    links: said.links ?? [],
    severity: said.severity ?? 'normal',
    teamId: said.teamId,
    audience: said.audience,
    raisedBy: actor.memberId!,
    checkInId: said.checkInId ?? null,
    createdAt: actor.now,
    askedOf: said.asked?.askedOf ?? null,
    askedTeamId: said.asked?.askedTeamId ?? null,
    askedWhy: said.asked?.askedWhy ?? null,
    askedInsteadOf: said.asked?.askedInsteadOf ?? null,
  }
  await tx.insert(BarrierEntity, row as object)
  return row
}

const blank = {
  state: 'draft' as const,
  clock: 'raiser' as const,
  dueDay: null,
  dueZone: null,
  raisedAt: null,
  raisedDay: null,
  told: [],
  promiseDay: null,
  promiseZone: null,
  promiseBy: null,
  promiseKept: null,
  clearedBy: null,
  clearedAt: null,
  clearedHow: null,
  confirmedAt: null,
  unconfirmed: false,
  reopened: 0,
  lastTurn: 0,
  peopleWaiting: 0,
  weight: 0,
  daysWaiting: 0,
  costPerDay: 0,
  costOfDelay: null,
  version: 1,
  revision: 1,
}

/** The fields of an edit as the columns keep them. */
export function fieldsOf({ title, details, links, ...rest }: RaiseDraftInput): Partial<BarrierRow> {
  return {
    ...rest,
    ...(title !== undefined && { title: title?.trim() || null }),
    ...(details !== undefined && { details: details?.trim() || null }),
    ...(links && { links: JSON.stringify(checkLinks(links)) as unknown as Link[] }),
  }
}

/** Links lead to the web and nowhere else; whose address names a user leads astray. */
function checkLinks(links: readonly { url: string; text?: string | null }[] = []): Link[] {
  return links.map(({ url, text = null }, i) => {
    const parsed = URL.canParse(url) ? new URL(url) : null
    if (parsed?.protocol !== 'https:' || parsed.username || parsed.password) {
      throw badField(`/links/${i}/url`, 'link', 'A link begins with https:// and leads to a place.')
    }
    return { url: parsed.href, text }
  })
}

function teamOf(actor: Actor, given: string | undefined, targets: readonly BlockTarget[]): string {
  const only = actor.teams.length === 1 ? actor.teams[0] : undefined
  const teamId = given ?? targets[0]?.teamId ?? only
  if (!teamId) throw badField('/teamId', 'required', 'Say for which team, or what is blocked.')
  return teamId
}

export async function nextNumber(tx: Tx, actor: Actor): Promise<number> {
  const counted = await first<{ number: number }>(
    tx,
    `UPDATE workspace_settings SET last_barrier = last_barrier + 1 WHERE workspace_id = $1
      RETURNING last_barrier AS number`,
    [actor.workspaceId],
  )
  return counted!.number
}
