import { type DemoPerson, type DemoSignIn, SignInNeeded } from './host.ts'

interface SignIn {
  demo: DemoSignIn
  token(options?: { fresh: boolean }): Promise<string>
}

/** Sign-in by picking a person, where the server is a demo. */
export async function demoSignIn(changed: () => void): Promise<SignIn> {
  const people = await demoPeople()
  let person = people.find(({ id }) => id === remembered())
  let held: Promise<string> | undefined
  return {
    demo: {
      people,
      current: () => person,
      choose(personId) {
        person = people.find(({ id }) => id === personId)
        held = undefined
        remember(personId)
        changed()
      },
    },
    token({ fresh } = { fresh: false }) {
      if (!person) return Promise.reject(new SignInNeeded())
      if (fresh) held = undefined
      held ??= demoToken(person.id).catch((failure: unknown) => {
        held = undefined
        throw failure
      })
      return held
    },
  }
}

async function demoPeople(): Promise<DemoPerson[]> {
  const reply = await fetch('/demo/people')
  const { people } = (await reply.json()) as { people: DemoPerson[] }
  return people
}

async function demoToken(personId: string): Promise<string> {
  const reply = await fetch('/demo/token', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ personId }),
  })
  if (!reply.ok) throw new SignInNeeded()
  const { accessToken } = (await reply.json()) as { accessToken: string }
  return accessToken
}

// Only who was picked is remembered, for this window; a token never leaves memory.
const memory = 'footbridge.demo-person'

function remembered(): string | null {
  try {
    return window.sessionStorage.getItem(memory)
  } catch {
    return null
  }
}

function remember(personId: string) {
  try {
    window.sessionStorage.setItem(memory, personId)
  } catch {
    // A browser that forbids storage forgets the choice on reload; nothing else is lost.
  }
}
