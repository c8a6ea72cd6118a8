import { breaksBetween, type Contract } from './breaking.ts'

/** A break that was decided: as it is said here, and why it has to be. */
interface Allowed {
  break: string
  because: string
}

/** Lines that say what a caller of the last release could no longer do, and which leave is no longer needed. */
export function judge(released: Contract, now: Contract, allowed: readonly Allowed[]): string[] {
  const found = breaksBetween(released, now).map(({ code, at }) => `${code}: ${at}`)
  const leave = new Map(allowed.map((one) => [one.break, one.because]))
  const unheard = found.filter((line) => !leave.get(line)?.trim())
  const stale = [...leave.keys()].filter((line) => !found.includes(line))
  return [
    ...unheard.map((line) => `Breaks callers of the last release: ${line}`),
    ...stale.map((line) => `No longer a break, take it out of openapi.breaks.json: ${line}`),
  ]
}
