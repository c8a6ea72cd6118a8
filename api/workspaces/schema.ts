import Type, { type Static } from 'typebox'
import { closed, Day, Id, line, orNull, prose, Revision, ref, Version } from '../http/schema.ts'

/** The ideas of the product that a workspace may call by its own names, in singular and plural. */
export const renamable = [
  'goal',
  'goals',
  'measure',
  'measures',
  'step',
  'steps',
  'barrier',
  'barriers',
  'win',
  'wins',
  'cycle',
  'cycles',
] as const

const Zone = Type.String({ minLength: 1, maxLength: 60, description: 'An IANA time zone: Europe/Berlin.' })
const Locale = Type.String({ pattern: '^[a-z]{2}(-[A-Z]{2})?$', description: 'A language: en, de, de-CH.' })
const Weekdays = Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), {
  minItems: 1,
  maxItems: 7,
  uniqueItems: true,
  description: 'Days on which people work, Monday 1 to Sunday 7.',
})

const ShowAll = Type.Boolean({
  description: 'Whether every part is shown at once, instead of when it is first of use.',
})

const Celebrations = Type.Boolean({
  description: 'Whether a small effect goes with good news; people may switch it off for themselves.',
})

export const Words = closed(
  Object.fromEntries(renamable.map((word) => [word, Type.Optional(line(40))])) as Record<
    (typeof renamable)[number],
    ReturnType<typeof Type.Optional<ReturnType<typeof line>>>
  >,
  {
    $id: 'Words',
    description: 'What the workspace calls our ideas; screens speak plainly where it says nothing.',
  },
)

export const Priority = closed(
  { id: Id, sentence: Type.String() },
  { $id: 'Priority', description: 'What matters most, in one sentence: a root of the map.' },
)

export const DayOff = closed(
  { day: Day, name: line(100) },
  { $id: 'DayOff', description: 'A day on which nobody works.' },
)

export const Workspace = closed(
  {
    id: Id,
    name: Type.String(),
    mission: orNull(Type.String()),
    zone: Zone,
    locale: Locale,
    workingWeekdays: Weekdays,
    words: ref(Words),
    showAll: ShowAll,
    celebrations: Celebrations,
    priorities: Type.Array(ref(Priority)),
    daysOff: Type.Array(ref(DayOff)),
    version: Version,
    revision: Revision,
    can: closed({ edit: Type.Boolean() }),
  },
  { $id: 'Workspace', description: 'One customer: its mission, its priorities and its ways.' },
)

export const WorkspaceChange = closed(
  {
    name: Type.Optional(line(100)),
    mission: Type.Optional(orNull(prose(500))),
    zone: Type.Optional(Zone),
    locale: Type.Optional(Locale),
    workingWeekdays: Type.Optional(Weekdays),
    words: Type.Optional(ref(Words)),
    showAll: Type.Optional(ShowAll),
    celebrations: Type.Optional(Celebrations),
  },
  { $id: 'WorkspaceChange', description: 'What is left out stays; words are replaced as a whole.' },
)

export const Priorities = closed(
  {
    priorities: Type.Array(closed({ id: Type.Optional(Id), sentence: line(300) }), { maxItems: 5 }),
  },
  {
    $id: 'Priorities',
    description: 'All of them, in order. One with an id stays itself; one left out is retired.',
  },
)

export const DaysOff = closed(
  { daysOff: Type.Array(ref(DayOff), { maxItems: 500 }) },
  { $id: 'DaysOff', description: 'All of them.' },
)

export type WorkspaceDto = Static<typeof Workspace>
export type WorkspaceChangeInput = Static<typeof WorkspaceChange>
export type PrioritiesInput = Static<typeof Priorities>
export type DaysOffInput = Static<typeof DaysOff>
export const workspaceSchemas = [Words, Priority, DayOff, Workspace, WorkspaceChange, Priorities, DaysOff]
