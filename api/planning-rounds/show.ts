import { first, rows, type Tx } from '../database/transaction.ts'
import { notFound } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { page, readCursor } from '../http/cursor.ts'
import { sees } from '../objectives/policy.ts'
import type { ProposalRow, RoundRow, RoundState } from './entity.ts'
import { isAsked, mayLead, mayRead, rightsOn } from './policy.ts'
import { asksMe, objectivesStatement, proposalsStatement, roundSelect } from './read.sql.ts'
import type { ProposalDto, RoundDto, RoundObjectiveDto, RoundSummaryDto } from './schema.ts'
import { wordingOf } from './wording.ts'

/** A round with the names around it. */
export type SeenRound = RoundRow &
  Pick<RoundSummaryDto, 'team' | 'cycle'> & {
    opener: RoundSummaryDto['openedBy']
    spoken: boolean
  }

/** A proposal as the actor sees it, with the title of the objective that grew from it. */
export type SeenProposal = ProposalRow & {
  mine: boolean
  author: ProposalDto['author']
  title: string | null
}

/** The round as this actor sees it, locked for a change if so asked; 404 when it is not there for them. */
export async function findRound(tx: Tx, actor: Actor, id: string, { lock = false } = {}): Promise<SeenRound> {
  const statement = `${roundSelect(actor)} AND r.id = $4 ${lock ? 'FOR UPDATE OF r' : ''}`
  const found = await first<SeenRound>(tx, statement, [actor.workspaceId, actor.memberId, actor.teams, id])
  if (!found) throw notFound('planning round')
  return found
}

/** A round with all that its page shows, as far as it is there for the actor. */
export async function showRound(tx: Tx, actor: Actor, id: string): Promise<RoundDto> {
  const round = await findRound(tx, actor, id)
  const proposals = await proposalsOf(tx, actor, round)
  const objectives = await objectivesOf(tx, actor, round.id)
  const unanswered = unansweredOf(proposals)
  return {
    ...toSummary(round, actor),
    proposals: proposals.map((proposal) => toProposal(proposal, round, actor)),
    objectives,
    unanswered,
    can: rightsOn(actor, round, unanswered),
  }
}

/** What was proposed, as far as the actor may read it. */
export async function proposalsOf(tx: Tx, actor: Actor, round: SeenRound): Promise<SeenProposal[]> {
  if (!mayRead(actor, round)) return []
  return rows<SeenProposal>(tx, proposalsStatement, [actor.workspaceId, actor.memberId, round.id])
}

/** How many proposals of members have no answer yet; a question back is none. */
export function unansweredOf(proposals: readonly Pick<ProposalRow, 'kind' | 'state'>[]): number {
  return proposals.filter(({ kind, state }) => kind === 'member' && waits(state)).length
}

export const waits = (state: ProposalRow['state']) => state === 'open' || state === 'coached'

type Grown = Omit<RoundObjectiveDto, 'missing'> & { audience: string; teamId: string; withoutWhy: number }

async function objectivesOf(tx: Tx, actor: Actor, roundId: string): Promise<RoundObjectiveDto[]> {
  const found = await rows<Grown>(tx, objectivesStatement, [actor.workspaceId, roundId])
  return found
    .filter((objective) => sees(actor, objective))
    .map(({ withoutWhy, audience: _, teamId: __, ...objective }) => ({
      ...objective,
      missing: [
        ...(objective.why?.trim() ? [] : ['why' as const]),
        ...(withoutWhy > 0 ? ['key_result_why' as const] : []),
      ],
    }))
}

export interface ListRounds {
  limit: number
  cursor?: string
  teamId?: string
  cycleId?: string
  state?: RoundState
  /** Only those that ask something of the actor. */
  askingMe?: boolean
}

/** Rounds the actor sees, the newest first. */
export async function listRounds(tx: Tx, actor: Actor, query: ListRounds) {
  const { limit, cursor, ...filters } = query
  const after = readCursor(actor, 'planning-rounds', filters, cursor)
  const found = await rows<SeenRound>(
    tx,
    `${roundSelect(actor)} AND ($4::uuid IS NULL OR r.team_id = $4) AND ($5::uuid IS NULL OR r.cycle_id = $5)
      AND ($6::text IS NULL OR r.state = $6) AND ($10::boolean IS FALSE OR ${asksMe})
      AND ($7::timestamptz IS NULL OR (r.opened_at, r.id) < ($7, $8::uuid))
      ORDER BY r.opened_at DESC, r.id DESC LIMIT $9`,
    [
      ...[actor.workspaceId, actor.memberId, actor.teams],
      ...[query.teamId ?? null, query.cycleId ?? null, query.state ?? null],
      ...[after?.[0] ?? null, after?.[1] ?? null, limit + 1, query.askingMe ?? false],
    ],
  )
  const keys = (row: SeenRound) => [row.openedAt.toISOString(), row.id]
  const { data, nextCursor } = page(actor, 'planning-rounds', query, found, keys)
  return { data: data.map((row) => toSummary(row, actor)), nextCursor }
}

/** The row as the actor is shown it in a list. */
export function toSummary({ opener, spoken, ...round }: SeenRound, actor: Actor): RoundSummaryDto {
  return {
    ...round,
    closesAt: round.closesAt.toISOString(),
    openedBy: opener,
    openedAt: round.openedAt.toISOString(),
    closedAt: round.closedAt?.toISOString() ?? null,
    publishedAt: round.publishedAt?.toISOString() ?? null,
    asked: round.asked.length,
    mine: { asked: isAsked(actor, round), spoken },
  }
}

function toProposal({ title, ...proposal }: SeenProposal, round: RoundRow, actor: Actor): ProposalDto {
  const { mine, state, kind, question } = proposal
  const open = round.state === 'open'
  const wording = title === null ? null : wordingOf(proposal, title)
  const answers = mayLead(actor, round) && !open && !round.withheld
  return {
    ...proposal,
    wording: wording && { state: wording, title: title!, words: proposal.verdictWords },
    can: {
      reword: mine && open,
      withdraw: mine && open,
      reply: mine && state === 'coached' && question !== null,
      judge: mine && kind === 'member' && wording !== null && wording !== 'same',
      answer: answers && (waits(state) || state === 'declined'),
    },
  }
}
