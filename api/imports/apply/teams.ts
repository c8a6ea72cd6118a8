import { rows } from '../../database/transaction.ts'
import { newId } from '../../ids.ts'
import { TeamEntity, TeamMemberEntity, type TeamMemberRow } from '../../teams/entity.ts'
import type { VivaTeam } from '../model.ts'
import { quote } from '../report.ts'
import { fold } from '../viva/values.ts'
import type { People } from './people.ts'
import { type Met, meet, remember } from './registry.ts'
import { became, type Run, say } from './run.ts'
import { insertAll, updateAll } from './write.ts'

interface Here {
  id: string
  name: string
  parentId: string | null
  private: boolean
  closed: boolean
}

const statement = `
  SELECT id, name, parent_id AS "parentId", private, closed_at IS NOT NULL AS closed
  FROM teams WHERE workspace_id = $1 ORDER BY id`

/** The teams of the file by key; `nearest` takes what names none. */
export interface Teams {
  ids: Map<string, string>
  nearest: string
  /** Teams here whose people keep to themselves. */
  private: Set<string>
}

/** Brings the teams; one here is taken for one of the file only when a single open one has its name. */
export async function applyTeams(run: Run, people: People): Promise<Teams> {
  const here = await rows<Here>(run.tx, statement, [run.actor.workspaceId])
  const open = here.filter((team) => !team.private && !team.closed)
  const teams = run.viva.teams.length + open.length > 0 ? run.viva.teams : [onlyTeam]
  await run.progress('teams', 0, teams.length)
  const ids = await bring(run, teams, here, people)
  const top = teams.find(({ parentKey }) => parentKey === null)
  const nearest = ids.get(top?.key ?? '') ?? open.find(({ parentId }) => parentId === null)?.id ?? open[0]!.id
  return { ids, nearest, private: new Set(here.filter((team) => team.private).map(({ id }) => id)) }
}

/** Where there is no team at all, neither in the file nor here. */
const onlyTeam: VivaTeam = {
  key: 'team:',
  externalId: null,
  pointer: '',
  rowHash: '',
  name: 'Viva Goals',
  parentKey: null,
  ownerKeys: [],
  description: null,
  kept: {},
}

async function bring(
  run: Run,
  teams: VivaTeam[],
  here: Here[],
  people: People,
): Promise<Map<string, string>> {
  const met = await meet(run, 'team', teams, { matchKey: ({ name }) => fold(name), ownKey: ({ key }) => key })
  const ids = new Map<string, string>()
  const made = new Set<string>()
  for (const one of met) {
    const id = one.known?.subjectId ?? foundByName(run, one.record, here, [...ids.values()])
    ids.set(one.record.key, id ?? newId(run.actor.now))
    if (!id) made.add(one.record.key)
  }
  await create(run, met, ids, made)
  const changed = await update(run, met, ids, here)
  await staff(run, met, ids, people)
  await rememberTeams(run, { met, ids, made, changed }, people)
  return ids
}

function foundByName(run: Run, team: VivaTeam, here: Here[], taken: string[]): string | null {
  const fitting = here.filter((one) => fold(one.name) === fold(team.name) && !one.private && !one.closed)
  const [only, ...others] = fitting.filter(({ id }) => !taken.includes(id))
  if (!only || others.length > 0) return null
  say(run, team, 'team', 'team-found', `${quote(team.name)} is a team here already: its goals go there.`)
  return only.id
}

/** Parents first, so that every batch finds them. */
async function create(
  { tx, actor }: Run,
  met: Met<VivaTeam>[],
  ids: Map<string, string>,
  made: Set<string>,
): Promise<void> {
  const byKey = new Map(met.map(({ record }) => [record.key, record]))
  const depth = (team: VivaTeam): number => {
    const parent = team.parentKey === null ? undefined : byKey.get(team.parentKey)
    return parent ? depth(parent) + 1 : 0
  }
  const fresh = met.map(({ record }) => record).filter(({ key }) => made.has(key))
  await insertAll(
    tx,
    TeamEntity,
    fresh
      .toSorted((a, b) => depth(a) - depth(b))
      .map((team) => ({
        workspaceId: actor.workspaceId,
        id: ids.get(team.key)!,
        name: team.name,
        parentId: ids.get(team.parentKey ?? '') ?? null,
        private: false,
        version: 1,
        revision: 1,
      })),
  )
}

