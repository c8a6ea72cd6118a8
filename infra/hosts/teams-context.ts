import type { TeamsState } from './teams-protocol.ts'

/** What this host can do, in the words of teams-js 2.58 (runtime.d.ts, version 4). */
export function runtimeOf({ signIn }: TeamsState) {
  const nested = signIn !== 'host'
  return {
    apiVersion: 4,
    isLegacyTeams: false,
    isNAAChannelRecommended: nested,
    hostVersionsInfo: { adaptiveCardSchemaVersion: { majorVersion: 1, minorVersion: 5 } },
    supports: {
      app: { notifySuccessResponse: {} },
      pages: { config: {}, backStack: {} },
      ...(nested && { nestedAppAuth: {} }),
    },
  }
}

const app = '7f6a2c10-5b1e-4c53-9a35-0a7d6c1f0b11'

/** The context as it crosses the frame; teams-js turns it into `app.Context`. */
export function contextOf({ theme, locale, person, subPageId, frameContext }: TeamsState) {
  return {
    locale,
    theme,
    entityId: 'home',
    subEntityId: subPageId ?? '',
    frameContext,
    hostName: 'Teams',
    hostClientType: 'web',
    appId: app,
    appSessionId: 'stand-in',
    sessionId: 'stand-in',
    userObjectId: person?.id ?? '',
    userDisplayName: person?.name ?? '',
    ringId: 'general',
  }
}

/** A link as Teams makes it: opens the app at one of its places. */
export function deepLinkTo(subPageId: string): string {
  const link = new URL(`https://teams.microsoft.com/l/entity/${app}/home`)
  if (subPageId) link.searchParams.set('context', JSON.stringify({ subEntityId: subPageId }))
  return link.href
}

/** The place in the app that a link stands for: a deep link of Teams, or just `key-results/…`; undefined for others. */
export function subPageOf(link: string): string | undefined {
  if (!URL.canParse(link)) return link.replace(/^[#/]+/, '')
  const url = new URL(link)
  if (url.hostname !== 'teams.microsoft.com' || !url.pathname.startsWith('/l/entity/')) return undefined
  return subEntity(url.searchParams.get('context'))
}

function subEntity(context: string | null): string {
  try {
    const { subEntityId } = JSON.parse(context ?? '{}') as { subEntityId?: string }
    return subEntityId ?? ''
  } catch {
    return ''
  }
}
