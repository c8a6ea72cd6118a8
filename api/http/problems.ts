import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal, refuse } from '../errors.ts'
import { wrongFields } from './wrong-fields.ts'

const titles: Record<number, string> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  406: 'Not acceptable',
  408: 'Too slow',
  409: 'Conflict',
  410: 'Gone',
  412: 'Changed in the meantime',
  413: 'Too large',
  414: 'Address too long',
  415: 'Unsupported media type',
  422: 'Cannot be processed',
  428: 'Precondition required',
  429: 'Too many requests',
  431: 'Headers too large',
  500: 'Something went wrong here',
  503: 'Not available right now',
}

/** The body of a refusal, per RFC 9457. */
export function problemOf(
  refusal: Refusal,
  request: Pick<FastifyRequest, 'id' | 'url'>,
): Record<string, unknown> {
  return {
    type: `https://footbridge.dev/problems/${refusal.code}`,
    title: titles[refusal.status] ?? 'Refused',
    status: refusal.status,
    detail: refusal.message,
    instance: request.url.split('?')[0],
    code: refusal.code,
    traceId: request.id,
    ...refusal.extra,
  }
}

/** Answers with a problem document. */
export async function sendProblem(
  refusal: Refusal,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  await reply
    .code(refusal.status)
    .headers({ 'cache-control': 'no-store', ...refusal.headers })
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send(problemOf(refusal, request))
}

/** Any error as the refusal the caller should see; what is our fault says nothing about itself. */
export function toRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  const known = error as Partial<FastifyError> & { driverError?: { code?: string } }
  if (known.validation) return invalid(known as FastifyError)
  if (lostConnection.test(known.message ?? '')) return busy
  return fromDatabase(known.driverError?.code ?? known.code) ?? fromFastify(known) ?? internal
}

const internal = new Refusal(500, 'internal', 'This is our fault. The trace id helps us to find out why.')

function invalid({ validation, validationContext }: FastifyError): Refusal {
  const errors = wrongFields(validation!, validationContext ?? '')
  return refuse(400, 'invalid', errors[0]?.detail ?? 'The request is not valid.', { errors })
}

function fromFastify({ statusCode, code, message }: Partial<FastifyError>): Refusal | undefined {
  if (!statusCode || statusCode < 400 || statusCode > 499) return undefined
  // The folder of the screen's files says so of what it cannot have, such as an address that begins with two slashes.
  if (statusCode === 403) return refuse(404, 'no-route', 'There is nothing at this address.')
  const [name, detail] = frameworkCodes[code ?? ''] ?? ['refused', message ?? 'The request was refused.']
  return refuse(statusCode, name, detail)
}

/** Our words for what the framework refuses; its own would change with it. */
const frameworkCodes: Record<string, [string, string]> = {
  FST_ERR_BAD_URL: ['bad-address', 'This address cannot be read.'],
  FST_ERR_MAX_PARAM_LENGTH: ['too-long', 'A part of this address is too long.'],
  FST_ERR_CTP_BODY_TOO_LARGE: ['too-large', 'The body is too large.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [
    'media-type',
    'Send JSON (Content-Type: application/json); files go as multipart/form-data.',
  ],
  FST_ERR_CTP_INVALID_JSON_BODY: ['not-json', 'The body is not valid JSON.'],
  FST_ERR_CTP_EMPTY_JSON_BODY: ['not-json', 'The body is empty. Leave Content-Type out, or send JSON.'],
  FST_CP_ERR_INVALID_CONTENT_ENCODING: [
    'media-type',
    'Send the body as it is, or packed as gzip, deflate or br.',
  ],
  FST_CP_ERR_INVALID_CONTENT: ['not-json', 'The body cannot be unpacked.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['content-length', 'The body is not as long as Content-Length says.'],
}

const busy = refuse(
  503,
  'busy',
  'The database is busy or away. Try again in a moment.',
  {},
  { 'retry-after': '2' },
)

// What pg says without a code.
const lostConnection =
  /^(timeout exceeded when trying to connect|Query read timeout|Connection terminated|Client has encountered a connection error|Client was closed)/

// No such number, day, instant, id or character; a forged cursor brings them past the schemas.
const tooComplex = /^54/
const outOfRange = /^22(003|007|008|009|021|P02|P05)$/

function fromDatabase(code: string | undefined): Refusal | undefined {
  if (code === undefined) return undefined
  if (code === '23505') return refuse(409, 'exists', 'Something with these values is there already.')
  if (code === '23503') return refuse(422, 'dangling', 'This refers to something that is not there.')
  if (outOfRange.test(code) || tooComplex.test(code))
    return refuse(400, 'bad-value', 'A value of this request cannot be read.')
  if (code === '40001' || code === '40P01') {
    return refuse(409, 'collision', 'Two changes met. Send yours again.', {}, { 'retry-after': '1' })
  }
  // Lock and statement time-outs, shutdown, too many connections, refused or lost connections.
  if (/^(55P03|57014|57P0\d|53300|08\w{3}|ECONN\w+|EPIPE|ETIMEDOUT)$/.test(code)) return busy
  return undefined
}
