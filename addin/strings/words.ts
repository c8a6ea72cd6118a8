/**
 * The product's nouns as values for every message: `{goal}` and `{goals}` inside a sentence, `{Goal}` and `{Goals}`
 * at its start. They come from the keys `word.*`, or from what the workspace calls them.
 */
export function wordsOf(messages: Record<string, string>, renamed: Record<string, string> = {}) {
  const words: Record<string, string> = {}
  for (const [key, text] of Object.entries(messages)) {
    if (!key.startsWith('word.')) continue
    const name = key.slice('word.'.length)
    const word = renamed[name] ?? text
    words[name] = word
    words[capital(name)] = capital(word)
  }
  return words
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
