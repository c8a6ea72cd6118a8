import {
  type Action,
  button,
  type Card,
  card,
  type Element,
  heading,
  plain,
  run,
  runs,
  text,
} from '../chat/card.ts'
import type { Say } from '../strings/say.ts'

interface On {
  card: { id: string; revision: number }
  tab: string
}

/** A step with what it is for. */
export interface CardStep {
  cue: string | null
  text: string
  dueDay: string | null
  about: string
}

export interface StepCard extends On {
  /** The live step due first; null: none is live. */
  step: CardStep | null
  /** What has no live step, when none is live anywhere. */
  missing: string | null
  /** Further live steps. */
  more: number
  /** What happened just now. */
  note: 'started' | 'undone' | 'changed' | null
}

/** My live step, with the two things that can be said of it; or the question for the next one. */
export function stepCard(say: Say, { card: of, step, missing, more, note, tab }: StepCard): Card {
  const { t } = say
  const open: Action = { type: 'Action.OpenUrl', title: t('card.openTab'), url: tab }
  const body: Element[] = [heading(t('step.mine'))]
  if (note) body.push(text(t(`step.note.${note}`), { isSubtle: true }))
  if (!step) {
    if (missing === null) return card(say.language, t('step.none'), [...body, text(t('step.none'))], [open])
    body.push(text(t('step.missing')), runs([run(missing, { weight: 'bolder' })]), wordsField(say))
    const start = button(of, 'start', t('step.start'), { style: 'positive' })
    return card(say.language, t('step.mine'), body, [start, open])
  }
  body.push(...stepLines(say, step))
  if (more > 0) body.push(text(t('step.more', { count: more }), { isSubtle: true }))
  return card(say.language, t('step.mine'), body, [
    button(of, 'done', t('step.done'), { style: 'positive' }),
    button(of, 'stuck', t('step.inTheWay')),
    open,
  ])
}

function stepLines(say: Say, { cue, text: words, dueDay, about }: CardStep): Element[] {
  const { t } = say
  const sentence = cue ? [run(`${t('step.when')} ${cue}, `), run(`${t('step.iWill')} `)] : []
  const until = dueDay ? ` · ${t('step.due', { day: say.day(dueDay) })}` : ''
  return [
    runs([...sentence, run(words, { weight: 'bolder' })]),
    runs([run(about, { isSubtle: true, size: 'small' }), run(until, { isSubtle: true, size: 'small' })], {
      spacing: 'none',
    }),
  ]
}

export interface NextCard extends On {
  finished: string
  /** The pencilled steps of the same path, to pick from. */
  pencilled: readonly { id: string; text: string }[]
  undo: boolean
}

/** A step is laid; which one is next? Picking one is one tap, writing one is some words. */
export function nextCard(say: Say, { card: of, finished, pencilled, undo }: NextCard): Card {
  const { t } = say
  const body = [
    heading(t('step.next')),
    runs([run(`${t('step.finished')} `), run(finished, { weight: 'bolder' })]),
    wordsField(say),
  ]
  const picks = pencilled.map(({ id, text: words }) =>
    button(of, 'pick', plain(words), { item: id, withoutInputs: true, style: 'positive' }),
  )
  const start = button(of, 'start', t('step.start'))
  const back = undo ? [button(of, 'undo', t('card.undo'), { withoutInputs: true })] : []
  return card(say.language, t('step.next'), body, [...picks, start, ...back])
}

function wordsField({ t }: Say): Element {
  return {
    type: 'Input.Text',
    id: 'words',
    label: t('step.write'),
    errorMessage: t('card.tooLong'),
    placeholder: t('step.writeHint'),
    value: '',
    maxLength: 300,
  }
}

export interface CommitCard extends On {
  title: string
  why: string | null
  /** What was promised, once it was. */
  given: CardStep | null
}

/** A yes with a first step: "When …, I will …". */
export function commitCard(say: Say, { card: of, title, why, given, tab }: CommitCard): Card {
  const { t } = say
  const open: Action = { type: 'Action.OpenUrl', title: t('card.openTab'), url: tab }
  const body: Element[] = [
    heading(t(given ? 'commit.given' : 'commit.title')),
    runs([run(title, { weight: 'bolder' })]),
  ]
  if (why) body.push(runs([run(`${t('commit.why')} `), run(why)]))
  if (given) return card(say.language, t('commit.given'), [...body, ...stepLines(say, given)], [open])
  const cue = { label: t('commit.when'), placeholder: t('commit.whenHint'), maxLength: 200, id: 'cue' }
  const will = { label: t('commit.iWill'), placeholder: t('step.writeHint'), maxLength: 300, id: 'words' }
  for (const field of [cue, will])
    body.push({ type: 'Input.Text', errorMessage: t('card.tooLong'), value: '', ...field })
  return card(say.language, t('commit.title'), body, [
    button(of, 'commit', t('commit.yes'), { style: 'positive' }),
    button(of, 'later', t('commit.later'), { withoutInputs: true }),
    open,
  ])
}
