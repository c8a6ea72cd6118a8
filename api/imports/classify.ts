import type { ItemKind, Lifecycle, RollUp, VivaHealth } from './model.ts'
import { quote, type Report, tell } from './report.ts'
import { fold } from './viva/values.ts'

/** What decides the kind of an item: its place and its outcome; the word is the organisation's own. */
export interface Shape {
  key: string
  pointer: string
  title: string
  typeText: string | null
  hasChildren: boolean
  hasMetric: boolean
  hasParent: boolean
}

const usualWords = new Map<string, ItemKind>([
  ['objective', 'objective'],
  ['big rock', 'objective'],
  ['goal', 'objective'],
  ['key result', 'key_result'],
  ['kpi', 'key_result'],
  ['project', 'project'],
  ['initiative', 'project'],
])

/**
 * Tells objectives, key results and projects apart by structure: a metric makes a key result, children make an
 * objective. A word means what most items of clear structure that bear it are; only an item without any structure of
 * its own, or with both, follows its word.
 */
export function classify(shapes: Shape[], report: Report): Map<string, ItemKind> {
  const words = vocabulary(shapes)
  return new Map(shapes.map((shape) => [shape.key, kindOf(shape, words, report)]))
}

function kindOf(shape: Shape, words: Map<string, ItemKind>, report: Report): ItemKind {
  const word = fold(shape.typeText ?? '')
  const clear = clearKind(shape)
  const usual = usualWords.get(word)
  const kind = clear ?? words.get(word) ?? usual ?? (shape.hasParent ? 'project' : 'objective')
  const named = shape.typeText === null ? 'no type' : `the type ${quote(shape.typeText)}`
  if (!clear && !words.has(word) && !usual) {
    tell(
      report,
      shape.pointer,
      'item',
      'kind-guessed',
      `${quote(shape.title)} has ${named}, no metric and no children: taken as ${spoken(kind)}.`,
    )
  } else if (shape.typeText !== null && fold(spoken(kind)) !== word) {
    tell(
      report,
      shape.pointer,
      'item',
      'kind-renamed',
      `${quote(shape.title)} has ${named}: by its structure ${spoken(kind)}.`,
    )
  }
  return kind
}

function clearKind(shape: Shape): ItemKind | null {
  if (shape.hasMetric === shape.hasChildren) return null
  return shape.hasMetric ? 'key_result' : 'objective'
}

/** Words of which no item has a clear structure keep their usual sense. */
function vocabulary(shapes: Shape[]): Map<string, ItemKind> {
  const votes = new Map<string, number>()
  for (const shape of shapes) {
    const kind = clearKind(shape)
    if (!kind || shape.typeText === null) continue
    const word = fold(shape.typeText)
    votes.set(word, (votes.get(word) ?? 0) + (kind === 'objective' ? 1 : -1))
  }
  const decided = [...votes].filter(([, sum]) => sum !== 0)
  return new Map(decided.map(([word, sum]) => [word, sum > 0 ? 'objective' : 'key_result']))
}

const spoken = (kind: ItemKind) => kind.replace('_', ' ')

const healths: Record<string, VivaHealth> = {
  'not started': 'not_started',
  'on track': 'on_track',
  'at risk': 'at_risk',
  behind: 'behind',
}
const open = new Set(['', 'reopened', ...Object.keys(healths)])

export interface ReadStatus {
  lifecycle: Lifecycle
  health: VivaHealth | null
  reopened: boolean
  known: boolean
}

/** Splits Viva's one status into lifecycle and health; an unknown word counts as open and is told by the caller. */
export function readStatus(text: string | null): ReadStatus {
  const word = fold(text ?? '')
  const lifecycle = word === 'closed' || word === 'postponed' ? word : 'published'
  const health = Object.hasOwn(healths, word) ? healths[word]! : null
  return {
    lifecycle,
    health,
    reopened: word === 'reopened',
    known: lifecycle !== 'published' || open.has(word),
  }
}

/** "Update from Children" and its like: who moves an objective's percent. */
export function readRollUp(text: string | null): RollUp | null {
  const word = fold(text ?? '')
  if (word.endsWith('children')) return 'children'
  if (word.endsWith('manually')) return 'manual'
  return word.endsWith('integration') ? 'integration' : null
}

/** "Committed Goal" or "Aspirational Goal"; null for anything else. */
export function readGoalType(text: string | null): 'committed' | 'aspirational' | null {
  const word = fold(text ?? '')
  if (word.startsWith('committed')) return 'committed'
  return word.startsWith('aspirational') ? 'aspirational' : null
}
