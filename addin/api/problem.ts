/** One refused field: where it is (a JSON pointer) and why. */
export interface FieldProblem {
  pointer: string
  code: string
  detail: string
}

/** The body of every refusal (RFC 9457). */
export interface ProblemBody {
  title: string
  status: number
  code: string
  detail?: string | undefined
  traceId?: string | undefined
  errors?: FieldProblem[] | undefined
}

/** What the API answered instead of what was asked for. `status` 0 means that no answer came at all. */
export class ApiProblem extends Error {
  readonly status: number
  readonly code: string
  readonly title: string
  readonly detail: string | undefined
  readonly traceId: string | undefined
  readonly fields: FieldProblem[]
  /** The whole body: a 409 `wrong-state` carries the present resource, a 412 its ETag. */
  readonly body: unknown

  constructor(body: ProblemBody) {
    super(body.detail ?? body.title)
    this.name = 'ApiProblem'
    this.status = body.status
    this.code = body.code
    this.title = body.title
    this.detail = body.detail
    this.traceId = body.traceId
    this.fields = body.errors ?? []
    this.body = body
  }
}

/** The problem in a refused reply; a body that is none (a proxy's page) becomes one by its status. */
export function toProblem(status: number, body: unknown): ApiProblem {
  if (isProblem(body)) return new ApiProblem(body)
  return new ApiProblem({ status, code: status === 0 ? 'no-answer' : 'unreadable', title: `HTTP ${status}` })
}

/** Whether asking once more may help: no answer, too many at once, or a server that is down for a moment. */
export function isPassing(failure: unknown): boolean {
  return failure instanceof ApiProblem && [0, 429, 502, 503, 504].includes(failure.status)
}

function isProblem(body: unknown): body is ProblemBody {
  return typeof body === 'object' && body !== null && 'status' in body && 'code' in body && 'title' in body
}
