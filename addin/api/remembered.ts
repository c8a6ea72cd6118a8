/** Replies that carried an ETag, by who asked and for what. */
export type Remembered = Map<string, { etag: string; headers: Headers; body: string }>

const atMost = 200

/** Adds `If-None-Match` when the same was read before; returns the name under which the reply is remembered. */
export function unchanged(memory: Remembered, person: string, request: Request): string | undefined {
  if (request.method !== 'GET') return undefined
  const name = `${subjectOf(person)} ${request.url}`
  const known = memory.get(name)
  if (known) request.headers.set('If-None-Match', known.etag)
  return name
}

/**
 * Keeps a reply that carries an ETag, once all of it has come: what is broken off half-way must not answer a later 304. A 304 is
 * answered with the one that was kept.
 */
export async function remember(
  memory: Remembered,
  name: string | undefined,
  reply: Response,
): Promise<Response> {
  if (name === undefined) return reply
  const known = memory.get(name)
  if (reply.status === 304 && known) return new Response(known.body, { headers: known.headers })
  memory.delete(name)
  const etag = reply.headers.get('ETag')
  // Pictures would fill the memory; the page keeps what it shows.
  const small = /json/.test(reply.headers.get('content-type') ?? '')
  if (!(reply.ok && etag && small)) return reply
  const { headers } = reply
  const body = await reply.text()
  memory.set(name, { etag, headers, body })
  if (memory.size > atMost) memory.delete(memory.keys().next().value ?? '')
  return new Response(body, { status: reply.status, headers })
}

/** Who a token speaks for, so that a renewed one still finds what was kept. */
function subjectOf(token: string): string {
  const claims = token.split('.')[1]
  if (!claims) return token
  try {
    const { tid, oid, sub } = JSON.parse(atob(claims.replaceAll('-', '+').replaceAll('_', '/'))) as Record<
      string,
      unknown
    >
    return `${tid} ${oid ?? sub}`
  } catch {
    return token
  }
}
