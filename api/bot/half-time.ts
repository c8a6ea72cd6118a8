import { badField } from '../errors.ts'
import { type Tap, taps } from '../pulses/entity.ts'
import { answerPulse, listPulses } from '../pulses/pulses.ts'
import { halfTimeCard, mostAskedAtOnce } from '../reviews/card.ts'
import { answerMidway } from '../reviews/midway.ts'
import { type Choice, choices } from '../reviews/midway-entity.ts'
import { readMyReviews } from '../reviews/my-reviews.ts'
import type { Kind, Moment, Press } from './kind.ts'

const notes = ['answered', 'pulse', 'changed', 'invalid'] as const

/** Half way through a cycle: keep, change or stop; and the pulse, of which nobody can tell who answered it. */
export const halfTimeKind: Kind = {
  prepare: async (moment, { data }) => {
    const { midway, pulse } = await openNow(moment)
    return midway.length > 0 || pulse ? data : null
  },
  secret: async (_, __, verb) => verb === 'pulse',
  view: async (moment, card) => {
    const { midway, pulse } = await openNow(moment)
    return halfTimeCard(moment.say, {
      card,
      items: midway.slice(0, mostAskedAtOnce),
      more: Math.max(0, midway.length - mostAskedAtOnce),
      pulse,
      note: notes.find((each) => each === card.data.note) ?? null,
      tab: moment.tab('my-week'),
    })
  },
  verbs: {
    answer: async (moment, _, press) => {
      const { midway } = await openNow(moment)
      const said = midway.filter(({ id }) => press.inputs[`choice-${id}`])
      if (said.length === 0) return { note: 'changed' }
      for (const { id } of said) await answer(moment, id, press)
      return { note: 'answered' }
    },
    pulse: async ({ tx, actor }, _, { item, inputs }) => {
      const tap = (name: string): Tap => {
        const found = taps.find((each) => each === inputs[name])
        if (!found) throw badField(`/${name}`, 'required', 'Tap one for each.')
        return found
      }
      const said = { understand: tap('understand'), say: tap('say'), believe: tap('believe') }
      await answerPulse(tx, actor, item ?? '', said, () => undefined)
      return { note: 'pulse' }
    },
  },
}

async function openNow({ tx, actor }: Moment) {
  const { midway } = await readMyReviews(tx, actor)
  const { data } = await listPulses(tx, actor)
  const open = data.find(({ moment, answer }) => moment === 'mid_cycle' && answer === null)
  return { midway, pulse: open ? { id: open.id, team: open.team.name } : null }
}

async function answer({ tx, actor }: Moment, id: string, { inputs }: Press): Promise<void> {
  const choice: Choice | undefined = choices.find((each) => each === inputs[`choice-${id}`])
  if (!choice) throw badField(`/choice-${id}`, 'unknown', 'Keep, change or stop?')
  const words = inputs[`words-${id}`]?.trim().slice(0, 500)
  await answerMidway(tx, actor, id, { choice, ...(words && { words }) })
}
