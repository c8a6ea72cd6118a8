import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { useUnfolded } from '../api/provider.tsx'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { Card } from '../ui/card.tsx'
import { Section } from '../ui/section.tsx'
import { type RoundFigures, useRoundFigures } from './rounds.ts'

/** How much of the team was heard in the cycle, and what became of its goals by where they came from. */
export function Figures(of: { teamId: string; cycleId: string }) {
  const styles = useFigureStyles()
  const { t } = useStrings()
  const { data } = useRoundFigures(of)
  const share = useShare()
  if (!data) return null
  return (
    <Section title={t('round.figures')} lead={t('round.figuresLead')}>
      <Card>
        <p className={styles.share}>{share(data)}</p>
        {data.byOrigin.length === 0 ? (
          <p className={styles.quiet}>{t('round.none')}</p>
        ) : (
          <>
            <Outcomes byOrigin={data.byOrigin} />
            {data.byOrigin.some(({ hidden }) => hidden) && (
              <p className={styles.quiet}>{t('round.fewGoals')}</p>
            )}
          </>
        )}
      </Card>
    </Section>
  )
}

function useShare() {
  const { t } = useStrings()
  const { percent } = useFormats()
  return ({ voiceShare, hidden }: RoundFigures) => {
    if (hidden) return t('round.shareHidden')
    return voiceShare === null
      ? t('round.shareNone')
      : t('round.share', { percent: percent(voiceShare * 100) })
  }
}

const columns = ['count', 'percent', 'score'] as const

function Outcomes({ byOrigin }: Pick<RoundFigures, 'byOrigin'>) {
  const styles = useFigureStyles()
  const { t } = useStrings()
  // Scores are said at the end of a cycle, and until then nobody needs to know of them.
  const scores = useUnfolded()('scores')
  const shown = columns.filter((column) => column !== 'score' || scores)
  const figure = useFigure()
  return (
    <table className={styles.table} aria-label={t('round.byOrigin')}>
      <thead>
        <tr>
          <th scope="col">{t('round.byOrigin.origin')}</th>
          {shown.map((column) => (
            <th key={column} scope="col" className={styles.number}>
              {t(`round.byOrigin.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {byOrigin.map((outcome) => (
          <tr key={outcome.origin}>
            <th scope="row">{t(`objective.origin.${outcome.origin}`)}</th>
            {shown.map((column) => (
              <td key={column} className={styles.number}>
                {figure(outcome, column)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function useFigure() {
  const { number, percent } = useFormats()
  return (of: RoundFigures['byOrigin'][number], column: (typeof columns)[number]) => {
    if (column === 'count') return number(of.objectives)
    if (column === 'percent') return of.percent === null ? '–' : percent(of.percent)
    return of.score === null ? '–' : number(of.score)
  }
}

const useFigureStyles = makeStyles({
  share: { ...typographyStyles.body1Strong, margin: 0 },
  quiet: { ...typographyStyles.caption1, margin: 0, color: tokens.colorNeutralForeground3 },
  table: {
    ...typographyStyles.body1,
    borderCollapse: 'collapse',
    marginBlockStart: tokens.spacingVerticalM,
    inlineSize: '100%',
    maxInlineSize: '640px',
    '& th, & td': {
      textAlign: 'start',
      verticalAlign: 'top',
      paddingBlock: tokens.spacingVerticalXS,
      paddingInlineEnd: tokens.spacingHorizontalM,
      overflowWrap: 'anywhere',
    },
    '& thead th': { ...typographyStyles.caption1, color: tokens.colorNeutralForeground3 },
  },
  number: { fontVariantNumeric: 'tabular-nums' },
})
