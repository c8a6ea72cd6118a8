import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { parseSync } from '@swc/core'

/** Every module that a source file imports, as written: static, re-exported, for its types only, and dynamic ones. */
export function importsOf(file: string): string[] {
  const tree = parseSync(readFileSync(file, 'utf8'), { syntax: 'typescript', tsx: file.endsWith('x') })
  const found: string[] = []
  collect(tree.body, found)
  return found
}

/** The files of this project that the given ones reach through their imports, themselves included. */
export function reachedFrom(files: string[]): Set<string> {
  const seen = new Set<string>()
  const queue = files.map((file) => resolve(file))
  for (const file of queue) {
    if (seen.has(file) || !existsSync(file)) continue
    seen.add(file)
    if (!/\.[mc]?[jt]sx?$/.test(file)) continue
    queue.push(
      ...importsOf(file)
        .filter(isRelative)
        .map((path) => join(dirname(file), path)),
    )
  }
  return seen
}

export const isRelative = (path: string) => path.startsWith('.')

type Node = {
  type?: string
  source?: Node | null
  callee?: Node
  arguments?: { expression: Node }[]
  value?: unknown
}

/** Walks the whole tree, because a dynamic import may stand anywhere. */
function collect(value: unknown, found: string[]): void {
  if (typeof value !== 'object' || value === null) return
  const node = value as Node
  const from =
    node.type === 'CallExpression' && node.callee?.type === 'Import'
      ? node.arguments?.[0]?.expression
      : node.source
  if (from?.type === 'StringLiteral') found.push(String(from.value))
  for (const part of Object.values(node)) collect(part, found)
}
