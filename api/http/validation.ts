import AjvCompiler from '@fastify/ajv-compiler'
import type { FastifyServerOptions } from 'fastify'

type Build = AjvCompiler.BuildCompilerFromPool
type Pool = Parameters<Build>[0]

const shared = {
  removeAdditional: false,
  useDefaults: true,
  allErrors: false,
  multipleOfPrecision: 9,
} as const

// Made once: Fastify asks again for every route, and the same schemas get the compiler they had.
const build = AjvCompiler()

/** Bodies are taken literally ("5" is no number); addresses and headers are text and are read as what they mean. */
function buildValidator(schemas: Pool): ReturnType<Build> {
  const strict = build(schemas, { customOptions: { ...shared, coerceTypes: false } })
  const loose = build(schemas, { customOptions: { ...shared, coerceTypes: 'array' } })
  return (route, meta) => ((route as { httpPart?: string }).httpPart === 'body' ? strict : loose)(route, meta)
}

export const validation: Pick<FastifyServerOptions, 'schemaController'> = {
  schemaController: { compilersFactory: { buildValidator } },
}
