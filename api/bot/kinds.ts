import type { Card } from '../chat/card.ts'
import type { Delivery } from '../chat/deliver.ts'
import type { CardRow } from '../chat/entity.ts'
import type { Tx } from '../database/transaction.ts'
import { Refusal } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { workerActor } from '../jobs/actor.ts'
import { actorFor } from '../members/find-actor.ts'
import { askFirstKind } from './ask-first.ts'
import { askedKind, raisedKind, raiseKind } from './barrier.ts'
import { celebrateHereKind } from './celebrate-here.ts'
import { checkInKind } from './check-in.ts'
import { commitKind } from './commit.ts'
import { halfTimeKind } from './half-time.ts'
import { type Kind, momentOf, type Tab } from './kind.ts'
import { logWinKind } from './log-win.ts'
import { mentionKind } from './mention.ts'
import { morningKind } from './morning.ts'
import { plainKind } from './plain.ts'
import { stepKind } from './step.ts'
import { webhookOffKind } from './webhook-off.ts'
import { winKind } from './win.ts'

/** Every kind of card there is, by the word the database keeps it under. */
export const kinds: Readonly<Record<string, Kind | undefined>> = {
  'check-in': checkInKind,
  step: stepKind,
  commit: commitKind,
  'ask-first': askFirstKind,
  asked: askedKind,
  raised: raisedKind,
  raise: raiseKind,
  morning: morningKind,
  'half-time': halfTimeKind,
  mention: mentionKind,
  win: winKind,
  'log-win': logWinKind,
  'celebrate-here': celebrateHereKind,
  'webhook-off': webhookOffKind,
  plain: plainKind,
}

/** How the worker draws cards: for its member, in their language, from the facts as they are now. */
export function drawing(tab: Tab): Delivery['draw'] {
  return async (tx, place, card) => {
    const kind = kinds[card.kind]
    const actor = kind && (await viewerOf(tx, place, card))
    if (!kind || !actor) return null
    const moment = await momentOf(tx, actor, tab)
    // What nobody has seen yet is looked up at the last moment.
    const data =
      card.shown === null && card.revision === 1 && kind.prepare
        ? await kind.prepare(moment, card)
        : card.data
    if (data === null) return null
    return drawn(() => kind.view(moment, { ...card, data }), data)
  }
}

type Place = Pick<Actor, 'workspaceId' | 'now'>

async function viewerOf(tx: Tx, { workspaceId, now }: Place, card: CardRow): Promise<Actor | undefined> {
  if (card.memberId === null) return workerActor(tx, workspaceId, now)
  const place = { workspaceId, surface: 'chat' as const, now, traceId: `card ${card.id}` }
  return actorFor(tx, place, card.memberId)
}

/** What has gone out of its reader's sight since is not shown any more. */
async function drawn(view: () => Promise<Card>, data: Record<string, unknown>) {
  try {
    return { card: await view(), data }
  } catch (error) {
    if (error instanceof Refusal && error.status === 404) return null
    throw error
  }
}
