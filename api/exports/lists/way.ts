import Type from 'typebox'
import { barrierStates } from '../../barriers/entity.ts'
import { listBarriers } from '../../barriers/lists.ts'
import type { BarrierSummaryDto } from '../../barriers/schema.ts'
import { Id, oneOf } from '../../http/schema.ts'
import { listWins } from '../../wins/read.ts'
import type { WinDto } from '../../wins/schema.ts'
import { listExport } from '../list.ts'

/**
 * What is in the way. Who raised it is not in the file, nor can it be narrowed to a raiser: nobody is to be counted by
 * how much is in their way.
 */
export const barriersFile = listExport<BarrierSummaryDto>({
  name: 'barriers',
  operationId: 'exportBarriers',
  summary: 'Barriers as a file',
  scopes: ['barriers:read'],
  filters: {
    state: Type.Optional(oneOf(barrierStates)),
    teamId: Type.Optional(Id),
    askedOf: Type.Optional(Id),
    keyResultId: Type.Optional(Id),
    q: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  },
  read: listBarriers,
  columns: [
    { heading: 'id', of: ({ id }) => id },
    { heading: 'number', of: ({ number }) => number },
    { heading: 'kind', of: ({ kind }) => kind },
    { heading: 'title', of: ({ title }) => title },
    { heading: 'details', of: ({ details }) => details },
    { heading: 'severity', of: ({ severity }) => severity },
    { heading: 'state', of: ({ state }) => state },
    { heading: 'team', of: ({ teamId }) => teamId, refers: 'team' },
    { heading: 'blocks', of: ({ blocks }) => blocks.map(({ title }) => title) },
    { heading: 'askedOf', of: ({ asked }) => asked?.memberId, refers: 'member' },
    { heading: 'raisedAt', of: ({ raisedAt }) => raisedAt },
    { heading: 'promisedFor', of: ({ promise }) => promise?.day },
    { heading: 'promiseKept', of: ({ promise }) => promise?.kept },
    { heading: 'decision', of: ({ decision }) => decision },
    { heading: 'clearedAt', of: ({ clearing }) => clearing?.at },
    { heading: 'clearedBy', of: ({ clearing }) => clearing?.by, refers: 'member' },
    { heading: 'clearedHow', of: ({ clearing }) => clearing?.how },
    { heading: 'confirmedAt', of: ({ clearing }) => clearing?.confirmedAt },
    { heading: 'reopened', of: ({ reopened }) => reopened },
    { heading: 'costOfDelay', of: ({ cost }) => cost.figure },
    { heading: 'links', of: ({ links }) => links.map(({ url }) => url) },
  ],
})

/** What truly happened. */
export const winsFile = listExport<WinDto>({
  name: 'wins',
  operationId: 'exportWins',
  summary: 'Wins as a file',
  scopes: ['wins:read'],
  filters: { teamId: Type.Optional(Id), state: Type.Optional(oneOf(['waiting', 'celebrated'])) },
  read: listWins,
  columns: [
    { heading: 'id', of: ({ id }) => id },
    { heading: 'createdAt', of: ({ createdAt }) => createdAt },
    { heading: 'team', of: ({ teamId }) => teamId, refers: 'team' },
    { heading: 'foundBy', of: ({ foundBy }) => foundBy },
    { heading: 'what', of: ({ what, subject }) => what ?? subject?.title },
    { heading: 'betterOff', of: ({ betterOff }) => betterOff },
    { heading: 'about', of: ({ subject }) => subject?.kind },
    { heading: 'aboutId', of: ({ subject }) => subject?.id },
    { heading: 'creditOf', of: ({ credits }) => credits.map(({ memberId }) => memberId), refers: 'member' },
    { heading: 'state', of: ({ state }) => state },
    { heading: 'words', of: ({ celebrations }) => celebrations.flatMap(({ words }) => words ?? []) },
  ],
})
