import { askedKind, raisedKind, raiseKind } from './barrier.ts'
import { checkInKind } from './check-in.ts'
import type { Kind } from './kind.ts'
import { morningKind } from './morning.ts'
import { plainKind } from './plain.ts'
import { commitKind, stepKind } from './step.ts'
import { winKind } from './win.ts'

/** Every kind of card there is, by the word the database keeps it under. */
export const kinds: Readonly<Record<string, Kind | undefined>> = {
  'check-in': checkInKind,
  step: stepKind,
  commit: commitKind,
  asked: askedKind,
  raised: raisedKind,
  raise: raiseKind,
  morning: morningKind,
  win: winKind,
  plain: plainKind,
}
