// What `npm start` and `npm test` run first, on nothing but Node: checks its version, installs what is missing.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const top = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(top, 'node_modules')
const lock = join(top, 'package-lock.json')
const stamp = join(modules, '.footbridge-installed')

const programs = {
  install: () => {},
  start,
  test: async (args) => process.exit(await run([join(modules, 'jest', 'bin', 'jest.js'), ...args])),
}

const [wish, ...rest] = process.argv.slice(2)
refuseOldNode()
if (!programs[wish]) stopWith(`Usage: node infra/bootstrap.mjs ${Object.keys(programs).join('|')}`)
endWithNpm()
if (!installed()) await install()
writeFileSync(stamp, lockHash())
await programs[wish](rest)

/** In this very process: one less between the terminal and the database. */
async function start() {
  const { register } = await import('tsx/esm/api')
  register()
  await import('./start.ts')
}

/** npm's shell does not pass signals on; but when npm is ended, the shell goes, and that can be seen. */
function endWithNpm() {
  if (!process.env.npm_lifecycle_event) return
  const shell = process.ppid
  setInterval(() => process.ppid === shell || process.kill(process.pid, 'SIGTERM'), 200).unref()
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  const good = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22
  if (!good)
    stopWith(`Footbridge needs Node 20.19 or newer, this is ${process.version}: https://nodejs.org/download`)
}

/** Installed from this very lock file: by us (the stamp says so), or by hand later than the file was written. */
function installed() {
  const written = join(modules, '.package-lock.json')
  if (!existsSync(written)) return false
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lockHash()) return true
  return statSync(written).mtimeMs >= statSync(lock).mtimeMs
}

function lockHash() {
  return createHash('sha256').update(readFileSync(lock)).digest('hex')
}

async function install() {
  console.log('Installing packages (once, about a minute) …')
  const started = Date.now()
  const seconds = () => Math.round((Date.now() - started) / 1000)
  const progress = setInterval(() => console.log(`  still installing, ${seconds()} s`), 10_000)
  // npm tells the scripts it runs where it is itself; without it (plain node) the one on the path does.
  const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm']
  const code = await run(['ci', '--no-audit', '--no-fund', '--loglevel=error'], npm)
  clearInterval(progress)
  if (code !== 0)
    stopWith('The packages could not be installed: is the npm registry reachable? Then run this again.')
  console.log(`Installed in ${seconds()} s.`)
}

/** Runs a program to its end and gives its exit code; a signal to us goes on to it, so that it can stop cleanly. */
function run(args, [command, ...first] = [process.execPath]) {
  const shell = command === 'npm' && process.platform === 'win32'
  const child = spawn(command, [...first, ...args], { cwd: top, stdio: 'inherit', shell })
  const forward = (signal) => child.kill(signal)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, forward)
  return new Promise((done) => {
    child.once('error', () => done(1))
    child.once('exit', (code, signal) => {
      for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(name, forward)
      done(code ?? (signal ? 130 : 1))
    })
  })
}

function stopWith(line) {
  console.error(line)
  process.exit(1)
}
