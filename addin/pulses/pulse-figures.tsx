import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'
import { type PulseFigure, usePulseFigures } from './pulses.ts'

interface PulseFiguresProps {
  teamId: string
  cycleId: string
  /** Only the people of the team and whoever leads it see its pulse. */
  mine: boolean
}

/** What the team says of its goals: never a person's answer, and too few answers are not shown. */
export function PulseFigures({ teamId, cycleId, mine }: PulseFiguresProps) {
  const { t } = useStrings()
  const { data } = usePulseFigures(teamId, cycleId, mine)
  if (!data || data.data.length === 0) return null
  return (
    <Section title={t('pulse.figures')} lead={t('pulse.seen')}>
      <Rows label={t('pulse.figures')}>
        {data.data.map((figure) => (
          <FigureRow key={figure.moment} figure={figure} teamId={teamId} />
        ))}
      </Rows>
    </Section>
  )
}

function FigureRow({ figure, teamId }: { figure: PulseFigure; teamId: string }) {
  const { t } = useStrings()
  const { day, percent } = useFormats()
  const { moment, state, closesDay, group } = figure
  const title = t(`pulse.moment.${moment}`)
  if (!group) {
    return (
      <Row
        title={title}
        detail={state === 'open' ? t('pulse.open', { day: day(closesDay) }) : t('pulse.tooFew')}
      />
    )
  }
  const { team, answers, understand, say, believe, comments } = group
  return (
    <Row
      title={title}
      detail={[
        t('pulse.answers', { count: answers }),
        team.id !== teamId && t('pulse.with', { team: team.name }),
      ]
        .filter(Boolean)
        .join(' · ')}
    >
      <ul>
        <li>{t('pulse.share', { what: t('pulse.understand'), share: percent(understand * 100) })}</li>
        <li>{t('pulse.share', { what: t('pulse.say'), share: percent(say * 100) })}</li>
        <li>{t('pulse.share', { what: t('pulse.believe'), share: percent(believe * 100) })}</li>
      </ul>
      {comments.map((comment) => (
        <p key={comment}>{t('round.quoted', { words: comment })}</p>
      ))}
    </Row>
  )
}
