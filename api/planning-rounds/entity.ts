import { EntitySchema } from 'typeorm'
import {
  belongsTo,
  day,
  flag,
  id,
  instant,
  int,
  inWorkspace,
  nullable,
  revision,
  text,
  uuid,
  version,
  withDefault,
  workspaceId,
} from '../database/columns.ts'

/** again: a small round on one key result that people find no use in. */
export const roundKinds = ['round', 'ten_minutes', 'again'] as const
export type RoundKind = (typeof roundKinds)[number]

export const roundStates = ['open', 'closed', 'published'] as const
export type RoundState = (typeof roundStates)[number]

export interface RoundRow {
  workspaceId: string
  id: string
  teamId: string
  cycleId: string
  audience: 'workspace' | 'team'
  kind: RoundKind
  keyResultId: string | null
  question: string
  vision: string | null
  anonymous: boolean
  /** Whose voice is asked for, as the round was opened. */
  asked: string[]
  /** How many of them have a proposal that stands; who they are is not kept here. */
  voices: number
  state: RoundState
  /** Anonymous, and closed with too few voices to hide among: nobody reads what was proposed. */
  withheld: boolean
  /** The last day, read in closesZone; closesAt is the instant at which it is over. */
  closesDay: string
  closesZone: string
  closesAt: Date
  openedBy: string
  openedAt: Date
  /** Null: the closing day did. */
  closedBy: string | null
  closedAt: Date | null
  publishedBy: string | null
  publishedAt: Date | null
  version: number
  revision: number
}

export const RoundEntity = new EntitySchema<RoundRow>({
  name: 'planning_rounds',
  tableName: 'planning_rounds',
  columns: {
    workspaceId,
    id,
    teamId: uuid,
    cycleId: uuid,
    audience: text,
    kind: text,
    keyResultId: nullable(uuid),
    question: text,
    vision: nullable(text),
    anonymous: flag,
    asked: { type: 'uuid', array: true },
    voices: withDefault(int, 0),
    state: text,
    withheld: withDefault(flag, false),
    closesDay: day,
    closesZone: text,
    closesAt: instant,
    openedBy: uuid,
    openedAt: instant,
    closedBy: nullable(uuid),
    closedAt: nullable(instant),
    publishedBy: nullable(uuid),
    publishedAt: nullable(instant),
    version,
    revision,
  },
  foreignKeys: [
    inWorkspace('planning_rounds'),
    belongsTo('teams', 'teamId', 'planning_rounds_team_fk'),
    belongsTo('cycles', 'cycleId', 'planning_rounds_cycle_fk'),
    belongsTo('key_results', 'keyResultId', 'planning_rounds_key_result_fk'),
    belongsTo('members', 'openedBy', 'planning_rounds_opened_by_fk'),
    belongsTo('members', 'closedBy', 'planning_rounds_closed_by_fk'),
    belongsTo('members', 'publishedBy', 'planning_rounds_published_by_fk'),
  ],
  checks: [
    { name: 'planning_rounds_audience_ck', expression: `audience IN ('workspace', 'team')` },
    { name: 'planning_rounds_kind_ck', expression: `kind IN ('round', 'ten_minutes', 'again')` },
    { name: 'planning_rounds_again_ck', expression: `(kind = 'again') = (key_result_id IS NOT NULL)` },
    { name: 'planning_rounds_state_ck', expression: `state IN ('open', 'closed', 'published')` },
    {
      name: 'planning_rounds_withheld_ck',
      expression: `NOT withheld OR (anonymous AND state = 'closed')`,
    },
  ],
  indices: [
    {
      name: 'planning_rounds_one_open',
      columns: ['workspaceId', 'teamId', 'cycleId'],
      unique: true,
      where: `state = 'open' AND kind <> 'again'`,
    },
    { name: 'planning_rounds_team', columns: ['workspaceId', 'teamId', 'cycleId', 'openedAt'] },
    { name: 'planning_rounds_state', columns: ['workspaceId', 'state'] },
  ],
})

/** member: of somebody asked; draft: the leader's, sealed until the close; gap: the leader's, written after it. */
export const proposalKinds = ['member', 'draft', 'gap'] as const
export type ProposalKind = (typeof proposalKinds)[number]

