import { cardsAbout, latestCard } from '../chat/cards.ts'
import { first, rows, type Tx } from '../database/transaction.ts'
import type { EventRow } from '../events/entity.ts'
import type { Actor } from '../http/actor.ts'
import { schedule } from '../jobs/due.ts'
import { ask, edit, editLast } from './ask.ts'

/** Whoever is asked gets the question as a card; it is edited in place to remind them, and when the round has ended. */
export async function tellOfRound(tx: Tx, actor: Actor, event: EventRow): Promise<void> {
  const { subjectId, actorId, kind, audienceMembers } = event
  const past = kind.slice('planning-round.'.length)
  const cards = await cardsAbout(tx, actor, subjectId)
  if (['closed', 'extended', 'published'].includes(past)) await edit(tx, actor, cards)
  if (past === 'closing-soon') {
    const reminded = cards.filter(({ memberId }) => audienceMembers?.includes(memberId ?? ''))
    await edit(tx, actor, reminded)
  }
  if (past !== 'opened') return
  const asked = await first<{ members: string[]; inMeeting: boolean }>(
    tx,
    `SELECT asked AS members, kind = 'ten_minutes' AS "inMeeting" FROM planning_rounds WHERE workspace_id = $1 AND id = $2`,
    [actor.workspaceId, subjectId],
  )
  for (const memberId of asked?.members ?? []) {
    const about = { subjectId, by: actorId, memberId, inMeeting: asked!.inMeeting }
    await ask(tx, actor, { ...about, kind: 'ask-first', mute: 'round' })
  }
}

/** How long one card carries all that is agreed in that time. */
const together = 12 * 3_600_000

/** After goals were agreed whoever is asked for a yes gets one card, however many they are; it follows every answer. */
export async function tellOfYes(
  tx: Tx,
  actor: Actor,
  { kind, data, actorId, surface }: EventRow,
): Promise<void> {
  if (kind !== 'commitment.asked') {
    // Said on the card itself, the answer has shown it; an edit would empty the form for the next one.
    return surface === 'chat' ? undefined : editLast(tx, actor, actorId, 'commit')
  }
  const memberId = String(data.memberId)
  const since = new Date(actor.now.getTime() - together)
  const card = await latestCard(tx, actor, { memberId, kind: 'commit', since })
  if (card) return edit(tx, actor, [card])
  await ask(tx, actor, { subjectId: null, by: null, memberId, kind: 'commit', mute: 'commit' })
}

/** Whoever can help sees it on their morning card; what they suggest is put before the owner, to pick from. */
export async function tellOfBreakDown(tx: Tx, actor: Actor, event: EventRow): Promise<void> {
  const { kind, actorId, data } = event
  const ownerId = String(data.ownerId)
  for (const memberId of event.audienceMembers ?? []) {
    if (memberId !== ownerId) await editLast(tx, actor, memberId, 'morning')
  }
  if (kind !== 'break-down.suggested') return
  const about = { note: 'suggested', about: data.keyResultId }
  const asked = { subjectId: null, by: actorId, memberId: ownerId, data: about }
  await ask(tx, actor, { ...asked, kind: 'step', mute: 'break_down' })
}

/** Whoever is mentioned reads it in chat; a comment that is changed or removed changes there. */
export async function tellOfMentions(tx: Tx, actor: Actor, { data, actorId }: EventRow): Promise<void> {
  const subjectId = String(data.commentId)
  await edit(tx, actor, await cardsAbout(tx, actor, subjectId))
  for (const memberId of (data.mentions ?? []) as string[]) {
    await ask(tx, actor, { subjectId, by: actorId, memberId, kind: 'mention', mute: 'mention' })
  }
}

/** Half way through a cycle its people are asked, each at their own time, what they keep, change or stop. */
export async function askHalfWay(tx: Tx, actor: Actor, members: readonly string[]): Promise<void> {
  for (const memberId of members) {
    await schedule(tx, actor, { kind: 'half-time', subjectId: memberId, runAt: actor.now })
  }
}

/** The pulse is repeated on the same card, for whoever has nothing else to answer too. */
export async function tellOfPulse(tx: Tx, actor: Actor, { data }: EventRow): Promise<void> {
  if (data.moment !== 'mid_cycle') return
  const people = await rows<{ id: string }>(
    tx,
    `SELECT m.id FROM team_members t JOIN members m ON m.workspace_id = $1 AND m.id = t.member_id
      WHERE t.workspace_id = $1 AND t.team_id = $2 AND m.state = 'active' AND NOT m.guest AND m.merged_into IS NULL`,
    [actor.workspaceId, data.teamId],
  )
  await askHalfWay(
    tx,
    actor,
    people.map(({ id }) => id),
  )
}

/** Admins hear that another program is told nothing any more; the card says why, and leads to where that is mended. */
export async function tellOfWebhook(
  tx: Tx,
  actor: Actor,
  { subjectId, audienceMembers }: EventRow,
): Promise<void> {
  for (const memberId of audienceMembers ?? []) {
    await ask(tx, actor, { subjectId, by: null, memberId, kind: 'webhook-off', mute: null })
  }
}
