import { browserHost } from './browser.ts'
import type { Host, Surface } from './host.ts'

const answerWithinMs = 10_000

/**
 * Finds out where the screen is shown: in Outlook where the address says so (`?in=outlook`; Outlook on a desktop is no
 * frame), in a frame whose owner answers as Teams, else in a plain browser.
 */
export async function findHost(surface: Surface): Promise<Host> {
  if (new URLSearchParams(window.location.search).get('in') === 'outlook') {
    const { outlookHost } = await import('./outlook.ts')
    return outlookHost(surface)
  }
  if (!isFramed()) return browserHost(surface)
  // Loaded only where it is needed: a plain browser is spared 14 KB.
  const { teamsHost } = await import('./teams.ts')
  try {
    return await within(answerWithinMs, teamsHost(surface))
  } catch {
    return browserHost(surface)
  }
}

function isFramed(): boolean {
  return window.parent !== window.self || 'nativeInterface' in window
}

function within<T>(ms: number, answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`No host answered within ${ms} ms.`)), ms)
    answer.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
