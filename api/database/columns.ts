import type { EntitySchemaColumnOptions, EntitySchemaOptions } from 'typeorm'

type ForeignKey = NonNullable<EntitySchemaOptions<unknown>['foreignKeys']>[number]

// The few kinds of column there are. Index keys are uuid, text with a CHECK, int, date and timestamptz only:
// operators of other types are not leakproof and lose their index under row-level security.

export const workspaceId: EntitySchemaColumnOptions = { type: 'uuid', primary: true }
export const id: EntitySchemaColumnOptions = { type: 'uuid', primary: true }
export const uuid: EntitySchemaColumnOptions = { type: 'uuid' }
export const text: EntitySchemaColumnOptions = { type: 'text' }
export const int: EntitySchemaColumnOptions = { type: 'integer' }
export const flag: EntitySchemaColumnOptions = { type: 'boolean' }
export const day: EntitySchemaColumnOptions = { type: 'date' }
export const instant: EntitySchemaColumnOptions = { type: 'timestamptz' }
export const json: EntitySchemaColumnOptions = { type: 'jsonb' }
/** An exact decimal; JavaScript numbers of at most 15 significant digits go in and come out unchanged. */
export const decimal: EntitySchemaColumnOptions = {
  type: 'numeric',
  transformer: {
    to: (value: number | null | undefined) => value,
    from: (value: string | null) => (value === null ? null : Number(value)),
  },
}

/** Counts edits of the item's own fields; what If-Match compares. */
export const version: EntitySchemaColumnOptions = { type: 'integer', default: 1 }
/** Counts changes of anything shown with the item. */
export const revision: EntitySchemaColumnOptions = { type: 'integer', default: 1 }

/** The same column, but it may be null. */
export function nullable(column: EntitySchemaColumnOptions): EntitySchemaColumnOptions {
  return { ...column, nullable: true }
}

/** The same column with a default, written as the database prints it. */
export function withDefault(
  column: EntitySchemaColumnOptions,
  value: string | number | boolean,
): EntitySchemaColumnOptions {
  return { ...column, default: value }
}

/** A foreign key that carries the workspace: (workspace_id, column) -> target (workspace_id, id). */
export function belongsTo(target: string, property: string, name: string): ForeignKey {
  return {
    target,
    columnNames: ['workspaceId', property],
    referencedColumnNames: ['workspaceId', 'id'],
    name,
  }
}

/** The foreign key to the workspace itself. */
export function inWorkspace(table: string): ForeignKey {
  return {
    target: 'workspaces',
    columnNames: ['workspaceId'],
    referencedColumnNames: ['id'],
    name: `${table}_workspace_fk`,
  }
}
