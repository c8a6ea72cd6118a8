import { previewAsked, raiseBarrier } from '../barriers/barriers.ts'
import { raiseCard, raisedCard } from '../barriers/card.ts'
import { type BarrierKind, barrierKinds } from '../barriers/entity.ts'
import { showBarrier } from '../barriers/move.ts'
import { readMyWeek } from '../boards/my-week.ts'
import type { CardRow } from '../chat/entity.ts'
import { nextCard, stepCard } from '../commitments/card.ts'
import { addStep } from '../commitments/plan.ts'
import { findStep } from '../commitments/steps.ts'
import { finishStep, startStep, undoStep } from '../commitments/take.ts'
import { badField } from '../errors.ts'
import { type Kind, type Moment, namesOf, type Press } from './kind.ts'

type Note = 'started' | 'undone' | 'changed' | 'suggested' | 'invalid' | null

interface Data extends Record<string, unknown> {
  state: 'step' | 'next' | 'stuck' | 'asked'
  note: Note
  /** The step this is about, or was. */
  step: string | null
  barrier: string | null
  /** The key result that a next step was suggested for. */
  about?: string
}

const fresh: Data = { state: 'step', note: null, step: null, barrier: null }

/** My card: the live step with *Done* → *Next?*, and *In the way* → what → *Ask …*; edited in place. */
export const stepKind: Kind = {
  view: async (moment, card) => {
    const data = { ...fresh, ...card.data } as Data
    if (data.state === 'next') return next(moment, card, data)
    if (data.state === 'stuck') return stuck(moment, card, data)
    if (data.state === 'asked') return asked(moment, card, data)
    return live(moment, card, data)
  },
  verbs: {
    done: async (moment) => {
      const { step } = await liveNow(moment)
      if (!step) return { ...fresh, note: 'changed' }
      await finishStep(moment.tx, moment.actor, step.id, {})
      return { ...fresh, state: 'next', step: step.id }
    },
    pick: async ({ tx, actor }, _, { item }) => {
      await startStep(tx, actor, item ?? '')
      return { ...fresh, note: 'started' }
    },
    start: async (moment, { data }, press) => start(moment, data as Data, press),
    undo: async ({ tx, actor }, { data }) => {
      await undoStep(tx, actor, (data as Data).step!)
      return { ...fresh, note: 'undone' }
    },
    stuck: async (moment) => {
      const { step } = await liveNow(moment)
      return step ? { ...fresh, state: 'stuck', step: step.id } : { ...fresh, note: 'changed' }
    },
    back: async () => fresh,
    raise: async ({ tx, actor }, { data }, { inputs }) => {
      const { kind, title } = raisedAs(inputs)
      const stepIds = [(data as Data).step!]
      const { id } = await raiseBarrier(tx, actor, { kind, stepIds, ...(title && { title }) })
      return { ...data, state: 'asked', barrier: id }
    },
  },
}

/** What is in the way, as the fields of a card say it. */
export function raisedAs(inputs: Press['inputs']): { kind: BarrierKind; title: string | undefined } {
  const kind = barrierKinds.find((each) => each === inputs.kind)
  if (!kind) throw badField('/kind', 'unknown', 'Say what kind of thing it is.')
  return { kind, title: inputs.title?.trim().slice(0, 200) || undefined }
}

/** The live step that is due first, how many more there are, and else what has none. */
async function liveNow({ tx, actor }: Moment, about?: string) {
  const { paths } = await readMyWeek(tx, actor)
  const running = paths
    .flatMap(({ live: step, subject }) => (step ? [{ ...step, about: subject.title }] : []))
    .sort((a, b) => ((a.dueDay ?? '9') < (b.dueDay ?? '9') ? -1 : 1))
  const empty = paths.filter(({ live: step, subject }) => !step && subject.kind === 'key_result')
  const suggested = empty.find(({ subject }) => subject.id === about)
  const missing = suggested ?? empty[0]
  return {
    step: suggested ? null : (running[0] ?? null),
    more: Math.max(0, running.length - 1),
    missing: missing?.subject ?? null,
    pencilled: missing?.pencilled ?? [],
  }
}

async function live(moment: Moment, card: CardRow, { note, about }: Data) {
  const { step, more, missing, pencilled } = await liveNow(moment, about)
  const tab = moment.tab('my-week')
  const shown = note === 'invalid' ? 'changed' : note
  const found = { step, more, missing: missing?.title ?? null, pencilled: pencilled.slice(0, 3) }
  return stepCard(moment.say, { card, ...found, note: shown, tab })
}

async function next(moment: Moment, card: CardRow, { step: id }: Data) {
  const { tx, actor, say, tab } = moment
  const { step } = await findStep(tx, actor, id!)
  const { paths } = await readMyWeek(tx, actor)
  const mine = paths.find(({ subject }) => subject.id === (step.keyResultId ?? step.objectiveId))
  const undo = step.finishedAt !== null && actor.now.getTime() - step.finishedAt.getTime() <= 600_000
  const pencilled = (mine?.pencilled ?? []).slice(0, 3)
  return nextCard(say, { card, finished: step.text, pencilled, undo, tab: tab('my-week') })
}

/** A step in words: on the path of the one just finished, else where one is missing. */
async function start(moment: Moment, data: Data, { inputs }: Press): Promise<Record<string, unknown>> {
  const text = inputs.words?.trim().slice(0, 300)
  if (!text) return { ...data, note: 'invalid' }
  const { tx, actor } = moment
  const subject =
    data.state === 'next' ? await pathOf(moment, data.step!) : (await liveNow(moment, data.about)).missing
  if (!subject) return { ...fresh, note: 'changed' }
  await addStep(tx, actor, { subject: { kind: subject.kind, id: subject.id }, text, start: true })
  return { ...fresh, note: 'started' }
}

async function pathOf({ tx, actor }: Moment, id: string) {
  const { step } = await findStep(tx, actor, id)
  const { keyResultId, objectiveId } = step
  return keyResultId
    ? { kind: 'key_result' as const, id: keyResultId }
    : { kind: 'objective' as const, id: objectiveId! }
}

async function stuck(moment: Moment, card: CardRow, { step: id }: Data) {
  const { tx, actor, say, tab } = moment
  const { step, place } = await findStep(tx, actor, id!)
  const { name } = await previewAsked(tx, actor, { teamId: place.teamId })
  return raiseCard(say, {
    card,
    about: step.text,
    kind: 'waiting',
    title: '',
    askedOf: name,
    back: true,
    note: null,
    tab: tab('my-week'),
  })
}

async function asked(moment: Moment, card: CardRow, { barrier: id }: Data) {
  const { tx, actor, say, tab } = moment
  const barrier = await showBarrier(tx, actor, id!)
  const { raisedBy, askedOf } = await peopleOf(barrier)
  const name = await namesOf(moment, [raisedBy, askedOf, ...barrier.turns.map(({ by }) => by)])
  const drawn = raisedCard(say, {
    ...{ card, barrier, name, soon: '', mode: null, note: null },
    tab: tab(`barriers/${barrier.id}`),
  })
  // On my card a ticket is read; it is moved on its own card.
  const open = (drawn.actions ?? []).filter(({ type }) => type === 'Action.OpenUrl')
  return { ...drawn, actions: open }
}

async function peopleOf({ raisedBy, asked: to }: Awaited<ReturnType<typeof showBarrier>>) {
  return { raisedBy, askedOf: to?.memberId ?? null }
}
