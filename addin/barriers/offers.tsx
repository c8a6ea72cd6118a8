import { makeStyles, tokens } from '@fluentui/react-components'
import { HandRightRegular } from '@fluentui/react-icons'
import { useStrings } from '../strings/strings.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { type BarrierSummary, nameIn, useMove, useName } from './moves.ts'

/** Who offered to help; whoever is asked, or raised it, hands it over in one tap. */
export function Offers({ barrier }: { barrier: BarrierSummary }) {
  const styles = useOfferStyles()
  const { t } = useStrings()
  const action = useMove(barrier)
  const what = useName(barrier)
  const offers = barrier.offers.filter((id) => id !== barrier.asked?.memberId)
  const waits = barrier.can.acceptHelp || inQueue.includes(barrier.state)
  if (!waits || offers.length === 0) return null
  return (
    <ul className={styles.offers}>
      {offers.map((id) => {
        const name = nameIn(barrier, id)
        return (
          <li key={id} className={styles.offer}>
            <span>{t('barrier.offer', { name })}</span>
            {barrier.can.acceptHelp && (
              <TapButton
                icon={<HandRightRegular />}
                busy={action.busy}
                label={t('barrier.tap', { what: t('barrier.offer.accept', { name }), name: what })}
                onTap={() => action.run({ move: 'handOn', to: id })}
              >
                {t('barrier.offer.accept', { name })}
              </TapButton>
            )}
          </li>
        )
      })}
    </ul>
  )
}

const inQueue = ['open', 'taken', 'asked_back', 'refused']

const useOfferStyles = makeStyles({
  offers: { listStyleType: 'none', margin: 0, padding: 0 },
  offer: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    marginBlockStart: tokens.spacingVerticalXS,
    color: tokens.colorNeutralForeground2,
  },
})
