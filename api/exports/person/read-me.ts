import { personTables } from './select.ts'

/** What stands beside the files, for whoever opens them without us. */
export function readMe(name: string, own: boolean, at: Date): string {
  return `# What Footbridge keeps of ${name.replace(/\s+/g, ' ')}, as of ${at.toISOString()}

Each file holds one kind of record, one JSON object a line, in the encoding UTF-8: whatever this person wrote, did, owns or
is named in. Names of fields are those of the product's tables; ids point from file to file; instants are RFC 3339, days are
\`YYYY-MM-DD\`; the bytes of a picture are hexadecimal behind \`\\x\`. \`manifest.json\` has how many rows each file holds.

${own ? ofOneself : byAnAdmin}

## In it

${personTables(own)
  .map((table) => `- \`${table}.jsonl\``)
  .join('\n')}
`
}

const ofOneself = `It was taken by the person: private notes, 1:1s, proposals and answers given without a name, and proposals that are still
sealed are in it. Keep it as you would keep these.`

const byAnAdmin = `It was taken by an admin: private notes, 1:1s, settings of their own, what was said without a name, and what this admin does
not see (private teams of others, barriers for a leader only) are not in it. Everybody takes those themselves, under
*Settings → Yours*.`
