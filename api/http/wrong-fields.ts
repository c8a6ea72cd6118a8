/** What Ajv says of one rule that was broken. */
export interface Broken {
  instancePath: string
  schemaPath: string
  keyword: string
  params: Record<string, unknown>
  message?: string | undefined
}

/** One line about one field. */
export interface WrongField {
  pointer: string
  code: string
  detail: string
}

/** A reply names so many wrong fields at most. */
const mostNamed = 20
/** What somebody calls their fields is given back up to this length. */
const longestPointer = 300
/** What has more values than this is told its first fault only: finding all is work that nobody asked us to do. */
const mostParts = 2000

/** Whether a value has so few parts that all of its faults may be looked for; stops counting when it has more. */
export function isSmall(value: unknown): boolean {
  const open: unknown[] = [value]
  for (let seen = 1; open.length > 0; ) {
    const part = open.pop()
    if (typeof part !== 'object' || part === null) continue
    const members = Object.values(part)
    seen += members.length
    if (seen > mostParts) return false
    for (const member of members) open.push(member)
  }
  return true
}

/** One line for each field that is wrong, in the order of the schema. `part` says where: body, querystring, params. */
export function wrongFields(broken: readonly Broken[], part: string): WrongField[] {
  const fields = new Map<string, WrongField>()
  for (const { pointer, code, message } of withoutBranches(broken)) {
    if (fields.size === mostNamed) break
    if (!fields.has(pointer)) fields.set(pointer, { pointer, code, detail: `${part}${pointer} ${message}` })
  }
  return [...fields.values()]
}

interface Line {
  pointer: string
  code: string
  message: string
  schemaPath: string
}

/**
 * What fits none of several forms is told once for each of them. It is one field to whoever sent it: where one form was
 * meant (it says more than that the value is of another kind) its faults are told, else what it may be.
 */
function withoutBranches(broken: readonly Broken[]): Line[] {
  const lines: Line[] = []
  for (const each of broken) {
    const line = lineOf(each)
    if (each.keyword !== 'anyOf' && each.keyword !== 'oneOf') lines.push(line)
    else lines.push(...meant(line, takenFrom(lines, line.pointer)))
  }
  return lines
}

/** The faults of a value and of what is in it stand right before the sentence that no form fits. */
function takenFrom(lines: Line[], pointer: string): Line[] {
  const inside = ({ pointer: other }: Line) => other === pointer || other.startsWith(`${pointer}/`)
  const from = lines.findLastIndex((line) => !inside(line)) + 1
  return lines.splice(from)
}

function meant(union: Line, forms: readonly Line[]): Line[] {
  const deeper = forms.filter(({ pointer }) => pointer !== union.pointer)
  if (deeper.length > 0) return nearest(union, deeper)
  const [first] = forms
  if (!first) return [union]
  const said = [...new Set(forms.map(({ message }) => message))]
  return [{ ...first, message: said.join(' or ') }]
}

/** The form with the fewest faults. */
function nearest({ schemaPath }: Line, deeper: readonly Line[]): Line[] {
  const forms = new Map<string, Line[]>()
  for (const line of deeper) {
    const form = line.schemaPath.startsWith(`${schemaPath}/`)
      ? line.schemaPath.slice(schemaPath.length + 1).split('/', 1)[0]!
      : ''
    const known = forms.get(form)
    if (known) known.push(line)
    else forms.set(form, [line])
  }
  return [...forms.values()].reduce((best, form) => (form.length < best.length ? form : best))
}

function lineOf({ instancePath, keyword, params, message, schemaPath }: Broken): Line {
  const member = params.additionalProperty ?? params.missingProperty
  const pointer = member === undefined ? instancePath : `${instancePath}/${escaped(String(member))}`
  const said = keyword === 'enum' ? choices(params.allowedValues as unknown[]) : (message ?? 'is not valid')
  return { pointer: shortened(pointer), code: keyword, message: said, schemaPath }
}

function choices(values: readonly unknown[]): string {
  return `must be one of ${values.slice(0, mostNamed).join(', ')}${values.length > mostNamed ? ', …' : ''}`
}

/** A name as a JSON pointer writes it (RFC 6901). */
function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1')
}

function shortened(pointer: string): string {
  return pointer.length > longestPointer ? `${pointer.slice(0, longestPointer).toWellFormed()}…` : pointer
}
