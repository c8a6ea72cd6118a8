/** The themes a host can show; `contrast` is the operating system's or Teams' high contrast. */
export type Theme = 'light' | 'dark' | 'contrast'

/** Which of our doors is open; sent with every request and kept with every check-in. */
export type Surface = 'tab' | 'panel' | 'meeting'

export interface HostContext {
  theme: Theme
  /** BCP 47, as the host says it: `en-us`, `de-de`. */
  locale: string
  /** IANA name of the zone this screen runs in. */
  zone: string
  /** What a deep link pointed at, for example `key-results/0190…`; see ui/places.ts. */
  subPageId?: string
  /** The Entra object id of the person, where the host tells it. A hint only: rights come from the token. */
  userOid?: string
}

export interface DemoPerson {
  id: string
  name: string
  role: 'member' | 'leader' | 'admin'
  /** Their first team; nobody's, for an admin who is in none. */
  team: string | null
}

/** Sign-in by picking a person; exists only where the server runs in demo mode. */
export interface DemoSignIn {
  people: DemoPerson[]
  current(): DemoPerson | undefined
  choose(personId: string): void
}

/** What Outlook has open beside us, by its address lines and subject alone. */
export interface OpenItem {
  kind: 'appointment' | 'message'
  /** Whether text can be put into it: it is being written, not read. */
  writable: boolean
  subject: string
  /** Addresses of the other people in lower case, without rooms, resources and oneself. */
  others: string[]
  /** In somebody else's mailbox or calendar: private notes stay shut. */
  shared: boolean
}

/** The item beside the panel; `onChange` of the host tells when it is another one. */
export interface Beside {
  item(): OpenItem | undefined
  /** Puts text into the item where the cursor stands; on an explicit click only. */
  insert(html: string): Promise<void>
  /** The words of the item; asked for on an explicit click only. */
  body(): Promise<string>
}

/** What the screen needs of the program it is shown in: Teams, Outlook or a plain browser. */
export interface Host {
  kind: 'teams' | 'outlook' | 'browser'
  surface: Surface
  context(): HostContext
  /** Calls back whenever theme or locale changed; returns how to stop. */
  onChange(listener: () => void): () => void
  /** An access token for the API. `fresh` asks for a new one after the API refused the last. */
  token(options?: { fresh: boolean }): Promise<string>
  openLink(url: string): Promise<void>
  /** Offers the address of a place to other people; tells whether the host showed a dialog or it was copied. */
  share(link: { path: string; label: string }): Promise<'shown' | 'copied'>
  /** Tells the host that its loading picture can go. */
  ready(): void
  /**
   * Signs in with the person's help, on their tap; rejects with `SignInNeeded`, whose reason says what stood in the way.
   * `leave`: in this very window, where a pop-up is blocked. Absent where only the host can sign in.
   */
  signIn?(options?: { leave: boolean }): Promise<void>
  demo?: DemoSignIn
  /** In Outlook alone. */
  beside?: Beside
  /** Where a tab is being added to a channel or chat: offers what it shall show; Teams' own button then saves it. */
  offerTab?(tab: { path: string; name: string }): void
}

/** Why there is no token: nobody is known here, consent is missing, or what became of the last try. */
export type SignInReason = 'nobody' | 'consent' | 'popup-blocked' | 'cancelled' | 'unreachable' | 'failed'

/** Thrown by `token()` when nobody is signed in and the host cannot do it by itself, and by `signIn()`. */
export class SignInNeeded extends Error {
  readonly reason: SignInReason
  constructor(reason: SignInReason = 'nobody') {
    super(`Nobody is signed in: ${reason}.`)
    this.name = 'SignInNeeded'
    this.reason = reason
  }
}
