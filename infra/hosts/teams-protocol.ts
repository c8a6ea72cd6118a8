import { nestedApp, type SignInMode } from './nested-app.ts'
import { contextOf, runtimeOf } from './teams-context.ts'

/** What the stand-in shows at the moment; the tab asks for it through teams-js. */
export interface TeamsState {
  theme: 'default' | 'dark' | 'contrast'
  locale: string
  person: { id: string; name: string } | undefined
  /** Where the last deep link pointed. */
  subPageId: string | undefined
  width: number | undefined
  signIn: SignInMode
  frameContext: 'content' | 'settings' | 'sidePanel'
}

/** A tab that is being added to a channel or chat. */
export interface NewTab {
  contentUrl: string
  suggestedDisplayName: string
}

/** What the tab asks its host to do. */
export interface TeamsWishes {
  /** A token for the person at the moment; rejects with a sentence when there is none. */
  token(): Promise<string>
  openLink(url: string): void
  shareLink(link: { subPageId: string; label: string }): void
  /** Whether the tab that is being added knows what it shall show. */
  canSave(can: boolean): void
  saved(tab: NewTab): void
  loaded(): void
  failed(message: string): void
}

/** A request as teams-js posts it (messageObjects.d.ts of 2.58). */
interface Request {
  id: number
  uuidAsString?: string
  func: string
  args?: unknown[]
  /** What MSAL in the frame asks, passed on by teams-js. */
  data?: string
}

const version = '2.58.0'
type Answer = unknown[] | undefined | Promise<unknown[]>

/**
 * Answers the real teams-js in a frame, message by message. Only messages of that very frame and of our own origin
 * count. teams-js in turn accepts a host of its page's own origin, so nothing in the add-in knows of a stand-in.
 */
export function serveTeams(frame: HTMLIFrameElement, state: () => TeamsState, wishes: TeamsWishes) {
  const registered = new Set<string>()
  const nested = nestedApp(
    () => state().signIn,
    () => state().person,
    wishes.token,
  )
  window.addEventListener('message', (event) => {
    if (event.source !== frame.contentWindow || event.origin !== window.location.origin) return
    const request = event.data as Request
    if (typeof request?.func !== 'string') return
    if (request.func === 'nestedAppAuth.execute') return void passOn(frame, nested(request.data ?? ''))
    void respond(frame, request, answers(registered, state, wishes)[request.func])
  })
  const tell = (func: string, ...args: unknown[]) => {
    if (registered.has(func)) post(frame, { func, args })
  }
  return {
    save: () => tell('settings.save', {}),
    themeChanged: () => tell('themeChange', state().theme),
    contextChanged: () => tell('contextChange', { app: { locale: state().locale, theme: state().theme } }),
  }
}

let offered: NewTab | undefined
type Answers = Record<string, (...args: never[]) => Answer>

function answers(registered: Set<string>, state: () => TeamsState, wishes: TeamsWishes): Answers {
  return {
    initialize: () => {
      registered.clear()
      // As Teams does it: teams-js looks for nested app authentication in the fourth.
      return [state().frameContext, 'web', version, JSON.stringify(runtimeOf(state()))]
    },
    // The one handler that teams-js registers under another name than it is called by.
    registerHandler: (name: string) => void registered.add(name === 'save' ? 'settings.save' : name),
    getContext: () => [contextOf(state())],
    'authentication.getAuthToken': () => tokenOrReason(wishes),
    executeDeepLink: (url: string) => {
      wishes.openLink(url)
      return [true]
    },
    shareDeepLink: (subPageId: string, label: string) => wishes.shareLink({ subPageId, label }),
    'settings.setValidityState': (can: boolean) => wishes.canSave(can),
    'settings.setSettings': (tab: NewTab) => {
      offered = tab
      return [true]
    },
    'settings.save.success': () => {
      if (offered) wishes.saved(offered)
    },
    'appInitialization.appLoaded': () => wishes.loaded(),
    'appInitialization.success': () => {
      wishes.loaded()
      return [{ hasFinishedSuccessfully: true }]
    },
    'appInitialization.failure': (reason: string, message: string) => wishes.failed(message || reason),
    'appInitialization.expectedFailure': (reason: string, message: string) =>
      wishes.failed(message || reason),
  } as Answers
}

async function tokenOrReason(wishes: TeamsWishes): Promise<unknown[]> {
  try {
    return [true, await wishes.token()]
  } catch (failure) {
    return [false, failure instanceof Error ? failure.message : 'No token.']
  }
}

async function respond(frame: HTMLIFrameElement, request: Request, answer: Answers[string] | undefined) {
  if (!answer) console.info(`The stand-in does not know "${request.func}".`)
  const args = await answer?.(...((request.args ?? []) as never[]))
  if (args) post(frame, { id: request.id, uuidAsString: request.uuidAsString, args })
}

/** An answer to MSAL: teams-js hands on the second argument. */
async function passOn(frame: HTMLIFrameElement, answer: Promise<string>) {
  post(frame, { args: [null, await answer] })
}

function post(frame: HTMLIFrameElement, message: unknown) {
  frame.contentWindow?.postMessage(message, window.location.origin)
}
