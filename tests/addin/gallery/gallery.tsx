import '../../../addin/ui/base.css'
import { FluentProvider } from '@fluentui/react-components'
import { createRoot } from 'react-dom/client'
import { createApi } from '../../../addin/api/client.ts'
import { ApiProvider } from '../../../addin/api/provider.tsx'
import { createQueries } from '../../../addin/api/queries.ts'
import type { Host, Theme } from '../../../addin/host/host.ts'
import { HostProvider } from '../../../addin/host/provider.tsx'
import { loadCatalogue } from '../../../addin/strings/catalogues.ts'
import { StringsProvider } from '../../../addin/strings/strings.tsx'
import { fluentTheme } from '../../../addin/ui/theme.ts'
import { ToastsProvider } from '../../../addin/ui/toasts.tsx'
import { Parts } from './parts.tsx'

// Every part of addin/ui on one page, dressed by the address: ?theme=dark&locale=de
const asked = new URLSearchParams(window.location.search)
const theme = (asked.get('theme') ?? 'light') as Theme
const catalogue = await loadCatalogue(asked.get('locale') ?? 'en')
const host: Host = {
  kind: 'teams',
  surface: 'tab',
  context: () => ({ theme, locale: catalogue.locale, zone: 'Europe/Berlin' }),
  onChange: () => () => undefined,
  token: async () => 'token',
  openLink: async () => undefined,
  share: async () => 'copied',
  ready: () => undefined,
}
const colours = fluentTheme(theme)
document.documentElement.lang = catalogue.locale
document.documentElement.dir = catalogue.direction
document.documentElement.style.colorScheme = theme === 'light' ? 'light' : 'dark'
document.body.style.backgroundColor = colours.colorNeutralBackground3

createRoot(document.getElementById('root')!).render(
  <HostProvider host={host}>
    <StringsProvider catalogue={catalogue} zone="Europe/Berlin">
      <FluentProvider theme={colours} dir={catalogue.direction} style={{ background: 'none' }}>
        <ApiProvider api={createApi(host)} queries={createQueries()}>
          <ToastsProvider>
            <Parts />
          </ToastsProvider>
        </ApiProvider>
      </FluentProvider>
    </StringsProvider>
  </HostProvider>,
)
