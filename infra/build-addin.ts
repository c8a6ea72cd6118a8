import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const top = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const source = join(top, 'addin')
/** The stand-ins for the hosts are built along with the add-in. */
const sources = [source, join(top, 'infra', 'hosts')]
const target = join(top, 'dist', 'addin')
const stamp = '.sources'
/** Files beside the sources that change nothing of what is built. */
const aside = /\.(tsbuildinfo|md)$/

/**
 * Builds the add-in into dist/addin if its sources changed since it was built. Throws with what Vite said.
 * Built beside its place and moved there when whole, so that two builds at a time and a kill do no harm.
 */
export async function buildAddin(log: (line: string) => void = () => {}): Promise<void> {
  const hash = await sourceHash()
  if (hash === (await readFile(join(target, stamp), 'utf8').catch(() => ''))) return
  log('Building the add-in …')
  const draft = `${target}.${process.pid}`
  await vite(['build', '--outDir', draft, '--emptyOutDir', '--logLevel', 'warn'])
  await writeFile(join(draft, stamp), hash)
  await rm(target, { recursive: true, force: true })
  // Another build that was quicker by this much is as good.
  await rename(draft, target).catch(() => rm(draft, { recursive: true, force: true }))
}

async function sourceHash(): Promise<string> {
  const hash = createHash('sha256').update(await readFile(join(top, 'package-lock.json')))
  for (const folder of sources) {
    const files = (await readdir(folder, { recursive: true, withFileTypes: true }))
      .filter(
        (entry) => entry.isFile() && !entry.parentPath.includes('node_modules') && !aside.test(entry.name),
      )
      .map((entry) => join(entry.parentPath, entry.name))
    for (const file of files.sort()) hash.update(file).update(await readFile(file))
  }
  return hash.digest('hex')
}

async function vite(args: string[]): Promise<void> {
  const bin = join(dirname(createRequire(join(source, 'x')).resolve('vite/package.json')), 'bin', 'vite.js')
  const child = spawn(process.execPath, [bin, ...args], {
    cwd: source,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      said += chunk
    })
  }
  const code = await new Promise((done) => child.once('close', done))
  if (code !== 0) throw new Error(`The add-in could not be built:\n${withoutStack(said)}`)
}

function withoutStack(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() && !line.startsWith('    at '))
  return lines.slice(0, 20).join('\n')
}
