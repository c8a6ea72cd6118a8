/** What the server says about the hosts it is shown in (GET /host.json). */
export interface HostSettings {
  /** The application people sign in to, and the scope of our API. */
  clientId: string
  scope: string
  /** Where Outlook's library comes from. */
  officeJs: string
  /** Whether anyone can be anyone here. */
  demo: boolean
}

let asked: Promise<HostSettings> | undefined

/** Asks the server once. */
export function hostSettings(): Promise<HostSettings> {
  asked ??= ask().catch((failure: unknown) => {
    asked = undefined
    throw failure
  })
  return asked
}

async function ask(): Promise<HostSettings> {
  const reply = await fetch('/host.json')
  if (!reply.ok) throw new Error(`The server answered ${reply.status} for its settings.`)
  return (await reply.json()) as HostSettings
}
