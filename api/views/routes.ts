import Type from 'typebox'
import { type Feature, operation } from '../http/operation.ts'
import { ById, closed, Instant, paging, ref } from '../http/schema.ts'
import { listViewItems } from './items.ts'
import {
  filters,
  NewView,
  SavedView,
  SavedViewPage,
  sort,
  ViewChange,
  ViewItemPage,
  viewSchemas,
} from './schema.ts'
import { changeView, findView, listViews, removeView, saveView, toView } from './views.ts'

const list = operation(
  {
    method: 'GET',
    url: '/views/items',
    operationId: 'listViewItems',
    summary: 'List goals and measures together, narrowed and sorted',
    scopes: ['objectives:read', 'key-results:read'],
    query: closed({ ...paging, ...filters, updatedSince: Type.Optional(Instant), sort: Type.Optional(sort) }),
    reply: [200, ref(ViewItemPage)],
  },
  ({ tx, actor, query }) => listViewItems(tx, actor, query),
)

const save = operation(
  {
    method: 'POST',
    url: '/views',
    operationId: 'saveView',
    summary: 'Keep a way of looking under a name',
    scopes: [],
    body: ref(NewView),
    reply: [201, ref(SavedView)],
  },
  ({ tx, actor, body }) => saveView(tx, actor, body),
)

const mine = operation(
  {
    method: 'GET',
    url: '/views',
    operationId: 'listViews',
    summary: "List the reader's own views",
    scopes: [],
    query: closed(paging),
    reply: [200, ref(SavedViewPage)],
  },
  ({ tx, actor, query }) => listViews(tx, actor, query),
)

const read = operation(
  {
    method: 'GET',
    url: '/views/:id',
    operationId: 'getView',
    summary: 'Read a view of your own',
    scopes: [],
    params: ById,
    reply: [200, ref(SavedView)],
  },
  async ({ tx, actor, params }) => toView(await findView(tx, actor, params.id)),
)

const change = operation(
  {
    method: 'PATCH',
    url: '/views/:id',
    operationId: 'changeView',
    summary: 'Rename a view, or have it show something else',
    scopes: [],
    params: ById,
    body: ref(ViewChange),
    reply: [200, ref(SavedView)],
  },
  ({ tx, actor, params, body, version }) => changeView(tx, actor, { id: params.id, version, input: body }),
)

const remove = operation(
  {
    method: 'DELETE',
    url: '/views/:id',
    operationId: 'removeView',
    summary: 'Forget a view',
    scopes: [],
    params: ById,
    reply: [204],
  },
  ({ tx, actor, params, version }) => removeView(tx, actor, params.id, version),
)

/** Where lists of goals and measures are asked for, and kept. */
export const views: Feature = {
  name: 'views',
  description: 'Lists of goals and measures, and the ways of looking that a person keeps',
  schemas: viewSchemas,
  operations: [list, save, mine, read, change, remove],
}
