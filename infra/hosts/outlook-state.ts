/** What the stand-in of Outlook has open, as its page tells the stand-in of Office.js in the panel's frame. */
export interface OutlookState {
  theme: 'default' | 'dark'
  locale: string
  own: string
  /** `organizer` and `compose` are written, the others read; `none`: nothing is open. */
  mode: 'organizer' | 'attendee' | 'message' | 'none'
  subject: string
  attendees: { emailAddress: string; recipientType: string }[]
  rooms: string[]
  shared: boolean
  body: string
}

export interface OutlookPage {
  state(): OutlookState
  /** Puts text where the cursor stands. */
  insert(html: string): void
  openLink(url: string): void
  /** Answers MSAL in the panel. */
  nested(message: string): Promise<string>
  /** Called when the item or the theme became another one. */
  onChange(event: 'itemChanged' | 'officeThemeChanged', listener: (event: object) => void): void
}
