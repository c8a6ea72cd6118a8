import { makeStyles, tokens } from '@fluentui/react-components'
import { Agenda } from '../one-on-ones/agenda.tsx'
import { Closing } from '../one-on-ones/closing.tsx'
import { History } from '../one-on-ones/history.tsx'
import { OwnNotes, SharedNotes } from '../one-on-ones/notes.tsx'
import { type OneOnOne, useOneOnOne } from '../one-on-ones/one-on-one.ts'
import { Question } from '../one-on-ones/question.tsx'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { GoTo } from '../ui/go-to.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Page } from '../ui/page.tsx'
import { hrefTo } from '../ui/places.ts'
import { InsertSummary } from './insert-summary.tsx'
import { Between, Ledger, NextSteps, PairWins, Standing } from './one-on-one-parts.tsx'
import type { PageProps } from './routes.ts'

/** A one-on-one: the same view in the tab, beside a meeting and in Outlook, drawn for 280 px. */
export function OneOnOnePage({ id }: Pick<PageProps, 'id'>) {
  return (
    <Loaded query={useOneOnOne(id)} lines={6}>
      {(oneOnOne) => <Shown oneOnOne={oneOnOne} />}
    </Loaded>
  )
}

function Shown({ oneOnOne }: { oneOnOne: OneOnOne }) {
  const styles = useStyles()
  const { t } = useStrings()
  const { day } = useFormats()
  const { lastMeeting } = oneOnOne
  return (
    <Page
      title={t('oneOnOne.with', { name: oneOnOne.with.name })}
      lead={lastMeeting ? t('oneOnOne.lastMet', { day: day(lastMeeting.day) }) : t('oneOnOne.neverMet')}
      back={
        <GoTo kind="back" href={hrefTo('oneOnOnes')}>
          {t('oneOnOne.title')}
        </GoTo>
      }
    >
      <InsertSummary oneOnOne={oneOnOne} />
      <div className={styles.columns}>
        <div className={styles.column}>
          <Ledger oneOnOne={oneOnOne} />
          <PairWins oneOnOne={oneOnOne} />
          <Between oneOnOne={oneOnOne} />
          <Standing oneOnOne={oneOnOne} />
          <NextSteps oneOnOne={oneOnOne} />
        </div>
        <div className={styles.column}>
          <Question oneOnOne={oneOnOne} />
          <Agenda oneOnOne={oneOnOne} />
          <SharedNotes oneOnOne={oneOnOne} />
          <OwnNotes oneOnOne={oneOnOne} />
          <Closing oneOnOne={oneOnOne} />
          <History oneOnOne={oneOnOne} />
        </div>
      </div>
    </Page>
  )
}

const useStyles = makeStyles({
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalXXL,
    '@media (min-width: 1024px)': { gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 2fr)' },
  },
  column: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXXL, minInlineSize: 0 },
})
