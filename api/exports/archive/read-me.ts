import { archived, leftOut } from '../../imports/workspace/format.ts'

/** What stands beside the files of an archive, for whoever opens it without us. */
export function readMe(workspace: string, at: Date): string {
  const tables = archived.map(({ table }) => `- \`${table}.jsonl\``).join('\n')
  const away = Object.entries(leftOut).map(([table, why]) => `- \`${table}\`: ${why}`)
  return `# ${workspace.replace(/\s+/g, ' ')}, as of ${at.toISOString()}

An archive of a Footbridge workspace. Each file holds one kind of record, one JSON object a line, in the encoding UTF-8.
Names of fields are those of the product's tables; ids are kept and point from file to file; instants are RFC 3339, days are
\`YYYY-MM-DD\`, numbers are exact; the bytes of a picture are hexadecimal behind \`\\x\`. \`manifest.json\` has format, version,
how many rows each file holds (\`counts\`) and how many stayed away because whoever made it does not see them
(\`omitted\`): what belongs to private teams of others, barriers for a leader only, weeklies of other
teams, who said yes to what elsewhere, how sure others were earlier, what was taken back.

In an empty workspace an admin brings it over under *Import*.

## In it

${tables}

## Not in it

${away.join('\n')}
`
}
