/**
 * The product's nouns as values for every message: `{goal}` and `{goals}` inside a sentence, `{Goal}` and `{Goals}`
 * at its start. They come from the keys `word.*`, or from what the workspace calls them; German writes every noun large.
 * `{ownGoal, select, yes {…} other {…}}`: where the plain text is an idiom ("in the way") that has no noun to rename.
 */
export function wordsOf(
  messages: Record<string, string>,
  renamed: Record<string, string | undefined> = {},
  locale = 'en',
) {
  const words: Record<string, string> = {}
  for (const [key, text] of Object.entries(messages)) {
    if (!key.startsWith('word.')) continue
    const name = key.slice('word.'.length)
    const own = renamed[name]
    const word = own && locale.startsWith('de') ? capital(own) : (own ?? text)
    words[name] = word
    words[capital(name)] = capital(word)
    words[`own${capital(name)}`] = own ? 'yes' : 'no'
  }
  return words
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

/** Messages whose English articles go with the words that stand in them: "a goal", "an objective". */
export function withArticles(
  messages: Record<string, string>,
  words: Record<string, string>,
  locale: string,
): Record<string, string> {
  const sounds = Object.keys(words).filter((name) => /^[aeiou]/i.test(words[name]!))
  if (!locale.startsWith('en') || sounds.length === 0) return messages
  const before = new RegExp(`\\b([Aa]) (?=\\{(${sounds.join('|')})\\})`, 'g')
  const entries = Object.entries(messages).map(([key, text]) => [key, text.replace(before, '$1n ')])
  return Object.fromEntries(entries)
}
