import { demoSignIn } from './demo.ts'
import type { Host, HostContext, Surface } from './host.ts'
import { listeners } from './listeners.ts'
import { hostSettings } from './settings.ts'

/** A plain browser window: theme and language of the system; people sign in with Entra, in a demo they pick a person. */
export async function browserHost(surface: Surface): Promise<Host> {
  const changed = listeners()
  const dark = window.matchMedia('(prefers-color-scheme: dark)')
  const forced = window.matchMedia('(forced-colors: active)')
  for (const query of [dark, forced]) query.addEventListener('change', changed.tell)
  window.addEventListener('languagechange', changed.tell)
  const sign = await signInFor(changed.tell)
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
    ...('demo' in sign && { demo: sign.demo }),
    ...('signIn' in sign && { signIn: sign.signIn }),
  }
}

async function signInFor(changed: () => void) {
  const { demo } = await hostSettings()
  if (demo) return demoSignIn(changed)
  // Loaded only where it is needed: a demo and Teams are spared the library.
  const { entraSignIn } = await import('./entra.ts')
  return entraSignIn({ nested: false })
}

function browserContext(dark: boolean, forced: boolean): HostContext {
  return {
    theme: forced ? 'contrast' : dark ? 'dark' : 'light',
    locale: navigator.language,
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  }
}
