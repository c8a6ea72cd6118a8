import { ApiProblem } from '../api/problem.ts'
import type { components } from '../api/schema.gen.ts'

/** A part as it is proposed, and as it is sent back. */
export type Part = components['schemas']['StepPart']

/** What the API answers to a step that is too long; a step that was imported so does not say how long it is. */
export interface SplitOffer {
  workingDays?: number
  atMost: number
  parts: Part[]
}

/** The offer in a refusal, if it is one. */
export function offerIn(failure: unknown): SplitOffer | undefined {
  if (!(failure instanceof ApiProblem) || failure.code !== 'split-me') return undefined
  return (failure.body as { split: SplitOffer }).split
}

/** A step of one's own in words that came back as parts: the first starts, the others are pencilled in behind it. */
export function fromParts([first, ...rest]: Part[]) {
  const { text, dueDay } = first!
  const after = rest.map((part) => ({ text: part.text.trim() }))
  return { text: text.trim(), ...(dueDay && { dueDay }), ...(after.length > 0 && { after }) }
}
