import { app, authentication, pages } from '@microsoft/teams-js'
import type { Host, HostContext, Surface, Theme } from './host.ts'
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
    // Teams keeps the token and renews it; asking again is how a fresh one is had.
    token: () => authentication.getAuthToken(),
    openLink: (url) => app.openLink(url),
    share: async ({ path, label }) => {
      pages.shareDeepLink({ subPageId: path, subPageLabel: label })
      return 'shown'
    },
    ready: () => {
      app.notifyAppLoaded()
      void app.notifySuccess()
    },
  }
}

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
