import { readMyWeek } from '../boards/my-week.ts'
import type { MyWeekDto } from '../boards/my-week-schema.ts'
import type { CardRow } from '../chat/entity.ts'
import { commitCard } from '../commitments/card.ts'
import { commit } from '../commitments/commitments.ts'
import { findStep } from '../commitments/steps.ts'
import { badField } from '../errors.ts'
import { findKeyResult } from '../key-results/key-results.ts'
import { findObjective } from '../objectives/objectives.ts'
import type { Kind, Moment, Press } from './kind.ts'

type Ask = MyWeekDto['commits'][number]

/** After goals were agreed: one yes with a first step, for one goal after the other on one card. */
export const commitKind: Kind = {
  prepare: async (moment, { data }) => ((await waiting(moment)).length > 0 ? data : null),
  view: async (moment, card) => {
    const { say, tab } = moment
    const asks = card.data.left ? [] : await waiting(moment)
    const [ask] = asks
    return commitCard(say, {
      card,
      ask: ask ? { ...ask.objective, measures: ask.measures } : null,
      more: Math.max(0, asks.length - 1),
      given: await givenOn(moment, card),
      left: card.data.left === true,
      note: card.data.note === 'changed' || card.data.note === 'invalid' ? card.data.note : null,
      tab: tab('my-week'),
    })
  },
  verbs: {
    commit: async (moment, _, press) => {
      const [ask] = await waiting(moment)
      if (!ask || ask.objective.id !== press.item) return { note: 'changed' }
      return { step: await sayYes(moment, ask, press) }
    },
    later: async (_, { data }) => ({ ...data, note: null, left: true }),
  },
}

/** What a yes is asked for and was not answered. */
async function waiting({ tx, actor }: Moment): Promise<Ask[]> {
  return (await readMyWeek(tx, actor)).commits
}

async function sayYes(
  { tx, actor }: Moment,
  { objective, measures }: Ask,
  { inputs }: Press,
): Promise<string> {
  const text = inputs.words?.trim().slice(0, 300)
  if (!text) throw badField('/words', 'required', 'Say what you will do.')
  const cue = inputs.cue?.trim().slice(0, 200) || null
  const picked =
    measures.find(({ id }) => id === inputs.about) ?? (measures.length === 1 ? measures[0] : null)
  const subject = picked
    ? { kind: 'key_result' as const, id: picked.id }
    : { kind: 'objective' as const, id: objective.id }
  const { step } = await commit(tx, actor, { subject, text, cue })
  return step.id
}

/** The first step that was promised on this card last. */
async function givenOn({ tx, actor }: Moment, { data }: CardRow) {
  if (typeof data.step !== 'string') return null
  const { step } = await findStep(tx, actor, data.step)
  const { keyResultId, objectiveId } = step
  const { title } = keyResultId
    ? await findKeyResult(tx, actor, keyResultId)
    : await findObjective(tx, actor, objectiveId!)
  return { ...step, about: title }
}
