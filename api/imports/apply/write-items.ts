import { v7 } from 'uuid'
import { addDays, startOfDay } from '../../calendar.ts'
import { rows } from '../../database/transaction.ts'
import { newId } from '../../ids.ts'
import {
  KeyResultEntity,
  type KeyResultRow,
  PhasedTargetEntity,
  TargetEditEntity,
} from '../../key-results/entity.ts'
import {
  AssignmentEntity,
  ObjectiveEntity,
  type ObjectiveRow,
  SharedTeamEntity,
} from '../../objectives/entity.ts'
import { blankItem } from '../../objectives/item.ts'
import type { VivaItem } from '../model.ts'
import { quote } from '../report.ts'
import type { Placed } from './items.ts'
import { type Run, say } from './run.ts'
import { cycleOf, type Places } from './says.ts'
import { differences, type ItemState } from './state.ts'
import { batches, insertAll, type Loose, updateAll } from './write.ts'
import { alignAnew, alignFirst } from './write-alignments.ts'

/** Writes new items, then what hangs on them, for parents may come after their children. */
export async function createItems(run: Run, placed: readonly Placed[], places: Places): Promise<void> {
  const made = placed.map((one) => ({ one, row: newRow(run, one, places) }))
  const objectives = made.filter(({ one }) => one.subject.kind === 'objective')
  await insertAll(
    run.tx,
    ObjectiveEntity,
    objectives.map(({ one, row }) => ({ ...row, ...goalOf(one.state) })),
  )
  const keyResults = made.filter(({ one }) => one.subject.kind === 'key_result')
  await insertAll(
    run.tx,
    KeyResultEntity,
    keyResults.map(({ one, row }) => ({ ...row, ...one.state.measure!, peopleTotal: null, expected: null })),
  )
  await alignFirst(run, placed)
  await assign(run, placed)
  await share(run, placed)
  await phase(run, placed)
  touch(run, placed)
}

function touch({ touched }: Run, placed: readonly Placed[]): void {
  for (const { subject, state, now } of placed) {
    const set = subject.kind === 'objective' ? touched.objectives : touched.keyResults
    set.add(subject.id)
    for (const [parentId] of [...state.parents, ...(now?.state.parents ?? [])])
      touched.objectives.add(parentId)
  }
}

type ItemFields = Omit<Loose<ObjectiveRow>, 'kind'> & { workspaceId: string; id: string }

function newRow(run: Run, { met, subject, state }: Placed, places: Places): ItemFields {
  const { actor } = run
  const item = met.record
  const createdAt = item.createdAt ? new Date(item.createdAt) : actor.now
  return {
    ...blankItem(actor, state.lifecycle),
    ...ownFields(state),
    ...saidHealth(run, item),
    id: subject.id,
    why: null,
    percent: null,
    health: 'unknown',
    healthReason: [],
    audience: audienceOf(run, item, state, places),
    createdBy: places.people.ids.get(item.creatorKey ?? '') ?? null,
    createdAt,
    publishedAt: createdAt,
    closedAt: state.lifecycle === 'closed' ? closedAt(run, item, places) : null,
  }
}

/** The fields that every item has. */
function ownFields(state: ItemState) {
  const { title, description, teamId, ownerId, cycleId, startDay, endDay, lifecycle, score } = state
  return { title, description, teamId, ownerId, cycleId, startDay, endDay, lifecycle, score }
}

function goalOf({ goal }: ItemState) {
  return { ...goal!, origin: 'imported' as const, percentReason: [], priorityId: null }
}

/** What Viva's people said of it stands until the next check-in; kept only where the figures do not say the same. */
function saidHealth({ actor }: Run, { lifecycle, health }: VivaItem) {
  const said = lifecycle === 'published' && health !== 'not_started' ? health : null
  return { overrideHealth: said, overrideWhy: null, overrideBy: null, overrideAt: said && actor.now }
}

/** Viva does not say when something was closed: by its last day, and not after the export. */
function closedAt({ zone, actor, viva }: Run, item: VivaItem, places: Places): Date {
  const end = startOfDay(addDays(item.endDay ?? cycleOf(item, places).endDay, 1), zone)
  const exported = viva.organisation.exportedAt ? new Date(viva.organisation.exportedAt) : actor.now
  return [end, exported, actor.now].toSorted((a, b) => a.getTime() - b.getTime())[0]!
}

/** What not everybody could see in Viva is seen by its team only, until an admin says otherwise. */
function audienceOf(run: Run, item: VivaItem, state: ItemState, { teams }: Places): 'workspace' | 'team' {
  if (teams.private.has(state.teamId)) return 'team'
  if (!isRestricted(item)) return 'workspace'
  const detail = `Not everybody could see ${quote(item.title)} in Viva Goals: here its team alone does.`
  say(run, item, 'item', 'restricted-view', detail)
  return 'team'
}

