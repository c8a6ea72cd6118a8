import AjvCompiler from '@fastify/ajv-compiler'
import SerializerCompiler from '@fastify/fast-json-stringify-compiler'
import type { FastifyServerOptions } from 'fastify'
import { formats } from './formats.ts'

type Build = AjvCompiler.BuildCompilerFromPool
type Pool = Parameters<Build>[0]
type Validator = ReturnType<ReturnType<Build>>

const shared = {
  removeAdditional: false,
  useDefaults: true,
  allErrors: false,
  // That our schemas are schemas is asked of the document (`npm run lint:contract`); at each start it took half a second.
  validateSchema: false,
  meta: false,
} as const

/** Bodies are taken literally ("5" is no number); addresses and headers are text and are read as what they mean. */
function validators(): (schemas: Pool) => ReturnType<Build> {
  const known = new Map<string, Compilers>()
  return (schemas) => {
    const { strict, loose } = compilersOf(schemas, known)
    return (route, meta) => {
      const body = (route as { httpPart?: string }).httpPart === 'body'
      return whenAsked(once(() => (body ? strict : loose)()(route, meta)))
    }
  }
}

type Compilers = Record<'strict' | 'loose', () => ReturnType<Build>>

/** One pair for all routes that know the same schemas: Fastify asks for each route anew, and each would read them all. */
function compilersOf(schemas: Pool, known: Map<string, Compilers>): Compilers {
  const names = Object.keys(schemas).join()
  const compiler = (coerceTypes: false | 'array') =>
    once(() => AjvCompiler()(schemas, { customOptions: { ...shared, coerceTypes }, onCreate: addWords }))
  const compilers = known.get(names) ?? { strict: compiler(false), loose: compiler('array') }
  known.set(names, compilers)
  return compilers
}

/** A validator leaves what it found on itself, where Fastify looks for it. */
function whenAsked(compiled: () => Validator): Validator {
  const validator = (data: unknown) => {
    const fits = compiled()(data)
    validator.errors = compiled().errors
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

/** Of one server. Schemas are compiled when a request first needs them: all at once took seconds of every start. */
export const validation = (): Pick<FastifyServerOptions, 'schemaController'> => ({
  schemaController: { compilersFactory: { buildValidator: validators(), buildSerializer } },
})
