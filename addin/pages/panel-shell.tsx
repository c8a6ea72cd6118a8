import { makeStyles, tokens } from '@fluentui/react-components'
import { OpenRegular } from '@fluentui/react-icons'
import type { UseQueryResult } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useRef } from 'react'
import type { Me } from '../api/provider.tsx'
import { useHost, useHostContext } from '../host/provider.tsx'
import { StringsFor, useStrings } from '../strings/strings.tsx'
import { GoTo } from '../ui/go-to.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { go, usePath } from '../ui/navigation.ts'
import { Page, Stage } from '../ui/page.tsx'
import { hrefTo, placeOf } from '../ui/places.ts'
import { EmptyState } from '../ui/states.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { Waiting } from '../ui/waiting.tsx'
import { AgendaDoor } from './agenda-door.tsx'
import { OneOnOnePage } from './one-on-one.tsx'

// The door mostly opens on one one-on-one.
const BesideItem = lazy(async () => ({ default: (await import('./beside-item.tsx')).BesideItem }))
const OneOnOnesPage = lazy(async () => ({ default: (await import('./one-on-ones.tsx')).OneOnOnesPage }))
const WeeklyPage = lazy(async () => ({ default: (await import('./weekly.tsx')).WeeklyPage }))

/** The panel beside a meeting or a mail: one-on-ones and nothing else, without the frame of the tab. */
export function PanelShell({ me }: { me: UseQueryResult<Me> }) {
  const styles = useStyles()
  const { intl } = useStrings()
  const { zone = intl.timeZone ?? 'UTC', words } = me.data ?? {}
  return (
    <StringsFor zone={zone} renamed={words}>
      <div className={styles.shell}>
        <Stage>{me.data ? <Shown me={me.data} /> : <Loaded query={me}>{() => null}</Loaded>}</Stage>
      </div>
    </StringsFor>
  )
}

function Shown({ me }: { me: Me }) {
  const path = usePath()
  useFollowItem()
  return (
    <AgendaDoor me={me}>
      <Suspense fallback={<Waiting />}>
        <Place key={path} path={path} me={me} />
      </Suspense>
    </AgendaDoor>
  )
}

/** Another appointment or mail was opened beside the panel: back to what it is about. */
function useFollowItem() {
  const { beside } = useHost()
  useHostContext()
  const item = beside?.item()
  const last = useRef(item)
  useEffect(() => {
    if (last.current !== item) go('/')
    last.current = item
  }, [item])
}

function Place({ path, me }: { path: string; me: Me }) {
  const { beside } = useHost()
  if (path === '/' && beside) return <BesideItem me={me} beside={beside} />
  const found = placeOf(path === '/' ? '/one-on-ones' : path)
  if (found?.place === 'oneOnOne') return <OneOnOnePage id={found.params.id ?? ''} />
  if (found?.place === 'oneOnOnes') return <OneOnOnesPage me={me} />
  if (found?.place === 'weekly') return <WeeklyPage me={me} id={found.params.id ?? ''} />
  return <Elsewhere path={path} />
}

/** Everything else has its place in the tab. */
function Elsewhere({ path }: { path: string }) {
  const { t } = useStrings()
  const host = useHost()
  const address = new URL(`tab.html#${path}`, window.location.href).href
  return (
    <Page
      title={t('panel.elsewhere.title')}
      back={
        <GoTo kind="back" href={hrefTo('oneOnOnes')}>
          {t('panel.elsewhere.back')}
        </GoTo>
      }
    >
      <EmptyState
        icon={<OpenRegular />}
        title={t('panel.elsewhere.title')}
        why={t('panel.elsewhere.why')}
        action={
          <TapButton kind="main" onTap={() => void host.openLink(address)}>
            {t('panel.elsewhere.open')}
          </TapButton>
        }
      />
    </Page>
  )
}

const useStyles = makeStyles({
  shell: { minBlockSize: '100%', color: tokens.colorNeutralForeground1 },
})
