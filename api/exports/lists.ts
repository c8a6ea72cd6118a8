import type { ListExport } from './list.ts'
import { auditLogFile } from './lists/audit-log.ts'
import { keyResultsFile, objectivesFile, viewItemsFile } from './lists/items.ts'
import { membersFile, teamsFile } from './lists/people.ts'
import { barriersFile, winsFile } from './lists/way.ts'
import { checkInsFile, commitmentsFile, stepsFile } from './lists/work.ts'

/** Every list that can be had as a file. */
export const listExports: readonly ListExport[] = [
  objectivesFile,
  keyResultsFile,
  viewItemsFile,
  checkInsFile,
  stepsFile,
  commitmentsFile,
  barriersFile,
  winsFile,
  membersFile,
  teamsFile,
  auditLogFile,
]
