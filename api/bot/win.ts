import { dayOf } from '../calendar.ts'
import { first } from '../database/transaction.ts'
import { mostLength } from '../strings/say.ts'
import { type CardWin, takenBackCard, winCard } from '../wins/card.ts'
import { celebrate } from '../wins/celebrate.ts'
import { findWin } from '../wins/read.ts'
import { type Kind, type Moment, namesOf } from './kind.ts'

/** How many of those who said something a card quotes. */
const quoted = 5

/** A win in the chat of its team: everybody there may celebrate it too, and the card counts. */
export const winKind: Kind = {
  view: async (moment, card) => {
    const { tx, actor, say, tab } = moment
    if (await wasTakenBack(moment, card.subjectId!)) return takenBackCard(say, tab('wins'))
    const win = await findWin(tx, actor, card.subjectId!)
    const name = await namesOf(moment, [
      ...win.credits.map(({ memberId }) => memberId),
      ...win.celebrations.map(({ memberId }) => memberId),
    ])
    const said = win.celebrations
      .filter(({ words }) => words)
      .slice(-quoted)
      .map(({ memberId, words }) => ({ name: name(memberId), words: words! }))
    const shown: CardWin = {
      ...{ id: win.id, foundBy: win.foundBy, betterOff: win.betterOff },
      what: win.what ?? (await titleOf(moment, win)) ?? say.t('win.something'),
      credits: win.credits.map(({ memberId }) => name(memberId)),
      ...(win.factGoneAt && { factGone: dayOf(win.factGoneAt, actor.zone) }),
    }
    return winCard(say, { card, win: shown, count: win.celebrations.length, said, tab: tab('wins') })
  },
  verbs: {
    celebrate: async ({ tx, actor }, { subjectId, data }, { inputs }) => {
      const words = inputs.words?.trim().slice(0, mostLength)
      await celebrate(tx, actor, subjectId!, words || undefined)
      return data
    },
  },
}

interface About {
  objectiveId: string | null
  keyResultId: string | null
  stepId: string | null
  barrierId: string | null
}

/** The title of what a win is about. Whoever sees a win sees its item; a barrier that is for the leader only has none. */
async function titleOf({ tx, actor }: Moment, about: About): Promise<string | null> {
  const { objectiveId, keyResultId, stepId, barrierId } = about
  const found = await first<{ title: string | null }>(
    tx,
    `SELECT coalesce((SELECT title FROM objectives WHERE workspace_id = $1 AND id = $2),
      (SELECT title FROM key_results WHERE workspace_id = $1 AND id = $3),
      (SELECT text FROM steps WHERE workspace_id = $1 AND id = $4),
      (SELECT title FROM barriers WHERE workspace_id = $1 AND id = $5 AND audience <> 'leader_only')) AS title`,
    [actor.workspaceId, objectiveId, keyResultId, stepId, barrierId],
  )
  return found?.title ?? null
}

async function wasTakenBack({ tx, actor }: Moment, id: string): Promise<boolean> {
  const statement = 'SELECT FROM wins WHERE workspace_id = $1 AND id = $2 AND taken_back_at IS NOT NULL'
  return (await first(tx, statement, [actor.workspaceId, id])) !== undefined
}
