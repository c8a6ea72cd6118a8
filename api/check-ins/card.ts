import {
  type Action,
  box,
  button,
  type Card,
  type ChoiceSet,
  card,
  type Element,
  heading,
  plain,
  run,
  runs,
  text,
} from '../chat/card.ts'
import { confidences } from '../key-results/entity.ts'
import type { Confidence, Kind } from '../progress/types.ts'
import type { Say } from '../strings/say.ts'
import { type Obstacle, obstacles } from './entity.ts'

/** As many things as one card asks about. */
export const mostOnCard = 5

/** One thing that is due. */
export interface CardItem {
  id: string
  title: string
  kind: Kind
  unit: string | null
  target: number
  peopleTotal: number | null
  dueDay: string
  value: number | null
  confidence: Confidence | null
}

/** What somebody's check-in led to, in a sentence of ours and a title of theirs. */
export interface Led {
  number: number | null
  title: string | null
}

export interface FormCard {
  card: { id: string; revision: number }
  items: readonly CardItem[]
  /** Due, but not on this card. */
  more: number
  led: readonly Led[]
  /** Why the card is shown again. */
  note: 'changed' | 'undone' | 'edit' | 'invalid' | 'reminder' | null
  tab: string
}

/** Everything that is due for a person in one form, filled in with what stood last. */
export function checkInForm(say: Say, form: FormCard): Card {
  const { t } = say
  const { items, more, note } = form
  const title = t('checkIn.form.title', { count: items.length + more })
  const body: Element[] = [heading(title)]
  if (note) body.push(text(t(`checkIn.note.${note}`), { isSubtle: true }))
  for (const { number, title: what } of form.led) {
    body.push(
      runs([run(`${t('checkIn.led', { number: number ?? 0 })} `), run(what ?? '', { weight: 'bolder' })]),
    )
  }
  for (const [i, item] of items.entries()) body.push(...itemFields(say, item, i))
  if (more > 0) body.push(text(t('card.more', { count: more }), { isSubtle: true }))
  return card(say.language, title, body, actionsOf(say, form))
}

function actionsOf({ t }: Say, { card: of, note, items, tab }: FormCard): Action[] {
  const known = items.some(({ value }) => value !== null)
  const right = button(of, 'right', t('checkIn.looksRight'), { style: 'positive', withoutInputs: true })
  const send = button(of, 'send', t('checkIn.send'))
  const later = button(of, 'later', t('checkIn.later'), { withoutInputs: true })
  const open: Action = { type: 'Action.OpenUrl', title: t('card.openTab'), url: tab }
  return note === 'edit' ? [send, open] : known ? [right, send, later, open] : [send, later, open]
}

function itemFields(say: Say, item: CardItem, i: number): Element[] {
  const { t } = say
  return [
    box(
      [
        runs([run(item.title, { weight: 'bolder' })]),
        runs([run(standsAt(say, item), { isSubtle: true, size: 'small' })], { spacing: 'none' }),
        valueField(say, item, i),
        choice(say, `confidence${i}`, t('checkIn.confidence'), item.confidence ?? '', [
          { title: t('checkIn.noWord'), value: '' },
          ...confidences.map((value) => ({ title: t(`confidence.${value}`), value })),
        ]),
        choice(
          say,
          `way${i}`,
          t('checkIn.inTheWay'),
          'nothing',
          obstacles.map((value) => ({ title: t(`obstacle.${value}`), value })),
        ),
      ],
      { separator: true, spacing: 'medium' },
    ),
  ]
}

function standsAt(say: Say, { value, unit, target, dueDay, kind }: CardItem): string {
  const due = say.day(dueDay)
  if (kind === 'done') return say.t('checkIn.due', { day: due })
  const aim = { target: say.amount(target, unit), day: due }
  if (value === null) return say.t('checkIn.standsFirst', aim)
  return say.t('checkIn.stands', { last: say.amount(value, unit), ...aim })
}

function valueField({ t }: Say, { kind, value, unit, peopleTotal }: CardItem, i: number): Element {
  const id = `value${i}`
  if (kind === 'done') {
    return {
      type: 'Input.ChoiceSet',
      id,
      label: t('checkIn.doneYet'),
      errorMessage: t('checkIn.pick'),
      value: value === null ? '' : String(value),
      style: 'compact',
      choices: [
        ...(value === null ? [{ title: t('checkIn.noWord'), value: '' }] : []),
        { title: t('checkIn.notYet'), value: '0' },
        { title: t('checkIn.done'), value: '1' },
      ],
    }
  }
  const label = unit ? t('checkIn.valueIn', { unit: plain(unit) }) : t('checkIn.value')
  const people = kind === 'people' && peopleTotal !== null ? { min: 0, max: peopleTotal } : {}
  return {
    type: 'Input.Number',
    id,
    label,
    errorMessage: t('checkIn.noNumber'),
    value: value ?? '',
    ...people,
  }
}

