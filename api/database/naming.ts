import { DefaultNamingStrategy, type NamingStrategyInterface } from 'typeorm'

/** camelCase in TypeScript, snake_case in SQL; table and constraint names are given by hand. */
export class SnakeNames extends DefaultNamingStrategy implements NamingStrategyInterface {
  override columnName(property: string, given: string | undefined, prefixes: string[]): string {
    return given ?? [...prefixes, property].map(snake).join('_')
  }
}

/** 'observedAt' -> 'observed_at'. */
export function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
