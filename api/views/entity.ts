import { EntitySchema } from 'typeorm'
import {
  belongsTo,
  id,
  instant,
  inWorkspace,
  json,
  revision,
  text,
  uuid,
  version,
  workspaceId,
} from '../database/columns.ts'
import type { ViewFiltersDto, ViewSort } from './schema.ts'

/** How a member likes to look at goals and measures; row-level security shows it to that member alone. */
export interface SavedViewRow {
  workspaceId: string
  id: string
  memberId: string
  name: string
  filters: ViewFiltersDto
  sort: ViewSort
  createdAt: Date
  version: number
  revision: number
}

export const SavedViewEntity = new EntitySchema<SavedViewRow>({
  name: 'saved_views',
  tableName: 'saved_views',
  columns: {
    workspaceId,
    id,
    memberId: uuid,
    name: text,
    filters: json,
    sort: text,
    createdAt: instant,
    version,
    revision,
  },
  foreignKeys: [inWorkspace('saved_views'), belongsTo('members', 'memberId', 'saved_views_member_fk')],
  indices: [{ name: 'saved_views_member', columns: ['workspaceId', 'memberId', 'id'] }],
})
