import type { Actor } from '../http/actor.ts'
import { mayCall } from '../http/answer.ts'
import type { OperationConfig } from '../http/operation.ts'

/** Anything of a JSON document. */
// biome-ignore lint/suspicious/noExplicitAny: a document may hold anything
type Part = Record<string, any>

/** What assistants are given: everything that answers a question, and the writes of every day. */
const offered = [
  'getMe',
  'search',
  'listTeams',
  'listCycles',
  'listMemberNames',
  'getTeamBoard',
  'getMyWeek',
  'listObjectives',
  'getObjective',
  'listKeyResults',
  'getKeyResult',
  'listCheckIns',
  'listBarriers',
  'getBarrier',
  'listWins',
  'listChanges',
  'listComments',
  'recordCheckIn',
  'recordCheckInByExternalId',
  'upsertObjective',
  'upsertKeyResult',
  'raiseBarrier',
  'takeBarrier',
  'clearBarrier',
  'addStep',
  'writeComment',
  'logWin',
  'celebrateWin',
]

/** An operation of the API as a tool. */
export interface Tool {
  name: string
  title: string
  description: string
  inputSchema: { type: 'object' } & Part
  annotations: {
    readOnlyHint: boolean
    destructiveHint: boolean
    idempotentHint: boolean
    openWorldHint: boolean
  }
  method: 'GET' | 'POST' | 'PUT'
  path: string
  inPath: string[]
  inQuery: string[]
  /** Who may call it is decided where the operation is; here it only decides whether it is offered. */
  callers: Pick<OperationConfig, 'who' | 'scopes'>
}

interface Document {
  paths: Record<string, Record<string, Part>>
  components: { schemas: Record<string, Part> }
}

/** The tools, made from the very document that describes the operations. */
export function toolsFrom(document: unknown): Tool[] {
  const { paths, components } = document as Document
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
  return offered.flatMap((name) => {
    const found = all.find(({ operation }) => operation.operationId === name)
    return found ? [toolOf(found, components)] : []
  })
}

function toolOf(
  { path, method, operation }: { path: string; method: string; operation: Part },
  components: Document['components'],
): Tool {
  const { operationId, summary, description, parameters = [], requestBody } = operation
  const asked = (parameters as Part[]).filter((one) => one.in === 'path' || one.in === 'query')
  const body = requestBody?.content['application/json']?.schema as Part | undefined
  const fields = asked.map(({ name, schema, description: said }) => [
    name,
    { ...schema, ...(said && { description: said }) },
  ])
  const required = asked.filter((one) => one.required).map(({ name }) => name as string)
  const properties = { ...Object.fromEntries(fields), ...(body && { body }) }
  const schema = {
    type: 'object' as const,
    properties,
    required: [...required, ...(body ? ['body'] : [])],
    additionalProperties: false,
  }
  const reads = method === 'get'
  return {
    name: operationId,
    title: summary,
    description: `${summary}. ${description}`,
    inputSchema: withDefinitions(schema, components),
    annotations: {
      readOnlyHint: reads,
      destructiveHint: false,
      idempotentHint: reads || method === 'put',
      openWorldHint: false,
    },
    method: method.toUpperCase() as Tool['method'],
    path,
    inPath: namesIn('path', asked),
    inQuery: namesIn('query', asked),
    callers: { who: operation['x-callers'], scopes: operation['x-scopes'] },
  }
}

const namesIn = (place: string, asked: Part[]) =>
  asked.filter((one) => one.in === place).map(({ name }) => name as string)

/** The schema with all that it names beside it, as it stands alone there. */
function withDefinitions<S extends Part>(schema: S, { schemas }: Document['components']): S {
  const named: Record<string, Part> = {}
  const open: Part[] = [schema]
  for (let part = open.pop(); part; part = open.pop()) {
    for (const [, name] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      if (named[name!]) continue
      named[name!] = schemas[name!]!
      open.push(named[name!]!)
    }
  }
  const whole = Object.keys(named).length > 0 ? { ...schema, $defs: named } : schema
  return JSON.parse(JSON.stringify(whole).replaceAll('"#/components/schemas/', '"#/$defs/'))
}

/** The tools that this actor has any use for. */
export function toolsFor(actor: Actor, tools: readonly Tool[]): Tool[] {
  return tools.filter(({ callers }) => mayCall(callers, actor))
}

/** What of a call is not the tool's: an argument that it does not have, or one that would lead to another address. */
export function strangeIn({ inPath, inQuery }: Tool, given: Record<string, unknown>): string | undefined {
  const known = new Set([...inPath, ...inQuery, 'body'])
  const unknown = Object.keys(given).filter((name) => !known.has(name))
  if (unknown.length > 0)
    return `There is no argument ${unknown.join(', ')}. Known are ${[...known].join(', ')}.`
  const empty = inPath.find((name) => /^\.{0,2}$/.test(String(given[name] ?? '')))
  return empty && `The argument ${empty} needs a value.`
}

/** The address that a call of a tool asks. */
export function addressOf({ path, inPath, inQuery }: Tool, given: Record<string, unknown>): string {
  const filled = inPath.reduce(
    (address, name) => address.replace(`{${name}}`, encodeURIComponent(String(given[name] ?? ''))),
    path,
  )
  const query = inQuery.filter((name) => given[name] !== undefined)
  const text = new URLSearchParams(query.map((name): [string, string] => [name, String(given[name])]))
  return query.length > 0 ? `${filled}?${text}` : filled
}
