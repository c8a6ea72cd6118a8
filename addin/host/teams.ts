import { app, authentication, nestedAppAuth, pages } from '@microsoft/teams-js'
import type { EntraSignIn } from './entra.ts'
import {
  type Host,
  type HostContext,
  SignInNeeded,
  type SignInReason,
  type Surface,
  type Theme,
} from './host.ts'
import { listeners } from './listeners.ts'

/** Connects to Teams through its own library; rejects when no Teams answers. */
export async function teamsHost(surface: Surface): Promise<Host> {
  await app.initialize()
  let context = await app.getContext()
  let theme = context.app.theme
  const changed = listeners()
  app.registerOnThemeChangeHandler((name) => {
    theme = name
    changed.tell()
  })
  const lookAgain = async () => {
    context = await app.getContext()
    theme = context.app.theme
    changed.tell()
  }
  app.registerOnContextChangeHandler(() => void lookAgain())
  return {
    kind: 'teams',
    surface: context.page.frameContext === 'sidePanel' ? 'meeting' : surface,
    context: () => hostContext(context, theme),
    onChange: changed.add,
    ...(await signIn()),
    openLink: (url) => app.openLink(url),
    share: async ({ path, label }) => {
      pages.shareDeepLink({ subPageId: path, subPageLabel: label })
      return 'shown'
    },
    ...(context.page.frameContext === 'settings' && { offerTab }),
    ready: () => {
      app.notifyAppLoaded()
      void app.notifySuccess()
    },
  }
}

/** The last offer is what counts when Teams' button is pressed. */
function offerTab({ path, name }: { path: string; name: string }): void {
  const address = new URL('/tab.html', window.location.origin)
  address.searchParams.set('at', path)
  const tab = {
    entityId: path,
    suggestedDisplayName: name,
    contentUrl: address.href,
    websiteUrl: address.href,
  }
  pages.config.registerOnSaveHandler((save) => {
    pages.config.setConfig(tab).then(
      () => save.notifySuccess(),
      () => save.notifyFailure(),
    )
  })
  pages.config.setValidityState(true)
}

/** Nested app authentication where this Teams recommends it, else the token that Teams itself hands out. */
async function signIn(): Promise<EntraSignIn> {
  if (!nestedAppAuth.isNAAChannelRecommended()) return ofTeams
  const { entraSignIn } = await import('./entra.ts')
  return entraSignIn({ nested: true }).catch(() => ofTeams)
}

/** Teams keeps the token and renews it; asking again is how a fresh one is had, and consent is asked for by Teams. */
const ofTeams: EntraSignIn = {
  token: () => authentication.getAuthToken().catch(asNeeded),
  signIn: async () => {
    await authentication.getAuthToken({ silent: false }).catch(asNeeded)
  },
}

function asNeeded(failure: unknown): never {
  const said = failure instanceof Error ? failure.message : String(failure)
  const known = reasons.find(([words]) => words.test(said))
  throw new SignInNeeded(known?.[1] ?? 'failed')
}

/** What Teams says when it has no token (its words are not one list anywhere; these are seen in practice). */
const reasons: [RegExp, SignInReason][] = [
  [/consent|resourceRequiresConsent|invalid_grant|65001/i, 'consent'],
  [/cancel/i, 'cancelled'],
  [/FailedToOpenWindow|popup/i, 'popup-blocked'],
  [/timeout|network/i, 'unreachable'],
  [/login|interaction|resourceDisabled|No token/i, 'nobody'],
]

function hostContext(context: app.Context, theme: string): HostContext {
  return {
    theme: themes[theme] ?? 'light',
    locale: context.app.locale,
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    ...(context.page.subPageId && { subPageId: context.page.subPageId }),
    ...(context.user?.id && { userOid: context.user.id }),
  }
}

const themes: Record<string, Theme> = { default: 'light', dark: 'dark', glass: 'dark', contrast: 'contrast' }
