const stands = new Set<() => void>()

/** Shows the small effect, where somebody wants to see it. For facts that are stored and confirmed, nothing else. */
export function celebrate(): void {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return
  for (const show of stands) show()
}

/** Is told of each celebration from now on; answers how to hear no more. */
export function onCelebrate(show: () => void): () => void {
  stands.add(show)
  return () => {
    stands.delete(show)
  }
}
