import { useSyncExternalStore } from 'react'

/** The path in the address bar, live: `/my-week`. */
export function usePath(): string {
  return useSyncExternalStore(listen, currentPath)
}

/** Goes to a path and leaves a way back. */
export function go(path: string) {
  window.location.hash = path
}

/** Goes to a path in place of the present one: for redirects. */
export function goInstead(path: string) {
  window.location.replace(`#${path}`)
}

export function currentPath(): string {
  return window.location.hash.replace(/^#/, '') || '/'
}

function listen(changed: () => void) {
  window.addEventListener('hashchange', changed)
  return () => window.removeEventListener('hashchange', changed)
}
