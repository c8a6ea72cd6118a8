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
  /** What has no live step, when none is live anywhere or one was suggested for it. */
  missing: string | null
  /** The steps that are pencilled or were suggested there, to pick from. */
  pencilled: readonly { id: string; text: string }[]
  /** Further live steps. */
  more: number
  /** What happened just now. */
  note: 'started' | 'undone' | 'changed' | 'suggested' | null
}

/** My live step, with the two things that can be said of it; or the question for the next one. */
export function stepCard(say: Say, { card: of, step, missing, pencilled, more, note, tab }: StepCard): Card {
  const { t } = say
  const open: Action = { type: 'Action.OpenUrl', title: t('card.openTab'), url: tab }
  const body: Element[] = [heading(t('step.mine'))]
  if (note) body.push(text(t(`step.note.${note}`), { isSubtle: true }))
  if (!step) {
    if (missing === null) return card(say.language, t('step.none'), [...body, text(t('step.none'))], [open])
    body.push(text(t('step.missing')), runs([run(missing, { weight: 'bolder' })]), wordsField(say))
    const start = button(of, 'start', t('step.start'), pencilled.length > 0 ? {} : { style: 'positive' })
    return card(say.language, t('step.mine'), body, [...picksOf(of, pencilled), start, open])
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
  const start = button(of, 'start', t('step.start'))
  const back = undo ? [button(of, 'undo', t('card.undo'), { withoutInputs: true })] : []
  return card(say.language, t('step.next'), body, [...picksOf(of, pencilled), start, ...back])
}

/** One tap each. */
function picksOf(of: On['card'], pencilled: NextCard['pencilled']): Action[] {
  return pencilled.map(({ id, text: words }) =>
    button(of, 'pick', plain(words), { item: id, withoutInputs: true, style: 'positive' }),
  )
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
  /** The goal that a yes is asked for, with what a first step may move; null: none any more. */
  ask: {
    id: string
    title: string
    why: string | null
    measures: readonly { id: string; title: string; mine: boolean }[]
  } | null
  /** Further goals that wait. */
  more: number
  /** What was promised here just now. */
  given: CardStep | null
  /** Whether its reader left it for later. */
  left: boolean
  note: 'changed' | 'invalid' | null
}

/** A yes with a first step: "When …, I will …". */
export function commitCard(say: Say, shown: CommitCard): Card {
  const { card: of, ask, given, left, more, note, tab } = shown
  const { t } = say
  const open: Action = { type: 'Action.OpenUrl', title: t('card.openTab'), url: tab }
  const title = t(ask ? 'commit.title' : given ? 'commit.given' : 'commit.over')
  const body: Element[] = [heading(title)]
  if (note) body.push(text(t(`commit.note.${note}`), { isSubtle: true }))
  if (given) {
    if (ask) body.push(text(t('commit.given'), { isSubtle: true }))
    body.push(...stepLines(say, given))
  }
  if (!ask) {
    if (!given) body.push(text(t(left ? 'commit.left' : 'commit.none')))
    return card(say.language, title, body, [open])
  }
  body.push(...askLines(say, ask, given !== null))
  if (more > 0) body.push(text(t('commit.more', { count: more }), { isSubtle: true }))
  const yes = button(of, 'commit', t('commit.yes'), { style: 'positive', item: ask.id })
  return card(say.language, title, body, [
    yes,
    button(of, 'later', t('commit.later'), { withoutInputs: true }),
    open,
  ])
}

function askLines({ t }: Say, ask: NonNullable<CommitCard['ask']>, separator: boolean): Element[] {
  const { title, why, measures } = ask
  const lines: Element[] = [runs([run(title, { weight: 'bolder' })], { separator })]
  if (why) lines.push(runs([run(`${t('commit.why')} `), run(why)]))
  const cue = { label: t('commit.when'), placeholder: t('commit.whenHint'), maxLength: 200, id: 'cue' }
  const will = { label: t('commit.iWill'), placeholder: t('step.writeHint'), maxLength: 300, id: 'words' }
  for (const field of [cue, will])
    lines.push({ type: 'Input.Text', errorMessage: t('card.tooLong'), value: '', ...field })
  if (measures.length > 1) lines.push(aboutField(t('commit.about'), t('checkIn.pick'), measures))
  return lines
}

/** Which number the first step moves; one's own stands first. */
function aboutField(
  label: string,
  errorMessage: string,
  measures: readonly { id: string; title: string }[],
): Element {
  const choices = measures.slice(0, 5).map(({ id, title }) => ({ title: plain(title), value: id }))
  const value = choices[0]!.value
  return { type: 'Input.ChoiceSet', id: 'about', label, errorMessage, value, choices, style: 'compact' }
}
