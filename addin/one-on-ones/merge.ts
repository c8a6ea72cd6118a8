/** Beyond so many changed lines on both sides texts are no longer matched line by line, but put one after the other. */
const mostLines = 1500

/**
 * Brings together what two people made of one text, line by line. What only one of them changed is as they left it;
 * where both changed something, mine stands first and theirs after it. No line that either of them wrote is lost.
 */
export function merge(base: string, mine: string, theirs: string): string {
  if (mine === theirs || theirs === base) return mine
  if (mine === base) return theirs
  const [b, m, t] = [base, mine, theirs].map((text) => text.split('\n')) as [string[], string[], string[]]
  if (Math.max(b.length, m.length, t.length) > mostLines) return both([], m, t).join('\n')
  return merged(b, m, t).join('\n')
}

function merged(base: string[], mine: string[], theirs: string[]): string[] {
  const [inMine, inTheirs] = [matches(base, mine), matches(base, theirs)]
  const lines: string[] = []
  let [b, m, t] = [0, 0, 0]
  for (let at = 0; at <= base.length; at++) {
    const [nextMine, nextTheirs] =
      at === base.length ? [mine.length, theirs.length] : [inMine[at]!, inTheirs[at]!]
    if (nextMine < 0 || nextTheirs < 0) continue
    lines.push(...chosen(base.slice(b, at), mine.slice(m, nextMine), theirs.slice(t, nextTheirs)))
    if (at < base.length) lines.push(base[at]!)
    ;[b, m, t] = [at + 1, nextMine + 1, nextTheirs + 1]
  }
  return lines
}

/** What becomes of a stretch between two lines that all three have. */
function chosen(base: string[], mine: string[], theirs: string[]): string[] {
  if (isSame(mine, base)) return theirs
  if (isSame(theirs, base) || isSame(mine, theirs)) return mine
  return both(base, mine, theirs)
}

/** All of mine, then what is new in theirs. */
function both(base: string[], mine: string[], theirs: string[]): string[] {
  const known = new Set([...base, ...mine])
  return [...mine, ...theirs.filter((line) => !known.has(line))]
}

const isSame = (one: string[], other: string[]) =>
  one.join('\n') === other.join('\n') && one.length === other.length

/** For each line of `base` where it stands in `text`, or -1: a longest common subsequence. */
function matches(base: string[], text: string[]): number[] {
  const lengths = table(base, text)
  const found = base.map(() => -1)
  let [i, j] = [0, 0]
  while (i < base.length && j < text.length) {
    if (base[i] === text[j]) found[i++] = j++
    else if (lengths[i + 1]![j]! >= lengths[i]![j + 1]!) i++
    else j++
  }
  return found
}

function table(base: string[], text: string[]): Uint16Array[] {
  const lengths = Array.from({ length: base.length + 1 }, () => new Uint16Array(text.length + 1))
  for (let i = base.length - 1; i >= 0; i--) {
    for (let j = text.length - 1; j >= 0; j--) {
      const [row, below] = [lengths[i]!, lengths[i + 1]!]
      row[j] = base[i] === text[j] ? below[j + 1]! + 1 : Math.max(below[j]!, row[j + 1]!)
    }
  }
  return lengths
}
