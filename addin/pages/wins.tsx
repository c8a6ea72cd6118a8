import { SparkleRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useStrings } from '../strings/strings.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Page } from '../ui/page.tsx'
import { Rows } from '../ui/rows.tsx'
import { EmptyState } from '../ui/states.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { LogWinDialog } from '../wins/log-dialog.tsx'
import { WinRow } from '../wins/win-row.tsx'
import { useWins, type Win } from '../wins/wins.ts'
import type { PageProps } from './routes.ts'

/** What truly happened, the newest first, and what people said to it. */
export function WinsPage({ me }: PageProps) {
  const { t } = useStrings()
  const query = useWins()
  const [logging, setLogging] = useState(false)
  const mayLog = me.memberId !== null && !me.guest && me.teams.length > 0
  const log = mayLog && (
    <TapButton icon={<SparkleRegular />} onTap={() => setLogging(true)}>
      {t('win.log')}
    </TapButton>
  )
  return (
    <Page title={t('win.title')} lead={t('win.lead')} actions={log}>
      <Loaded query={query} lines={6}>
        {({ pages }) => <List wins={pages.flatMap(({ data }) => data)} me={me.memberId} />}
      </Loaded>
      {query.hasNextPage && (
        <div>
          <TapButton busy={query.isFetchingNextPage} onTap={() => void query.fetchNextPage()}>
            {t('list.more')}
          </TapButton>
        </div>
      )}
      {logging && me.memberId && (
        <LogWinDialog teams={me.teams} me={me.memberId} onClose={() => setLogging(false)} />
      )}
    </Page>
  )
}

function List({ wins, me }: { wins: Win[]; me: string | null }) {
  const { t } = useStrings()
  if (wins.length === 0) {
    return <EmptyState icon={<SparkleRegular />} title={t('win.empty.title')} why={t('win.empty.why')} />
  }
  return (
    <Rows label={t('win.title')}>
      {wins.map((win) => (
        <WinRow key={win.id} win={win} me={me} />
      ))}
    </Rows>
  )
}
