// What every recipe needs of Footbridge. No package is needed: copy this file and the recipe beside it.

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
  throw new Error(`${new URL(url).host} answered ${reply.status}: ${await reply.text()}`)
}

/**
 * Says where the key result stands that Footbridge knows by `source` and `id`. The same number on the same day is
 * recorded once, however often this runs.
 */
export async function push(source, id, value) {
  const [origin, key] = [need('FOOTBRIDGE_URL'), need('FOOTBRIDGE_KEY')]
  const day = new Date().toISOString().slice(0, 10)
  const path = `/v1/key-results/by-external-id/${source}/${encodeURIComponent(id)}/check-ins`
  await ask(new URL(path, origin), {
    method: 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      'idempotency-key': [source, id, day, value].map(encodeURIComponent).join('/'),
    },
    body: JSON.stringify({ value }),
  })
  console.log(`${source}/${id}: ${value}`)
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
