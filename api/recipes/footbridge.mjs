// What every recipe needs of Footbridge. No package is needed: copy this file and the recipe beside it.
import { randomUUID } from 'node:crypto'

/** The value of a variable of the environment, or a sentence that it is missing. */
export function need(name) {
  const value = process.env[name]
  if (value) return value
  console.error(`Set ${name}.`)
  process.exit(2)
}

/** Asks once more when Footbridge says that it is busy, after as long as it says; any other refusal is an error. */
export async function ask(url, options, tries = 3) {
  const reply = await fetch(url, options)
  if (reply.ok) return reply.json()
  if (tries > 1 && (reply.status === 429 || reply.status === 503)) {
    await new Promise((done) => setTimeout(done, 1000 * Number(reply.headers.get('retry-after') ?? 5)))
    return ask(url, options, tries - 1)
  }
  const said = `${new URL(url).host} answered ${reply.status}: ${await reply.text()}`
  throw Object.assign(new Error(said), { status: reply.status })
}

/** What is wrong with one number alone, so that the others may still be taken. */
const ofOne = [400, 403, 404, 409, 422]

/**
 * Says where the key result stands that Footbridge knows by `source` and `id`, to six decimals. Asking once more repeats
 * this push; the next run is another one. A number that is refused is told, and the program ends with 1 once it is done.
 */
export async function push(source, id, number) {
  const [origin, key] = [need('FOOTBRIDGE_URL'), need('FOOTBRIDGE_KEY')]
  const value = Number(number.toFixed(6))
  const path = `/v1/key-results/by-external-id/${source}/${encodeURIComponent(id)}/check-ins`
  const options = {
    method: 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    },
    body: JSON.stringify({ value }),
  }
  try {
    await ask(new URL(path, origin), options)
    console.log(`${source}/${id}: ${value}`)
  } catch (error) {
    if (!ofOne.includes(error.status)) throw error
    console.error(`${source}/${id}: ${value} was refused, ${error.message}`)
    process.exitCode = 1
  }
}

/** A token of Microsoft Graph for an application of yours (client credentials). */
export async function graphToken() {
  const login = process.env.LOGIN_URL ?? 'https://login.microsoftonline.com'
  const { access_token: token } = await ask(`${login}/${need('TENANT_ID')}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: need('CLIENT_ID'),
      client_secret: need('CLIENT_SECRET'),
      scope: 'https://graph.microsoft.com/.default',
    }),
  })
  return token
}

export const graph = process.env.GRAPH_URL ?? 'https://graph.microsoft.com'
