import { PeopleTeamRegular } from '@fluentui/react-icons'
import { useOneOnOnes } from '../one-on-ones/lists.ts'
import { OpenForm } from '../one-on-ones/open-form.tsx'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { Card } from '../ui/card.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Page } from '../ui/page.tsx'
import { hrefTo } from '../ui/places.ts'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'
import { EmptyState } from '../ui/states.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import type { PageProps } from './routes.ts'

/** My one-on-ones, and the way to a new one. */
export function OneOnOnesPage({ me }: Pick<PageProps, 'me'>) {
  const { t } = useStrings()
  const query = useOneOnOnes()
  return (
    <Page title={t('oneOnOne.title')} lead={t('oneOnOne.lead')}>
      <Loaded query={query}>{({ pages }) => <List all={pages.flatMap(({ data }) => data)} />}</Loaded>
      {query.hasNextPage && (
        <div>
          <TapButton busy={query.isFetchingNextPage} onTap={() => void query.fetchNextPage()}>
            {t('list.more')}
          </TapButton>
        </div>
      )}
      {!me.guest && me.teams.length > 0 && (
        <Section title={t('weekly.all')}>
          <Rows label={t('weekly.all')}>
            {me.teams.map(({ id, name }) => (
              <Row key={id} title={name} href={hrefTo('weekly', { id })} />
            ))}
          </Rows>
        </Section>
      )}
      {me.memberId && !me.guest && (
        <Section title={t('oneOnOne.new')} lead={t('oneOnOne.newLead')}>
          <Card>
            <OpenForm me={me.memberId} />
          </Card>
        </Section>
      )}
    </Page>
  )
}

interface Named {
  id: string
  with: { name: string }
  lastMetDay: string | null
  agenda: number
}

function List({ all }: { all: Named[] }) {
  const { t } = useStrings()
  const { day } = useFormats()
  if (all.length === 0) {
    return (
      <EmptyState
        icon={<PeopleTeamRegular />}
        title={t('oneOnOne.none.title')}
        why={t('oneOnOne.none.why')}
      />
    )
  }
  return (
    <Rows label={t('oneOnOne.title')}>
      {all.map(({ id, with: other, lastMetDay, agenda }) => (
        <Row
          key={id}
          title={other.name}
          href={hrefTo('oneOnOne', { id })}
          detail={[
            lastMetDay ? t('oneOnOne.lastMet', { day: day(lastMetDay) }) : t('oneOnOne.notMetYet'),
            agenda > 0 && t('oneOnOne.onAgenda', { count: agenda }),
          ]
            .filter(Boolean)
            .join(' · ')}
        />
      ))}
    </Rows>
  )
}
