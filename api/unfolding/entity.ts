import { EntitySchema } from 'typeorm'
import { belongsTo, instant, inWorkspace, text, uuid, workspaceId } from '../database/columns.ts'

/** A part that has unfolded stays: rows are only ever added. */
export interface UnfoldedRow {
  workspaceId: string
  part: string
  reason: string
  at: Date
}

export const UnfoldedEntity = new EntitySchema<UnfoldedRow>({
  name: 'unfolded',
  tableName: 'unfolded',
  columns: { workspaceId, part: { ...text, primary: true }, reason: text, at: instant },
  foreignKeys: [inWorkspace('unfolded')],
})

/** Whom a part has told why it appeared. */
export interface ToldRow {
  workspaceId: string
  memberId: string
  part: string
  at: Date
}

export const ToldEntity = new EntitySchema<ToldRow>({
  name: 'unfolding_told',
  tableName: 'unfolding_told',
  columns: {
    workspaceId,
    memberId: { ...uuid, primary: true },
    part: { ...text, primary: true },
    at: instant,
  },
  foreignKeys: [inWorkspace('unfolding_told'), belongsTo('members', 'memberId', 'unfolding_told_member_fk')],
})
