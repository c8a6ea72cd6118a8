import type { OutlookPage } from './outlook-state.ts'

// A stand-in of Office.js: the calls that the panel makes, answered by the page around its frame, which is of our own origin.
const page = (window.parent as unknown as { outlook: OutlookPage }).outlook
const colours = { default: '#ffffff', dark: '#292929' }

type Done<T> = (result: { status: string; value: T }) => void
const told = <T>(value: T, done: Done<T>) =>
  void window.setTimeout(() => done({ status: 'succeeded', value }), 0)
const asked = <T>(value: () => T) => ({ getAsync: (done: Done<T>) => told(value(), done) })

function item() {
  const { mode, subject, attendees, rooms, shared, own } = page.state()
  if (mode === 'none') return null
  const writing = mode === 'organizer'
  const given = <T>(value: T) => (writing ? asked(() => value) : value)
  const people =
    mode === 'message'
      ? { from: attendees[0], to: [{ emailAddress: own }], cc: attendees.slice(1) }
      : {
          organizer: given({ emailAddress: own }),
          requiredAttendees: given(attendees),
          optionalAttendees: given([]),
        }
  return {
    itemType: mode === 'message' ? 'message' : 'appointment',
    subject: given(subject),
    ...people,
    enhancedLocation: asked(() => rooms.map((id) => ({ locationIdentifier: { id, type: 'room' } }))),
    ...(shared && { getSharedPropertiesAsync: () => undefined }),
    body: {
      getAsync: (_: 'text', done: Done<string>) => told(page.state().body, done),
      ...(writing && {
        getTypeAsync: (done: Done<string>) => told('html', done),
        setSelectedDataAsync: (text: string, _: object, done: Done<undefined>) => {
          page.insert(text)
          told(undefined, done)
        },
      }),
    },
  }
}

const waiting = new Set<(answer: string) => void>()

Object.assign(window, {
  Office: {
    onReady: async () => ({ host: 'Outlook' }),
    context: {
      get displayLanguage() {
        return page.state().locale
      },
      get officeTheme() {
        return { bodyBackgroundColor: colours[page.state().theme] }
      },
      requirements: { isSetSupported: (name: string) => name === 'OpenBrowserWindowApi' },
      ui: { openBrowserWindow: (url: string) => page.openLink(url) },
      mailbox: {
        get item() {
          return item()
        },
        userProfile: {
          get emailAddress() {
            return page.state().own
          },
        },
        addHandlerAsync: (type: 'itemChanged' | 'officeThemeChanged', handler: (event: object) => void) =>
          page.onChange(type, () =>
            handler({ officeTheme: { bodyBackgroundColor: colours[page.state().theme] } }),
          ),
      },
    },
  },
  nestedAppAuthBridge: {
    addEventListener: (_: string, listener: (answer: string) => void) => waiting.add(listener),
    removeEventListener: (_: string, listener: (answer: string) => void) => waiting.delete(listener),
    postMessage: (message: string) =>
      void page.nested(message).then((answer) => {
        for (const listener of waiting) listener(answer)
      }),
  },
})

// The real one does this, too.
Object.assign(window.history, { pushState: null, replaceState: null })
