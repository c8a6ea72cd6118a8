import { ArrowForwardRegular, CheckmarkRegular } from '@fluentui/react-icons'
import { lazy, Suspense, useState } from 'react'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { type Reviewed, type TeamReview, useSettle } from './review.ts'

const SettleDialog = lazy(async () => ({ default: (await import('./settle-dialog.tsx')).SettleDialog }))

interface SettleActionsProps {
  item: Reviewed
  next: TeamReview['next']
}

/** One tap each: end it with the score that the facts suggest, or let it go on; anything else is said in a dialog. */
export function SettleActions({ item, next }: SettleActionsProps) {
  const { t } = useStrings()
  const { number } = useFormats()
  const [saying, setSaying] = useState(false)
  const settle = useSettle(item)
  const { score } = item.suggested
  const given = score === null ? t('review.noScore') : number(score)
  const values = { score: given, title: item.title, cycle: next?.name ?? '' }
  const closed = item.lifecycle === 'closed'
  return (
    <>
      {!closed && next && (
        <TapButton
          icon={<ArrowForwardRegular />}
          busy={settle.busy}
          label={t('review.carryLabel', values)}
          onTap={() => settle.run({ go: 'carry' })}
        >
          {t('review.carry', values)}
        </TapButton>
      )}
      {!closed && (
        <TapButton
          icon={<CheckmarkRegular />}
          busy={settle.busy}
          label={t('review.stopLabel', values)}
          onTap={() => settle.run({ go: 'stop' })}
        >
          {t('review.stop', values)}
        </TapButton>
      )}
      <TapButton kind="quiet" label={t('review.sayLabel', values)} onTap={() => setSaying(true)}>
        {t(closed ? 'review.change' : 'review.say')}
      </TapButton>
      {saying && (
        <Suspense>
          <SettleDialog item={item} next={next} onClose={() => setSaying(false)} />
        </Suspense>
      )}
    </>
  )
}