/** Only what an import made and nobody changed here follows the file; a CSV knows no more of a team than its name. */
async function update(
  run: Run,
  met: Met<VivaTeam>[],
  ids: Map<string, string>,
  here: Here[],
): Promise<Set<string>> {
  const byId = new Map(here.map((team) => [team.id, team]))
  const list = met.flatMap(({ record, own, unchanged }) => {
    const ours = byId.get(own?.subjectId ?? '')
    if (unchanged || !own?.made || !ours || run.viva.source !== 'viva-zip') return []
    const parentId = ids.get(record.parentKey ?? '') ?? null
    if (record.name === ours.name && parentId === ours.parentId) return []
    if (ours.name === own.written.name && ours.parentId === own.written.parentId)
      return [{ workspaceId: run.actor.workspaceId, id: ours.id, name: record.name, parentId }]
    run.counts.teams.edited += 1
    say(run, record, 'team', 'edited-both', `${quote(ours.name)} was changed here since: left as it is.`)
    return []
  })
  await updateAll(run.tx, TeamEntity, list, ['version = t.version + 1', 'revision = t.revision + 1'])
  return new Set(list.map(({ id }) => id))
}

/** Puts leaders and members in; whom an earlier import put in and somebody here took out stays out. */
async function staff(
  { tx, actor }: Run,
  teams: Met<VivaTeam>[],
  ids: Map<string, string>,
  people: People,
): Promise<void> {
  const rowsOf = (role: TeamMemberRow['role'], pairs: [string | undefined, string | null | undefined][]) =>
    pairs.flatMap(([teamId, memberId]) =>
      teamId && memberId ? [{ workspaceId: actor.workspaceId, teamId, memberId, role }] : [],
    )
  const leaders = teams.flatMap(({ record, known }) =>
    without(
      record.ownerKeys.map((key) => people.ids.get(key)),
      known?.written.leaders,
    ).map((memberId): [string, string | null | undefined] => [ids.get(record.key)!, memberId]),
  )
  const members = people.met.flatMap(({ record, known }) =>
    without(
      record.teamKeys.map((key) => ids.get(key)),
      known?.written.teams,
    ).map((teamId): [string | undefined, string | null | undefined] => [teamId, people.ids.get(record.key)]),
  )
  const list = [...rowsOf('leader', leaders), ...rowsOf('member', members)]
  await insertAll(tx, TeamMemberEntity, list, 'ON CONFLICT (workspace_id, team_id, member_id) DO NOTHING')
}

function without<Id>(ids: Id[], written: unknown): Id[] {
  const before = Array.isArray(written) ? written : []
  return ids.filter((id) => !before.includes(id))
}

interface Applied {
  met: Met<VivaTeam>[]
  ids: Map<string, string>
  made: Set<string>
  changed: Set<string>
}

async function rememberTeams(run: Run, { met, ids, made, changed }: Applied, people: People): Promise<void> {
  for (const { record } of met) {
    const how = made.has(record.key) ? 'created' : changed.has(ids.get(record.key)!) ? 'updated' : 'same'
    became(run, record, 'team', 'teams', how, sentences[how](quote(record.name)))
  }
  await remember(
    run,
    'team',
    met.map((one) => {
      const { record, known } = one
      const leaders = record.ownerKeys.flatMap((key) => people.ids.get(key) ?? [])
      const says = { name: record.name, parentId: ids.get(record.parentKey ?? '') ?? null, leaders }
      return {
        met: one,
        subject: { kind: 'team', id: ids.get(record.key)! },
        made: known?.made ?? made.has(record.key),
        // A CSV says nothing of parents and leaders, so what a ZIP said of them stays.
        written: run.viva.source === 'viva-zip' || !known ? says : known.written,
        kept: { ...record.kept, description: record.description },
      }
    }),
  )
}

const sentences = {
  created: (name: string) => `The team ${name} is new.`,
  updated: (name: string) => `The team ${name} is named or placed as the file says now.`,
  same: (name: string) => `The team ${name} is here already.`,
}
