import { PersonLockRegular } from '@fluentui/react-icons'
import { useMe } from '../api/provider.tsx'
import { SignInNeeded } from '../host/host.ts'
import { useHost, useHostContext } from '../host/provider.tsx'
import { useStrings } from '../strings/strings.tsx'
import { Page, Stage } from '../ui/page.tsx'
import { EmptyState } from '../ui/states.tsx'
import { Shell } from './shell.tsx'
import { WhoAreYou } from './who-are-you.tsx'

/** Lets people in: in a demo they pick who they are, elsewhere the host has signed them in. */
export function Door() {
  const { demo } = useHost()
  useHostContext()
  if (demo && !demo.current()) return <WhoAreYou demo={demo} />
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
