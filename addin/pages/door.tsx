import { lazy, Suspense } from 'react'
import { useMe } from '../api/provider.tsx'
import { SignInNeeded } from '../host/host.ts'
import { useHost, useHostContext } from '../host/provider.tsx'
import { Shell } from './shell.tsx'

// Met by few: a demo asks who one is, a plain browser asks to sign in.
const WhoAreYou = lazy(async () => ({ default: (await import('./who-are-you.tsx')).WhoAreYou }))
const SignInPage = lazy(async () => ({ default: (await import('./sign-in.tsx')).SignInPage }))

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
  return (
    <Suspense>
      <Inside />
    </Suspense>
  )
}

function Inside() {
  const me = useMe()
  if (me.error instanceof SignInNeeded) return <SignInPage reason={me.error.reason} />
  return <Shell me={me} />
}
