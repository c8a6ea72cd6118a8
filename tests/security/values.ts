import fc from 'fast-check'

// biome-ignore lint/suspicious/noExplicitAny: a JSON schema may hold anything
export type Schema = Record<string, any>

/** Where values for ids come from, by what an id is of; it grows as things are made. */
export interface Pool {
  /** Named like the roots of addresses: objectives, key-results, members... */
  own: Record<string, string[]>
  /** Ids that are there for nobody here: another workspace's, a private team's, and made-up ones. */
  foreign: string[]
}

const texts = [
  ...[
    'Repairs',
    ' ',
    '',
    'a',
    '%',
    '_',
    '\\',
    "' OR 1=1 --",
    '$1',
    '../../etc/passwd',
    '=1+1',
    '<b>x</b>',
    '🚲',
  ],
  ...[
    '\u202e',
    'a\r\nSet-Cookie: b=c',
    'null',
    '{"a":1}',
    'İ',
    'ﷺ'.repeat(50),
    'a'.repeat(5000),
    '#41',
    '#99999999999',
  ],
]
const broken = [
  '\u0000',
  'a\u0000b',
  '\ud800',
  '__proto__',
  'constructor',
  'urn:uuid:01890a5d-ac96-774b-bcce-b302099a8057',
]
const zones = ['Europe/Berlin', 'UTC', 'Mars/Olympus', '+02:00', "x'; --", 'Etc/GMT+12', 'Pacific/Kiritimati']
const days = [
  ...['2026-10-26', '2026-10-27', '2026-11-02', '2026-12-31', '2026-10-01', '2027-02-28', '2024-02-29'],
  ...[
    '0000-01-01',
    '0001-01-01',
    '1582-10-10',
    '1900-01-01',
    '9999-12-31',
    '2026-02-30',
    '275760-09-13',
    '-000001-01-01',
  ],
]
const instants = [
  ...[
    '2026-10-26T08:00:00Z',
    '2026-10-26T10:00:00+02:00',
    '2026-10-01T00:00:00.000Z',
    '2026-10-26T08:00:00.123456789Z',
  ],
  ...['0000-01-01T00:00:00Z', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '9999-12-31T23:59:59-23:59'],
  ...[
    '2026-10-26T08:00:00+23:59',
    '2016-12-31T23:59:60Z',
    '2026-10-26 08:00:00Z',
    '2026-10-26t08:00:00z',
    '275760-09-13T00:00:00Z',
  ],
]
const numbers = [
  0,
  -0,
  1,
  -1,
  0.01,
  0.1,
  50,
  99.99,
  100,
  1e-7,
  1e9,
  1e9 + 1,
  2 ** 31 - 1,
  2 ** 31,
  2 ** 53,
  1e21,
  1e308,
  -1e308,
]

const hostile: fc.Arbitrary<unknown> = fc.constantFrom<unknown>(
  ...[
    null,
    '',
    0,
    -1,
    true,
    [],
    {},
    [[]],
    1e308,
    '9'.repeat(400),
    { a: { b: { c: [] } } },
    [null],
    'x'.repeat(20_000),
  ],
  ...broken,
)

/** Values for a schema: mostly what it asks for, its edges among them, now and then something else entirely. */
export function valueFor(
  schema: Schema,
  pool: Pool,
  of: (id: string) => Schema,
  name = '',
  owner = '',
): fc.Arbitrary<unknown> {
  const good = goodValue(schema, pool, of, name, owner)
  return fc.oneof({ weight: 25, arbitrary: good }, { weight: 1, arbitrary: hostile })
}

function goodValue(
  schema: Schema,
  pool: Pool,
  of: (id: string) => Schema,
  name: string,
  owner: string,
): fc.Arbitrary<unknown> {
  const again = (part: Schema, called = name) => valueFor(part, pool, of, called, owner)
  if (schema.$ref) return goodValue(of(schema.$ref), pool, of, name, owner)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return fc.oneof(...choices.map((part: Schema) => again(part)))
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if ('const' in schema) return fc.constant(schema.const)
  if (Array.isArray(schema.type))
    return fc.oneof(...schema.type.map((type: string) => again({ ...schema, type })))
  if (schema.type === 'object') return objectOf(schema, again)
  if (schema.type === 'array') return listOf(schema, again)
  if (schema.type === 'boolean') return fc.boolean()
  if (schema.type === 'null') return fc.constant(null)
  if (schema.type === 'integer' || schema.type === 'number') return numberOf(schema)
  return textOf(schema, pool, name, owner)
}

