import Type, { type Static } from 'typebox'
import { closed, Day, Id, line, oneOf, pageOf, Revision, Version } from '../http/schema.ts'

export const cycleStates = ['planning', 'active', 'reviewing', 'closed'] as const

const graceDays = Type.Integer({
  minimum: 0,
  maximum: 60,
  description: 'Days after the end in which late check-ins are taken.',
})

export const Cycle = closed(
  {
    id: Id,
    name: Type.String(),
    startDay: Day,
    endDay: Type.String({ format: 'date', description: "The last day, in the workspace's zone." }),
    graceDays,
    state: oneOf(cycleStates),
    version: Version,
    revision: Revision,
    can: closed({
      edit: Type.Boolean(),
      start: Type.Boolean(),
      review: Type.Boolean(),
      close: Type.Boolean(),
    }),
  },
  { $id: 'Cycle', description: 'A period, usually a quarter. Cycles may overlap.' },
)

export const CyclePage = pageOf(Cycle)

export const NewCycle = closed(
  { name: line(100), startDay: Day, endDay: Day, graceDays: Type.Optional(graceDays) },
  { $id: 'NewCycle', description: 'A new cycle begins in planning.' },
)

export const CycleChange = closed(
  {
    name: Type.Optional(line(100)),
    startDay: Type.Optional(Day),
    endDay: Type.Optional(Day),
    graceDays: Type.Optional(graceDays),
  },
  { $id: 'CycleChange', description: 'What is left out stays.' },
)

export type CycleState = (typeof cycleStates)[number]
export type CycleDto = Static<typeof Cycle>
export type NewCycleInput = Static<typeof NewCycle>
export type CycleChangeInput = Static<typeof CycleChange>
export const cycleSchemas = [Cycle, CyclePage, NewCycle, CycleChange]
