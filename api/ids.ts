import { randomInt } from 'node:crypto'
import { v7 } from 'uuid'

let last = { msecs: -1, seq: 0 }

/**
 * A new id (uuid v7) of an instant. What one process makes within the same millisecond counts up, so that lists by id
 * keep the order in which things happened.
 */
export function newId(now: Date): string {
  const msecs = now.getTime()
  last = { msecs, seq: msecs === last.msecs ? last.seq + 1 : randomInt(2 ** 31) }
  return v7(last)
}
