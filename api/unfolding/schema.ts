import Type, { type Static } from 'typebox'
import { closed, oneOf } from '../http/schema.ts'
import { parts, reasons } from './parts.ts'

export const Unfolded = closed(
  {
    part: oneOf(parts),
    reason: oneOf(reasons, { description: 'Why it is there.' }),
    told: Type.Boolean({ description: 'Whether the reader was told why it appeared.' }),
  },
  { $id: 'Unfolded', description: 'A part of the product that is of use by now.' },
)

export const Told = closed(
  { parts: Type.Array(oneOf(parts), { minItems: 1, maxItems: parts.length }) },
  { $id: 'Told', description: 'Parts that have said why they appeared.' },
)

export type UnfoldedDto = Static<typeof Unfolded>
export type ToldInput = Static<typeof Told>
export const unfoldingSchemas = [Unfolded, Told]