function objectOf(
  { properties = {}, required = [] }: Schema,
  again: (part: Schema, name: string) => fc.Arbitrary<unknown>,
) {
  const fields = Object.entries<Schema>(properties).map(([name, part]) => {
    const value = again(part, name)
    const there = required.includes(name) ? 60 : 3
    return fc.oneof(
      { weight: there, arbitrary: value.map((v) => [[name, v]]) },
      { weight: 2, arbitrary: fc.constant([]) },
    )
  })
  const unknown = fc
    .constantFrom('admin', 'workspaceId', 'constructor', 'version')
    .map((name) => [[name, true]])
  const extra = fc.oneof({ weight: 60, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: unknown })
  return fc
    .tuple(...fields, extra)
    .map((entries) => Object.fromEntries(entries.flat() as [string, unknown][]))
}

function listOf(
  { items, minItems = 0, maxItems = 4 }: Schema,
  again: (part: Schema) => fc.Arbitrary<unknown>,
) {
  const usual = fc.array(again(items), { minLength: minItems, maxLength: Math.min(maxItems, minItems + 3) })
  const odd = again(items).map((value) => Array(maxItems + 1).fill(value))
  return fc.oneof({ weight: 20, arbitrary: usual }, { weight: 1, arbitrary: odd })
}

function numberOf({ type, minimum, maximum }: Schema) {
  const edges = [minimum, maximum, minimum - 1, maximum + 1].filter((edge) => Number.isFinite(edge))
  const usual =
    type === 'integer'
      ? fc.integer({ min: minimum ?? 0, max: Math.min(maximum ?? 100, 1e9) })
      : fc.integer({ min: 0, max: 100 })
  return fc.oneof(
    { weight: 3, arbitrary: usual },
    { weight: 1, arbitrary: fc.constantFrom(...edges, ...numbers) },
  )
}

function textOf(
  { format, minLength = 0, maxLength = 40 }: Schema,
  pool: Pool,
  name: string,
  owner: string,
): fc.Arbitrary<unknown> {
  if (format === 'uuid') return idOf(pool, name, owner)
  if (format === 'date')
    return fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...days.slice(0, 6)) },
      { weight: 1, arbitrary: fc.constantFrom(...days) },
    )
  if (format === 'date-time') return fc.constantFrom(...instants)
  if (/zone/i.test(name)) return fc.constantFrom(...zones)
  if (name === 'cursor') return fc.constantFrom('bm8', ...forged)
  const edges = ['a'.repeat(minLength), 'b'.repeat(maxLength), 'c'.repeat(maxLength + 1)]
  return fc.oneof(
    {
      weight: 5,
      arbitrary: fc.string({
        unit: 'grapheme',
        minLength: Math.max(1, minLength),
        maxLength: Math.min(maxLength, 40),
      }),
    },
    { weight: 2, arbitrary: fc.constantFrom(...texts) },
    { weight: 1, arbitrary: fc.constantFrom(...edges) },
  )
}

const forged = [[], ['x'], [null, 'x'], ['x', 'y', 'z', 'w']].map((keys) =>
  Buffer.from(JSON.stringify(keys)).toString('base64url'),
)

/** Which pool a field's or a path's id comes from; `owner` is the root of the address it stands in. */
const pools: Record<string, string> = {
  teamId: 'teams',
  teamIds: 'teams',
  parentId: 'teams',
  cycleId: 'cycles',
  keyResultId: 'key-results',
  keyResultIds: 'key-results',
  childKeyResultId: 'key-results',
  childObjectiveId: 'objectives',
  objectiveId: 'objectives',
  stepIds: 'steps',
  stepId: 'steps',
  barrierId: 'barriers',
  checkInId: 'check-ins',
  memberId: 'members',
  memberIds: 'members',
  ownerId: 'members',
  askedOf: 'members',
  raisedBy: 'members',
  to: 'members',
  mentions: 'members',
  credit: 'members',
  leaderIds: 'members',
  delegateId: 'members',
  alignmentId: 'alignments',
}

function idOf(pool: Pool, name: string, owner: string): fc.Arbitrary<string> {
  const near = pools[name] ?? owner
  return fc.tuple(fc.nat(99), fc.nat(9999)).map(([luck, n]) => {
    const every = Object.values(pool.own).flat()
    const known = pool.own[near]?.length ? pool.own[near]! : every
    const from = luck < 70 ? known : luck < 80 ? every : pool.foreign
    const id = from[n % from.length]!
    return luck === 99 ? id.toUpperCase() : id
  })
}
