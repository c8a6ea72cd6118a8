import type { Report } from './report.ts'

/**
 * What a Viva Goals export says, whichever format it came in. Numbers are decimal texts ("5.5"), never floats;
 * days are 'YYYY-MM-DD', instants RFC 3339 in UTC. A `…Key` names another record of the same export.
 */
export interface VivaExport {
  source: VivaSource
  organisation: VivaOrganisation
  /** The fields of an item that this source can tell; what is not named here says nothing, not "empty". */
  carries: ItemField[]
  users: VivaUser[]
  teams: VivaTeam[]
  periods: VivaPeriod[]
  items: VivaItem[]
  checkIns: VivaCheckIn[]
  comments: VivaComment[]
  tasks: VivaTask[]
  /** Rows that no other list could take, word for word: tags, unknown files, unreadable rows. */
  kept: VivaKept[]
  report: Report
}

export type VivaSource = 'viva-zip' | 'viva-csv'

/** What the file's own name tells: who exported which organisation when; the instant is Viva's, in UTC. */
export interface VivaOrganisation {
  externalId: string | null
  name: string | null
  exportedBy: string | null
  exportedAt: string | null
}

/** Where a record stood and what it was: the same row has the same hash in every export of its source. */
export interface Traced {
  key: string
  externalId: string | null
  pointer: string
  rowHash: string
}

/** Source fields without a place here, word for word. */
export type Kept = Record<string, unknown>

export interface VivaUser extends Traced {
  name: string
  email: string | null
  /** False: named somewhere (owner, author, …) but not in the list of users, so a placeholder. */
  listed: boolean
  managerName: string | null
  teamKeys: string[]
  roleText: string | null
  statusText: string | null
  kept: Kept
}

export interface VivaTeam extends Traced {
  name: string
  parentKey: string | null
  ownerKeys: string[]
  description: string | null
  kept: Kept
}

export interface VivaPeriod extends Traced {
  name: string
  startDay: string | null
  endDay: string | null
  /** True: the file names the period only; the days are the widest of its items. */
  inferred: boolean
}

export type ItemKind = 'objective' | 'key_result' | 'project'
export type Lifecycle = 'published' | 'postponed' | 'closed'
export type VivaHealth = 'not_started' | 'on_track' | 'at_risk' | 'behind'
export type Direction = 'increase_to' | 'decrease_to' | 'stay_at_or_above' | 'stay_at_or_below'
export type RollUp = 'children' | 'manual' | 'integration'

export interface VivaItem extends Traced {
  kind: ItemKind
  /** The organisation's own word for this kind ("Kpi"). */
  typeText: string | null
  /** For files without ids: title, owners and period, folded; the same in every format. */
  matchKey: string
  title: string
  description: VivaText | null
  creatorKey: string | null
  /** The first is accountable, the others contribute. */
  ownerKeys: string[]
  /** The first is the home team, the others share. */
  teamKeys: string[]
  periodKey: string | null
  startDay: string | null
  endDay: string | null
  parents: VivaParent[]
  /** Null on objectives: they take their percent from their items or from a check-in by hand. */
  measure: VivaMeasure | null
  statusText: string | null
  lifecycle: Lifecycle
  health: VivaHealth | null
  reopened: boolean
  /** 0 to 1; null is "not scored". */
  score: string | null
  goalType: 'committed' | 'aspirational' | null
  delegateKey: string | null
  checkInOwnerKeys: string[]
  rollUp: RollUp | null
  createdAt: string | null
  reported: VivaReported
  kept: Kept
}

export type ItemField = Exclude<keyof VivaItem, keyof Traced | 'kept'>

/** What Viva itself last said of an item; its truth is in the check-ins, this is for comparing. */
export interface VivaReported {
  value: string | null
  percent: string | null
  lastCheckInDay: string | null
  lastNote: string | null
}

export interface VivaParent {
  externalId: string | null
  title: string
  /** The parent in this export, if it is there and can be told apart. */
  itemKey: string | null
  weightText: string | null
  /** Percent; null is an equal share, "0" does not count (decisions: all-zero siblings become null). */
  weight: string | null
}

export interface VivaMeasure {
  kind: 'number' | 'percent' | 'currency'
  direction: Direction
  /** How the direction is known: said by the file, by start against target, by the check-ins, or not at all. */
  directionFrom: 'said' | 'start-and-target' | 'check-ins' | 'guess'
  baseline: string | null
  target: string | null
  /** Currency code (ISO 4217) of a currency, else the unit's own word when it is not a plain number or percent. */
  unit: string | null
  metricName: string | null
  unitText: string | null
  targetTypeText: string | null
  phasedInterval: string | null
  phased: { day: string; value: string }[]
}

/** Text of a person: always plain, and the allowed HTML when the source had some. */
export interface VivaText {
  text: string
  html: string | null
}

export interface VivaCheckIn extends Traced {
  itemKey: string
  /** 0 for the item's oldest check-in; the last one holds. */
  order: number
  /** How many earlier check-ins of this item have the same day and value: tells twins apart without an id. */
  position: number
  day: string
  activityDay: string | null
  activityAt: string | null
  authorKey: string | null
  note: VivaText | null
  metricName: string | null
  statusText: string | null
  health: VivaHealth | null
  value: string | null
  kept: Kept
}

export interface VivaComment extends Traced {
  itemKey: string
  authorKey: string | null
  at: string | null
  body: VivaText
  /** "@Ana.Petrov" as it stands in the text, and the person if exactly one fits. */
  mentions: { text: string; userKey: string | null }[]
  kept: Kept
}

/** Becomes a step of its item. */
export interface VivaTask extends Traced {
  itemKey: string
  name: string
  day: string | null
  statusText: string | null
  done: boolean | null
  ownerKey: string | null
  kept: Kept
}

export interface VivaKept {
  pointer: string
  rowHash: string
  what: string
  row: unknown
}
