/** One real question and its answer, as `npm run examples` recorded it. */
export interface Example {
  params?: Record<string, string>
  body?: unknown
  reply: unknown
}

interface Content {
  headers?: object
  content?: Record<string, { examples?: Named }>
}

type Named = Record<string, { summary: string; value: unknown }>
type Parameter = { in: string; name: string; examples?: Named }

interface DocumentedOperation {
  operationId: string
  parameters?: Parameter[]
  requestBody?: Content
  responses: Record<string, Content>
}

interface Document {
  paths: Record<string, Record<string, DocumentedOperation>>
  components: Record<string, Record<string, unknown>>
}

/** The document as it is committed: examples in their places, and what all operations share said once. */
export function finished(document: object, examples: Record<string, Example>): object {
  const { components, paths } = structuredClone(document) as Document
  const named = { ...components, responses: { Refused: refused }, parameters: {}, headers }
  for (const [method, operation] of Object.values(paths).flatMap((methods) => Object.entries(methods))) {
    const example = examples[operation.operationId]
    if (example) addExample(operation, example)
    nameRefusals(operation)
    nameReplyHeaders(operation, method, components.schemas ?? {})
    nameHeaders(operation, named.parameters)
  }
  return { ...document, components: named, paths }
}

/** The document as text; examples, references and lists of words on one line each, for they are read in the reference. */
export function written(document: object): string {
  const values: string[] = []
  const marked = JSON.stringify(
    document,
    (name, value) =>
      name === 'value' && value !== null ? `<${values.push(JSON.stringify(value)) - 1}>` : value,
    1,
  )
  const short = marked
    .replace(/\{\s+("\$ref": "[^"]+")\s+\}/g, '{ $1 }')
    .replace(/\[\n[^[\]{}]+\n\s*\]/g, inOneLine)
  return `${short.replace(/"value": "<(\d+)>"/g, (_, i: string) => `"value": ${values[Number(i)]}`)}\n`
}

/** A list of words; one in which a word has brackets or braces stays as it is. */
function inOneLine(list: string): string {
  const words = JSON.parse(list) as unknown[]
  return `[${words.map((word) => JSON.stringify(word)).join(', ')}]`
}

function addExample(operation: DocumentedOperation, { params, body, reply }: Example): void {
  const good = Object.entries(operation.responses).filter(([status]) => status.startsWith('2'))
  const json = 'application/json'
  const parts: [{ examples?: Named } | undefined, unknown][] = [
    [operation.requestBody?.content?.[json], body],
    ...good.map(([, { content }]): [{ examples?: Named } | undefined, unknown] => [content?.[json], reply]),
    ...inPath(operation).map((parameter): [Parameter, unknown] => [parameter, params?.[parameter.name]]),
  ]
  for (const [part, value] of parts) {
    if (part && value !== undefined) part.examples = { real: { summary: 'From a test run', value } }
  }
}

function inPath({ parameters = [] }: DocumentedOperation): Parameter[] {
  return parameters.filter((parameter) => parameter.in === 'path')
}

const header = (description: string) => ({ description, schema: { type: 'string' } })

/** What replies say besides their body. */
const headers = {
  ETag: header('Which state this is: for If-Match and If-None-Match.'),
  Link: header('RFC 8288: the next page of a list, as rel="next".'),
  'Idempotent-Replayed': header('true: the reply that this Idempotency-Key got before.'),
  RateLimit: header('What is left of each limit, and seconds until it is whole again.'),
  'RateLimit-Policy': header('How much may be asked in how many seconds.'),
  'Retry-After': header('Seconds to wait (429, 503, and 409 where it is worth another try).'),
  Allow: header('The methods that the address knows (405).'),
}

const namedHeaders = (names: (keyof typeof headers)[]) =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]))

/** A refusal looks the same wherever it comes from. */
const refused = {
  description: 'A problem document (RFC 9457); `code` says why, in a word that stays.',
  headers: namedHeaders(['ETag', 'RateLimit', 'RateLimit-Policy', 'Retry-After', 'Allow']),
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}

function nameRefusals({ responses }: DocumentedOperation): void {
  for (const status of Object.keys(responses)) {
    if (/^[45]/.test(status)) responses[status] = { $ref: '#/components/responses/Refused' } as Content
  }
}

/** ETag of what has a version, Link of lists, Idempotent-Replayed of what is kept. RateLimit comes with every reply. */
function nameReplyHeaders(
  { responses }: DocumentedOperation,
  method: string,
  schemas: Record<string, unknown>,
) {
  for (const [status, response] of Object.entries(responses)) {
    const shown = response.content?.['application/json'] as { schema?: { $ref?: string } } | undefined
    const name = shown?.schema?.$ref?.split('/').at(-1)
    const fields = (name && (schemas[name] as { properties?: object })?.properties) || {}
    const names: (keyof typeof headers)[] = [
      ...('version' in fields && 'revision' in fields ? (['ETag'] as const) : []),
      ...('nextCursor' in fields ? (['Link'] as const) : []),
      ...(method === 'post' && status.startsWith('2') ? (['Idempotent-Replayed'] as const) : []),
    ]
    if (names.length > 0) response.headers = namedHeaders(names)
  }
}

/** If-Match, If-None-Match and Idempotency-Key. */
function nameHeaders(operation: DocumentedOperation, named: Record<string, unknown>): void {
  if (!operation.parameters) return
  operation.parameters = operation.parameters.map((parameter) => {
    if (parameter.in !== 'header') return parameter
    named[parameter.name] ??= parameter
    return { $ref: `#/components/parameters/${parameter.name}` } as unknown as Parameter
  })
}
