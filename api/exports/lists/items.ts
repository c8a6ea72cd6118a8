import Type from 'typebox'
import { Id } from '../../http/schema.ts'
import { listKeyResults } from '../../key-results/key-results.ts'
import type { KeyResultDto } from '../../key-results/schema.ts'
import { listObjectives } from '../../objectives/objectives.ts'
import { itemFilters } from '../../objectives/routes.ts'
import type { ObjectiveDto } from '../../objectives/schema.ts'
import { listViewItems } from '../../views/items.ts'
import { filters, sort, type ViewItemDto } from '../../views/schema.ts'
import { type Column, listExport } from '../list.ts'

const { limit: _, cursor: __, ...narrowing } = itemFilters

type Item = ObjectiveDto | KeyResultDto

const item: readonly Column<Item>[] = [
  { heading: 'id', of: ({ id }) => id },
  { heading: 'title', of: ({ title }) => title },
  { heading: 'why', of: ({ why }) => why },
  { heading: 'description', of: ({ description }) => description },
  { heading: 'team', of: ({ teamId }) => teamId, refers: 'team' },
  { heading: 'owner', of: ({ ownerId }) => ownerId, refers: 'member' },
  { heading: 'cycle', of: ({ cycleId }) => cycleId, refers: 'cycle' },
  { heading: 'startDay', of: ({ startDay }) => startDay },
  { heading: 'endDay', of: ({ endDay }) => endDay },
  { heading: 'lifecycle', of: ({ lifecycle }) => lifecycle },
]

const stand: readonly Column<Item>[] = [
  { heading: 'percent', of: ({ progress }) => progress.value },
  { heading: 'health', of: ({ standing }) => standing.override?.health ?? standing.health },
  { heading: 'healthBecause', of: ({ standing }) => standing.because },
  { heading: 'score', of: ({ score }) => score },
  { heading: 'learned', of: ({ learned }) => learned },
  { heading: 'createdAt', of: ({ createdAt }) => createdAt },
  { heading: 'publishedAt', of: ({ publishedAt }) => publishedAt },
  { heading: 'closedAt', of: ({ closedAt }) => closedAt },
]

/** What programs match rows by. */
const ids: readonly Column<Item>[] = [
  { heading: 'externalSource', of: ({ id }) => id, refers: 'externalSource' },
  { heading: 'externalId', of: ({ id }) => id, refers: 'externalId' },
  { heading: 'teamId', of: ({ teamId }) => teamId },
  { heading: 'ownerId', of: ({ ownerId }) => ownerId },
  { heading: 'cycleId', of: ({ cycleId }) => cycleId },
]

/** Goals. */
export const objectivesFile = listExport<ObjectiveDto>({
  name: 'objectives',
  operationId: 'exportObjectives',
  summary: 'Objectives as a file',
  scopes: ['objectives:read'],
  filters: { ...narrowing, parentId: Type.Optional(Id) },
  read: listObjectives,
  columns: [
    ...item,
    { heading: 'kind', of: ({ kind }) => kind },
    { heading: 'origin', of: ({ origin }) => origin },
    { heading: 'progressMode', of: ({ progressMode }) => progressMode },
    ...stand,
    { heading: 'parent', of: ({ id }) => id, refers: 'parent' },
    { heading: 'parentId', of: ({ id }) => id, refers: 'parentId' },
    ...ids,
  ],
})

/** Measures, each with where it stands. */
export const keyResultsFile = listExport<KeyResultDto>({
  name: 'key-results',
  operationId: 'exportKeyResults',
  summary: 'Key results as a file',
  scopes: ['key-results:read'],
  filters: { ...narrowing, objectiveId: Type.Optional(Id) },
  read: listKeyResults,
  columns: [
    ...item,
    { heading: 'kind', of: ({ kind }) => kind },
    { heading: 'direction', of: ({ direction }) => direction },
    { heading: 'unit', of: ({ unit }) => unit },
    { heading: 'baseline', of: ({ baseline }) => baseline },
    { heading: 'target', of: ({ target }) => target },
    { heading: 'peopleTotal', of: ({ peopleTotal }) => peopleTotal },
    { heading: 'value', of: ({ latest }) => latest?.value },
    { heading: 'observedAt', of: ({ latest }) => latest?.observedAt },
    { heading: 'cadence', of: ({ cadence }) => cadence },
    ...stand,
    { heading: 'objective', of: ({ id }) => id, refers: 'parent' },
    { heading: 'objectiveId', of: ({ id }) => id, refers: 'parentId' },
    ...ids,
  ],
})

/** Goals and measures together, as the lists on the screen narrow and sort them. */
export const viewItemsFile = listExport<ViewItemDto>({
  name: 'items',
  operationId: 'exportViewItems',
  summary: 'Goals and measures together as a file, narrowed and sorted',
  scopes: ['objectives:read', 'key-results:read'],
  filters: { ...filters, sort: Type.Optional(sort) },
  read: listViewItems,
  columns: [
    { heading: 'kind', of: ({ kind }) => kind },
    { heading: 'id', of: ({ id }) => id },
    { heading: 'title', of: ({ title }) => title },
    { heading: 'team', of: ({ team }) => team.name },
    { heading: 'owner', of: ({ owner }) => owner.name },
    { heading: 'cycle', of: ({ cycle }) => cycle.name },
    { heading: 'lifecycle', of: ({ lifecycle }) => lifecycle },
    { heading: 'health', of: ({ health }) => health },
    { heading: 'percent', of: ({ percent }) => percent },
    { heading: 'checkedInAt', of: ({ checkedInAt }) => checkedInAt },
    { heading: 'dueDay', of: ({ dueDay }) => dueDay },
    { heading: 'endDay', of: ({ endDay }) => endDay },
    { heading: 'externalSource', of: ({ id }) => id, refers: 'externalSource' },
    { heading: 'externalId', of: ({ id }) => id, refers: 'externalId' },
    { heading: 'teamId', of: ({ team }) => team.id },
    { heading: 'ownerId', of: ({ owner }) => owner.id },
    { heading: 'cycleId', of: ({ cycle }) => cycle.id },
  ],
})
