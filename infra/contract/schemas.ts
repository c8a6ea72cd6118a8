/** A JSON schema, as our contract uses it: no allOf, oneOf or not. */
// biome-ignore lint/suspicious/noExplicitAny: a schema may hold anything
export type Schema = Record<string, any>

/** Looks a component up by its reference. */
export type Lookup = (reference: string) => Schema

/** Something that worked and no longer does: a word of ours, and where. */
export interface Break {
  code: string
  at: string
}

export interface Pair {
  old: Schema
  new: Schema
}

/** Schemas of two documents are compared through the two look-ups. */
export interface Documents {
  old: Lookup
  new: Lookup
}

const typesOf = ({ type, enum: words }: Schema): string[] => {
  if (type !== undefined) return [type].flat()
  return words ? ['string'] : []
}

/** Upper bounds may only rise, lower bounds only fall. */
const bounds = [
  ['maxLength', 1],
  ['maximum', 1],
  ['maxItems', 1],
  ['maxProperties', 1],
  ['minLength', -1],
  ['minimum', -1],
  ['minItems', -1],
  ['minProperties', -1],
] as const

/** Rules that must not be added or changed, as one cannot tell whether the new one lets through what the old one did. */
const rules = ['pattern', 'format', 'multipleOf', 'const', 'uniqueItems', 'contentMediaType']

/** What a caller could send and no longer can. */
export function inputBreaks(pair: Pair, documents: Documents, at = '', seen = new Set<string>()): Break[] {
  const { old, new: now, again } = resolved(pair, documents, seen)
  if (again) return []
  const deeper = (part: Pair, name: string) => inputBreaks(part, documents, `${at}/${name}`, new Set(seen))
  if (old.anyOf || now.anyOf) {
    const lost = optionsOf(old).filter((option) =>
      optionsOf(now).every((other) => deeper({ old: option, new: other }, '').length > 0),
    )
    return lost.length > 0 ? [{ code: 'input-narrowed', at }] : []
  }
  return [
    ...typeBreaks(old, now).map((code) => ({ code, at })),
    ...enumBreaks(old, now).map((code) => ({ code, at })),
    ...boundBreaks(old, now).map((name) => ({ code: 'input-narrowed', at: `${at} ${name}` })),
    ...fieldBreaks(old, now, at),
    ...partsOf(old, now).flatMap(([name, part]) => deeper(part, name)),
  ]
}

/** What a caller could rely on in a reply and no longer can. Words of an enum may be added; callers must expect that. */
export function replyBreaks(pair: Pair, documents: Documents, at = '', seen = new Set<string>()): Break[] {
  const { old, new: now, again } = resolved(pair, documents, seen)
  if (again) return []
  const deeper = (part: Pair, name: string) => replyBreaks(part, documents, `${at}/${name}`, new Set(seen))
  if (old.anyOf || now.anyOf) {
    const unknown = optionsOf(now).filter((option) =>
      optionsOf(old).every((other) => deeper({ old: other, new: option }, '').length > 0),
    )
    return unknown.length > 0 ? [{ code: 'reply-widened', at }] : []
  }
  const missing = Object.keys(old.properties ?? {}).filter((name) => !(name in (now.properties ?? {})))
  const optional = ((old.required ?? []) as string[]).filter(
    (name) => !missing.includes(name) && !(now.required ?? []).includes(name),
  )
  return [
    ...(widened(old, now) ? [{ code: 'reply-widened', at }] : []),
    ...missing.map((name) => ({ code: 'reply-field-removed', at: `${at}/${name}` })),
    ...optional.map((name) => ({ code: 'reply-field-optional', at: `${at}/${name}` })),
    ...partsOf(old, now).flatMap(([name, part]) => deeper(part, name)),
  ]
}

function resolved(
  { old, new: now }: Pair,
  documents: Documents,
  seen: Set<string>,
): Pair & { again: boolean } {
  const pair = `${old.$ref ?? ''} ${now.$ref ?? ''}`
  const again = pair.trim() !== '' && seen.has(pair)
  if (pair.trim() !== '') seen.add(pair)
  return {
    old: old.$ref ? documents.old(old.$ref) : old,
    new: now.$ref ? documents.new(now.$ref) : now,
    again,
  }
}

const optionsOf = (schema: Schema): Schema[] => schema.anyOf ?? [schema]

/** Whether every value of the one type is one of the others. */
const among = (type: string, others: string[]) =>
  others.length === 0 || others.includes(type) || (type === 'integer' && others.includes('number'))

function typeBreaks(old: Schema, now: Schema): string[] {
  const types = typesOf(old)
  if (types.length === 0) return typesOf(now).length > 0 ? ['input-narrowed'] : []
  return types.every((type) => among(type, typesOf(now))) ? [] : ['input-narrowed']
}

function widened(old: Schema, now: Schema): boolean {
  if (typesOf(old).length === 0) return false
  const types = typesOf(now)
  return types.length === 0 || !types.every((type) => among(type, typesOf(old)))
}

function enumBreaks(old: Schema, now: Schema): string[] {
  if (!now.enum) return []
  const kept = (old.enum as unknown[] | undefined)?.every((word) => now.enum.includes(word))
  return kept ? [] : ['enum-narrowed']
}

function boundBreaks(old: Schema, now: Schema): string[] {
  const tighter = bounds.filter(([name, sign]) => {
    if (now[name] === undefined) return false
    if (old[name] === undefined) return !(sign < 0 && now[name] === 0 && name !== 'minimum')
    return (now[name] - old[name]) * sign < 0
  })
  const changed = rules.filter((name) => now[name] !== undefined && now[name] !== old[name])
  return [...tighter.map(([name]) => name), ...changed]
}

function fieldBreaks(old: Schema, now: Schema, at: string): Break[] {
  const required = ((now.required ?? []) as string[]).filter((name) => !(old.required ?? []).includes(name))
  const closed = now.additionalProperties === false
  const gone = Object.keys(old.properties ?? {}).filter((name) => closed && !(name in (now.properties ?? {})))
  const open = old.additionalProperties !== false && typesOf(old).includes('object')
  // Under that name an open object could hold anything until now.
  const taken = Object.keys(now.properties ?? {}).filter((name) => open && !(name in (old.properties ?? {})))
  return [
    ...required.map((name) => ({ code: 'input-required', at: `${at}/${name}` })),
    ...gone.map((name) => ({ code: 'input-removed', at: `${at}/${name}` })),
    ...taken.map((name) => ({ code: 'input-narrowed', at: `${at}/${name}` })),
    ...(open && closed ? [{ code: 'input-narrowed', at: `${at} additionalProperties` }] : []),
  ]
}

/** The parts that both have, by name. */
function partsOf(old: Schema, now: Schema): [string, Pair][] {
  const fields = Object.entries<Schema>(old.properties ?? {})
    .filter(([name]) => name in (now.properties ?? {}))
    .map(([name, schema]): [string, Pair] => [name, { old: schema, new: now.properties[name] }])
  const items: [string, Pair][] = now.items ? [['*', { old: old.items ?? {}, new: now.items }]] : []
  return [...fields, ...items]
}
