import { DataTrendingRegular } from '@fluentui/react-icons'
import { Bars } from '../insights/bars.tsx'
import { Cycles } from '../insights/cycles.tsx'
import { Figures } from '../insights/figures.tsx'
import { type Insights, useInsights } from '../insights/insights.ts'
import { Proposals } from '../insights/proposals.tsx'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { Card } from '../ui/card.tsx'
import { useFactStyles } from '../ui/item-facts.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Page } from '../ui/page.tsx'
import { Section } from '../ui/section.tsx'
import { EmptyState } from '../ui/states.tsx'
import type { PageProps } from './routes.ts'

/** Is reporting busywork? Figures about groups, each with how it came about and what to do next. */
export function InsightsPage({ me }: PageProps) {
  const early = me.unfolded.some(({ part, reason }) => part === 'insights' && reason === 'shown_by_admin')
  return <Loaded query={useInsights()}>{(insights) => <Shown insights={insights} early={early} />}</Loaded>
}

/** `early`: an admin shows everything from the first day, these figures too. */
function Shown({ insights, early }: { insights: Insights; early: boolean }) {
  const { t } = useStrings()
  const { day } = useFormats()
  const { ready, readyOn, group, figures, proposals, cycles } = insights
  const name = group.name ?? t('insight.everyone')
  const who = t(group.joined ? 'insight.joined' : 'insight.group', { name, count: group.people })
  return (
    <Page title={t('insight.title')} lead={`${who} ${t('insight.nobody')}`}>
      {ready || early ? (
        <>
          <Index insights={insights} />
          <Proposals proposals={proposals} />
          <Section title={t('insight.figures')}>
            <Figures figures={figures} />
          </Section>
          <Weeks insights={insights} />
          <Cycles cycles={cycles} />
        </>
      ) : (
        <EmptyState
          icon={<DataTrendingRegular />}
          title={t('insight.early.title')}
          why={readyOn ? t('insight.early.why', { day: day(readyOn) }) : t('insight.early.never')}
        />
      )}
    </Page>
  )
}

function Index({ insights: { index } }: { insights: Insights }) {
  const styles = useFactStyles()
  const { t } = useStrings()
  if (!index) return null
  const heaviest = t(`relief.part.${index.heaviest}`)
  return (
    <Card label={t('insight.index')}>
      <h2 className={styles.heading}>{t('insight.index')}</h2>
      <p className={styles.text}>
        {t(index.high ? 'insight.indexHigh' : 'insight.indexLow', { index: index.index, heaviest })}
      </p>
      <p className={styles.quiet}>{t('insight.indexHow')}</p>
    </Card>
  )
}

const goal = 0.8

function Weeks({ insights: { weeks } }: { insights: Insights }) {
  const { t } = useStrings()
  const { percent } = useFormats()
  const shown = weeks.slice(-12)
  if (shown.length === 0) return null
  const share = (part: number, whole: number) => (whole === 0 ? null : part / whole)
  const of = (part: number, whole: number) => t('insight.of', { part, whole })
  const answers = shown.map(({ week, due, answered }) => ({
    name: String(week),
    share: share(answered, due),
    of: of(answered, due),
  }))
  const promises = shown.map((week) => ({
    name: String(week.week),
    share: share(week.kept, week.promises),
    of: of(week.kept, week.promises),
  }))
  const sixth = weeks.find(({ week }) => week === 6)
  const reached = sixth && sixth.due > 0 ? percent((sixth.answered / sixth.due) * 100) : null
  return (
    <Section title={t('insight.weeks')} lead={t('insight.weeksLead')}>
      <Card label={t('insight.answer_rate')}>
        <Bars
          title={t('insight.answer_rate')}
          summary={reached ? t('insight.sixth', { percent: reached }) : t('insight.sixthToCome')}
          bars={answers}
          goal={goal}
        />
      </Card>
      <Card label={t('insight.promises_kept')}>
        <Bars
          title={t('insight.promises_kept')}
          summary={t('insight.promisesByWeek')}
          bars={promises}
          goal={goal}
        />
      </Card>
    </Section>
  )
}
