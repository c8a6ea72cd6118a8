import type { Card } from '../chat/card.ts'
import type { CardRow } from '../chat/entity.ts'
import { first, type Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { type Say, sayIn } from '../strings/say.ts'

/** The address of a place in the tab: `at('barriers/0190…')`. */
export type Tab = (place: string) => string

/** For whom and where a card is drawn, and who presses it. */
export interface Moment {
  tx: Tx
  actor: Actor
  say: Say
  tab: Tab
}

/** What somebody pressed, with what they filled in. */
export interface Press {
  item: string | undefined
  inputs: Readonly<Record<string, string>>
}

/** Everything that one kind of card is: how it looks, and what its buttons do. */
export interface Kind {
  /** Looks the facts up before it is first shown; null: there is nothing to say. Left out: there always is. */
  prepare?(moment: Moment, card: CardRow): Promise<Record<string, unknown> | null>
  view(moment: Moment, card: CardRow): Promise<Card>
  /** Whether nothing may be kept of who presses this, not even that the card was pressed. Left out: never. */
  secret?(moment: Moment, card: CardRow, verb: string): Promise<boolean>
  /** By name; each returns what the card holds afterwards. */
  verbs: Readonly<
    Record<string, (moment: Moment, card: CardRow, press: Press) => Promise<Record<string, unknown>>>
  >
}

/** A moment of this actor, in their language and the words of their workspace. */
export async function momentOf(tx: Tx, actor: Actor, tab: Tab): Promise<Moment> {
  const found = await first<{ words: Record<string, string> }>(
    tx,
    'SELECT words FROM workspace_settings WHERE workspace_id = $1',
    [actor.workspaceId],
  )
  return { tx, actor, say: sayIn(actor.locale, found?.words), tab }
}

/** What people are called, by their ids; a stranger to the workspace has no name here. */
export async function namesOf(
  { tx, actor }: Moment,
  ids: readonly (string | null)[],
): Promise<(id: string | null) => string> {
  const found = await first<{ names: Record<string, string> | null }>(
    tx,
    'SELECT jsonb_object_agg(id, name) AS names FROM members WHERE workspace_id = $1 AND id = ANY($2::uuid[])',
    [actor.workspaceId, ids.filter((id) => id !== null)],
  )
  return (id) => (id && found?.names?.[id]) || '–'
}

/** What the bot says in words of ours; by name, so that a card holds no text. */
export const sayings = [
  'welcome',
  'help',
  'unknown',
  'goals',
  'team',
  'nothingDue',
  'paused',
  'resumed',
  'logged',
  'celebrateHere',
  'notLeader',
  'noTeam',
  'refused',
  'stranger',
] as const
export type Saying = (typeof sayings)[number]

/** What the channel is answered: a status and, for an invoke, its body. */
export interface Reply {
  status: number
  body?: unknown
}
