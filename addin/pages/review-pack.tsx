import { PrintRegular } from '@fluentui/react-icons'
import { PackPage } from '../reviews/pack-page.tsx'
import { type TeamReview, useTeamReview } from '../reviews/review.ts'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { GoTo } from '../ui/go-to.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Page } from '../ui/page.tsx'
import { hrefTo } from '../ui/places.ts'
import { TapButton } from '../ui/tap-button.tsx'
import type { PageProps } from './routes.ts'

/** The review pack: one printed page per goal, made from the facts, without a figure about a person. */
export function ReviewPackPage({ id }: PageProps) {
  return <Loaded query={useTeamReview(id)}>{(review) => <Shown review={review} />}</Loaded>
}

function Shown({ review }: { review: TeamReview }) {
  const { t } = useStrings()
  const { day } = useFormats()
  const { team, cycle, objectives } = review
  return (
    <Page
      title={t('pack.title', { team: team.name })}
      lead={[cycle.name, t('pack.asOf', { day: day(review.day) })].join(' · ')}
      back={
        <GoTo kind="back" href={hrefTo('review', { id: team.id })}>
          {t('review.title', { cycle: cycle.name })}
        </GoTo>
      }
      actions={
        <TapButton kind="main" icon={<PrintRegular />} onTap={() => window.print()}>
          {t('pack.print')}
        </TapButton>
      }
    >
      {objectives.map((objective) => (
        <PackPage key={objective.id} objective={objective} />
      ))}
    </Page>
  )
}
