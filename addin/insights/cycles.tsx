import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { Card } from '../ui/card.tsx'
import { Section } from '../ui/section.tsx'
import type { Insights } from './insights.ts'

type Cycle = Insights['cycles'][number]
const figures = ['firstStep', 'lag', 'cleared', 'byOthers'] as const

/** This cycle beside the last three: how fast a yes becomes a step, what was cleared, and by whom. */
export function Cycles({ cycles }: { cycles: Cycle[] }) {
  const styles = useCycleStyles()
  const { t } = useStrings()
  const line = useLines()
  if (cycles.length === 0) return null
  return (
    <Section title={t('insight.cycles')} lead={t('insight.cyclesLead')}>
      <Card>
        <div className={styles.scroll}>
          <table className={styles.table} aria-label={t('insight.cycles')}>
            <thead>
              <tr>
                <td />
                {cycles.map(({ id, name }) => (
                  <th key={id} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {figures.map((what) => (
                <tr key={what}>
                  <th scope="row">{t(`insight.cycle.${what}`)}</th>
                  {cycles.map((cycle) => (
                    <td key={cycle.id}>{line(cycle, what)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Card>
    </Section>
  )
}

function useLines() {
  const { t } = useStrings()
  const { number, percent } = useFormats()
  const share = (part: number, whole: number) =>
    whole === 0 ? '–' : t('insight.shareOf', { percent: percent((part / whole) * 100), part, whole })
  const days = (lag: number | null) =>
    lag === null ? '–' : t('insight.days', { days: number(Math.round(lag * 10) / 10) })
  return ({ firstStep, lag, raised, cleared, clearedByOthers }: Cycle, what: (typeof figures)[number]) => {
    if (what === 'firstStep') return days(firstStep)
    if (what === 'lag') return days(lag)
    return what === 'cleared' ? share(cleared, raised) : share(clearedByOthers, cleared)
  }
}

const useCycleStyles = makeStyles({
  scroll: { overflowX: 'auto' },
  table: {
    ...typographyStyles.body1,
    borderCollapse: 'collapse',
    '& th, & td': {
      textAlign: 'start',
      verticalAlign: 'top',
      paddingInlineEnd: tokens.spacingHorizontalL,
      paddingBlock: tokens.spacingVerticalXS,
    },
  },
})
