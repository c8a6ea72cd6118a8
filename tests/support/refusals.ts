import { parseSync } from '@swc/core'
import { filesOf, textOf } from './sources.ts'

interface Node {
  type?: string
  value?: unknown
  callee?: Node
  arguments?: { expression: Node }[] | null
  properties?: { key?: Node; value?: Node }[]
}

/** Which argument of each of them is the code that programs read. */
const callees: Record<string, number> = {
  refuse: 1,
  Refusal: 1,
  forbidden: 1,
  bad: 1,
  tooMuch: 1,
  badField: 1,
}

export interface Refusals {
  /** Codes of a refused request. */
  codes: Set<string>
  /** Codes of a refused field, each with the name of the field where it is written there. */
  fields: Map<string, Set<string>>
}

/** Every code with which the API can turn down a request or a field, as its source says. */
export function refusalsIn(sources: readonly string[]): Refusals {
  const found: Refusals = { codes: new Set(), fields: new Map() }
  for (const source of sources) walk(parseSync(source, { syntax: 'typescript' }), found)
  return found
}

/** The source of the API, without what only runs on the database. */
export const apiSources = () =>
  filesOf('api')
    .filter((path) => path.endsWith('.ts') && !path.includes('/migrations/'))
    .map(textOf)

function walk(node: unknown, found: Refusals): void {
  if (Array.isArray(node)) for (const each of node) walk(each, found)
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return
  const { type } = node as Node
  if (type === 'CallExpression' || type === 'NewExpression') noteCall(node as Node, found)
  if (type === 'ObjectExpression') noteField(node as Node, found)
  if (type === 'ArrayExpression') noteFramework(node as { elements?: { expression: Node }[] }, found)
  for (const child of Object.values(node)) walk(child, found)
}

function noteCall({ callee, arguments: given }: Node, found: Refusals): void {
  const name = String(callee?.value)
  const at = callees[name]
  if (at === undefined) return
  const code = textIn(given?.[at]?.expression)
  if (code === undefined) return
  if (name === 'badField') note(found, code, textIn(given?.[0]?.expression))
  else found.codes.add(code)
}

/** `{ pointer, code: '…', detail }` as refusals with several fields list them. */
function noteField({ properties = [] }: Node, found: Refusals): void {
  const names = properties.map((one) => String(one.key?.value ?? (one as Node).value))
  const code = textIn(properties[names.indexOf('code')]?.value)
  if (names.includes('pointer') && code) note(found, code, undefined)
}

/** `['not-json', 'The body is empty.']` as the words for what the framework refuses. */
function noteFramework({ elements = [] }: { elements?: ({ expression: Node } | null)[] }, found: Refusals) {
  const [code, detail] = elements.map((one) => textIn(one?.expression))
  if (elements.length === 2 && code && detail && /^[a-z-]+$/.test(code) && /^[A-Z].*\.$/.test(detail)) {
    found.codes.add(code)
  }
}

function note({ fields }: Refusals, code: string, pointer: string | undefined): void {
  const name = pointer?.split('/').at(-1) ?? ''
  fields.set(code, (fields.get(code) ?? new Set()).add(name))
}

function textIn(node: Node | undefined): string | undefined {
  return node?.type === 'StringLiteral' ? String(node.value) : undefined
}
