import { makeStyles, tokens } from '@fluentui/react-components'
import { CheckmarkCircleRegular } from '@fluentui/react-icons'
import { useStrings } from '../strings/strings.tsx'
import { Card } from '../ui/card.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { type OneOnOne, useCloseMeeting } from './one-on-one.ts'

/** Closes the meeting in one tap; the toast takes it back. */
export function Closing({ oneOnOne }: { oneOnOne: OneOnOne }) {
  const styles = useClosingStyles()
  const { t } = useStrings()
  const close = useCloseMeeting(oneOnOne)
  return (
    <Card kind="quiet">
      <p className={styles.what}>{t('oneOnOne.closeWhat')}</p>
      <TapButton icon={<CheckmarkCircleRegular />} busy={close.busy} onTap={() => close.run(null)}>
        {t('oneOnOne.close')}
      </TapButton>
    </Card>
  )
}

const useClosingStyles = makeStyles({
  what: { margin: 0, marginBlockEnd: tokens.spacingVerticalM, color: tokens.colorNeutralForeground2 },
})
