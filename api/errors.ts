/** A request that is turned down on purpose; the edge answers it as RFC 9457 problem+json. */
export class Refusal extends Error {
  readonly status: number
  readonly code: string
  readonly extra: Record<string, unknown>
  readonly headers: Record<string, string>

  constructor(
    status: number,
    code: string,
    detail: string,
    extra: Record<string, unknown> = {},
    headers: Record<string, string> = {},
  ) {
    super(detail)
    this.status = status
    this.code = code
    this.extra = extra
    this.headers = headers
  }
}

/** Makes a refusal: HTTP status, stable code for programs, sentence for people, further members of the problem. */
export function refuse(
  status: number,
  code: string,
  detail: string,
  extra?: Record<string, unknown>,
  headers?: Record<string, string>,
): Refusal {
  return new Refusal(status, code, detail, extra, headers)
}

/** The answer to every id that is not there for this actor, whatever the reason: a stranger learns nothing. */
export function notFound(what: string): Refusal {
  return refuse(404, 'not-found', `There is no such ${what}.`)
}

/** One faulty field of an otherwise readable body: 400 with a JSON pointer. */
export function badField(pointer: string, code: string, detail: string): Refusal {
  return refuse(400, 'invalid', detail, { errors: [{ pointer, code, detail }] })
}

/** The actor sees the thing but may not do this to it. */
export function forbidden(detail: string, code = 'forbidden'): Refusal {
  return refuse(403, code, detail)
}

/** Why a state does not allow something, where that can be told from nobody having been quicker. */
export type Because = 'closed' | 'cycle-closed' | 'draft' | 'follows-items' | 'live-step' | 'teams-below'

/** The thing is in a state in which this cannot be done; the reply carries it as it is now. */
export function wrongState(detail: string, current?: unknown, because?: Because): Refusal {
  return refuse(409, 'wrong-state', detail, {
    ...(current !== undefined && { current }),
    ...(because && { because }),
  })
}
