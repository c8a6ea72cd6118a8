import { barriers } from './matrix/barriers.ts'
import { directory } from './matrix/directory.ts'
import { exportRows } from './matrix/exports.ts'
import { goals } from './matrix/goals.ts'
import { imports } from './matrix/imports.ts'
import { insights } from './matrix/insights.ts'
import { integrations } from './matrix/integrations.ts'
import { ladder } from './matrix/ladder.ts'
import { oneOnOnes } from './matrix/one-on-ones.ts'
import { people } from './matrix/people.ts'
import { retention } from './matrix/retention.ts'
import { reviews } from './matrix/reviews.ts'
import { rounds } from './matrix/rounds.ts'
import { steps } from './matrix/steps.ts'
import { views } from './matrix/views.ts'
import type { Row, Rows } from './matrix.ts'

/** Every row there is. */
export const rows: Rows = {
  ...people,
  ...goals,
  ...steps,
  ...barriers,
  ...imports,
  ...exportRows,
  ...reviews,
  ...integrations,
  ...ladder,
  ...rounds,
  ...insights,
  ...views,
  ...oneOnOnes,
  ...directory,
  ...retention,
}

/** The same one by one, each with a name. */
export const oneByOne: [string, Row][] = Object.entries(rows).flatMap(([operationId, given]) =>
  [given].flat().map((row, i): [string, Row] => [i === 0 ? operationId : `${operationId} ${i + 1}`, row]),
)
