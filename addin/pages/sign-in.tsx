import { PersonLockRegular } from '@fluentui/react-icons'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { SignInNeeded, type SignInReason } from '../host/host.ts'
import { useHost } from '../host/provider.tsx'
import { useStrings } from '../strings/strings.tsx'
import { Page, Stage } from '../ui/page.tsx'
import { EmptyState } from '../ui/states.tsx'
import { TapButton } from '../ui/tap-button.tsx'

/** Nobody is signed in: says why, as far as it is known, and offers the way forward. */
export function SignInPage({ reason }: { reason: SignInReason }) {
  const { t } = useStrings()
  const host = useHost()
  const { state, busy, tap } = useSignIn(reason)
  // A frame cannot leave for another page; there the browser has to let the pop-up through.
  const leave = state === 'popup-blocked' && host.kind === 'browser'
  const action = host.signIn && (
    <TapButton kind="main" busy={busy} onTap={() => tap(leave)}>
      {t(leave ? 'door.signInHere' : state === 'nobody' ? 'door.signIn' : 'state.retry')}
    </TapButton>
  )
  return (
    <Stage>
      <Page title={t('app.name')}>
        <EmptyState
          alert={state !== 'nobody'}
          icon={<PersonLockRegular />}
          title={t('door.title')}
          why={t(host.signIn ? `door.why.${state}` : 'door.why')}
          action={action}
        />
      </Page>
    </Stage>
  )
}

function useSignIn(reason: SignInReason) {
  const host = useHost()
  const queries = useQueryClient()
  const [state, setState] = useState(reason)
  const [busy, setBusy] = useState(false)
  const tap = async (leave: boolean) => {
    setBusy(true)
    try {
      await host.signIn?.({ leave })
      await queries.resetQueries()
    } catch (failure) {
      setState(failure instanceof SignInNeeded ? failure.reason : 'failed')
    } finally {
      setBusy(false)
    }
  }
  return { state, busy, tap: (leave: boolean) => void tap(leave) }
}
