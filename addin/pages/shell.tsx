import { makeStyles, tokens } from '@fluentui/react-components'
import type { UseQueryResult } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { type Me, useLive } from '../api/provider.tsx'
import { StringsFor, useStrings } from '../strings/strings.tsx'
import { GoTo } from '../ui/go-to.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { usePath } from '../ui/navigation.ts'
import { Page, Stage } from '../ui/page.tsx'
import { hrefTo, placeOf } from '../ui/places.ts'
import { NotFound } from '../ui/states.tsx'
import { Waiting } from '../ui/waiting.tsx'
import { AgendaDoor } from './agenda-door.tsx'
import { Header } from './header.tsx'
import { NewPlaces } from './new-places.tsx'
import { routes } from './routes.ts'

const CelebrationStand = lazy(async () => ({
  default: (await import('../ui/celebration-stand.tsx')).CelebrationStand,
}))

/** The frame around every page: navigation above, the page of the address below, in the words of the workspace. */
export function Shell({ me }: { me: UseQueryResult<Me> }) {
  // The panel keeps to its one request and looks again by itself.
  useLive(me.data !== undefined)
  const { intl } = useStrings()
  const { zone = intl.timeZone ?? 'UTC', words } = me.data ?? {}
  return (
    <StringsFor zone={zone} renamed={words}>
      <Frame me={me} />
    </StringsFor>
  )
}

function Frame({ me }: { me: UseQueryResult<Me> }) {
  const styles = useStyles()
  return (
    <div className={styles.shell}>
      <Header me={me.data} />
      {me.data?.celebrations && (
        <Suspense>
          <CelebrationStand />
        </Suspense>
      )}
      <Stage>
        {me.data ? (
          <>
            <NewPlaces me={me.data} />
            <CurrentPage me={me.data} />
          </>
        ) : (
          <Opening me={me} />
        )}
      </Stage>
    </div>
  )
}

function CurrentPage({ me }: { me: Me }) {
  const { catalogue } = useStrings()
  const path = usePath()
  const found = placeOf(path === '/' ? '/my-week' : path)
  const route = found && routes[found.place]
  if (!route) return <UnknownPage />
  // The first texts are those of my week; they are followed at once by all the others.
  if (!catalogue.whole && found.place !== 'myWeek') return <Waiting />
  const { page: CurrentPage } = route
  return (
    <Suspense fallback={<Waiting />}>
      <AgendaDoor me={me}>
        <CurrentPage key={path} me={me} id={found.params.id ?? ''} />
      </AgendaDoor>
    </Suspense>
  )
}

function Opening({ me }: { me: UseQueryResult<Me> }) {
  const { t } = useStrings()
  return (
    <Page title={t('app.name')}>
      <Loaded query={me}>{() => null}</Loaded>
    </Page>
  )
}

function UnknownPage() {
  const { t } = useStrings()
  return (
    <Page title={t('state.notFound.page')}>
      <NotFound
        action={
          <GoTo kind="button" href={hrefTo('myWeek')}>
            {t('state.notFound.home')}
          </GoTo>
        }
      />
    </Page>
  )
}

const useStyles = makeStyles({
  shell: { minBlockSize: '100%', color: tokens.colorNeutralForeground1 },
})
