import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** What a running PostgreSQL says about itself in its data folder. */
export type Postmaster = { pid: number; port: number }

/** Reads `postmaster.pid` (process id on line 1, port on line 4); undefined when there is none or it is half written. */
export async function readPostmaster(database: string): Promise<Postmaster | undefined> {
  const lines = (await readFile(join(database, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
  const [pid, port] = [Number(lines[0]), Number(lines[3])]
  return pid > 0 && port > 0 ? { pid, port } : undefined
}

/**
 * The PostgreSQL that still runs on this folder, if any. What a kill or a power cut left behind (a process that
 * nobody reaped, a number that meanwhile belongs to another program) does not count, and its lock is removed.
 */
export async function runningPostmaster(database: string): Promise<Postmaster | undefined> {
  const found = await readPostmaster(database)
  if (found && isRunning(found.pid, database)) return found
  await rm(join(database, 'postmaster.pid'), { force: true })
  return undefined
}

/** Stops a PostgreSQL: at once for its clients, clean for its data; after `patience` milliseconds without a checkpoint. */
export async function stopPostmaster(pid: number, database: string, patience = 30_000): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (!isRunning(pid, database)) return
    process.kill(pid, signal)
    const until = Date.now() + patience
    while (isRunning(pid, database) && Date.now() < until) await sleep(25)
  }
}

/**
 * True while the process lives and its command line holds the word. A process number alone proves nothing: the dead
 * keep theirs until they are reaped, and then another program may get it.
 */
export function isRunning(pid: number, word: string): boolean {
  if (!pid) return false
  const { state, command } = look(pid)
  return state !== 'Z' && command.includes(word)
}

function look(pid: number): { state: string; command: string } {
  if (process.platform !== 'linux') {
    const [state = '', ...command] = spawnSync('ps', ['-o', 'state=', '-o', 'command=', '-p', String(pid)])
      .stdout.toString()
      .trim()
      .split(/\s+/)
    return { state: state.charAt(0), command: command.join(' ') }
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    return { state: stat.charAt(stat.lastIndexOf(')') + 2), command }
  } catch {
    return { state: '', command: '' }
  }
}
