import { readdirSync, readFileSync } from 'node:fs'
import { extname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The top of the project. */
export const root = resolve(fileURLToPath(import.meta.url), '../../..')
/** The folders a customer sees at the top. */
export const parts = ['addin', 'api', 'infra', 'manifest', 'tests']

const made = ['node_modules', 'dist', 'coverage']
const code = ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.css', '.html', '.sql']

/** Every file of a folder, as paths from the top, without what tools made. */
export function filesOf(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '.' ? entry.name : `${folder}/${entry.name}`
    if (!entry.isDirectory()) return [path]
    return made.includes(entry.name) || entry.name.startsWith('.') ? [] : filesOf(path)
  })
}

/** The code that people write, as paths from the top. */
export function handWritten(): string[] {
  return parts.flatMap(filesOf).filter((path) => code.includes(extname(path)) && !path.includes('.gen.'))
}

/** The text of a file named from the top. */
export const textOf = (path: string) => readFileSync(join(root, path), 'utf8')
