import { PersonLockRegular } from '@fluentui/react-icons'
import { lazy, Suspense } from 'react'
import { useMe } from '../api/provider.tsx'
import { SignInNeeded } from '../host/host.ts'
import { useHost, useHostContext } from '../host/provider.tsx'
import { useStrings } from '../strings/strings.tsx'
import { Page, Stage } from '../ui/page.tsx'
import { EmptyState } from '../ui/states.tsx'
import { Shell } from './shell.tsx'

// Only a demo asks.
const WhoAreYou = lazy(async () => ({ default: (await import('./who-are-you.tsx')).WhoAreYou }))

/** Lets people in: in a demo they pick who they are, elsewhere the host has signed them in. */
export function Door() {
  const { demo } = useHost()
  useHostContext()
  if (demo && !demo.current()) {
    return (
      <Suspense>
        <WhoAreYou demo={demo} />
      </Suspense>
    )
  }
  return <Inside />
}

function Inside() {
  const me = useMe()
  if (me.error instanceof SignInNeeded) return <OpenInTeams />
  return <Shell me={me} />
}

function OpenInTeams() {
  const { t } = useStrings()
  return (
    <Stage>
      <Page title={t('app.name')}>
        <EmptyState icon={<PersonLockRegular />} title={t('door.title')} why={t('door.why')} />
      </Page>
    </Stage>
  )
}
