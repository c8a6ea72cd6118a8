import { useQuery } from '@tanstack/react-query'
import { read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'
import { useStrings } from '../strings/strings.tsx'
import { useAction } from '../ui/action.ts'

type Schemas = components['schemas']
export type Pulse = Schemas['Pulse']
export type PulseFigure = Schemas['PulseFigure']
export type NewPulseAnswer = Schemas['NewPulseAnswer']

/** The pulses that are open for me. */
export function usePulses() {
  const api = useApi()
  return useQuery({
    queryKey: ['pulses'],
    queryFn: ({ signal }) => read(api.GET('/v1/pulses', { signal })),
  })
}

/** What a team said in a cycle, as the figure of a group. */
export function usePulseFigures(teamId: string, cycleId: string, enabled: boolean) {
  const api = useApi()
  return useQuery({
    queryKey: ['pulses', 'figures', teamId, cycleId],
    enabled,
    queryFn: ({ signal }) =>
      read(api.GET('/v1/pulses/figures', { params: { query: { teamId, cycleId } }, signal })),
  })
}

/** Answers a pulse; answering again replaces what was said. */
export function useAnswer({ id }: Pulse) {
  const api = useApi()
  const { t } = useStrings()
  return useAction({
    run: (body: NewPulseAnswer, once) =>
      read(api.POST('/v1/pulses/{id}/answer', { params: { path: { id }, header: once }, body })),
    touches: [['pulses']],
    done: () => t('pulse.done'),
  })
}
