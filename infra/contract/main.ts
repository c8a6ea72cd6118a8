import { readFile, writeFile } from 'node:fs/promises'
import { essence } from './breaking.ts'
import { judge } from './judge.ts'

const folder = new URL('../../api/', import.meta.url)
const read = async (name: string) => JSON.parse(await readFile(new URL(name, folder), 'utf8'))

/** `npm run contract` compares, `npm run contract:release` makes today's document the one that is held to. */
async function main([task]: string[], say: (line: string) => void): Promise<number> {
  const now = essence(await read('openapi.json'))
  if (task === 'release') {
    await writeFile(new URL('openapi.released.json', folder), `${JSON.stringify(now, null, 1)}\n`)
    await writeFile(new URL('openapi.breaks.json', folder), '[]\n')
    return 0
  }
  const lines = judge(await read('openapi.released.json'), now, await read('openapi.breaks.json'))
  for (const line of lines) say(line)
  return lines.length > 0 ? 1 : 0
}

process.exitCode = await main(process.argv.slice(2), console.log)
