import { setTimeout as sleep } from 'node:timers/promises'
import type { Log, Round } from './work.ts'

/** A worker that runs: `drain` resolves when nothing is left to do now, `stop` when its last round has ended. */
export interface Worker {
  drain(): Promise<void>
  stop(): Promise<void>
}

/** How long to wait before looking again whether another worker has finished, in milliseconds. */
const whileBusy = 20

/**
 * Runs rounds, one at a time: as long as there is something to do without a pause, else every so many milliseconds
 * (0: only when drained). A failed round is logged and tried again.
 */
export function loop(round: () => Promise<Round>, every: number, log: Log): Worker {
  let stopped = false
  let last: Promise<unknown> = Promise.resolve()
  const pause = new AbortController()
  // Rounds of the loop and of drain() queue up, so that they never work against each other.
  const next = (): Promise<Round> => {
    const mine = last.then(round)
    last = mine.catch(() => undefined)
    return mine
  }
  const keepOn = async () => {
    while (!stopped) {
      const { done } = await next().catch((error) => {
        log('a round of the worker failed', error)
        return { done: 0 }
      })
      if (done === 0) await sleep(every, undefined, { signal: pause.signal }).catch(() => undefined)
    }
  }
  const running = every > 0 ? keepOn() : Promise.resolve()
  return {
    drain: async () => {
      for (let { done, busy } = await next(); done > 0 || busy; { done, busy } = await next()) {
        if (busy) await sleep(whileBusy)
      }
    },
    stop: async () => {
      stopped = true
      pause.abort()
      await running
      await last
    },
  }
}

/** Two loops as one worker: what the second finds may be work for the first. */
export function besides(first: Worker, second: Worker): Worker {
  return {
    drain: async () => {
      await first.drain()
      await second.drain()
      await first.drain()
    },
    stop: async () => {
      await Promise.all([first.stop(), second.stop()])
    },
  }
}
