import { read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'
import { useStrings } from '../strings/strings.tsx'
import { type Once, useAction } from '../ui/action.ts'
import { offerIn, type Part } from './offer.ts'

type Schemas = components['schemas']
export type Step = Schemas['Step']
export type Path = Schemas['Path']
export type StepSubject = Schemas['StepSubject']

/** What a screen must know of a step to show it and act on it. */
export type ShownStep = Pick<Step, 'id' | 'cue' | 'text' | 'dueDay'> & { suggestedBy?: string | null }

const touched = [['key-results'], ['objectives'], ['my-week'], ['board'], ['one-on-ones']]
const at = (id: string, header: Once) => ({ params: { path: { id }, header } })

/** Lays the live step: done. */
export function useFinish() {
  const api = useApi()
  const { t } = useStrings()
  return useAction({
    run: (step: ShownStep, once) =>
      read(api.POST('/v1/steps/{id}/finish', { ...at(step.id, once), body: {} })),
    touches: touched,
    done: (_, step) => t('step.finished', { text: step.text }),
    undo: ({ step }, _, once) => read(api.POST('/v1/steps/{id}/undo', at(step.id, once))),
    failed: () => t('step.stillOpen'),
  })
}

/** Makes a pencilled step the live one. */
export function useStart() {
  const api = useApi()
  const { t } = useStrings()
  return useAction({
    run: (step: ShownStep, once) =>
      read(api.POST('/v1/steps/{id}/start', { ...at(step.id, once), body: {} })),
    touches: touched,
    done: (step) => t('step.started', { text: step.text }),
    undo: (step, _, once) => read(api.POST('/v1/steps/{id}/undo', at(step.id, once))),
  })
}

interface NewWords {
  text: string
  cue?: string
  start: boolean
  dueDay?: string
  /** Pencilled in behind it. */
  after?: { text: string }[]
}

/** Writes a step: live at once, or pencilled for later. */
export function useAddStep(subject: StepSubject) {
  const api = useApi()
  const { t } = useStrings()
  return useAction({
    run: (said: NewWords, once) =>
      read(api.POST('/v1/steps', { params: { header: once }, body: { subject, ...said } })),
    touches: touched,
    done: (step) => t(step.state === 'live' ? 'step.started' : 'step.pencilled', { text: step.text }),
    quiet: toldInDialog,
    undo: (step, _, once) => read(api.POST('/v1/steps/{id}/undo', at(step.id, once))),
  })
}

/** The offer to split is a dialog, and so is what is sent from it. */
function toldInDialog(failure: unknown, { after }: { after?: unknown }): boolean {
  return offerIn(failure) !== undefined || after !== undefined
}

/** Makes several of a step that came too long; the first takes its place. */
export function useSplit(step: ShownStep) {
  const api = useApi()
  const { t } = useStrings()
  return useAction({
    run: (into: Part[], once) =>
      read(api.POST('/v1/steps/{id}/split', { ...at(step.id, once), body: { into } })),
    touches: touched,
    done: (_, into) => t('split.done', { count: into.length, text: step.text }),
    quiet: () => true,
  })
}

/** Takes a step off the path; it stays readable. */
export function useDrop() {
  const api = useApi()
  const { t } = useStrings()
  return useAction({
    run: (step: ShownStep, once) => read(api.POST('/v1/steps/{id}/drop', { ...at(step.id, once), body: {} })),
    touches: touched,
    done: (_, step) => t('step.dropped', { text: step.text }),
    undo: (step, _, once) => read(api.POST('/v1/steps/{id}/undo', at(step.id, once))),
  })
}

type NewCommitment = Schemas['NewCommitment']

/** Says yes with a first step, which is live at once. */
export function useCommit() {
  const api = useApi()
  const { t } = useStrings()
  return useAction({
    run: (body: NewCommitment, once) => read(api.POST('/v1/commitments', { params: { header: once }, body })),
    touches: touched,
    done: ({ step }) => t('commit.done', { text: step.text }),
    quiet: toldInDialog,
    undo: async ({ commitment, step }, _, once) => {
      await read(api.POST('/v1/commitments/{id}/withdraw', { ...at(commitment.id, once), body: {} }))
      return read(api.POST('/v1/steps/{id}/drop', { params: { path: { id: step.id } }, body: {} }))
    },
  })
}

/** Says that it is not for oneself now. */
export function useDecline() {
  const api = useApi()
  const { t } = useStrings()
  return useAction({
    run: ({ id }: { id: string; title: string }, once) =>
      read(api.POST('/v1/commitments/asks/{id}/decline', at(id, once))),
    touches: [['my-week']],
    done: (_, { title }) => t('commit.declined', { title }),
    undo: ({ id }, _, once) => read(api.POST('/v1/commitments/asks/{id}/reconsider', at(id, once))),
  })
}