function isRestricted({ kept }: VivaItem): boolean {
  const view = (kept.Permissions as { View?: unknown } | undefined)?.View
  return view != null && !(typeof view === 'string' && /^every(body|one)$/i.test(view.trim()))
}

/** Writes what the file says now over what it said before, and over nothing else. */
export async function updateItems(run: Run, placed: readonly Placed[], places: Places): Promise<void> {
  const fields = (one: Placed) => ({
    workspaceId: run.actor.workspaceId,
    id: one.subject.id,
    ...ownFields(one.state),
    ...saidHealth(run, one.met.record),
    audience: audienceOf(run, one.met.record, one.state, places),
    closedAt: one.state.lifecycle === 'closed' ? closedAt(run, one.met.record, places) : null,
  })
  const counted = ['version = t.version + 1', 'revision = t.revision + 1']
  const objectives = placed.filter(({ subject }) => subject.kind === 'objective')
  const goals = objectives.map((one) => ({ ...fields(one), ...one.state.goal! }))
  await updateAll<ObjectiveRow>(run.tx, ObjectiveEntity, goals, counted)
  const keyResults = placed.filter(({ subject }) => subject.kind === 'key_result')
  const numbers = keyResults.map((one) => ({ ...fields(one), ...one.state.measure! }))
  await updateAll<KeyResultRow>(run.tx, KeyResultEntity, numbers, counted)
  await versionTargets(run, keyResults)
  await relink(run, placed)
  touch(run, placed)
}

async function relink(run: Run, placed: readonly Placed[]): Promise<void> {
  const differing = (...fields: (keyof ItemState)[]) =>
    placed.filter(({ state, now }) => differences(state, now!.state).some((field) => fields.includes(field)))
  await alignAnew(run, differing('parents'))
  const people = differing('contributors', 'delegates', 'checkInOwners')
  await clear(run, 'assignments', people)
  await assign(run, people)
  const shared = differing('sharedTeams')
  await clear(run, 'shared_teams', shared)
  await share(run, shared)
  const phased = differing('phased')
  await clear(run, 'phased_targets', phased)
  await phase(run, phased)
}

const columns = {
  assignments: ['objective_id', 'key_result_id'],
  shared_teams: ['objective_id'],
  phased_targets: ['key_result_id'],
} as const

async function clear(
  { tx, actor }: Run,
  table: keyof typeof columns,
  placed: readonly Placed[],
): Promise<void> {
  for (const batch of batches(placed)) {
    const ids = batch.map(({ subject }) => subject.id)
    const any = columns[table].map((column) => `${column} = ANY($2::uuid[])`).join(' OR ')
    await rows(tx, `DELETE FROM ${table} WHERE workspace_id = $1 AND (${any})`, [actor.workspaceId, ids])
  }
}

/** Baseline and target that the file changed are remembered like any other edit of a target. */
async function versionTargets({ tx, actor }: Run, placed: readonly Placed[]): Promise<void> {
  const edits = placed.flatMap(({ subject, state, now }) => {
    const [before, after] = [now!.state.measure!, state.measure!]
    if (before.baseline === after.baseline && before.target === after.target) return []
    return [
      {
        workspaceId: actor.workspaceId,
        id: newId(actor.now),
        keyResultId: subject.id,
        memberId: actor.memberId,
        at: actor.now,
        baselineBefore: before.baseline,
        baselineAfter: after.baseline,
        targetBefore: before.target,
        targetAfter: after.target,
        reason: null,
      },
    ]
  })
  await insertAll(tx, TargetEditEntity, edits)
}

async function assign({ tx, actor }: Run, placed: readonly Placed[]): Promise<void> {
  const list = placed.flatMap(({ subject, state }) => {
    const roles = [
      ...state.contributors.map((memberId) => ({ memberId, role: 'contributor' as const })),
      ...state.delegates.map((memberId) => ({ memberId, role: 'delegate' as const })),
      ...state.checkInOwners.map((memberId) => ({ memberId, role: 'check_in_owner' as const })),
    ]
    return roles.map((one) => ({
      workspaceId: actor.workspaceId,
      id: v7(),
      objectiveId: subject.kind === 'objective' ? subject.id : null,
      keyResultId: subject.kind === 'key_result' ? subject.id : null,
      ...one,
    }))
  })
  await insertAll(tx, AssignmentEntity, list)
}

async function share({ tx, actor }: Run, placed: readonly Placed[]): Promise<void> {
  const { workspaceId } = actor
  const list = placed.flatMap(({ subject, state }) =>
    state.sharedTeams.map((teamId) => ({ workspaceId, objectiveId: subject.id, teamId })),
  )
  await insertAll(tx, SharedTeamEntity, list)
}

async function phase({ tx, actor }: Run, placed: readonly Placed[]): Promise<void> {
  const { workspaceId } = actor
  const list = placed.flatMap(({ subject, state }) =>
    state.phased.map(([day, value]) => ({ workspaceId, keyResultId: subject.id, day, value })),
  )
  await insertAll(tx, PhasedTargetEntity, list)
}
