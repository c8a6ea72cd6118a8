import { CheckmarkCircleRegular } from '@fluentui/react-icons'
import type { Reviewed, ReviewedKeyResult, ReviewedObjective, TeamReview } from '../reviews/review.ts'
import { useTeamReview } from '../reviews/review.ts'
import { ReviewedRow } from '../reviews/reviewed-row.tsx'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { GoTo } from '../ui/go-to.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Page } from '../ui/page.tsx'
import { hrefTo } from '../ui/places.ts'
import { Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'
import { EmptyState } from '../ui/states.tsx'
import type { PageProps } from './routes.ts'

/** The end of a team's cycle, item by item: a score, what was learned, and whether it goes on. */
export function ReviewPage({ id }: PageProps) {
  return <Loaded query={useTeamReview(id)}>{(review) => <Shown review={review} />}</Loaded>
}

function Shown({ review }: { review: TeamReview }) {
  const { t } = useStrings()
  const { team, cycle, objectives, keyResults, next } = review
  return (
    <Page
      title={t('review.title', { cycle: cycle.name })}
      lead={useLead(review)}
      back={
        <GoTo kind="back" href={hrefTo('team', { id: team.id })}>
          {team.name}
        </GoTo>
      }
      actions={
        <GoTo kind="button" href={hrefTo('reviewPack', { id: team.id })}>
          {t('review.pack')}
        </GoTo>
      }
    >
      {objectives.length + keyResults.length === 0 && <Nothing />}
      {objectives.map((objective) => (
        <Goal key={objective.id} objective={objective} next={next} />
      ))}
      {keyResults.length > 0 && (
        <Section title={t('board.free')}>
          <Rows>
            {keyResults.map((one) => (
              <ReviewedRow key={one.id} item={measure(one, false)} next={next} />
            ))}
          </Rows>
        </Section>
      )}
    </Page>
  )
}

/** How many are left, until when late check-ins count, and what is missing to let items go on. */
function useLead({ toSettle, cycle, next, phase }: TeamReview): string {
  const { t } = useStrings()
  const { day } = useFormats()
  const left = t('review.left', { count: toSettle })
  const early =
    phase !== 'last_weeks' && phase !== 'closed' ? t('review.early', { day: day(cycle.endDay) }) : ''
  const grace = phase === 'closed' ? t('review.grace', { day: day(cycle.graceEnd) }) : ''
  return [left, early, grace, next ? '' : t('review.noNext')].filter(Boolean).join(' ')
}

function Goal({ objective, next }: { objective: ReviewedObjective; next: TeamReview['next'] }) {
  const { t } = useStrings()
  const { title, why, kind, keyResults } = objective
  const aspirational = kind === 'aspirational'
  return (
    <Section title={title} lead={`${t(`objective.short.${kind}`)} · ${why ?? t('board.noWhy')}`}>
      <Rows label={title}>
        {keyResults.map((one) => (
          <ReviewedRow key={one.id} item={measure(one, aspirational)} next={next} />
        ))}
        <ReviewedRow item={{ ...objective, of: 'objective', aspirational }} next={next} />
      </Rows>
    </Section>
  )
}

function measure(one: ReviewedKeyResult, aspirational: boolean): Reviewed {
  return { ...one, of: 'key_result', aspirational }
}

function Nothing() {
  const { t } = useStrings()
  return <EmptyState icon={<CheckmarkCircleRegular />} title={t('review.none')} why={t('review.noneWhy')} />
}
