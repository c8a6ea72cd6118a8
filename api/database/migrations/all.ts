import { Ground1761000000001 } from './0001-ground.ts'
import { People1761000000002 } from './0002-people.ts'
import { Goals1761000000003 } from './0003-goals.ts'
import { CheckIns1761000000004 } from './0004-check-ins.ts'

/** Every migration, in the order in which they run. One change each, written by hand, never edited once released. */
export const migrations = [
  Ground1761000000001,
  People1761000000002,
  Goals1761000000003,
  CheckIns1761000000004,
]
