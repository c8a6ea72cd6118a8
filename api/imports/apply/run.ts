import type { Day } from '../../calendar.ts'
import type { Tx } from '../../database/transaction.ts'
import type { Actor } from '../../http/actor.ts'
import type { Traced, VivaExport } from '../model.ts'
import type { Counted, Counts, Outcome } from '../outcome.ts'
import { type RecordKind, type ReportCode, tell } from '../report.ts'

export const phases = [
  'reading',
  'people',
  'teams',
  'cycles',
  'items',
  'check-ins',
  'comments',
  'steps',
  'figures',
  'finished',
] as const
export type Phase = (typeof phases)[number]

/** Who the people of a file are, as an admin decided: a member, a new placeholder, or nobody. */
export type Decisions = Readonly<Record<string, string>>

/** One import under way: the file, the transaction it is applied in, and what became of it so far. */
export interface Run {
  tx: Tx
  /** The admin, acting through an import: sees every team, so that restricted items find their place. */
  actor: Actor
  importId: string
  viva: VivaExport
  decisions: Decisions
  /** A rehearsal: people who need a decision are taken for new ones. */
  dryRun: boolean
  zone: string
  today: Day
  counts: Counts
  /** Ids of items that changed or whose check-ins did. */
  touched: { objectives: Set<string>; keyResults: Set<string> }
  progress(phase: Phase, done: number, total: number): Promise<void>
}

/** Says something about a record of the file. */
export function say(
  { viva }: Run,
  record: Pick<Traced, 'pointer'>,
  kind: RecordKind,
  code: ReportCode,
  detail: string,
): void {
  tell(viva.report, record.pointer, kind, code, detail)
}

/** Counts what became of a record and writes its line: every record has one. */
export function became(
  run: Run,
  record: Pick<Traced, 'pointer'>,
  kind: RecordKind,
  counted: Counted,
  outcome: Exclude<keyof Outcome, 'edited'>,
  detail: string,
): void {
  run.counts[counted][outcome] += 1
  say(run, record, kind, outcome, detail)
}
