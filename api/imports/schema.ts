import Type, { type Static } from 'typebox'
import { closed, Id, Instant, Named, oneOf, orNull, pageOf, Revision, ref, Version } from '../http/schema.ts'
import { phases } from './apply/run.ts'
import { counted } from './outcome.ts'
import { reportLevels } from './report.ts'

export const NewImport = closed(
  {
    file: Type.String({
      format: 'binary',
      contentMediaType: 'application/octet-stream',
      description:
        'The export of Viva Goals: the ZIP of the organisation, or a CSV. Or an archive of a workspace.',
    }),
    dryRun: Type.Optional(
      Type.Boolean({ description: 'Only tries it: the report is the same, nothing else is written.' }),
    ),
    keepAdmins: Type.Optional(
      Type.Boolean({
        description:
          'Admins of an archive are admins here, too; else they come as members, and the report names them.',
      }),
    ),
    people: Type.Optional(
      Type.Record(Type.String({ maxLength: 400 }), Type.String({ maxLength: 40 }), {
        description:
          'Who is who, by userKey: the id of a member, "new" for a placeholder, "skip" for nobody.',
      }),
    ),
  },
  { $id: 'NewImport', description: 'A file, and the decisions about people that a dry run asked for.' },
)

const Count = Type.Integer({ minimum: 0 })

export const ImportOutcome = closed(
  {
    created: Count,
    updated: Count,
    same: Type.Integer({ description: 'Here already, just as the file says.' }),
    edited: Type.Integer({ description: 'Edited here since, so left as it is.' }),
  },
  { $id: 'ImportOutcome', description: 'What became of the records of one kind.' },
)

export const ImportPerson = closed(
  {
    userKey: Type.String({ description: 'Names the person in `people`.' }),
    name: Type.String(),
    email: orNull(Type.String()),
    outcome: oneOf(['matched', 'known', 'review', 'new', 'skip'], {
      description:
        'review: an admin says who it is; new: becomes a placeholder; known: from an earlier import.',
    }),
    memberId: orNull(Id),
    candidates: Type.Array(
      closed({
        memberId: Id,
        name: Type.String(),
        because: oneOf(['name', 'similar-name', 'similar-email']),
      }),
    ),
  },
  { $id: 'ImportPerson', description: 'A person of the file, and who they are or might be here.' },
)

const states = ['running', 'interrupted', 'done', 'failed'] as const

export const ImportCounts = closed(
  Object.fromEntries(counted.map((kind) => [kind, Type.Optional(ref(ImportOutcome))])) as Record<
    (typeof counted)[number],
    ReturnType<typeof Type.Optional<ReturnType<typeof ref<typeof ImportOutcome>>>>
  >,
  { $id: 'ImportCounts', description: 'What became of the records of each kind.' },
)

export const ImportLineCounts = closed(
  Object.fromEntries(reportLevels.map((level) => [level, Type.Optional(Count)])) as Record<
    (typeof reportLevels)[number],
    ReturnType<typeof Type.Optional<typeof Count>>
  >,
  { $id: 'ImportLineCounts', description: 'How many lines the report has of each level.' },
)

export const ImportProblem = closed(
  { code: Type.String(), detail: Type.String() },
  { $id: 'ImportProblem', description: 'Why it failed.' },
)

const summary = {
  id: Id,
  state: oneOf(states, { description: 'interrupted: it ended without an end, and nothing of it was kept.' }),
  dryRun: Type.Boolean(),
  source: oneOf(['viva-zip', 'viva-csv', 'workspace']),
  fileName: orNull(Type.String()),
  startedBy: Id,
  startedAt: Instant,
  finishedAt: orNull(Instant),
  phase: oneOf(phases),
  done: Count,
  total: Count,
  counts: ref(ImportCounts),
  lines: ref(ImportLineCounts),
  problem: orNull(ref(ImportProblem)),
}

export const ImportSummary = closed(summary, { $id: 'ImportSummary', description: 'One import of a list.' })
export const ImportPage = pageOf(ImportSummary)

export const Import = closed(
  {
    ...summary,
    people: Type.Array(ref(ImportPerson)),
    teams: Type.Array(ref(Named), {
      description: 'Teams whose boards show something of it; none after a dry run.',
    }),
    version: Version,
    revision: Revision,
  },
  { $id: 'Import', description: 'One file that was taken or tried: how far it is, and what came of it.' },
)

export const ImportLine = closed(
  {
    line: Type.Integer(),
    level: oneOf(reportLevels, {
      description:
        'review: a person should look; changed: read otherwise than it stood; kept: no place here, kept word for word; note: placed; done: what became of a record.',
    }),
    code: Type.String({ description: 'Stable word for programs.' }),
    kind: oneOf(['file', 'user', 'team', 'period', 'item', 'check-in', 'comment', 'task', 'tag']),
    pointer: Type.String({
      description: 'Where in the file: /objectives/3 counts from 0, /rows/5 is line 5.',
    }),
    detail: Type.String(),
  },
  { $id: 'ImportLine', description: 'One line of the report.' },
)
export const ImportLinePage = pageOf(ImportLine)

export type ImportDto = Static<typeof Import>
export type ImportSummaryDto = Static<typeof ImportSummary>
export type ImportLineDto = Static<typeof ImportLine>
export type NewImportInput = Static<typeof NewImport>
export const importSchemas = [
  NewImport,
  ImportOutcome,
  ImportCounts,
  ImportLineCounts,
  ImportProblem,
  ImportPerson,
  ImportSummary,
  ImportPage,
  Import,
  ImportLine,
  ImportLinePage,
]
