const longest = 40
const mostWords = 60

/** The words of a text, in lower case. */
function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  )
}

const german: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue' }
const letters: Record<string, string> = { ß: 'ss', ø: 'o', ł: 'l', đ: 'd', æ: 'ae', œ: 'oe', ı: 'i' }

/**
 * How a word may be written by someone whose keyboard lacks its letters: without its marks (`müller` → `muller`) and,
 * as German does, with an e (`mueller`).
 */
export function spellings(word: string): string[] {
  const plain = (text: string) =>
    text
      .replace(/[ßøłđæœı]/g, (letter) => letters[letter]!)
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .slice(0, longest)
  return [...new Set([plain(word), plain(word.replace(/[äöü]/g, (letter) => german[letter]!))])]
}

/** Everything under which a text is found. */
export function tokensOf(text: string): string[] {
  return [...new Set(wordsOf(text).slice(0, mostWords).flatMap(spellings))]
}

/** What is looked for: each word in its spellings; all words must begin a word of what is found. */
export function asked(q: string): string[][] {
  return wordsOf(q).slice(0, 8).map(spellings)
}
