import { externalFrom, externalText } from '../ui/external.tsx'
import type { Objective, ObjectiveChange } from './objective.ts'

/** The fields of an objective as a form holds them; an empty text is nothing. */
export interface ObjectiveDraft {
  title: string
  why: string
  description: string
  ownerId: string
  kind: Objective['kind']
  progressMode: Objective['progressMode']
  cadence: Objective['cadence']
  priorityId: string
  teamId: string
  cycleId: string
  startDay: string
  endDay: string
  /** As `jira/OPS-open`. */
  external: string
}

export const emptyDraft: ObjectiveDraft = {
  title: '',
  why: '',
  description: '',
  ownerId: '',
  kind: 'committed',
  progressMode: 'roll_up',
  cadence: 'weekly',
  priorityId: '',
  teamId: '',
  cycleId: '',
  startDay: '',
  endDay: '',
  external: '',
}

/** An objective as its form shows it. */
export function toDraft(objective: Objective): ObjectiveDraft {
  const { title, ownerId, kind, progressMode, cadence, teamId, cycleId } = objective
  return {
    ...{ title, ownerId, kind, progressMode, cadence, teamId, cycleId },
    why: objective.why ?? '',
    description: objective.description ?? '',
    priorityId: objective.priorityId ?? '',
    startDay: objective.startDay ?? '',
    endDay: objective.endDay ?? '',
    external: externalText(objective.external),
  }
}

const required = ['title', 'ownerId', 'teamId', 'cycleId']

/** What a form says, as the API takes it: an empty text clears the field. */
export function toChange({ external, ...draft }: Partial<ObjectiveDraft>): ObjectiveChange {
  const said = Object.entries(draft).map(([field, value]) => {
    const text = value.trim()
    return [field, text === '' && !required.includes(field) ? null : text]
  })
  const name = external === undefined ? undefined : externalFrom(external)
  return { ...Object.fromEntries(said), ...(name !== undefined && { external: name }) }
}
