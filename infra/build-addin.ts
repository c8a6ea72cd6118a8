import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const top = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const source = join(top, 'addin')
const target = join(top, 'dist', 'addin')
const stamp = '.sources'

/**
 * Builds the add-in into dist/addin if its sources changed since it was built. Throws with the end of Vite's output.
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
  await rename(draft, target)
}

async function sourceHash(): Promise<string> {
  const hash = createHash('sha256').update(await readFile(join(top, 'package-lock.json')))
  const files = (await readdir(source, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
    .map((entry) => join(entry.parentPath, entry.name))
  for (const file of files.sort()) hash.update(file).update(await readFile(file))
  return hash.digest('hex')
}

async function vite(args: string[]): Promise<void> {
  const bin = join(dirname(createRequire(join(source, 'x')).resolve('vite/package.json')), 'bin', 'vite.js')
  const child = spawn(process.execPath, [bin, ...args], { cwd: source, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
  const code = await new Promise((done) => child.once('close', done))
  if (code !== 0)
    throw new Error(`The add-in could not be built:\n${said.trim().split('\n').slice(-20).join('\n')}`)
}
