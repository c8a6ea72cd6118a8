import Type, { type Static } from 'typebox'
import {
  closed,
  Day,
  Id,
  Instant,
  line,
  Named,
  oneOf,
  orNull,
  pageOf,
  Revision,
  ref,
  Version,
} from '../http/schema.ts'
import { lifecycles } from '../objectives/item.ts'
import { statuses } from '../objectives/list.ts'
import { healths } from '../progress/schema.ts'

export const shows = ['mine', 'overdue', 'stale', 'at_risk', 'unaligned'] as const
export const itemKinds = ['objective', 'key_result'] as const
export const sortKeys = ['title', 'team', 'owner', 'status', 'percent', 'checkedIn', 'endDay'] as const
export const viewSorts = sortKeys.flatMap((key) => [key, `-${key}` as const])

/** What a list of goals and measures can be narrowed to; the same words in the query and in a saved view. */
export const filters = {
  show: Type.Optional(
    oneOf(shows, {
      description:
        'mine: owned by or assigned to the reader. overdue: its check-in was due before today. stale: silent for so long ' +
        'that nobody knows how it stands. at_risk: at risk or behind. unaligned: no line leads to a priority.',
    }),
  ),
  kind: Type.Optional(oneOf(itemKinds)),
  teamId: Type.Optional(Id),
  ownerId: Type.Optional(Id),
  cycleId: Type.Optional(
    Type.String({ format: 'uuid', description: 'Without it: every cycle that is not closed.' }),
  ),
  status: Type.Optional(oneOf(statuses, { description: 'Without it: all but closed ones.' })),
  q: Type.Optional(line(100, { description: 'The beginning of any word of the title.' })),
}

export const sort = oneOf(viewSorts, { description: 'With - the other way round.' })

export const ViewFilters = closed(filters, {
  $id: 'ViewFilters',
  description: 'What is left out is not asked.',
})

export const SavedView = closed(
  {
    id: Id,
    name: Type.String(),
    filters: ref(ViewFilters),
    sort,
    createdAt: Instant,
    version: Version,
    revision: Revision,
  },
  { $id: 'SavedView', description: 'A way of looking that a person named; nobody else sees it.' },
)

export const SavedViewPage = pageOf(SavedView)

export const NewView = closed(
  { name: line(80), filters: Type.Optional(ref(ViewFilters)), sort: Type.Optional(sort) },
  { $id: 'NewView' },
)

export const ViewChange = closed(
  { name: Type.Optional(line(80)), filters: Type.Optional(ref(ViewFilters)), sort: Type.Optional(sort) },
  { $id: 'ViewChange', description: 'What is left out stays; filters are replaced as a whole.' },
)

export const ViewItem = closed(
  {
    kind: oneOf(itemKinds),
    id: Id,
    title: Type.String(),
    team: ref(Named),
    owner: ref(Named),
    cycle: ref(Named),
    lifecycle: oneOf(lifecycles),
    health: oneOf(healths),
    percent: orNull(Type.Number()),
    checkedInAt: orNull(Instant),
    dueDay: orNull(
      Type.String({ format: 'date', description: 'By when its next check-in is due; null: none is.' }),
    ),
    endDay: Day,
  },
  { $id: 'ViewItem', description: 'A goal or measure as a row of a list.' },
)

export const ViewItemPage = pageOf(ViewItem)

export type ViewFiltersDto = Static<typeof ViewFilters>
export type ViewSort = (typeof viewSorts)[number]
export type SavedViewDto = Static<typeof SavedView>
export type NewViewInput = Static<typeof NewView>
export type ViewChangeInput = Static<typeof ViewChange>
export type ViewItemDto = Static<typeof ViewItem>
export const viewSchemas = [
  ViewFilters,
  SavedView,
  SavedViewPage,
  NewView,
  ViewChange,
  ViewItem,
  ViewItemPage,
]
