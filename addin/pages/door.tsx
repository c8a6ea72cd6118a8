import type { UseQueryResult } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense } from 'react'
import { type Me, useMe } from '../api/provider.tsx'
import { SignInNeeded } from '../host/host.ts'
import { useHost, useHostContext } from '../host/provider.tsx'

// Met by few: a demo asks who one is, a plain browser asks to sign in.
const WhoAreYou = lazy(async () => ({ default: (await import('./who-are-you.tsx')).WhoAreYou }))
const SignInPage = lazy(async () => ({ default: (await import('./sign-in.tsx')).SignInPage }))

interface DoorProps {
  /** What stands behind it, given who came in. */
  children: (me: UseQueryResult<Me>) => ReactNode
}

/** Lets people in: in a demo they pick who they are, elsewhere the host has signed them in. */
export function Door({ children }: DoorProps) {
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
      <Inside>{children}</Inside>
    </Suspense>
  )
}

function Inside({ children }: DoorProps) {
  const me = useMe()
  if (me.error instanceof SignInNeeded) return <SignInPage reason={me.error.reason} />
  return children(me)
}
