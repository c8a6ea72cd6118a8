import Type from 'typebox'
import { fileOf } from '../http/file-reply.ts'
import { type Feature, operation } from '../http/operation.ts'
import { closed, oneOf } from '../http/schema.ts'
import { archiveOperations } from './archive/routes.ts'
import { csvType, download, formats } from './download.ts'
import type { ListExport } from './list.ts'
import { listExports } from './lists.ts'
import { exportSchemas } from './schema.ts'
import { xlsxType } from './xlsx.ts'

const format = Type.Unsafe<(typeof formats)[number]>({
  ...oneOf(formats, { description: 'xlsx: 20,000 rows at the most.' }),
  default: 'csv',
})

/** One list as a file: its own filters, its own callers and scopes, and what its reader sees there. */
const asFile = (list: ListExport) =>
  operation(
    {
      method: 'GET',
      url: `/exports/lists/${list.name}`,
      operationId: list.operationId,
      summary: list.summary,
      description:
        'What the list shows its reader, names in place of ids. No text in it is read as a formula.',
      ...(list.who && { who: list.who }),
      scopes: list.scopes,
      query: closed({ format, ...list.filters }),
      reply: [200, fileOf([csvType, xlsxType], 'The whole list.')],
      refusals: [422],
    },
    (asked) => download(list, asked as never) as never,
  )

/** What leaves the product as files. */
export const exports: Feature = {
  name: 'exports',
  description: 'Lists as files, and archives of the whole workspace',
  schemas: exportSchemas,
  operations: [...archiveOperations, ...listExports.map(asFile)],
}
