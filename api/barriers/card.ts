import {
  type Action,
  box,
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
import { type BarrierKind, barrierKinds, hows } from './entity.ts'
import type { BarrierDto, BarrierSummaryDto } from './schema.ts'

interface On {
  card: { id: string; revision: number }
  tab: string
}

/** A barrier as a card shows it: the ticket, and the names of its people. */
export interface BarrierCard extends On {
  barrier: BarrierDto
  name(memberId: string | null): string
  /** By when it would be taken with one tap. */
  soon: string
  /** What else is being done on the card. */
  mode: 'askBack' | 'cant' | 'when' | null
  note: 'changed' | 'invalid' | null
}

type Titled = Pick<BarrierSummaryDto, 'title' | 'kind' | 'blocks'>

/** What is in the way, in the words of who raised it; else its kind and what it blocks. */
export function barrierTitle({ t }: Say, { title, kind, blocks }: Titled): string {
  if (title) return title
  const about = blocks[0]?.title
  return about ? t('barrier.kindOf', { kind: t(`obstacle.${kind}`), about }) : t(`obstacle.${kind}`)
}

function ticket(say: Say, { barrier, name, note }: BarrierCard, from: boolean): Element[] {
  const { t } = say
  const { number, blocks, cost } = barrier
  const lines: Element[] = [
    runs([run(`#${number} `, { isSubtle: true }), run(barrierTitle(say, barrier), { weight: 'bolder' })]),
  ]
  if (note) lines.unshift(text(t(`barrier.note.${note}`), { isSubtle: true }))
  if (from) lines.push(runs([run(t('barrier.from', { name: name(barrier.raisedBy) }))], { spacing: 'none' }))
  if (barrier.details) lines.push(runs([run(barrier.details.slice(0, 300))]))
  if (blocks.length > 0) {
    lines.push(
      runs([run(`${t('barrier.blocks')} `, { isSubtle: true }), run(blocks.map((b) => b.title).join(', '))]),
    )
  }
  lines.push(
    text(t('barrier.cost', { people: cost.people, days: cost.days }), { isSubtle: true, size: 'small' }),
  )
  return lines
}

/** The ticket for whoever is asked to clear it. */
export function askedCard(say: Say, shown: BarrierCard): Card {
  const { t } = say
  const title = t('barrier.asked.title')
  const words = lastWords(say, shown)
  const body = [
    heading(title),
    ...ticket(say, shown, true),
    ...standing(say, shown),
    ...words,
    ...modeFields(say, shown),
  ]
  return card(say.language, title, body, askedActions(say, shown))
}

function askedActions(say: Say, shown: BarrierCard): Action[] {
  const { t } = say
  const { card: of, barrier, soon, mode, tab } = shown
  const { can } = barrier
  const open: Action = { type: 'Action.OpenUrl', title: t('barrier.handOn'), url: tab }
  const see: Action = { type: 'Action.OpenUrl', title: t('card.openTab'), url: tab }
  if (mode) {
    const verb = mode === 'when' ? 'takeBy' : mode
    const back = button(of, 'back', t('card.back'), { withoutInputs: true })
    return [button(of, verb, t(`barrier.do.${mode}`), { style: 'positive' }), back]
  }
  const menu = (['askBack', 'cant'] as const)
    .filter((move) => can[move])
    .map((item) => button(of, 'mode', t(`barrier.${item}`), { item, withoutInputs: true }))
  const undo = can.undo ? [button(of, 'undo', t('card.undo'), { withoutInputs: true })] : []
  if (can.take && barrier.state === 'open') {
    const take = button(of, 'take', t('barrier.takeBy', { day: say.day(soon) }), {
      style: 'positive',
      item: soon,
    })
    const when = button(of, 'mode', t('barrier.otherDay'), { item: 'when', withoutInputs: true })
    return [take, open, when, ...menu]
  }
  const when = can.take
    ? [button(of, 'mode', t('barrier.otherDay'), { item: 'when', withoutInputs: true })]
    : []
  const clear = can.clear ? [button(of, 'clear', t('barrier.clear'), { style: 'positive' })] : []
  return [...clear, ...when, see, ...undo, ...menu].slice(0, 6)
}

function modeFields({ t }: Say, { mode, barrier }: BarrierCard): Element[] {
  if (!mode) return barrier.state === 'taken' && barrier.can.clear ? [howField(t)] : []
  const shared = { id: 'words', errorMessage: t('card.tooLong') }
  if (mode === 'when') {
    const choices = (['today', 'this_week', 'next_week'] as const).map((value) => ({
      title: t(`barrier.by.${value}`),
      value,
    }))
    return [
      {
        ...shared,
        type: 'Input.ChoiceSet',
        label: t('barrier.byWhen'),
        value: 'this_week',
        choices,
        style: 'expanded',
      },
    ]
  }
  const label = t(mode === 'askBack' ? 'barrier.whatToKnow' : 'barrier.whyNot')
  return [{ ...shared, type: 'Input.Text', label, value: '', maxLength: 1000, isMultiline: true }]
}

/** What kind of clearing it is: one optional pick above *Cleared*. */
function howField(t: Say['t']): Element {
  const field = {
    id: 'how',
    label: t('barrier.howCleared'),
    errorMessage: t('card.tooLong'),
    value: 'unsaid',
  }
  const choices = (['unsaid', ...hows] as const).map((value) => ({ title: t(`barrier.how.${value}`), value }))
  return { type: 'Input.ChoiceSet', ...field, choices, style: 'compact' }
}

/** How it stands, in a sentence that names whose move it is. */
function standing(say: Say, { barrier, name }: BarrierCard): Element[] {
  const { t } = say
  const { state, promise, asked, clearing, raisedBy } = barrier
  const day = promise ? say.day(promise.day) : asked?.until ? say.day(asked.until) : ''
  const values = {
    day,
    asked: name(asked?.memberId ?? null),
    raiser: name(raisedBy),
    cleared: name(clearing?.by ?? null),
  }
  return [runs([run(t(`barrier.state.${state}`, values))], { spacing: 'small' })]
}

function lastWords(_say: Say, { barrier, name }: BarrierCard): Element[] {
  const said = barrier.turns.filter((turn) => turn.words && !turn.undone).at(-1)
  if (!said) return []
  return [runs([run(`${name(said.by)}: `, { weight: 'bolder' }), run(said.words!.slice(0, 500))])]
}

/** The ticket for whoever raised it. */
export function raisedCard(say: Say, shown: BarrierCard): Card {
  const { t } = say
  const { card: of, barrier, tab } = shown
  const { can, state } = barrier
  const title = t(state === 'cleared' ? 'barrier.really' : 'barrier.mine.title', {
    number: barrier.number ?? 0,
  })
  const body = [
    heading(title),
    ...ticket(say, shown, false),
    ...standing(say, shown),
    ...lastWords(say, shown),
  ]
  const open: Action = { type: 'Action.OpenUrl', title: t('card.openTab'), url: tab }
  const actions: Action[] = []
  if (can.answer) {
    const field = {
      id: 'words',
      label: t('barrier.answer'),
      errorMessage: t('card.tooLong'),
      value: '',
      maxLength: 1000,
    }
    body.push({ type: 'Input.Text', ...field, isMultiline: true })
    actions.push(button(of, 'answer', t('barrier.answerIt'), { style: 'positive' }))
  }
  if (can.confirm) actions.push(button(of, 'confirm', t('barrier.confirm'), { style: 'positive' }))
  if (can.reopen)
    actions.push(button(of, 'reopen', t(state === 'refused' ? 'barrier.levelUp' : 'barrier.stillStuck')))
  actions.push(open)
  if (can.undo) actions.push(button(of, 'undo', t('card.undo'), { withoutInputs: true }))
  if (can.withdraw) actions.push(button(of, 'withdraw', t('barrier.letGo'), { withoutInputs: true }))
  return card(say.language, title, body, actions.slice(0, 6))
}

export interface RaiseCard extends On {
  /** What is blocked, if anything is known to be. */
  about: string | null
  kind: BarrierKind
  title: string
  askedOf: string
  /** Where there is more than one to ask: each team with who is asked, and the one that is filled in. */
  teams?: readonly { id: string; name: string; askedOf: string }[]
  team?: string | undefined
  /** A way back to the card this began on. */
  back: boolean
  note: 'invalid' | null
}

/** What is in the way, filled in; one tap asks. */
export function raiseCard(
  say: Say,
  { card: of, about, kind, title, askedOf, teams = [], team, back, note, tab }: RaiseCard,
): Card {
  const { t } = say
  const body: Element[] = [heading(t('barrier.raise.title'))]
  if (note) body.push(text(t('barrier.note.invalid'), { color: 'attention' }))
  if (about)
    body.push(runs([run(`${t('barrier.blocks')} `, { isSubtle: true }), run(about, { weight: 'bolder' })]))
  const choices = barrierKinds.map((value) => ({ title: t(`obstacle.${value}`), value }))
  const chips = { id: 'kind', label: t('checkIn.inTheWay'), errorMessage: t('checkIn.pick') }
  body.push({ type: 'Input.ChoiceSet', ...chips, value: kind, choices, style: 'expanded' })
  const words = { id: 'title', label: t('barrier.what'), errorMessage: t('card.tooLong') }
  body.push({ type: 'Input.Text', ...words, value: title, maxLength: 200 })
  if (teams.length > 1) body.push(teamField(say, teams, team))
  const asking = teams.length > 1 ? t('barrier.askTeam') : t('barrier.ask', { name: plain(askedOf) })
  const ask = button(of, 'raise', asking, { style: 'positive' })
  const away = back
    ? button(of, 'back', t('card.back'), { withoutInputs: true })
    : button(of, 'leave', t('barrier.raise.leave'), { withoutInputs: true })
  const open: Action = { type: 'Action.OpenUrl', title: t('card.openTab'), url: tab }
  return card(say.language, t('barrier.raise.title'), body, [ask, away, open])
}

/** Of which team it is, with who is asked there. */
function teamField({ t }: Say, teams: NonNullable<RaiseCard['teams']>, team = teams[0]!.id): Element {
  const choices = teams.map(({ id, name, askedOf }) => ({
    title: t('barrier.teamOf', { team: plain(name), name: plain(askedOf) }),
    value: id,
  }))
  const field = { id: 'team', label: t('barrier.team'), errorMessage: t('barrier.pickTeam') }
  return { type: 'Input.ChoiceSet', ...field, value: team, choices, style: 'compact' }
}

/** What becomes of an offer that was not taken. */
export function leftCard(say: Say): Card {
  return card(say.language, say.t('barrier.raise.left'), [text(say.t('barrier.raise.left'))])
}

/** A barrier as one row of a larger card: what it is, why it stands here, and the one tap that moves it. */
export function barrierRow(
  say: Say,
  of: { id: string; revision: number },
  barrier: BarrierSummaryDto,
  { raiser, soon }: { raiser: string; soon: string },
): Element {
  const { t } = say
  const { id, number, state, promise, can, cost } = barrier
  const why =
    state === 'taken' && promise
      ? t('barrier.promised', { day: say.day(promise.day) })
      : t('barrier.cost', { people: cost.people, days: cost.days })
  const lines: Element[] = [
    runs([run(`#${number} `, { isSubtle: true }), run(barrierTitle(say, barrier), { weight: 'bolder' })]),
    runs([run(`${raiser} · ${why}`, { isSubtle: true, size: 'small' })], { spacing: 'none' }),
  ]
  const take = button(of, 'take', t('barrier.takeBy', { day: say.day(soon) }), {
    item: id,
    style: 'positive',
    withoutInputs: true,
  })
  const clear = button(of, 'clear', t('barrier.clear'), { item: id, withoutInputs: true })
  const actions = [
    ...(can.take && state === 'open' ? [take] : []),
    ...(can.clear && state !== 'open' ? [clear] : []),
  ]
  if (actions.length > 0) lines.push({ type: 'ActionSet', actions, spacing: 'small' })
  return box(lines, { separator: true, spacing: 'medium' })
}

/** What was cleared for me, as one row of a larger card. */
export function confirmRow(
  say: Say,
  of: { id: string; revision: number },
  barrier: BarrierSummaryDto,
): Element {
  const { t } = say
  const words = [
    run(`#${barrier.number} `, { isSubtle: true }),
    run(barrierTitle(say, barrier), { weight: 'bolder' }),
  ]
  const yes = button(of, 'confirm', t('barrier.confirm'), { item: barrier.id, withoutInputs: true })
  const actions = { type: 'ActionSet' as const, actions: [yes], spacing: 'small' as const }
  return box([text(t('barrier.really')), runs(words), actions], { separator: true, spacing: 'medium' })
}
