import type { Reply, TestApp } from '../support/app.ts'
import type { Person } from '../support/cast.ts'
import type { Scene } from './scene.ts'

/**
 * Who calls. All rows play in the Service team and about things of Mia: Gus is its guest, Noah a member beside her, Dana
 * its leader, Otto leads another team, Ada is an admin. A stranger, without a token, is asked everywhere: 401.
 */
export const callers = ['guest', 'member', 'owner', 'leader', 'otherLeader', 'admin'] as const
export type CallerName = (typeof callers)[number]

/** The person behind a kind of caller. */
export function personOf({ cast }: Pick<TestApp, 'cast'>, caller: CallerName): Person {
  const { gus, noah, mia, dana, otto, ada } = cast
  return { guest: gus, member: noah, owner: mia, leader: dana, otherLeader: otto, admin: ada }[caller]
}

/** What is asked of an operation. If-Match is `*` where one is needed. */
export interface Asked {
  params?: Record<string, string>
  /** Behind the question mark. */
  query?: string
  body?: unknown
  headers?: Record<string, string>
}

/** One row of the matrix: sets a fresh scene for each caller, and says what each is answered. */
export interface Row {
  ask(scene: Scene, caller: Person): Asked | Promise<Asked>
  expect: Record<CallerName, number>
}

/** Rows by operationId; several where who may depends on what it is about. */
export type Rows = Record<string, Row | readonly Row[]>

/** The same for everyone. */
export const everyone = (status: number): Row['expect'] => expected(status, ...callers)

/** `status` for those named, 403 for the others. */
export const only = (status: number, ...names: CallerName[]): Row['expect'] => expected(status, ...names)

function expected(status: number, ...names: CallerName[]): Row['expect'] {
  const entries = callers.map((name) => [name, names.includes(name) ? status : 403])
  return Object.fromEntries(entries) as Row['expect']
}

/** An operation as the OpenAPI document has it. */
export interface OperationOf {
  operationId: string
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  query: string[]
  tag: string
  /** The status of its good reply, if that is JSON. */
  content: string | null
  /** What a key needs; empty: no key reaches it. */
  scopes: string[]
  /** It is refused without If-Match. */
  versioned: boolean
}

interface Documented {
  operationId: string
  tags: [string]
  'x-scopes': string[]
  parameters?: { in: string; name: string }[]
  responses: Record<string, { content?: object }>
}

/** Every operation of the API, from its own document. */
export function operationsOf({ app }: TestApp): OperationOf[] {
  const paths = app.swagger().paths as unknown as Record<string, Record<string, Documented>>
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, { operationId, parameters = [], tags, responses, 'x-scopes': scopes }]) => ({
        operationId,
        scopes,
        method: method.toUpperCase() as OperationOf['method'],
        path,
        query: parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name),
        tag: tags[0],
        content: goodJson(responses),
        versioned: '428' in responses,
      }),
    ),
  )
}

function goodJson(responses: Documented['responses']): string | null {
  const good = Object.entries(responses).find(([status]) => status.startsWith('2'))
  return good?.[1].content && 'application/json' in good[1].content ? good[0] : null
}

/** Asks an operation as a person, or as a stranger. */
export function call(t: TestApp, who: Person | null, operation: OperationOf, asked: Asked): Promise<Reply> {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => asked.params?.[name] ?? `no-${name}`)
  const headers = { ...(operation.versioned && { 'if-match': '*' }), ...asked.headers }
  return t.ask(who, operation.method, asked.query ? `${path}?${asked.query}` : path, asked.body, headers)
}
