import { EntitySchema } from 'typeorm'
import { inWorkspace, text, uuid, workspaceId } from '../database/columns.ts'
import { kinds } from './schema.ts'

export interface TokenRow {
  workspaceId: string
  token: string
  subjectKind: (typeof kinds)[number]
  subjectId: string
}

export const TokenEntity = new EntitySchema<TokenRow>({
  name: 'search_tokens',
  tableName: 'search_tokens',
  columns: {
    workspaceId,
    token: { ...text, primary: true, collation: 'C' },
    subjectKind: text,
    subjectId: { ...uuid, primary: true },
  },
  foreignKeys: [inWorkspace('search_tokens')],
  checks: [
    {
      name: 'search_tokens_kind_ck',
      expression: `subject_kind IN (${kinds.map((kind) => `'${kind}'`).join(', ')})`,
    },
  ],
  indices: [{ name: 'search_tokens_subject', columns: ['workspaceId', 'subjectId'] }],
})