export const proposalStates = ['open', 'coached', 'agreed', 'combined', 'declined', 'withdrawn'] as const
export type ProposalState = (typeof proposalStates)[number]

export interface ProposalRow {
  workspaceId: string
  /** Version 4: it tells nothing of when it was made, and sorting by it shuffles. */
  id: string
  roundId: string
  kind: ProposalKind
  text: string
  why: string | null
  /** The day, not the instant. */
  day: string
  /** Null in an anonymous round: only `authorships` knows, and shows it to the author alone. */
  authorId: string | null
  state: ProposalState
  /** A question back to the author, and what they said to it. */
  question: string | null
  reply: string | null
  /** Why it was declined. */
  reason: string | null
  answeredBy: string | null
  /** The objective that grew from it. */
  objectiveId: string | null
  /** What the author says of the objective's wording, and of which words they said it. */
  verdict: 'agreed' | 'not_meant' | null
  verdictOn: string | null
  verdictWords: string | null
  version: number
  revision: number
}

export const ProposalEntity = new EntitySchema<ProposalRow>({
  name: 'proposals',
  tableName: 'proposals',
  columns: {
    workspaceId,
    id,
    roundId: uuid,
    kind: text,
    text,
    why: nullable(text),
    day,
    authorId: nullable(uuid),
    state: text,
    question: nullable(text),
    reply: nullable(text),
    reason: nullable(text),
    answeredBy: nullable(uuid),
    objectiveId: nullable(uuid),
    verdict: nullable(text),
    verdictOn: nullable(text),
    verdictWords: nullable(text),
    version,
    revision,
  },
  foreignKeys: [
    inWorkspace('proposals'),
    belongsTo('planning_rounds', 'roundId', 'proposals_round_fk'),
    belongsTo('members', 'authorId', 'proposals_author_fk'),
    belongsTo('members', 'answeredBy', 'proposals_answered_by_fk'),
    belongsTo('objectives', 'objectiveId', 'proposals_objective_fk'),
  ],
  checks: [
    { name: 'proposals_kind_ck', expression: `kind IN ('member', 'draft', 'gap')` },
    {
      name: 'proposals_state_ck',
      expression: `state IN ('open', 'coached', 'agreed', 'combined', 'declined', 'withdrawn')`,
    },
    { name: 'proposals_verdict_ck', expression: `verdict IN ('agreed', 'not_meant')` },
    {
      name: 'proposals_grown_ck',
      expression: `(state IN ('agreed', 'combined')) = (objective_id IS NOT NULL)`,
    },
    { name: 'proposals_declined_ck', expression: `state <> 'declined' OR reason IS NOT NULL` },
    { name: 'proposals_leader_ck', expression: `kind = 'member' OR author_id IS NOT NULL` },
  ],
  indices: [
    { name: 'proposals_round', columns: ['workspaceId', 'roundId', 'id'] },
    {
      name: 'proposals_objective',
      columns: ['workspaceId', 'objectiveId'],
      where: 'objective_id IS NOT NULL',
    },
    { name: 'proposals_author', columns: ['workspaceId', 'authorId'], where: 'author_id IS NOT NULL' },
  ],
})

/** Who wrote an anonymous proposal. Row-level security shows each row to its member alone. */
export interface AuthorshipRow {
  workspaceId: string
  proposalId: string
  roundId: string
  memberId: string
  /** Hash of the Idempotency-Key it came with: the reply itself must not be stored. */
  request: string | null
}

export const AuthorshipEntity = new EntitySchema<AuthorshipRow>({
  name: 'authorships',
  tableName: 'authorships',
  columns: {
    workspaceId,
    proposalId: { ...uuid, primary: true },
    roundId: uuid,
    memberId: uuid,
    request: nullable(text),
  },
  foreignKeys: [
    inWorkspace('authorships'),
    belongsTo('planning_rounds', 'roundId', 'authorships_round_fk'),
    belongsTo('members', 'memberId', 'authorships_member_fk'),
  ],
  indices: [{ name: 'authorships_member', columns: ['workspaceId', 'memberId', 'roundId'] }],
})
