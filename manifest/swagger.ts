/** Anything of a JSON document. */
// biome-ignore lint/suspicious/noExplicitAny: a document may hold anything
type Part = Record<string, any>

/** An OpenAPI 3.1 document as ours is. */
export interface Document {
  info: Part
  tags: { name: string; description: string }[]
  paths: Record<string, Record<string, Part>>
  components: { schemas: Record<string, Part>; parameters: Record<string, Part> }
}

export interface Wanted {
  host: string
  /** Which operations, and what each is called on the screen: a few words, and the help beneath. */
  operations: Record<string, { summary: string; description: string }>
}

/**
 * The named operations as OpenAPI 2.0, which is what custom connectors of Power Automate and Power Apps are made of. What
 * 2.0 cannot say is said more loosely: null, one of several shapes.
 */
export function toSwagger(document: Document, { host, operations }: Wanted): Part {
  const found = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, { operationId }]) => operationId in operations)
      .map(([method, operation]) => ({ path, method, operation })),
  )
  const paths: Record<string, Part> = {}
  for (const { path, method, operation } of found) {
    const said = operations[operation.operationId]!
    paths[path] = { ...paths[path], [method]: operationOf(operation, said, document) }
  }
  return {
    swagger: '2.0',
    info: {
      title: document.info.title,
      version: document.info.version,
      description: firstLine(document.info),
    },
    host,
    basePath: '/',
    schemes: ['https'],
    consumes: ['application/json'],
    produces: ['application/json'],
    paths,
    definitions: definitionsFor(paths, document),
    securityDefinitions: { key: { type: 'apiKey', in: 'header', name: 'Authorization' } },
    security: [{ key: [] }],
    'x-ms-connector-metadata': [
      { propertyName: 'Website', propertyValue: `https://${host}` },
      { propertyName: 'Categories', propertyValue: 'Productivity' },
    ],
  }
}

const firstLine = ({ description }: Part): string => description.split('\n')[0]

function operationOf(
  operation: Part,
  { summary, description }: Wanted['operations'][string],
  document: Document,
) {
  const { operationId, parameters = [], requestBody, responses, tags } = operation
  const named = (parameters as Part[])
    .map((one) => (one.$ref ? document.components.parameters[nameOf(one.$ref)]! : one))
    .filter((one) => one.in !== 'header')
  const body = requestBody?.content['application/json']?.schema
  const good = Object.entries<Part>(responses).filter(([status]) => status.startsWith('2'))
  return {
    operationId: operationId[0].toUpperCase() + operationId.slice(1),
    summary,
    description,
    tags,
    parameters: [
      ...named.map(parameterOf),
      ...(body ? [{ name: 'body', in: 'body', required: true, schema: schemaOf(body) }] : []),
    ],
    responses: {
      ...Object.fromEntries(good.map(([status, one]) => [status, replyOf(one)])),
      default: { description: 'Refused', schema: { $ref: '#/definitions/Problem' } },
    },
  }
}

function parameterOf({ name, in: place, required = false, description, schema }: Part): Part {
  const { description: said, ...rest } = schemaOf(schema)
  return {
    name,
    in: place,
    required,
    ...rest,
    description: description ?? said ?? words(name),
    'x-ms-summary': words(name),
    ...(place === 'path' && { 'x-ms-url-encoding': 'single' }),
  }
}

function replyOf({ description, content }: Part): Part {
  const schema = content?.['application/json']?.schema
  return { description, ...(schema && { schema: schemaOf(schema) }) }
}

/** `externalId` → `External id`: what people read above a field. */
function words(name: string): string {
  const apart = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return apart[0]!.toUpperCase() + apart.slice(1)
}

const nameOf = (reference: string) => reference.split('/').at(-1)!
const kept = [
  'description',
  'format',
  'enum',
  'maxLength',
  'minLength',
  'maximum',
  'minimum',
  'pattern',
  'default',
]
const keptToo = ['maxItems', 'minItems', 'uniqueItems', 'multipleOf', 'maxProperties', 'minProperties']

/** A schema in the words of 2.0. */
function schemaOf(schema: Part): Part {
  if (schema.$ref) return { $ref: `#/definitions/${nameOf(schema.$ref)}` }
  if (schema.anyOf) return oneOf(schema.anyOf, schema.description)
  const types = [schema.type ?? []].flat() as string[]
  const [type, ...others] = types.filter((one) => one !== 'null')
  const words_ = Object.fromEntries(
    [...kept, ...keptToo].filter((name) => name in schema).map((name) => [name, schema[name]]),
  )
  if (words_.enum) words_.enum = words_.enum.filter((word: unknown) => word !== null)
  return {
    ...words_,
    ...(type && others.length === 0 && { type }),
    ...(types.includes('null') && { 'x-nullable': true }),
    ...(schema.items && { items: schemaOf(schema.items) }),
    ...(schema.properties && { properties: fieldsOf(schema.properties) }),
    ...(schema.required?.length > 0 && { required: schema.required }),
    ...(typeof schema.additionalProperties === 'object' && {
      additionalProperties: schemaOf(schema.additionalProperties),
    }),
  }
}

/** A null beside one shape goes without saying where that is a reference; several shapes are anything. */
function oneOf(shapes: Part[], description = ''): Part {
  const [shape, ...others] = shapes.filter(({ type }) => type !== 'null')
  if (!shape || others.length > 0) return { description }
  const said = schemaOf(shape)
  return said.$ref ? said : { ...said, 'x-nullable': true }
}

function fieldsOf(properties: Record<string, Part>): Record<string, Part> {
  const fields = Object.entries(properties).map(([name, part]) => {
    const field = schemaOf(part)
    return [name, field.$ref ? field : { 'x-ms-summary': words(name), ...field }]
  })
  return Object.fromEntries(fields)
}

/** The schemas that the paths name, and those that these name in turn. */
function definitionsFor(paths: Part, { components }: Document): Record<string, Part> {
  const definitions: Record<string, Part> = {}
  const open = [paths]
  for (let part = open.pop(); part; part = open.pop()) {
    for (const [, name] of JSON.stringify(part).matchAll(/"#\/definitions\/(\w+)"/g)) {
      if (definitions[name!]) continue
      definitions[name!] = schemaOf(components.schemas[name!]!)
      open.push(definitions[name!]!)
    }
  }
  return Object.fromEntries(Object.entries(definitions).sort(([a], [b]) => a.localeCompare(b)))
}
