import { makeStyles } from '@fluentui/react-components'
import { StarFilled, StarRegular } from '@fluentui/react-icons'
import { useStrings } from '../strings/strings.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { type Followed, useBeginFollowing, useEndFollowing, useFollow } from './follows.ts'

/** Follows an item, or no more; who else does is nobody's business. */
export function FollowButton({ subject }: { subject: Followed }) {
  const styles = useFollowStyles()
  const { t } = useStrings()
  const { data: follow } = useFollow(subject.id)
  const begin = useBeginFollowing()
  const end = useEndFollowing()
  // It stands there before it is known, too, and both words have one width: no button beside it moves under a finger.
  return (
    <TapButton
      kind="quiet"
      icon={follow ? <StarFilled /> : <StarRegular />}
      busy={begin.busy || end.busy}
      disabled={follow === undefined}
      onTap={() => (follow ? end.run(follow) : begin.run(subject))}
    >
      <span className={styles.words}>
        <span>{t(follow ? 'follow.end' : 'follow.begin')}</span>
        <span aria-hidden className={styles.room}>
          {t(follow ? 'follow.begin' : 'follow.end')}
        </span>
      </span>
    </TapButton>
  )
}

const useFollowStyles = makeStyles({
  words: { display: 'grid', justifyItems: 'start', '> *': { gridArea: '1 / 1' } },
  room: { visibility: 'hidden' },
})
