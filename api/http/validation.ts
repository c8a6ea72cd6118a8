import AjvCompiler from '@fastify/ajv-compiler'
import SerializerCompiler from '@fastify/fast-json-stringify-compiler'
import type { FastifyServerOptions } from 'fastify'
import { formats } from './formats.ts'
import { isSmall } from './wrong-fields.ts'

type Build = AjvCompiler.BuildCompilerFromPool
type Pool = Parameters<Build>[0]
type Validator = ReturnType<ReturnType<Build>>

const shared = {
  removeAdditional: false,
  useDefaults: true,
  // That our schemas are schemas is asked of the document (`npm run lint:contract`); at each start it took half a second.
  validateSchema: false,
  meta: false,
} as const

/** Bodies are taken literally ("5" is no number); addresses and headers are text and are read as what they mean. */
function validators(): (schemas: Pool) => ReturnType<Build> {
  const known = new Map<string, Compilers>()
  return (schemas) => {
    const compilers = compilersOf(schemas, known)
    return (route, meta) => {
      const body = (route as { httpPart?: string }).httpPart === 'body'
      const { first, all } = compilers[body ? 'strict' : 'loose']
      return whenAsked(
        once(() => first()(route, meta)),
        once(() => all()(route, meta)),
      )
    }
  }
}

type Compiler = () => ReturnType<Build>
/** One that stops at the first fault, and one that finds all. */
type Compilers = Record<'strict' | 'loose', Record<'first' | 'all', Compiler>>

/** One set for all routes that know the same schemas: Fastify asks for each route anew, and each would read them all. */
function compilersOf(schemas: Pool, known: Map<string, Compilers>): Compilers {
  const names = Object.keys(schemas).join()
  const compiler = (coerceTypes: false | 'array', allErrors: boolean) =>
    once(() =>
      AjvCompiler()(schemas, { customOptions: { ...shared, coerceTypes, allErrors }, onCreate: addWords }),
    )
  const both = (coerceTypes: false | 'array') => ({
    first: compiler(coerceTypes, false),
    all: compiler(coerceTypes, true),
  })
  const compilers = known.get(names) ?? { strict: both(false), loose: both('array') }
  known.set(names, compilers)
  return compilers
}

/**
 * A validator leaves what it found on itself, where Fastify looks for it. What is right is looked at once; the second
 * look is for what is wrong, and only where it is small: to go on after the first fault is what a hostile body lives on.
 */
function whenAsked(first: () => Validator, all: () => Validator): Validator {
  const validator = (data: unknown) => {
    const fits = first()(data)
    const found = first().errors
    validator.errors = fits || !isSmall(data) || all()(data) ? found : all().errors
    return fits
  }
  validator.errors = undefined as Validator['errors']
  return validator as Validator
}

function buildSerializer(...[schemas, options]: Parameters<ReturnType<typeof SerializerCompiler>>) {
  return (route: SerializerCompiler.RouteDefinition) => {
    const compiled = once(() =>
      SerializerCompiler()(reached(route.schema, schemas as Schemas), options)(route),
    )
    return (data: unknown) => compiled()(data)
  }
}

type Schemas = Record<string, unknown>

/** The schemas that a reply is made of: the compiler would look through all that it is given, for each reply anew. */
function reached(schema: unknown, schemas: Schemas): Schemas {
  const found: Schemas = {}
  const look = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return
    const name = String((part as { $ref?: unknown }).$ref ?? '').replace(/#.*/, '')
    const named = found[name] ? undefined : schemas[name]
    if (named) {
      found[name] = named
      look(named)
    }
    Object.values(part).forEach(look)
  }
  look(schema)
  return found
}

interface Words {
  addFormat(name: string, fits: (text: string) => boolean): unknown
  removeKeyword(name: string): unknown
  addKeyword(definition: { keyword: string; [part: string]: unknown }): unknown
}

function addWords(ajv: Words): void {
  for (const [name, fits] of Object.entries(formats)) ajv.addFormat(name, fits)
  // Ajv divides, and 66.7 / 0.000001 is no whole number to a computer. Our steps are powers of ten: count the decimals.
  ajv.removeKeyword('multipleOf')
  ajv.addKeyword({
    keyword: 'multipleOf',
    type: 'number',
    schemaType: 'number',
    error: { message: 'must not have more decimals' },
    compile: (step: number) => {
      const decimals = Math.round(-Math.log10(step))
      return (value: number) => Number(value.toFixed(decimals)) === value
    },
  })
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

/** The schemas of a server or a scope of it. Fastify asks for them twice a route; its own store copies them all each time. */
function bucket(parent?: unknown) {
  const store: Schemas = { ...(parent as Schemas | undefined) }
  let given: Schemas | undefined
  return {
    add: (schema: unknown) => {
      const { $id } = schema as { $id?: string }
      if (!$id || store[$id]) throw new Error(`A schema needs a name of its own: ${$id ?? 'none'}`)
      store[$id] = structuredClone(schema)
      given = undefined
      return undefined as never // its type promises what nobody reads
    },
    getSchema: (name: string) => store[name],
    getSchemas: () => {
      given ??= { ...store }
      return given
    },
  }
}

/** Of one server. Schemas are compiled when a request first needs them: all at once took seconds of every start. */
export const validation = (): Pick<FastifyServerOptions, 'schemaController'> => ({
  schemaController: { bucket, compilersFactory: { buildValidator: validators(), buildSerializer } },
})
