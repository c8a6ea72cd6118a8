import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { ChatHelpRegular } from '@fluentui/react-icons'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { Card } from '../ui/card.tsx'
import { Section } from '../ui/section.tsx'
import type { OneOnOne } from './one-on-one.ts'
import { useSubjectTitle } from './subject.ts'

/** One question that the facts suggest; none when there is nothing to ask. */
export function Question({ oneOnOne }: { oneOnOne: OneOnOne }) {
  const styles = useQuestionStyles()
  const { t } = useStrings()
  const { day } = useFormats()
  const title = useSubjectTitle(oneOnOne.question)
  const { question, me } = oneOnOne
  if (!question) return null
  const mine = question.who === me ? 'mine' : 'theirs'
  const facts = { title: title ?? '', name: oneOnOne.with.name, day: day(question.since) }
  return (
    <Section title={t('oneOnOne.question')}>
      <Card>
        <p className={styles.question}>
          <ChatHelpRegular aria-hidden className={styles.icon} />
          <span>{t(`oneOnOne.ask.${question.kind}.${mine}`, facts)}</span>
        </p>
        <p className={styles.because}>{t(`oneOnOne.because.${question.kind}`, facts)}</p>
      </Card>
    </Section>
  )
}

const useQuestionStyles = makeStyles({
  question: {
    ...typographyStyles.body1Strong,
    display: 'flex',
    columnGap: tokens.spacingHorizontalS,
    margin: 0,
    overflowWrap: 'anywhere',
  },
  icon: { flexShrink: 0, fontSize: '20px' },
  because: {
    ...typographyStyles.caption1,
    margin: 0,
    marginBlockStart: tokens.spacingVerticalXS,
    color: tokens.colorNeutralForeground3,
  },
})
