import { read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { type Once, useAction } from '../ui/action.ts'
import { keep } from '../ui/download.ts'

export type Person = components['schemas']['Person']

/** Makes what there is of a person and hands it to the browser. */
export function useTakeData({ id }: Pick<Person, 'id'>) {
  const api = useApi()
  const { t } = useStrings()
  const { dayOf } = useFormats()
  return useAction({
    run: async (_: Record<string, never>, once: Once) => {
      const params = { path: { id }, header: once }
      const made = await read(api.POST('/v1/members/{id}/exports', { params }))
      const path = { id: made.id }
      const asked = api.GET('/v1/exports/{id}/archive', { params: { path }, parseAs: 'blob' })
      keep((await read(asked)) as unknown as Blob, `footbridge-person-${dayOf(made.requestedAt)}.zip`)
    },
    touches: [['exports']],
    done: () => t('erasure.taken'),
  })
}

/** Erases a person for good. */
export function useErase({ id, name }: Pick<Person, 'id' | 'name'>) {
  const api = useApi()
  const { t } = useStrings()
  return useAction({
    run: (said: string, once) =>
      read(
        api.POST('/v1/members/{id}/erase', { params: { path: { id }, header: once }, body: { name: said } }),
      ),
    touches: [[]],
    done: () => t('erasure.done', { name }),
    quiet: () => true,
  })
}
