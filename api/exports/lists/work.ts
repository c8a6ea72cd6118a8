import Type from 'typebox'
import { listEveryCheckIn } from '../../check-ins/list.ts'
import type { CheckInDto } from '../../check-ins/schema.ts'
import { listCommitments } from '../../commitments/commitments.ts'
import { stepStates } from '../../commitments/entity.ts'
import { listSteps } from '../../commitments/path.ts'
import type { CommitmentDto, StepDto } from '../../commitments/schema.ts'
import { Id, Instant, oneOf } from '../../http/schema.ts'
import { listExport } from '../list.ts'

const subjects = { keyResultId: Type.Optional(Id), objectiveId: Type.Optional(Id) }

/** Where things stood; how sure somebody was is left out where the list leaves it out. */
export const checkInsFile = listExport<CheckInDto>({
  name: 'check-ins',
  operationId: 'exportCheckIns',
  summary: 'Check-ins as a file',
  scopes: ['check-ins:read'],
  filters: { teamId: Type.Optional(Id), cycleId: Type.Optional(Id), since: Type.Optional(Instant) },
  read: listEveryCheckIn,
  columns: [
    { heading: 'id', of: ({ id }) => id },
    { heading: 'about', of: ({ keyResultId, objectiveId }) => keyResultId ?? objectiveId, refers: 'item' },
    { heading: 'keyResultId', of: ({ keyResultId }) => keyResultId },
    { heading: 'objectiveId', of: ({ objectiveId }) => objectiveId },
    { heading: 'author', of: ({ authorId }) => authorId, refers: 'member' },
    { heading: 'observedAt', of: ({ observedAt }) => observedAt },
    { heading: 'recordedAt', of: ({ recordedAt }) => recordedAt },
    { heading: 'value', of: ({ value }) => value },
    { heading: 'previousValue', of: ({ previousValue }) => previousValue },
    { heading: 'target', of: ({ target }) => target },
    { heading: 'percent', of: ({ percent }) => percent },
    { heading: 'confidence', of: ({ confidence }) => confidence },
    { heading: 'inTheWay', of: ({ inTheWay }) => inTheWay },
    { heading: 'note', of: ({ note }) => note },
    { heading: 'undone', of: ({ undone }) => undone },
    { heading: 'supersededById', of: ({ supersededById }) => supersededById },
    { heading: 'source', of: ({ source }) => source },
    { heading: 'late', of: ({ late }) => late },
  ],
})

/** The smallest next actions. */
export const stepsFile = listExport<StepDto>({
  name: 'steps',
  operationId: 'exportSteps',
  summary: 'Steps as a file',
  scopes: ['steps:read'],
  filters: {
    ownerId: Type.Optional(Id),
    state: Type.Optional(oneOf(stepStates)),
    teamId: Type.Optional(Id),
    ...subjects,
  },
  read: listSteps,
  columns: [
    { heading: 'id', of: ({ id }) => id },
    { heading: 'about', of: ({ subject }) => subject.id, refers: 'item' },
    { heading: 'owner', of: ({ ownerId }) => ownerId, refers: 'member' },
    { heading: 'state', of: ({ state }) => state },
    { heading: 'cue', of: ({ cue }) => cue },
    { heading: 'text', of: ({ text }) => text },
    { heading: 'dueDay', of: ({ dueDay }) => dueDay },
    { heading: 'suggestedBy', of: ({ suggestedBy }) => suggestedBy, refers: 'member' },
    { heading: 'createdAt', of: ({ createdAt }) => createdAt },
    { heading: 'startedAt', of: ({ startedAt }) => startedAt },
    { heading: 'finishedAt', of: ({ finishedAt }) => finishedAt },
    { heading: 'droppedAt', of: ({ droppedAt }) => droppedAt },
    { heading: 'dropReason', of: ({ dropReason }) => dropReason },
    { heading: 'source', of: ({ source }) => source },
  ],
})

/** Yeses with their first step: one's own, and those in the teams one leads. */
export const commitmentsFile = listExport<CommitmentDto>({
  name: 'commitments',
  operationId: 'exportCommitments',
  summary: 'Your commitments and those in the teams you lead, as a file',
  scopes: [],
  filters: { memberId: Type.Optional(Id), ...subjects },
  read: listCommitments,
  columns: [
    { heading: 'id', of: ({ id }) => id },
    { heading: 'about', of: ({ subject }) => subject.id, refers: 'item' },
    { heading: 'member', of: ({ memberId }) => memberId, refers: 'member' },
    { heading: 'cue', of: ({ cue }) => cue },
    { heading: 'text', of: ({ text }) => text },
    { heading: 'committedAt', of: ({ committedAt }) => committedAt },
    { heading: 'withdrawnAt', of: ({ withdrawnAt }) => withdrawnAt },
    { heading: 'withdrawReason', of: ({ withdrawReason }) => withdrawReason },
  ],
})
