import { dayOf } from '../calendar.ts'
import type { CardRow } from '../chat/entity.ts'
import { badField } from '../errors.ts'
import { askFirstCard } from '../planning-rounds/card.ts'
import { propose, withdraw } from '../planning-rounds/propose.ts'
import type { ProposalDto } from '../planning-rounds/schema.ts'
import { findRound, showRound } from '../planning-rounds/show.ts'
import type { Kind, Moment } from './kind.ts'

const notes = ['said', 'takenBack', 'changed', 'invalid'] as const
/** What a card quotes of what its reader said. */
const mostQuoted = 3

// The press itself is unlinked: nothing that could say who pressed is kept of it.
const unlinking = { unlink: () => undefined }

/** The question of a planning round, before whoever is asked. */
export const askFirstKind: Kind = {
  /** A round that ended before the card got there asks nothing any more. */
  prepare: async ({ tx, actor }, { subjectId, data }) => {
    const { state } = await findRound(tx, actor, subjectId!)
    return state === 'open' ? data : null
  },
  secret: async ({ tx, actor }, { subjectId }, verb) => {
    if (verb !== 'propose' && verb !== 'takeBack') return false
    return (await findRound(tx, actor, subjectId!)).anonymous
  },
  view: async (moment, card) => {
    const { tx, actor, say, tab } = moment
    const round = await showRound(tx, actor, card.subjectId!)
    return askFirstCard(say, {
      card,
      round,
      team: round.team.name,
      lastDay: dayOf(actor.now, actor.zone) >= round.closesDay,
      mine: standing(round.proposals).slice(0, mostQuoted),
      note: notes.find((each) => each === card.data.note) ?? null,
      tab: tab(`planning-rounds/${round.id}`),
    })
  },
  verbs: {
    propose: async (moment, card, { inputs }) => {
      const text = inputs.words?.trim().slice(0, 300)
      if (!text) throw badField('/words', 'required', 'Say it in a few words.')
      if (!(await isSaid(moment, card, text))) {
        await propose(moment.tx, moment.actor, card.subjectId!, { text }, unlinking)
      }
      return { note: 'said' }
    },
    takeBack: async ({ tx, actor }, { subjectId }, { item }) => {
      await withdraw(tx, actor, { id: subjectId!, proposalId: item ?? '' }, unlinking)
      return { note: 'takenBack' }
    },
  },
}

const standing = (proposals: readonly ProposalDto[]) =>
  proposals.filter(({ mine, kind, can }) => mine && kind === 'member' && can.withdraw)

/** Two taps on a slow line say it once. */
async function isSaid({ tx, actor }: Moment, { subjectId }: CardRow, words: string): Promise<boolean> {
  await findRound(tx, actor, subjectId!, { lock: true })
  const { proposals } = await showRound(tx, actor, subjectId!)
  return standing(proposals).some(({ text }) => text === words)
}
