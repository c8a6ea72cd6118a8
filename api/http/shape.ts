import type { FastifyInstance } from 'fastify'
import { Refusal } from '../errors.ts'
import type { OperationConfig } from './operation.ts'

type Schema = Record<string, unknown>

/**
 * What stands in a schema, and nothing else: a problem document is written as it is, so the resource in it is cut to
 * what the operation itself would have answered with. Where the operation answers with nothing, nothing is left.
 */
export function onlyListed(app: FastifyInstance, schema: unknown, value: unknown): unknown {
  const { $ref, anyOf, properties, items, type } = (schema ?? {}) as Schema
  if (typeof $ref === 'string') return onlyListed(app, app.getSchema($ref), value)
  if (value === null || typeof value !== 'object' || value instanceof Date) return value
  if (Array.isArray(anyOf)) return onlyListed(app, anyOf.find(isHolder), value)
  if (Array.isArray(value)) return value.map((each) => onlyListed(app, items, each))
  if (!properties) return type === 'object' ? value : {}
  const listed = Object.entries(properties as Record<string, unknown>).filter(([name]) => name in value)
  return Object.fromEntries(
    listed.map(([name, inner]) => [name, onlyListed(app, inner, (value as Schema)[name])]),
  )
}

/** The one of several schemas that something with members goes by; the other is that of null. */
const isHolder = (schema: unknown) => (schema as Schema).type !== 'null'

/** A refusal with its `current` as the operation would show it. */
export function shaped(app: FastifyInstance, { shape }: OperationConfig, refusal: Refusal): Refusal {
  const { current, ...extra } = refusal.extra
  if (current === undefined) return refusal
  const shown = onlyListed(app, shape, current) as Schema
  const kept = Object.keys(shown).length > 0 && { current: shown }
  return new Refusal(refusal.status, refusal.code, refusal.message, { ...extra, ...kept }, refusal.headers)
}
