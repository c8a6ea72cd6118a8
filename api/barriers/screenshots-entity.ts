import { EntitySchema } from 'typeorm'
import {
  belongsTo,
  id,
  instant,
  inWorkspace,
  nullable,
  text,
  uuid,
  workspaceId,
} from '../database/columns.ts'
import type { PictureType } from '../http/picture-type.ts'

/** A picture that shows what is in the way. */
export interface ScreenshotRow {
  workspaceId: string
  id: string
  barrierId: string
  addedBy: string
  addedAt: Date
  mediaType: PictureType
  /** What is to be seen, for whoever does not see it. */
  words: string | null
  bytes: Buffer
}

export const ScreenshotEntity = new EntitySchema<ScreenshotRow>({
  name: 'barrier_screenshots',
  tableName: 'barrier_screenshots',
  columns: {
    workspaceId,
    id,
    barrierId: uuid,
    addedBy: uuid,
    addedAt: instant,
    mediaType: text,
    words: nullable(text),
    bytes: { type: 'bytea' },
  },
  foreignKeys: [
    inWorkspace('barrier_screenshots'),
    belongsTo('barriers', 'barrierId', 'barrier_screenshots_barrier_fk'),
    belongsTo('members', 'addedBy', 'barrier_screenshots_added_fk'),
  ],
  checks: [
    {
      name: 'barrier_screenshots_type_ck',
      expression: `media_type IN ('image/png', 'image/jpeg', 'image/webp')`,
    },
    { name: 'barrier_screenshots_size_ck', expression: 'octet_length(bytes) <= 5242880' },
  ],
  indices: [{ name: 'barrier_screenshots_barrier', columns: ['workspaceId', 'barrierId'] }],
})