function choice(
  { t }: Say,
  id: string,
  label: string,
  value: string,
  choices: ChoiceSet['choices'],
): ChoiceSet {
  return {
    type: 'Input.ChoiceSet',
    id,
    label,
    errorMessage: t('checkIn.pick'),
    value,
    choices,
    style: 'compact',
  }
}

/** One check-in that a receipt tells of. */
export interface ReceiptLine {
  title: string
  value: number
  previous: number | null
  unit: string | null
  kind: Kind
  health: string
}

/** What is in the way: a draft to be asked, or what stands asked already. */
export interface ReceiptBarrier {
  id: string
  kind: Exclude<Obstacle, 'nothing'>
  about: string
  number: number | null
  askedOf: string
}

export interface ReceiptCard {
  card: { id: string; revision: number }
  lines: readonly ReceiptLine[]
  /** Due, but without a first value, so nothing could look right. */
  open: number
  barriers: readonly ReceiptBarrier[]
  /** Whether it can still be taken back. */
  undo: boolean
  /** Whether the question what it was worth still waits for an answer. */
  worth: boolean
  tab: string
}

/** What a check-in changed; it takes the place of the form. */
export function checkInReceipt(say: Say, receipt: ReceiptCard): Card {
  const { t } = say
  const { card: of, lines, open, undo, tab } = receipt
  const body: Element[] = [heading(t('checkIn.thanks'))]
  for (const line of lines) body.push(lineOf(say, line))
  if (open > 0) body.push(text(t('checkIn.stillOpen', { count: open }), { isSubtle: true }))
  body.push(...inTheWay(say, receipt), ...worthIt(say, receipt))
  const actions: Action[] = []
  if (undo) actions.push(button(of, 'undo', t('card.undo'), { withoutInputs: true }))
  if (undo) actions.push(button(of, 'edit', t('card.edit'), { withoutInputs: true }))
  actions.push({ type: 'Action.OpenUrl', title: t('card.openTab'), url: tab })
  return card(say.language, t('checkIn.thanks'), body, actions)
}

function lineOf(say: Say, { title, value, previous, unit, kind, health }: ReceiptLine): Element {
  const { t } = say
  const change = previous === null || previous === value ? '' : ` (${say.change(value - previous)})`
  const amount =
    kind === 'done' ? t(value === 1 ? 'checkIn.done' : 'checkIn.notYet') : say.amount(value, unit)
  const standing = t(`status.${health as 'unknown'}`)
  return runs([run(title, { weight: 'bolder' }), run(`: ${amount}${change} · ${standing}`)])
}

function inTheWay(say: Say, { card: of, barriers }: ReceiptCard): Element[] {
  const { t } = say
  const rows = barriers.map(({ id, kind, about, number, askedOf }, i): Element => {
    const words = [run(`${t(`obstacle.${kind}`)}: `, { weight: 'bolder' }), run(about)]
    if (number !== null)
      return box([runs([...words, run(` · ${t('barrier.askedOf', { number, name: askedOf })}`)])])
    return box(
      [
        runs(words),
        {
          type: 'Input.Text',
          id: `what${i}`,
          label: t('checkIn.whatExactly', { n: i + 1, count: barriers.length }),
          errorMessage: t('card.tooLong'),
          value: '',
          maxLength: 200,
        },
        ...(barriers.length > 1
          ? [runs([run(t('barrier.wouldAsk', { name: askedOf }), { isSubtle: true })])]
          : []),
      ],
      { spacing: 'medium', id: `barrier${i}-${id}` },
    )
  })
  const drafts = barriers.filter(({ number }) => number === null)
  if (drafts.length === 0) return rows
  const names = [...new Set(drafts.map(({ askedOf }) => askedOf))]
  const title = names.length === 1 ? t('barrier.ask', { name: plain(names[0]!) }) : t('barrier.askAll')
  const actions = [button(of, 'ask', title, { style: 'positive' })]
  return [...rows, { type: 'ActionSet', actions }]
}

function worthIt({ t }: Say, { card: of, worth }: ReceiptCard): Element[] {
  if (!worth) return []
  const answer = (item: 'yes' | 'no') =>
    button(of, 'worth', t(`checkIn.worth.${item}`), { item, withoutInputs: true })
  const actions = [answer('yes'), answer('no')]
  return [
    text(t('checkIn.worth.question'), { separator: true, spacing: 'medium' }),
    text(t('checkIn.worth.who'), { isSubtle: true, size: 'small', spacing: 'none' }),
    { type: 'ActionSet', actions },
  ]
}
