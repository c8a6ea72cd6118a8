import { rows } from '../../database/transaction.ts'
import type { VivaKept } from '../model.ts'
import type { PersonToMatch, TeamReached } from '../outcome.ts'
import { applyCheckIns } from './check-ins.ts'
import { applyComments } from './comments.ts'
import { applyCycles } from './cycles.ts'
import { applyFigures } from './figures.ts'
import { applyItems, type Placed } from './items.ts'
import { applyPeople, rememberPeople } from './people.ts'
import { meet, remember } from './registry.ts'
import type { Run } from './run.ts'
import { applySteps } from './steps.ts'
import { applyTeams } from './teams.ts'
import { applyWords } from './words.ts'

interface Applied {
  people: PersonToMatch[]
  teams: TeamReached[]
  /** Whether the workspace took the words of the file over. */
  renamed: boolean
}

/** Brings a whole export into the workspace, in the order in which one thing needs another. */
export async function applyExport(run: Run): Promise<Applied> {
  const people = await applyPeople(run)
  const teams = await applyTeams(run, people)
  await rememberPeople(run, people, teams.ids)
  const cycles = await applyCycles(run)
  const items = await applyItems(run, { people, teams, cycles })
  await applyCheckIns(run, items, people)
  await applyComments(run, items, people)
  await applySteps(run, items, people)
  const renamed = await applyWords(run)
  await keepTheRest(run)
  await applyFigures(run)
  return { people: people.toMatch, teams: await teamsReached(run, items), renamed }
}

/** Rows without a place here stay, word for word. */
async function keepTheRest(run: Run): Promise<void> {
  const byHash = new Map(run.viva.kept.map((row) => [row.rowHash, row]))
  const records = [...byHash.values()].map((row) => ({ ...row, key: row.pointer, externalId: null }))
  const met = await meet(run, 'row', records, { matchKey: () => null })
  await remember(
    run,
    'row',
    met.map((one) => ({ met: one, subject: null, made: true, kept: wordForWord(one.record) })),
  )
}

function wordForWord({ what, row }: VivaKept): Record<string, unknown> {
  return { what, row }
}

async function teamsReached({ tx, actor }: Run, items: readonly Placed[]): Promise<TeamReached[]> {
  const ids = [...new Set(items.map(({ state }) => state.teamId))]
  const statement =
    'SELECT id, name FROM teams WHERE workspace_id = $1 AND id = ANY($2::uuid[]) ORDER BY name, id'
  return rows<TeamReached>(tx, statement, [actor.workspaceId, ids])
}
