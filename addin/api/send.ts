import { ApiProblem } from './problem.ts'
import { type Remembered, remember, unchanged } from './remembered.ts'

/** What the client needs to know of the host. */
export interface Door {
  surface: string
  token(options?: { fresh: boolean }): Promise<string>
}

/** A `fetch` that signs, asks conditionally, gives every POST a key, and renews a refused token once. */
export function sender(door: Door, send: typeof fetch = fetch): (request: Request) => Promise<Response> {
  const memory: Remembered = new Map()
  return async (request) => {
    prepare(request, door.surface)
    const token = await door.token()
    const asked = unchanged(memory, token, request)
    const spare = request.clone()
    let reply = await answered(send, sign(request, token))
    if (reply.status === 401) reply = await answered(send, sign(spare, await door.token({ fresh: true })))
    return remember(memory, asked, reply)
  }
}

function prepare(request: Request, surface: string) {
  request.headers.set('Footbridge-Surface', surface)
  if (request.method === 'POST' && !request.headers.has('Idempotency-Key'))
    request.headers.set('Idempotency-Key', crypto.randomUUID())
}

function sign(request: Request, token: string): Request {
  request.headers.set('Authorization', `Bearer ${token}`)
  return request
}

async function answered(send: typeof fetch, request: Request): Promise<Response> {
  try {
    return await send(request)
  } catch (failure) {
    if (request.signal.aborted) throw failure
    throw new ApiProblem({ status: 0, code: 'no-answer', title: 'The server did not answer.' })
  }
}
