import { StarFilled, StarRegular } from '@fluentui/react-icons'
import { useStrings } from '../strings/strings.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { type Followed, useBeginFollowing, useEndFollowing, useFollow } from './follows.ts'

/** Follows an item, or no more; who else does is nobody's business. */
export function FollowButton({ subject }: { subject: Followed }) {
  const { t } = useStrings()
  const { data: follow } = useFollow(subject.id)
  const begin = useBeginFollowing()
  const end = useEndFollowing()
  if (follow === undefined) return null
  const busy = begin.busy || end.busy
  if (follow) {
    return (
      <TapButton kind="quiet" icon={<StarFilled />} busy={busy} onTap={() => end.run(follow)}>
        {t('follow.end')}
      </TapButton>
    )
  }
  return (
    <TapButton kind="quiet" icon={<StarRegular />} busy={busy} onTap={() => begin.run(subject)}>
      {t('follow.begin')}
    </TapButton>
  )
}
