import { MegaphoneRegular } from '@fluentui/react-icons'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { GoTo } from '../ui/go-to.tsx'
import { hrefTo } from '../ui/places.ts'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'
import { type RoundSummary, useRounds } from './rounds.ts'

/** Rounds that ask something of me: my words, an answer to a question, a look at a changed wording. */
export function RoundsAskingMe() {
  const { t } = useStrings()
  const { data } = useRounds({ askingMe: true })
  if (!data || data.data.length === 0) return null
  return (
    <Section title={t('round.askingMe')}>
      <Rows label={t('round.askingMe')}>
        {data.data.map((round) => (
          <AskingRow key={round.id} round={round} />
        ))}
      </Rows>
    </Section>
  )
}

function AskingRow({ round }: { round: RoundSummary }) {
  const { t } = useStrings()
  const { day } = useFormats()
  const { id, team, question, state, mine, closesDay } = round
  const open = state === 'open'
  const what = open ? (mine.spoken ? 'round.sayMore' : 'round.sayIt') : 'round.lookAgain'
  return (
    <Row
      start={<MegaphoneRegular fontSize={20} aria-hidden />}
      title={question}
      href={hrefTo('round', { id })}
      detail={[team.name, open && t('round.until', { day: day(closesDay) })].filter(Boolean).join(' · ')}
      actions={
        <GoTo kind="button" href={hrefTo('round', { id })}>
          {t(what)}
        </GoTo>
      }
    />
  )
}
