/** What a summary tells, in the reader's words; lists that are empty are left out. */
export interface Summary {
  title: string
  parts: { title: string; lines: string[] }[]
}

/** A summary as HTML for an invitation or mail. Whatever people wrote stays text. */
export function htmlOf({ title, parts }: Summary): string {
  const lists = parts
    .filter(({ lines }) => lines.length > 0)
    .map(
      (part) =>
        `<p><b>${text(part.title)}</b></p><ul>${part.lines.map((line) => `<li>${text(line)}</li>`).join('')}</ul>`,
    )
  return `<p><b>${text(title)}</b></p>${lists.join('')}`
}

const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const text = (words: string) => words.replace(/[&<>"']/g, (mark) => marks[mark] ?? mark)
