import { externalFrom, externalText } from '../ui/external.tsx'
import { numberOf } from '../ui/fields.tsx'
import type { KeyResult, KeyResultChange } from './key-result.ts'

/** What the number should do: get to its target, or stay on one side of it. */
export type Aim = 'reach' | 'at_least' | 'at_most'

/** The fields of a key result as a form holds them; numbers are kept as they are typed. */
export interface KeyResultDraft {
  title: string
  why: string
  description: string
  ownerId: string
  kind: KeyResult['kind']
  aim: Aim
  baseline: string
  target: string
  unit: string
  peopleTotal: string
  cadence: KeyResult['cadence']
  teamId: string
  cycleId: string
  startDay: string
  endDay: string
  /** As `jira/OPS-open`. */
  external: string
}

export const emptyDraft: KeyResultDraft = {
  title: '',
  why: '',
  description: '',
  ownerId: '',
  kind: 'number',
  aim: 'reach',
  baseline: '0',
  target: '',
  unit: '',
  peopleTotal: '',
  cadence: 'weekly',
  teamId: '',
  cycleId: '',
  startDay: '',
  endDay: '',
  external: '',
}

/** What another kind begins with: percents go to 100, money has a currency. */
export const beginnings: Partial<Record<KeyResult['kind'], Partial<KeyResultDraft>>> = {
  number: { unit: '' },
  percent: { unit: '%', target: '100' },
  currency: { unit: 'EUR' },
  people: { unit: '' },
}

/** A key result as its form shows it; `write` writes a number as the reader would type it. */
export function toDraft(keyResult: KeyResult, write: (value: number) => string): KeyResultDraft {
  const { title, ownerId, kind, direction, cadence, peopleTotal } = keyResult
  return {
    ...{ title, ownerId, kind, cadence },
    why: keyResult.why ?? '',
    description: keyResult.description ?? '',
    aim: direction === 'at_least' || direction === 'at_most' ? direction : 'reach',
    baseline: write(keyResult.baseline),
    target: write(keyResult.target),
    unit: keyResult.unit ?? '',
    peopleTotal: peopleTotal === null ? '' : String(peopleTotal),
    teamId: keyResult.teamId,
    cycleId: keyResult.cycleId,
    startDay: keyResult.startDay ?? '',
    endDay: keyResult.endDay ?? '',
    external: externalText(keyResult.external),
  }
}

const measured: (keyof KeyResultDraft)[] = ['kind', 'aim', 'baseline', 'target', 'unit', 'peopleTotal']

/** The fields of a draft that nobody has filled in yet, or with what is no number or name. */
export function missingIn(draft: KeyResultDraft): (keyof KeyResultDraft)[] {
  const fields: (keyof KeyResultDraft)[] = draft.title.trim() === '' ? ['title'] : []
  if (externalFrom(draft.external) === undefined) fields.push('external')
  if (draft.kind === 'done') return fields
  const numbers: (keyof KeyResultDraft)[] = ['baseline', 'target']
  if (draft.kind === 'people') numbers.push('peopleTotal')
  return [...fields, ...numbers.filter((field) => numberOf(draft[field]) === undefined)]
}

/** What changed in a form, as the API takes it. The parts of the measure go together, for each means little alone. */
export function toChange(changes: Partial<KeyResultDraft>, draft: KeyResultDraft): KeyResultChange {
  const touched = Object.keys(changes) as (keyof KeyResultDraft)[]
  const plain = touched.filter((field) => !measured.includes(field) && field !== 'external')
  const said = Object.fromEntries(plain.map((field) => [field, textOf(field, draft[field])]))
  const external = touched.includes('external') ? externalFrom(draft.external) : undefined
  return {
    ...said,
    ...(external !== undefined && { external }),
    ...(touched.some((field) => measured.includes(field)) && measureOf(draft)),
  }
}

function textOf(field: keyof KeyResultDraft, value: string): string | null {
  const text = value.trim()
  return text === '' && !['title', 'teamId', 'cycleId'].includes(field) ? null : text
}

/** The measure of a complete draft. */
export function measureOf(draft: KeyResultDraft): KeyResultChange & { target: number } {
  const { kind, aim, unit } = draft
  if (kind === 'done') return { kind, target: 1 }
  const [baseline, target] = [numberOf(draft.baseline) ?? 0, numberOf(draft.target) ?? 0]
  const towards = target < baseline ? 'decrease' : 'increase'
  return {
    ...{ kind, baseline, target },
    direction: aim === 'reach' ? towards : aim,
    unit: kind === 'people' ? null : unit.trim() || null,
    peopleTotal: kind === 'people' ? (numberOf(draft.peopleTotal) ?? null) : null,
  }
}
