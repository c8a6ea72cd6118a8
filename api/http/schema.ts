import Type, { type Static, type TObject, type TProperties, type TSchema, type TUnsafe } from 'typebox'

/** Points at a schema registered with addSchema, keeping its static type. */
export function ref<T extends TSchema>(schema: T): TUnsafe<Static<T>> {
  const { $id } = schema as { $id?: string }
  if ($id === undefined) throw new Error('Only a schema with an $id can be referred to.')
  return Type.Unsafe<Static<T>>(Type.Ref($id))
}

/** An object that refuses members it does not list. */
export function closed<P extends TProperties>(
  properties: P,
  options: Record<string, unknown> = {},
): TObject<P> {
  return Type.Object(properties, { ...options, additionalProperties: false })
}

/** The same schema, or null; as `type: [..., 'null']` where the schema is a plain one. */
export function orNull<T extends TSchema>(schema: T): TUnsafe<Static<T> | null> {
  const plain = schema as unknown as { type?: string; $ref?: string; enum?: unknown[] }
  if (typeof plain.type !== 'string' || plain.type === 'object') {
    return Type.Unsafe<Static<T> | null>(Type.Union([schema, Type.Null()]))
  }
  const values = plain.enum ? { enum: [...plain.enum, null] } : {}
  return Type.Unsafe<Static<T> | null>({ ...schema, ...values, type: [plain.type, 'null'] })
}

/** One of a few words. */
export function oneOf<const W extends readonly string[]>(words: W, options: Record<string, unknown> = {}) {
  return Type.Unsafe<W[number]>({ type: 'string', enum: [...words], ...options })
}

export const Id = Type.String({ format: 'uuid' })
export const Day = Type.String({ format: 'date', description: 'A day, YYYY-MM-DD.' })
export const Instant = Type.String({ format: 'date-time', description: 'An instant, RFC 3339 in UTC.' })
/** Exact as long as it has at most 15 significant digits; more than six decimals say nothing to people. */
export const Decimal = Type.Number({ minimum: -1e9, maximum: 1e9, multipleOf: 1e-6 })
export const Version = Type.Integer({ minimum: 1, description: 'Counts edits; If-Match compares it.' })
export const Revision = Type.Integer({ minimum: 1, description: 'Counts changes of anything shown with it.' })

/** A line of text that people wrote. */
export function line(maxLength = 200, options: Record<string, unknown> = {}) {
  return Type.String({ minLength: 1, maxLength, pattern: '\\S', ...options })
}

/** Longer text that people wrote. */
export function prose(maxLength = 4000, options: Record<string, unknown> = {}) {
  return Type.String({ maxLength, ...options })
}

export const FieldError = closed(
  { pointer: Type.String(), code: Type.String(), detail: Type.String() },
  {
    $id: 'FieldError',
    description: 'What is wrong with one field; pointer is a JSON pointer into the request.',
  },
)

export const Problem = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String(),
    instance: Type.String(),
    code: Type.String({ description: 'Stable word for programs.' }),
    traceId: Type.String(),
    errors: Type.Optional(Type.Array(ref(FieldError))),
    current: Type.Optional(Type.Unknown({ description: 'The resource as it is now, where that helps.' })),
    because: Type.Optional(Type.String({ description: 'Which state is in the way of it (wrong-state).' })),
  },
  { $id: 'Problem', description: 'RFC 9457.', additionalProperties: true },
)

export const Named = closed(
  { id: Id, name: Type.String() },
  { $id: 'Named', description: 'A person or team.' },
)

/** Path parameters of one item. */
export const ById = closed({ id: Id })

/** Query parameters of every list. */
export const paging = {
  limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
  cursor: Type.Optional(Type.String({ maxLength: 500, description: 'nextCursor of the page before.' })),
}

/** A page of a list, as a named component. */
export function pageOf<T extends TSchema>(item: T) {
  const { $id } = item as { $id?: string }
  return closed(
    { data: Type.Array(ref(item)), nextCursor: orNull(Type.String()) },
    { $id: `${$id}Page`, description: 'One page; nextCursor is null on the last.' },
  )
}
