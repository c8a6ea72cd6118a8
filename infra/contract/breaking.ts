import { type Break, type Documents, inputBreaks, type Lookup, replyBreaks, type Schema } from './schemas.ts'

/** An OpenAPI document, as far as callers depend on it. */
export interface Contract {
  paths: Record<string, Record<string, Schema>>
  components: Record<string, Record<string, Schema>>
}

/** Everything that worked by the old document and no longer does by the new one. */
export function breaksBetween(old: Contract, now: Contract): Break[] {
  const documents = { old: lookupIn(old), new: lookupIn(now) }
  return Object.entries(old.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) => {
      const at = `${method.toUpperCase()} ${path}`
      const other = Object.entries(now.paths).find(([one]) => shape(one) === shape(path))?.[1][method]
      return other ? operationBreaks(operation, other, documents, at) : [{ code: 'operation-removed', at }]
    }),
  )
}

/** The document without what no caller's program depends on. */
export function essence(document: unknown): Contract {
  const { paths, components } = JSON.parse(
    JSON.stringify(document, (name, value) =>
      ['examples', 'description', 'summary', 'tags'].includes(name) && !isSchemas(value) ? undefined : value,
    ),
  )
  return { paths, components }
}

/** A field may be called as a keyword is: its value is a schema then. */
const isSchemas = (value: unknown) =>
  typeof value === 'object' && value !== null && ('type' in value || '$ref' in value || 'anyOf' in value)

/** Names of path parameters are no one's business. */
const shape = (path: string) => path.replace(/\{\w+\}/g, '{}')

const lookupIn =
  ({ components }: Contract): Lookup =>
  (reference) => {
    const [, , kind, name] = reference.split('/')
    return components[kind!]![name!]!
  }

function operationBreaks(old: Schema, now: Schema, documents: Documents, at: string): Break[] {
  const scopes = ((now['x-scopes'] ?? []) as string[]).filter(
    (scope) => !(old['x-scopes'] ?? []).includes(scope),
  )
  const callers = ((old['x-callers'] ?? []) as string[]).filter(
    (caller) => !(now['x-callers'] ?? []).includes(caller),
  )
  const keys = old['x-scopes']?.length > 0 && now['x-scopes']?.length === 0
  return [
    ...(old.operationId === now.operationId ? [] : [{ code: 'operation-renamed', at }]),
    ...scopes.map((scope) => ({ code: 'scope-added', at: `${at} ${scope}` })),
    ...(keys ? [{ code: 'caller-refused', at: `${at} keys` }] : []),
    ...callers.map((caller) => ({ code: 'caller-refused', at: `${at} ${caller}` })),
    ...parameterBreaks(old, now, documents, at),
    ...bodyBreaks(old, now, documents, at),
    ...answerBreaks(old, now, documents, at),
  ]
}

function parametersOf({ parameters = [] }: Schema, lookup: Lookup): Map<string, Schema> {
  const found = (parameters as Schema[]).map((one) => (one.$ref ? lookup(one.$ref) : one))
  // Those of a path are told apart by their place: its shape is compared already.
  const nameOf = (one: Schema, place: number) =>
    one.in === 'path' ? `path ${place}` : `${one.in} ${one.name}`
  const inPath = found.filter((one) => one.in === 'path')
  return new Map(found.map((one) => [nameOf(one, inPath.indexOf(one)), one]))
}

function parameterBreaks(old: Schema, now: Schema, documents: Documents, at: string): Break[] {
  const [before, after] = [parametersOf(old, documents.old), parametersOf(now, documents.new)]
  const removed = [...before.keys()].filter((name) => !after.has(name) && !name.startsWith('header'))
  const required = [...after].filter(([name, one]) => one.required && !before.get(name)?.required)
  const both = [...before].filter(([name]) => after.has(name))
  return [
    ...removed.map((name) => ({ code: 'input-removed', at: `${at} ${name}` })),
    ...required.map(([name]) => ({ code: 'input-required', at: `${at} ${name}` })),
    ...both.flatMap(([name, one]) =>
      inputBreaks({ old: one.schema, new: after.get(name)!.schema }, documents, `${at} ${name}`),
    ),
  ]
}

function bodyBreaks(old: Schema, now: Schema, documents: Documents, at: string): Break[] {
  const [before, after] = [contentOf(old.requestBody), contentOf(now.requestBody)]
  const required = now.requestBody?.required && !old.requestBody?.required
  return [
    ...(required ? [{ code: 'input-required', at: `${at} body` }] : []),
    ...Object.entries(before).flatMap(([type, schema]) =>
      after[type]
        ? inputBreaks({ old: schema, new: after[type] }, documents, `${at} body `)
        : [{ code: 'input-removed', at: `${at} body ${type}` }],
    ),
  ]
}

function answerBreaks(old: Schema, now: Schema, documents: Documents, at: string): Break[] {
  const good = Object.entries<Schema>(old.responses).filter(([status]) => status.startsWith('2'))
  return good.flatMap(([status, response]) => {
    const other = now.responses[status]
    if (!other) return [{ code: 'reply-removed', at: `${at} ${status}` }]
    return Object.entries(contentOf(response)).flatMap(([type, schema]) => {
      const next = contentOf(other)[type]
      return next
        ? replyBreaks({ old: schema, new: next }, documents, `${at} ${status} `)
        : [{ code: 'reply-removed', at: `${at} ${status} ${type}` }]
    })
  })
}

function contentOf(part: Schema | undefined): Record<string, Schema> {
  const content = Object.entries<Schema>(part?.content ?? {})
  return Object.fromEntries(content.map(([type, { schema = {} }]) => [type, schema]))
}
