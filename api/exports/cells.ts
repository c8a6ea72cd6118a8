/** What stands in one field of a file. */
export type Cell = string | number | boolean | null

// What a spreadsheet takes for the beginning of a formula, full-width forms included; also behind blanks and signs that
// nobody sees, which some programs cut off.
const formula = /^(?:[\t\r\n]|[\s\u200B-\u200F\u2060\uFEFF]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/u

/** Text that no spreadsheet reads as a formula: an apostrophe stands before it. Numbers are numbers, −5 too. */
export function harmless(text: string): string {
  return formula.test(text) ? `'${text}` : text
}
