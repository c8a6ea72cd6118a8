import { read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import { useStrings } from '../strings/strings.tsx'
import { useAction } from '../ui/action.ts'

/** Celebrates a win, with words or without; it can be taken back for ten minutes. */
export function useCelebrate(title: string) {
  const api = useApi()
  const { t } = useStrings()
  return useAction({
    run: ({ id, words }: { id: string; words?: string }, once) =>
      read(
        api.POST('/v1/wins/{id}/celebrate', {
          params: { path: { id }, header: once },
          body: { ...(words && { words }) },
        }),
      ),
    touches: [['my-week'], ['wins'], ['board'], ['one-on-ones']],
    done: () => t('win.celebrated', { title }),
    celebrates: () => true,
    undo: (win, _, once) =>
      read(api.POST('/v1/wins/{id}/uncelebrate', { params: { path: { id: win.id }, header: once } })),
  })
}
