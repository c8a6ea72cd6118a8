const marked = /[a-zA-Z]/g

/** Marks each message ⟦so⟧ and lengthens it by a third, leaving its arguments alone. */
export function pseudo(messages: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(messages).map(([key, text]) => [key, `⟦${text}${padding(text)}⟧`]))
}

function padding(text: string): string {
  const letters = text.match(marked)?.length ?? 0
  return ' ~'.repeat(Math.ceil(letters / 6))
}
