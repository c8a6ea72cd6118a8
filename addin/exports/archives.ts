import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { useAction } from '../ui/action.ts'
import { keep } from '../ui/download.ts'
import { useWhy } from '../ui/problems.ts'
import { useToasts } from '../ui/toasts.tsx'

export type Archive = components['schemas']['Export']

/** How often one that is being made is asked for, in milliseconds. */
const whileWaiting = 1000

/** The archives that the reader asked for, the latest first. */
export function useArchives() {
  const api = useApi()
  return useQuery({
    queryKey: ['exports'],
    queryFn: ({ signal }) => read(api.GET('/v1/exports', { params: { query: { limit: 50 } }, signal })),
    select: ({ data }) => ({ data: data.filter(({ memberId }) => memberId === null).slice(0, 5) }),
    refetchInterval: ({ state }) =>
      state.data?.data.some((archive) => archive.state === 'waiting') ? whileWaiting : false,
  })
}

/** Asks for one; the list shows when it is there. */
export function useMakeArchive() {
  const api = useApi()
  return useAction({
    run: (_: Record<string, never>, once) => read(api.POST('/v1/exports', { params: { header: once } })),
    touches: [['exports']],
  })
}

/** Fetches one and hands it to the browser. */
export function useFetchArchive({ id, madeAt }: Archive) {
  const api = useApi()
  const { t } = useStrings()
  const { dayOf } = useFormats()
  const { notify } = useToasts()
  const why = useWhy()
  const [busy, setBusy] = useState(false)
  const run = async () => {
    setBusy(true)
    try {
      const asked = api.GET('/v1/exports/{id}/archive', { params: { path: { id } }, parseAs: 'blob' })
      keep((await read(asked)) as unknown as Blob, `footbridge-${dayOf(madeAt!)}.zip`)
    } catch (failure) {
      notify({ text: t('download.failed', { why: why(failure) }), kind: 'failed' })
    } finally {
      setBusy(false)
    }
  }
  return { run, busy }
}
