import type { Actor } from '../http/actor.ts'

/** Cycles are the workspace's: admins make and move them. */
export function mayManageCycles(actor: Actor): boolean {
  return actor.admin
}
