export interface Person {
  id: string
  name: string
  role: string
  team: string | null
  address: string | null
}

/** The people one can be in a demo; none when the server is no demo. */
export async function demoPeople(): Promise<Person[]> {
  const reply = await fetch('/demo/people')
  if (!reply.ok) return []
  const { people } = (await reply.json()) as { people: Person[] }
  return people
}

/** An access token for one of them, as Teams would fetch it from Entra. */
export async function demoToken(personId: string | undefined): Promise<string> {
  if (!personId) throw new Error('Nobody is signed in.')
  const reply = await fetch('/demo/token', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ personId }),
  })
  if (!reply.ok) throw new Error(`The demo gave no token (${reply.status}).`)
  const { accessToken } = (await reply.json()) as { accessToken: string }
  return accessToken
}
