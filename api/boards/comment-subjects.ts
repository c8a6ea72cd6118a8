import { barrierAudience } from '../barriers/audience.ts'
import { checkInAudience } from '../check-ins/find.ts'
import type { Subjects } from '../comments/subjects.ts'
import { findKeyResult } from '../key-results/key-results.ts'
import { findObjective } from '../objectives/objectives.ts'
import { findWin } from '../wins/read.ts'

/** Whatever can be commented on, and how to find it. */
export const commentSubjects: Subjects = {
  objective: findObjective,
  key_result: findKeyResult,
  check_in: checkInAudience,
  barrier: barrierAudience,
  win: findWin,
}
