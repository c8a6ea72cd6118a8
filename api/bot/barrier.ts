import { askBack, cannot, clearBarrier, takeBarrier } from '../barriers/answers.ts'
import { previewAsked, raiseBarrier } from '../barriers/barriers.ts'
import { askedCard, type BarrierCard, leftCard, raiseCard, raisedCard } from '../barriers/card.ts'
import { loadAbsences, loadWorkdays, promisedDay } from '../barriers/clock.ts'
import { hows } from '../barriers/entity.ts'
import { showBarrier } from '../barriers/move.ts'
import { answerBack, confirmBarrier, reopenBarrier, undoTurn, withdrawBarrier } from '../barriers/raiser.ts'
import type { BarrierDto } from '../barriers/schema.ts'
import type { CardRow } from '../chat/entity.ts'
import { badField } from '../errors.ts'
import { type Kind, type Moment, namesOf, type Press } from './kind.ts'
import { raisedAs } from './step.ts'
import { pickedTeam, raisableOf } from './teams.ts'

type Mode = BarrierCard['mode']
const modes: readonly string[] = ['askBack', 'cant', 'when']

/** The day that *this week* is for this actor, where a promise is one tap. */
export async function soonFor({ tx, actor }: Moment): Promise<string> {
  const absences = await loadAbsences(tx, actor, actor.memberId!)
  return promisedDay('this_week', actor.now, actor.zone, await loadWorkdays(tx, actor), absences)
}

async function shown(moment: Moment, card: CardRow): Promise<BarrierCard> {
  const { tx, actor, tab } = moment
  const barrier: BarrierDto = await showBarrier(tx, actor, card.subjectId!)
  const { raisedBy, asked, clearing, turns } = barrier
  const people = [raisedBy, asked?.memberId ?? null, clearing?.by ?? null, ...turns.map(({ by }) => by)]
  const note = card.data.note === 'changed' || card.data.note === 'invalid' ? card.data.note : null
  return {
    card,
    barrier,
    name: await namesOf(moment, people),
    soon: await soonFor(moment),
    mode: (card.data.mode as Mode | undefined) ?? null,
    note,
    tab: tab(`barriers/${barrier.id}`),
  }
}

function wordsOf({ inputs }: Press): string {
  const words = inputs.words?.trim().slice(0, 1000)
  if (!words) throw badField('/words', 'required', 'Say it in a few words.')
  return words
}

const done = { mode: null, note: null }

/** The ticket of whoever is asked. */
export const askedKind: Kind = {
  view: async (moment, card) => askedCard(moment.say, await shown(moment, card)),
  verbs: {
    take: async (moment, { subjectId }, { item }) => {
      await takeBarrier(moment.tx, moment.actor, subjectId!, item ?? 'this_week')
      return done
    },
    takeBy: async (moment, { subjectId }, press) => {
      await takeBarrier(moment.tx, moment.actor, subjectId!, wordsOf(press))
      return done
    },
    clear: async ({ tx, actor }, { subjectId }, { inputs }) => {
      const how = hows.find((one) => one === inputs.how) ?? null
      await clearBarrier(tx, actor, subjectId!, { how })
      return done
    },
    askBack: async ({ tx, actor }, { subjectId }, press) => {
      await askBack(tx, actor, subjectId!, wordsOf(press))
      return done
    },
    cant: async ({ tx, actor }, { subjectId }, press) => {
      await cannot(tx, actor, subjectId!, wordsOf(press))
      return done
    },
    undo: async ({ tx, actor }, { subjectId }) => {
      await undoTurn(tx, actor, subjectId!)
      return done
    },
    mode: async (_moment, _card, { item }) => ({
      mode: modes.includes(item ?? '') ? item : null,
      note: null,
    }),
    back: async () => done,
  },
}

/** The ticket of whoever raised it. */
export const raisedKind: Kind = {
  view: async (moment, card) => raisedCard(moment.say, await shown(moment, card)),
  verbs: {
    confirm: async ({ tx, actor }, { subjectId }) => {
      await confirmBarrier(tx, actor, subjectId!)
      return done
    },
    reopen: async ({ tx, actor }, { subjectId }) => {
      await reopenBarrier(tx, actor, subjectId!, null)
      return done
    },
    answer: async ({ tx, actor }, { subjectId }, press) => {
      await answerBack(tx, actor, subjectId!, wordsOf(press))
      return done
    },
    withdraw: async ({ tx, actor }, { subjectId }) => {
      await withdrawBarrier(tx, actor, subjectId!)
      return done
    },
    undo: async ({ tx, actor }, { subjectId }) => {
      await undoTurn(tx, actor, subjectId!)
      return done
    },
  },
}

/** What was said in chat, offered as a barrier: `data.team` would be asked, `data.barrier` is what came of it. */
export const raiseKind: Kind = {
  view: async (moment, card) => {
    const { tx, actor, say, tab } = moment
    if (card.data.barrier) {
      return raisedCard(say, await shown(moment, { ...card, subjectId: card.data.barrier as string }))
    }
    if (card.data.left) return leftCard(say)
    const teams = await raisableOf(moment)
    const team = card.data.team as string
    const { name } = await previewAsked(tx, actor, { teamId: team })
    const note = card.data.note === 'invalid' ? 'invalid' : null
    const kind = (card.data.kind as 'waiting' | undefined) ?? 'waiting'
    const said = { title: (card.data.title as string | undefined) ?? '', kind }
    const where = { about: null, back: false, note, tab: tab('my-week') } as const
    return raiseCard(say, { card, ...said, askedOf: name, teams, team, ...where })
  },
  verbs: {
    raise: async (moment, { data }, { inputs }) => {
      const { kind, title } = raisedAs(inputs)
      const teamId = pickedTeam(moment, inputs.team, data.team as string)
      const { id } = await raiseBarrier(moment.tx, moment.actor, { kind, teamId, ...(title && { title }) })
      return { barrier: id }
    },
    leave: async () => ({ left: true }),
    ...raisedVerbs(),
  },
}

/** Once it is raised, the card is its raiser's ticket and its buttons do what they do there. */
function raisedVerbs(): Kind['verbs'] {
  const verbs = Object.entries(raisedKind.verbs).map(([name, verb]) => [
    name,
    async (moment: Moment, card: CardRow, press: Press) => {
      if (!card.data.barrier) throw badField('/verb', 'unknown', 'Nothing is raised yet.')
      await verb(moment, { ...card, subjectId: card.data.barrier as string }, press)
      return { barrier: card.data.barrier }
    },
  ])
  return Object.fromEntries(verbs)
}
