import type { EntitySchemaColumnOptions } from 'typeorm'
import {
  belongsTo,
  day,
  decimal,
  id,
  instant,
  int,
  inWorkspace,
  json,
  nullable,
  revision,
  text,
  uuid,
  version,
  withDefault,
  workspaceId,
} from '../database/columns.ts'
import type { Actor } from '../http/actor.ts'
import { newId } from '../ids.ts'
import type { Reason } from '../progress/reasons.ts'
import { healths } from '../progress/schema.ts'
import type { Cadence, Confidence, Health } from '../progress/types.ts'

export const lifecycles = ['draft', 'published', 'postponed', 'closed'] as const
export type Lifecycle = (typeof lifecycles)[number]
export const cadences = ['weekly', 'biweekly', 'monthly'] as const

/** What objectives and key results have in common. */
export interface ItemRow {
  workspaceId: string
  id: string
  title: string
  why: string | null
  description: string | null
  teamId: string
  ownerId: string
  cycleId: string
  /** Narrows the cycle's days; null: the cycle's. */
  startDay: string | null
  endDay: string | null
  lifecycle: Lifecycle
  percent: number | null
  health: Health
  healthReason: Reason[]
  overrideHealth: Health | null
  overrideWhy: string | null
  overrideBy: string | null
  overrideAt: Date | null
  score: number | null
  /** What was learned, written at the close. */
  learned: string | null
  cadence: Cadence
  /** The check-in that counts; the number of the latest of all, counting or not, is lastSeq. */
  lastSeq: number
  latestCheckInId: string | null
  latestValue: number | null
  latestConfidence: Confidence | null
  latestObservedAt: Date | null
  latestBy: string | null
  audience: 'workspace' | 'team'
  source: 'person' | 'api' | 'import'
  createdBy: string | null
  createdAt: Date
  publishedAt: Date | null
  closedAt: Date | null
  version: number
  revision: number
}

export const itemColumns: Record<keyof ItemRow, EntitySchemaColumnOptions> = {
  workspaceId,
  id,
  title: text,
  why: nullable(text),
  description: nullable(text),
  teamId: uuid,
  ownerId: uuid,
  cycleId: uuid,
  startDay: nullable(day),
  endDay: nullable(day),
  lifecycle: text,
  percent: nullable(decimal),
  health: text,
  healthReason: json,
  overrideHealth: nullable(text),
  overrideWhy: nullable(text),
  overrideBy: nullable(uuid),
  overrideAt: nullable(instant),
  score: nullable(decimal),
  learned: nullable(text),
  cadence: withDefault(text, 'weekly'),
  lastSeq: withDefault(int, 0),
  latestCheckInId: nullable(uuid),
  latestValue: nullable(decimal),
  latestConfidence: nullable(text),
  latestObservedAt: nullable(instant),
  latestBy: nullable(uuid),
  audience: text,
  source: text,
  createdBy: nullable(uuid),
  createdAt: instant,
  publishedAt: nullable(instant),
  closedAt: nullable(instant),
  version,
  revision,
}

/** Foreign keys of an item's table. */
export function itemKeys(table: string) {
  return [
    inWorkspace(table),
    belongsTo('teams', 'teamId', `${table}_team_fk`),
    belongsTo('members', 'ownerId', `${table}_owner_fk`),
    belongsTo('cycles', 'cycleId', `${table}_cycle_fk`),
  ]
}

/** Checks of an item's table. */
export function itemChecks(table: string) {
  const list = (words: readonly string[]) => `(${words.map((word) => `'${word}'`).join(', ')})`
  return [
    { name: `${table}_lifecycle_ck`, expression: `lifecycle IN ${list(lifecycles)}` },
    { name: `${table}_health_ck`, expression: `health IN ${list(healths)}` },
    { name: `${table}_override_ck`, expression: `override_health IN ${list(healths)}` },
    { name: `${table}_audience_ck`, expression: `audience IN ('workspace', 'team')` },
    { name: `${table}_cadence_ck`, expression: `cadence IN ${list(cadences)}` },
    { name: `${table}_source_ck`, expression: `source IN ('person', 'api', 'import')` },
  ]
}

/** Indices of an item's table. */
export function itemIndices(table: string) {
  return [
    { name: `${table}_team`, columns: ['workspaceId', 'teamId', 'cycleId'] },
    { name: `${table}_owner`, columns: ['workspaceId', 'ownerId'] },
  ]
}

/** The fields every new item starts with. */
export function blankItem(actor: Actor, lifecycle: Lifecycle) {
  return {
    workspaceId: actor.workspaceId,
    id: newId(actor.now),
    percent: null,
    health: 'not_started' as const,
    overrideHealth: null,
    overrideWhy: null,
    overrideBy: null,
    overrideAt: null,
    score: null,
    learned: null,
    cadence: 'weekly' as const,
    lastSeq: 0,
    latestCheckInId: null,
    latestValue: null,
    latestConfidence: null,
    latestObservedAt: null,
    latestBy: null,
    source:
      actor.surface === 'import'
        ? ('import' as const)
        : actor.scopes
          ? ('api' as const)
          : ('person' as const),
    createdBy: actor.memberId,
    createdAt: actor.now,
    publishedAt: lifecycle === 'published' ? actor.now : null,
    closedAt: null,
    version: 1,
    revision: 1,
  }
}
