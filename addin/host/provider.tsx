import { createContext, type ReactNode, useContext, useEffect, useReducer } from 'react'
import type { Host, HostContext } from './host.ts'

const HostInUse = createContext<Host | undefined>(undefined)

/** Makes the host known to everything below and draws it anew when theme, language or person changed. */
export function HostProvider({ host, children }: { host: Host; children: ReactNode }) {
  return <HostInUse.Provider value={host}>{children}</HostInUse.Provider>
}

/** The host this screen is shown in. */
export function useHost(): Host {
  const host = useContext(HostInUse)
  if (!host) throw new Error('useHost needs a HostProvider above it.')
  return host
}

/** Theme, locale and zone, live. */
export function useHostContext(): HostContext {
  const host = useHost()
  const [, again] = useReducer((count: number) => count + 1, 0)
  useEffect(() => host.onChange(again), [host])
  return host.context()
}
