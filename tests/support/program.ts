import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { root } from './sources.ts'

/** A program of ours that runs beside the test. */
export type Program = {
  child: ChildProcess
  /** What it has said so far, on both streams. */
  said(): string
  /** Its exit code, or the signal that ended it. */
  ended: Promise<number | string | null>
}

/** Starts a command at the top of the project, with further environment variables; undefined ones are taken away. */
export function startProgram(
  command: string,
  args: string[],
  env: Record<string, string | undefined>,
): Program {
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      text += chunk
    })
  }
  const ended = new Promise<number | string | null>((done) =>
    child.once('close', (code, signal) => done(code ?? signal)),
  )
  return { child, said: () => text, ended }
}

/** Kills a program and every program it started, as a power cut would. */
export async function killProgram({ child, ended }: Program): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid!, 'SIGKILL')
  await ended
}

/** Waits until the address answers; fails with what the program said if it ends before. */
export async function answering(program: Program, url: string): Promise<Response> {
  let over = false
  void program.ended.then(() => {
    over = true
  })
  while (!over) {
    const reply = await fetch(url).catch(() => undefined)
    if (reply) return reply
    await sleep(50)
  }
  throw new Error(`The program ended without answering:\n${program.said()}`)
}

/** Waits until the program has said this; fails with what it said instead if it ends before. */
export async function saying(program: Program, words: string): Promise<void> {
  let over = false
  void program.ended.then(() => {
    over = true
  })
  while (!program.said().includes(words)) {
    if (over) throw new Error(`The program ended without saying "${words}":\n${program.said()}`)
    await sleep(50)
  }
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as { port: number }
  await new Promise((done) => server.close(done))
  return port
}
