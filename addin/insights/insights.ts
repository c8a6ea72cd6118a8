import { useQuery } from '@tanstack/react-query'
import { read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'
import { useStrings } from '../strings/strings.tsx'
import { useAction } from '../ui/action.ts'
import { useAsking } from '../ui/asking.ts'

type Schemas = components['schemas']
export type Insights = Schemas['Insights']
export type InsightFigure = Schemas['InsightFigure']
export type ReliefProposal = Schemas['ReliefProposal']
export type Relief = ReliefProposal['reliefs'][number]

/** Whether reporting is worth its time, in my group. */
export function useInsights() {
  const api = useApi()
  return useQuery({
    queryKey: ['insights'],
    queryFn: ({ signal }) => read(api.GET('/v1/insights', { signal })),
  })
}

type Asked = Pick<ReliefProposal, 'cadence' | 'asks'>

/** Makes check-ins on a measure less of a burden in one tap, and can take it back. */
export function useRelieve({ keyResultId, title, cadence, asks }: ReliefProposal) {
  const api = useApi()
  const { t } = useStrings()
  const path = { id: keyResultId }
  const set = (body: Partial<Asked>) =>
    read(
      api.PATCH('/v1/key-results/{id}', { params: { path, header: { 'if-match': '*' } }, body: { ...body } }),
    )
  return useAction({
    run: (relief: Exclude<Relief, 'ask_again'>) => set(changeBy(relief, cadence)),
    touches: [['insights'], ['my-week'], ['key-results']],
    done: (_, relief) => t(`relief.done.${relief}`, { title }),
    undo: () => set({ cadence, asks }),
  })
}

/** Asks the people of a measure again, for a week: one tap. */
export function useAskAgain({ keyResultId, title }: Pick<ReliefProposal, 'keyResultId' | 'title'>) {
  const api = useApi()
  const { t } = useStrings()
  const asking = useAsking(title)
  return useAction({
    run: (_: undefined, once: { 'idempotency-key': string }) =>
      read(
        api.POST('/v1/planning-rounds/again', { params: { header: once }, body: { keyResultId, ...asking } }),
      ),
    touches: [['insights'], ['planning-rounds'], ['my-week']],
    done: () => t('relief.done.ask_again', { title }),
  })
}

function changeBy(relief: Exclude<Relief, 'ask_again'>, cadence: Asked['cadence']): Partial<Asked> {
  if (relief === 'fewer_fields') return { asks: 'number' }
  if (relief === 'feed_by_program') return { asks: 'program' }
  return { cadence: cadence === 'weekly' ? 'biweekly' : 'monthly' }
}
