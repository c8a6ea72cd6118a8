import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** While building: the sources that these reach by imports of either kind, as far as they are code of ours. */
export function sourcesFrom(entries: string[], unless: (file: string) => boolean): Set<string> {
  const reached = new Set<string>()
  const queue = [...entries]
  for (const file of queue) {
    if (reached.has(file) || unless(file) || !/(?<!\.gen|\.d)\.tsx?$/.test(file)) continue
    reached.add(file)
    const imports = readFileSync(file, 'utf8').matchAll(/(?:from |import\(|^import )'(\.[^']+)'/gm)
    queue.push(...[...imports].map(([, path]) => join(dirname(file), path!)))
  }
  return reached
}

/** The keys that sources say: as they stand, and all that begin as a written one does (`status.${status}`). */
export function keysSaid(sources: Iterable<string>, keys: string[]): string[] {
  const said = [...sources].map((file) => readFileSync(file, 'utf8')).join('\n')
  const beginnings = [...said.matchAll(/`([a-zA-Z.]+\.)\$\{/g)].map(([, start]) => start!)
  return keys.filter(
    (key) =>
      key.startsWith('word.') ||
      said.includes(`'${key}'`) ||
      beginnings.some((start) => key.startsWith(start)),
  )
}
