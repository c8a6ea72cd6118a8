import type { EntitySchema } from 'typeorm'
import { snake } from './naming.ts'

/** The columns of an entity for a hand-written SELECT, under their names in TypeScript; decimals as numbers. */
export function columnsOf<Row>(entity: EntitySchema<Row>, alias: string): string {
  const columns = Object.entries<{ type?: unknown }>(
    entity.options.columns as Record<string, { type?: unknown }>,
  )
  const one = ([name, { type }]: [string, { type?: unknown }]) =>
    `${alias}.${snake(name)}${type === 'numeric' ? '::float8' : ''} AS "${name}"`
  return columns.map(one).join(', ')
}
