import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { EyeOffRegular, PersonRegular } from '@fluentui/react-icons'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { Badge } from '../ui/badge.tsx'
import { Card } from '../ui/card.tsx'
import type { Round } from './rounds.ts'

/** The vision, how many have spoken (never who), until when, and who will see what. */
export function RoundFacts({ round }: { round: Round }) {
  const styles = useFactStyles()
  const { t } = useStrings()
  const { day } = useFormats()
  const { vision, anonymous, voices, asked, state, withheld, closesDay, kind } = round
  const silent = asked - voices
  return (
    <Card>
      <div className={styles.facts}>
        {vision && <p className={styles.vision}>{vision}</p>}
        <div className={styles.line}>
          <Badge icon={anonymous ? <EyeOffRegular /> : <PersonRegular />}>
            {t(anonymous ? 'round.isAnonymous' : 'round.isNamed')}
          </Badge>
          <span>{t('round.voices', { voices, asked })}</span>
          {state === 'open' && kind !== 'ten_minutes' && (
            <span>{t('round.until', { day: day(closesDay) })}</span>
          )}
        </div>
        {state === 'open' && silent > 0 && (
          <p className={styles.quiet}>{t('round.silent', { count: silent })}</p>
        )}
        <p className={styles.quiet}>
          {withheld ? t('round.withheld') : t(anonymous ? 'round.seesAnonymous' : 'round.seesNamed')}
        </p>
      </div>
    </Card>
  )
}

const useFactStyles = makeStyles({
  facts: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
  vision: { ...typographyStyles.subtitle2, margin: 0, overflowWrap: 'anywhere' },
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  quiet: { margin: 0, color: tokens.colorNeutralForeground3 },
})
