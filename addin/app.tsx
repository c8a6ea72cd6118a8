import { FluentProvider } from '@fluentui/react-components'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { createApi } from './api/client.ts'
import { ApiProvider } from './api/provider.tsx'
import { createQueries } from './api/queries.ts'
import type { Host } from './host/host.ts'
import { HostProvider, useHost, useHostContext } from './host/provider.tsx'
import { type Catalogue, loadCatalogue } from './strings/catalogues.ts'
import { StringsProvider } from './strings/strings.tsx'
import { fluentTheme } from './ui/theme.ts'
import { ToastsProvider } from './ui/toasts.tsx'

interface AppProps {
  host: Host
  catalogue: Catalogue
  /** The door of this page. */
  children: ReactNode
}

/** What every page of ours stands in, given where it is shown and the language it begins with. */
export function App({ host, catalogue, children }: AppProps) {
  return (
    <HostProvider host={host}>
      <Look catalogue={catalogue}>
        <Data>
          <ToastsProvider>{children}</ToastsProvider>
        </Data>
      </Look>
    </HostProvider>
  )
}

/** Theme and language as the host has them at the moment. */
function Look({ catalogue, children }: { catalogue: Catalogue; children: ReactNode }) {
  const { theme, locale, zone } = useHostContext()
  const spoken = useCatalogue(catalogue, locale)
  const colours = fluentTheme(theme)
  usePageLook(spoken, colours.colorNeutralBackground3, theme)
  return (
    <StringsProvider catalogue={spoken} zone={zone}>
      <FluentProvider
        theme={colours}
        dir={spoken.direction}
        style={{ background: 'none', minBlockSize: '100%' }}
      >
        {children}
      </FluentProvider>
    </StringsProvider>
  )
}

/** Follows the host's language; the old one stays until the new one is loaded. */
function useCatalogue(first: Catalogue, locale: string): Catalogue {
  const [catalogue, setCatalogue] = useState(first)
  useEffect(() => {
    let wanted = true
    void loadCatalogue(locale).then((loaded) => wanted && setCatalogue(loaded))
    return () => {
      wanted = false
    }
  }, [locale])
  return catalogue
}

// Outside React's root: what the browser reads for scroll bars, form controls, hyphens and screen readers.
function usePageLook({ locale, direction }: Catalogue, background: string, theme: string) {
  useEffect(() => {
    const root = document.documentElement
    root.lang = locale
    root.dir = direction
    root.style.colorScheme = theme === 'light' ? 'light' : 'dark'
    document.body.style.backgroundColor = background
  }, [locale, direction, background, theme])
}

/** Client and cache of one person; another person starts with an empty cache. */
function Data({ children }: { children: ReactNode }) {
  const host = useHost()
  useHostContext()
  const person = host.demo?.current()?.id
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new person is the reason for a new client
  const data = useMemo(() => ({ api: createApi(host), queries: createQueries() }), [host, person])
  return (
    <ApiProvider key={person} {...data}>
      {children}
    </ApiProvider>
  )
}
