import { parseSync } from '@swc/core'

interface Node {
  type?: string
  name?: { value?: string }
  value?: unknown
  cooked?: string
}

/** Attributes that people read or hear. */
const read =
  /^(title|alt|label|placeholder|aria-label|aria-description|aria-roledescription|hint|why|lead|confirm)$/
const lettered = /\p{Letter}/u

/** Every text that a component draws without asking the catalogue, as 'file: text'. */
export function textsWritten(path: string, source: string): string[] {
  const found: string[] = []
  walk(parseSync(source, { syntax: 'typescript', tsx: true }), found, false)
  return found.filter((text) => lettered.test(text)).map((text) => `${path}: ${text.trim()}`)
}

/** `drawn`: whether a string here ends up on the screen. */
function walk(node: unknown, found: string[], drawn: boolean): void {
  if (Array.isArray(node)) for (const each of node) walk(each, found, drawn)
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return
  const { type, value, cooked } = node as Node
  if (type === 'JSXText') found.push(String(value))
  if (drawn && type === 'StringLiteral') found.push(String(value))
  if (drawn && type === 'TemplateElement') found.push(String(cooked))
  for (const [name, child] of Object.entries(node)) walk(child, found, drawsBelow(node as Node, name, drawn))
}

const opaque = ['CallExpression', 'BinaryExpression', 'MemberExpression', 'ObjectExpression']
const functions = ['ArrowFunctionExpression', 'FunctionExpression']

/** What a call takes or a comparison compares is not drawn; its outcome is. */
function drawsBelow({ type = '', name }: Node, child: string, drawn: boolean): boolean {
  if (type === 'JSXElement' || type === 'JSXFragment') return child === 'children'
  if (type === 'JSXAttribute') return child === 'value' && read.test(name?.value ?? '')
  if (type === 'ConditionalExpression') return drawn && child !== 'test'
  return drawn && !opaque.includes(type) && !functions.includes(type)
}
