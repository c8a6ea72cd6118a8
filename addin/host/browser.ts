import { demoSignIn } from './demo.ts'
import type { Host, HostContext, Surface } from './host.ts'
import { listeners } from './listeners.ts'

/** A plain browser window: theme and language of the system, sign-in only where the server is a demo. */
export async function browserHost(surface: Surface): Promise<Host> {
  const changed = listeners()
  const dark = window.matchMedia('(prefers-color-scheme: dark)')
  const forced = window.matchMedia('(forced-colors: active)')
  for (const query of [dark, forced]) query.addEventListener('change', changed.tell)
  window.addEventListener('languagechange', changed.tell)
  const sign = await demoSignIn(changed.tell)
  return {
    kind: 'browser',
    surface,
    context: () => browserContext(dark.matches, forced.matches),
    onChange: changed.add,
    token: sign.token,
    openLink: async (url) => {
      window.open(url, '_blank', 'noopener')
    },
    share: async ({ path }) => {
      await navigator.clipboard.writeText(new URL(`#/${path}`, window.location.href).href)
      return 'copied'
    },
    ready: () => undefined,
    ...(sign.demo && { demo: sign.demo }),
  }
}

function browserContext(dark: boolean, forced: boolean): HostContext {
  return {
    theme: forced ? 'contrast' : dark ? 'dark' : 'light',
    locale: navigator.language,
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  }
}
