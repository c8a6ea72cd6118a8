/** What we use of Office.js, in its own words; see learn.microsoft.com/javascript/api/outlook (Mailbox 1.5). */
export interface OfficeLibrary {
  onReady(): Promise<unknown>
  context: {
    displayLanguage: string
    officeTheme?: { bodyBackgroundColor?: string }
    mailbox?: Mailbox
    ui?: { openBrowserWindow?(url: string): void }
    requirements?: { isSetSupported(name: string, version?: string): boolean }
  }
}

export interface Mailbox {
  item: MailboxItem | null
  userProfile: { emailAddress: string }
  addHandlerAsync(
    type: string,
    handler: (event: { officeTheme?: { bodyBackgroundColor?: string } }) => void,
  ): void
}

/** An appointment or a mail; what is a value while reading is asked for while writing. */
export interface MailboxItem {
  itemType: 'appointment' | 'message'
  subject: string | Asked<string>
  requiredAttendees?: Address[] | Asked<Address[]>
  optionalAttendees?: Address[] | Asked<Address[]>
  organizer?: Address | Asked<Address>
  from?: Address
  to?: Address[]
  cc?: Address[]
  enhancedLocation?: Asked<Place[]>
  getSharedPropertiesAsync?: unknown
  body: {
    getAsync(type: 'text', done: Done<string>): void
    getTypeAsync?(done: Done<string>): void
    setSelectedDataAsync?(text: string, options: { coercionType: string }, done: Done<void>): void
  }
}

export interface Address {
  emailAddress: string
  displayName?: string
  recipientType?: string
}

export interface Place {
  locationIdentifier: { id: string; type: string }
}

export interface Asked<T> {
  getAsync(done: Done<T>): void
}

export type Done<T> = (result: { status: string; value: T; error?: { message: string } }) => void

/** The answer of one of Office's calls with a callback. */
export function answer<T>(ask: (done: Done<T>) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    ask(({ status, value, error }) => {
      if (status === 'succeeded') resolve(value)
      else reject(new Error(error?.message ?? 'Outlook gave no answer.'))
    })
  })
}

/**
 * Loads Office.js from where the server says. It takes away `history.pushState` and `replaceState` (its own dialogs lean
 * on that); ours are kept and put back.
 */
export async function loadOffice(address: string): Promise<OfficeLibrary> {
  const { pushState, replaceState } = window.history
  await new Promise<void>((resolve, reject) => {
    const script = document.createElement('script')
    script.src = address
    script.onload = () => resolve()
    script.onerror = () => reject(new Error('Office.js could not be loaded.'))
    document.head.append(script)
  })
  const { Office } = window as unknown as { Office: OfficeLibrary }
  await Office.onReady()
  Object.assign(window.history, { pushState, replaceState })
  return Office
}
