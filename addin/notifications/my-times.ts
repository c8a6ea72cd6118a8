import { useQuery } from '@tanstack/react-query'
import { ifVersion, read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'
import { useStrings } from '../strings/strings.tsx'
import { useAction } from '../ui/action.ts'

export type MyTimes = components['schemas']['NotificationSettings']
type Change = components['schemas']['NotificationSettingsChange']

/** When the reader wants to hear from the bot, and of what not. */
export function useMyTimes() {
  const api = useApi()
  return useQuery({
    queryKey: ['notifications', 'mine'],
    queryFn: ({ signal }) => read(api.GET('/v1/notifications/settings', { signal })),
  })
}

/** Says it differently; the undo puts back what was there. */
export function useChangeMyTimes(before: MyTimes) {
  const api = useApi()
  const { t } = useStrings()
  const patch = (at: Pick<MyTimes, 'version' | 'revision'>, body: Change) =>
    read(api.PATCH('/v1/notifications/settings', { params: { header: ifVersion(at) }, body }))
  return useAction({
    run: (change: Change) => patch(before, change),
    touches: [['notifications', 'mine']],
    done: () => t('settings.saved'),
    undo: (changed, change) => {
      const fields = Object.keys(change) as (keyof Change)[]
      return patch(changed, Object.fromEntries(fields.map((field) => [field, before[field]])))
    },
  })
}
