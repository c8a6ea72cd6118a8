import { useSyncExternalStore } from 'react'

/** How much room there is in width: up to 639 px, up to 1023 px, more. The same steps as in every style sheet. */
export function useRoom(): 'narrow' | 'medium' | 'wide' {
  return useSyncExternalStore(listen, roomNow)
}

const steps = ['(min-width: 640px)', '(min-width: 1024px)']

function roomNow() {
  const [medium, wide] = steps.map((step) => window.matchMedia(step).matches)
  return wide ? 'wide' : medium ? 'medium' : 'narrow'
}

function listen(changed: () => void) {
  const queries = steps.map((step) => window.matchMedia(step))
  for (const query of queries) query.addEventListener('change', changed)
  return () => {
    for (const query of queries) query.removeEventListener('change', changed)
  }
}
