import {
  type Action,
  button,
  type Card,
  type ChoiceSet,
  card,
  type Element,
  heading,
  run,
  runs,
  text,
} from '../chat/card.ts'
import type { Say } from '../strings/say.ts'
import { choices } from './midway-entity.ts'
import type { MyReviewsDto } from './my-reviews-schema.ts'

/** Key results that one card asks about; the rest is in the tab. */
export const mostAskedAtOnce = 5
/** What was cleared, of one key result. */
const mostCleared = 2

type Item = Pick<MyReviewsDto['midway'][number], 'id' | 'title' | 'unit' | 'target' | 'value' | 'cleared'>

export interface HalfTimeCard {
  card: { id: string; revision: number }
  items: readonly Item[]
  more: number
  /** The pulse of one team, if one is open and its reader has not answered as far as may be told here. */
  pulse: { id: string; team: string } | null
  note: 'answered' | 'pulse' | 'changed' | 'invalid' | null
  tab: string
}

/** Half way: what is kept, changed or stopped, what was cleared on the way, and the pulse again. */
export function halfTimeCard(say: Say, shown: HalfTimeCard): Card {
  const { t } = say
  const { card: of, items, more, pulse, note, tab } = shown
  const title = t('halfTime.title')
  const body: Element[] = [heading(title)]
  if (note) body.push(text(t(`halfTime.note.${note}`), { isSubtle: true }))
  for (const item of items) body.push(...itemRows(say, item))
  if (more > 0) body.push(text(t('card.more', { count: more }), { isSubtle: true }))
  const answer = button(of, 'answer', t('halfTime.answer'), { style: 'positive' })
  if (items.length > 0 && pulse) body.push({ type: 'ActionSet', actions: [answer] })
  if (pulse) body.push(...pulseRows(say, of, pulse, tab))
  if (items.length === 0 && !pulse) body.push(text(t('halfTime.done')))
  const open: Action = { type: 'Action.OpenUrl', title: t('card.openTab'), url: tab }
  return card(say.language, title, body, [...(items.length > 0 && !pulse ? [answer] : []), open])
}

function itemRows(say: Say, { id, title, unit, target, value, cleared }: Item): Element[] {
  const { t, amount } = say
  const stands = value === null ? t('halfTime.noValue') : amount(value, unit)
  const way = cleared.slice(0, mostCleared).map(({ number, title: what, kind }) => {
    const words = what ?? t(`obstacle.${kind}`)
    return runs([run(t('halfTime.cleared', { number }), { isSubtle: true }), run(` ${words}`)], {
      spacing: 'small',
    })
  })
  return [
    runs(
      [
        run(title, { weight: 'bolder' }),
        run(` · ${t('halfTime.stands', { stands, target: amount(target, unit) })}`, { isSubtle: true }),
      ],
      { separator: true },
    ),
    ...way,
    {
      ...pick(say, `choice-${id}`, t('halfTime.question')),
      value: 'keep',
      choices: choices.map((choice) => ({ title: t(`halfTime.${choice}`), value: choice })),
    },
    {
      type: 'Input.Text',
      id: `words-${id}`,
      label: t('halfTime.why'),
      errorMessage: t('card.tooLong'),
      value: '',
      maxLength: 500,
    },
  ]
}

const pick = ({ t }: Say, id: string, label: string) =>
  ({ type: 'Input.ChoiceSet', id, label, errorMessage: t('checkIn.pick'), style: 'expanded' }) as const

const questions = ['understand', 'say', 'believe'] as const

/** Three taps that nobody can trace: who only submits is led to the tab, for an edit would say who has answered. */
function pulseRows(
  say: Say,
  of: HalfTimeCard['card'],
  { id, team }: NonNullable<HalfTimeCard['pulse']>,
  tab: string,
): Element[] {
  const { t } = say
  const answers = (['', 'yes', 'unsure', 'no'] as const).map((value) => ({
    title: t(`pulse.${value || 'none'}`),
    value,
  }))
  const asked = questions.map(
    (question): ChoiceSet => ({
      ...pick(say, question, t(`pulse.${question}`)),
      style: 'compact',
      value: '',
      choices: answers,
    }),
  )
  const send = button(of, 'pulse', t('pulse.send'), { item: id, instead: tab })
  return [
    text(t('pulse.title'), { weight: 'bolder', separator: true, spacing: 'medium' }),
    runs([run(team)], { spacing: 'none' }),
    ...asked,
    text(t('pulse.who'), { isSubtle: true, size: 'small' }),
    { type: 'ActionSet', actions: [send] },
  ]
}
