import { useQuery } from '@tanstack/react-query'
import { ifVersion, read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'
import { useStrings } from '../strings/strings.tsx'
import { useAction } from '../ui/action.ts'

type Schemas = components['schemas']
export type Cycle = Schemas['Cycle']
export type NewCycle = Schemas['NewCycle']

// Boards and items show their cycle.
const touched = [['cycles'], ['board'], ['objectives'], ['key-results'], ['my-week']]

/** The cycles, the latest first. */
export function useCycles() {
  const api = useApi()
  return useQuery({
    queryKey: ['cycles', 'all'],
    queryFn: ({ signal }) => read(api.GET('/v1/cycles', { params: { query: { limit: 200 } }, signal })),
  })
}

/** Makes a cycle, in planning. */
export function useCreateCycle() {
  const api = useApi()
  const { t } = useStrings()
  return useAction({
    run: (body: NewCycle, once) => read(api.POST('/v1/cycles', { params: { header: once }, body })),
    touches: touched,
    done: ({ name }) => t('cycle.created', { name }),
  })
}

/** Names a cycle or moves its days; the undo puts back what was there. */
export function useChangeCycle(before: Cycle) {
  const api = useApi()
  const { t } = useStrings()
  const patch = (at: Pick<Cycle, 'version' | 'revision'>, body: NewCycle) =>
    read(api.PATCH('/v1/cycles/{id}', { params: { path: { id: before.id }, header: ifVersion(at) }, body }))
  return useAction({
    run: (body: NewCycle) => patch(before, body),
    touches: touched,
    done: ({ name }) => t('item.edited', { title: name }),
    undo: (changed) => patch(changed, fieldsOf(before)),
  })
}

function fieldsOf({ name, startDay, endDay, graceDays }: Cycle): NewCycle {
  return { name, startDay, endDay, graceDays }
}

export type CycleMove = 'start' | 'review' | 'close'

/** Moves a cycle on; there is no way back. */
export function useMoveCycle({ id, name }: Cycle) {
  const api = useApi()
  const { t } = useStrings()
  return useAction({
    run: (move: CycleMove, once) =>
      read(
        api.POST(`/v1/cycles/{id}/${move}` as '/v1/cycles/{id}/start', {
          params: { path: { id }, header: once },
        }),
      ),
    touches: [[]],
    done: (_, move) => t(`cycle.moved.${move}`, { name }),
  })
}
