import { v7 } from 'uuid'
import { rows } from '../../database/transaction.ts'
import { badField, refuse } from '../../errors.ts'
import { newId } from '../../ids.ts'
import { IdentityEntity, type IdentityRow, MemberEntity } from '../../members/entity.ts'
import type { VivaUser } from '../model.ts'
import type { PersonToMatch } from '../outcome.ts'
import { foldEmail, foldName, type KnownMember, matchPeople, type PersonMatch } from '../people.ts'
import { quote } from '../report.ts'
import { type Met, meet, remember } from './registry.ts'
import { became, type Run, say } from './run.ts'
import { insertAll, updateAll } from './write.ts'

/** Who the people of the file are here; null for those an admin wants nobody for. */
export interface People {
  ids: Map<string, string | null>
  toMatch: PersonToMatch[]
  met: Met<VivaUser>[]
  made: Set<string>
}

interface Here extends KnownMember {
  state: string
  mergedInto: string | null
}

const membersStatement = `
  SELECT m.id AS "memberId", m.name, m.state, m.merged_into AS "mergedInto",
    array(SELECT i.value FROM member_identities i WHERE i.workspace_id = m.workspace_id AND i.member_id = m.id
      AND i.kind = 'email' ORDER BY i.value) AS emails
  FROM members m WHERE m.workspace_id = $1 ORDER BY m.id`

/**
 * Finds the members that the people of the file are, and makes placeholders of whom nobody knows. 422
 * `people-undecided` while a person could be somebody here and no admin has said whether they are; 400 for a decision
 * about nobody or for nobody.
 */
export async function applyPeople(run: Run): Promise<People> {
  await run.progress('people', 0, run.viva.users.length)
  const members = await rows<Here>(run.tx, membersStatement, [run.actor.workspaceId])
  const met = await meet(run, 'user', run.viva.users, {
    matchKey: ({ name }) => foldName(name),
    ownKey: ({ key }) => key,
  })
  const matches = matched(run, met, members)
  checkDecisions(run, matches, members)
  const toMatch = matches.map((match, i) => decided(run, match, met[i]!.record))
  checkDecided(run, toMatch)
  const ids = new Map(toMatch.map(({ userKey, memberId }) => [userKey, memberId]))
  const made = await makePlaceholders(run, met, toMatch, ids)
  await identify(run, met, ids)
  await rename(run, met, members)
  return { ids, toMatch: named(toMatch, members), met, made }
}

type Found = Omit<PersonMatch, 'outcome'> & { outcome: PersonToMatch['outcome'] }

/** Whom an earlier import knew first; the others by address, else for review. */
function matched(run: Run, met: Met<VivaUser>[], members: Here[]): Found[] {
  const byId = new Map(members.map((member) => [member.memberId, member]))
  const open = members.filter(({ mergedInto, state }) => mergedInto === null && state !== 'erased')
  const emails = new Set(open.flatMap((member) => member.emails.map(foldEmail)))
  const isKnown = ({ record, externalId, known }: Met<VivaUser>) => {
    // A name that an earlier import brought says less than an address that a member has.
    const byName = known?.externalId !== externalId
    return known?.subjectId && !(byName && record.email && emails.has(foldEmail(record.email)))
  }
  const isDecided = ({ record }: Met<VivaUser>) => run.decisions[record.key] !== undefined
  const strangers = met.filter((one) => !isKnown(one) && !isDecided(one)).map(({ record }) => record)
  const found = matchPeople(strangers, open, run.viva.report)
  const byKey = new Map(found.map((match) => [match.userKey, match]))
  return met.map((one) => {
    const { record, own, known } = one
    const before = isKnown(one) ? byId.get(known!.subjectId!) : undefined
    if (!before) return byKey.get(record.key) ?? stranger(record)
    if (!own) sayKnown(run, record)
    const memberId = before.mergedInto ?? before.memberId
    return { userKey: record.key, outcome: 'known', memberId, candidates: [] }
  })
}

/** Somebody who needs no matching, for it is decided who they are. */
function stranger({ key: userKey }: VivaUser): Found {
  return { userKey, outcome: 'new', memberId: null, candidates: [] }
}

function sayKnown(run: Run, user: VivaUser): void {
  say(run, user, 'user', 'person-as-before', `${quote(user.name)} is who an earlier import brought.`)
}

function checkDecisions({ decisions }: Run, matches: Found[], members: Here[]): void {
  const keys = new Set(matches.map(({ userKey }) => userKey))
  const here = new Set(members.filter(isHere).map(({ memberId }) => memberId))
  for (const [key, decision] of Object.entries(decisions)) {
    const pointer = `/people/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`
    if (!keys.has(key)) throw badField(pointer, 'unknown', 'There is no such person in the file.')
    if (decision === 'new' || decision === 'skip' || here.has(decision)) continue
    throw badField(pointer, 'unknown', 'There is no such member. Say a member, "new" or "skip".')
  }
}

const isHere = ({ mergedInto, state }: Here) =>
  mergedInto === null && ['placeholder', 'invited', 'active'].includes(state)

function decided(run: Run, match: Found, user: VivaUser): PersonToMatch {
  const person = { ...match, name: user.name, email: user.email, candidates: match.candidates.map(nameless) }
  const decision = run.decisions[match.userKey]
  if (decision === undefined) return person
  if (decision === 'new') return { ...person, outcome: 'new', memberId: null }
  if (decision !== 'skip') return { ...person, outcome: 'matched', memberId: decision }
  const detail = `${quote(user.name)} becomes nobody here, as decided: what they did has no author.`
  say(run, user, 'user', 'person-skipped', detail)
  return { ...person, outcome: 'skip', memberId: null }
}

const nameless = (candidate: PersonMatch['candidates'][number]) => ({ ...candidate, name: '' })

function named(people: PersonToMatch[], members: Here[]): PersonToMatch[] {
  const names = new Map(members.map(({ memberId, name }) => [memberId, name]))
  return people.map((person) => ({
    ...person,
    candidates: person.candidates.map((one) => ({ ...one, name: names.get(one.memberId) ?? '' })),
  }))
}

function checkDecided({ dryRun }: Run, people: PersonToMatch[]): void {
  const open = people.filter(({ outcome }) => outcome === 'review')
  if (dryRun || open.length === 0) return
  const errors = open.map(({ userKey, name }) => ({
    pointer: `/people/${userKey.replaceAll('~', '~0').replaceAll('/', '~1')}`,
    code: 'undecided',
    detail: `Say which member ${quote(name)} is: an id, "new" or "skip".`,
  }))
  const detail = `${open.length} of the people could be members here. Try it first (dryRun) and say who they are.`
  throw refuse(422, 'people-undecided', detail, { errors })
}

/** Nobody is claimed by this: a placeholder is known by its address, but only directory or admin hand it over. */
async function makePlaceholders(
  { tx, actor }: Run,
  met: Met<VivaUser>[],
  people: PersonToMatch[],
  ids: Map<string, string | null>,
): Promise<Set<string>> {
  const strangers = met.filter((_, i) => people[i]!.memberId === null && people[i]!.outcome !== 'skip')
  const created = strangers.map(({ record }) => ({ record, id: newId(actor.now) }))
  await insertAll(
    tx,
    MemberEntity,
    created.map(({ record, id }) => ({
      workspaceId: actor.workspaceId,
      id,
      name: record.name,
      state: 'placeholder' as const,
      admin: false,
      guest: false,
      createdAt: actor.now,
      version: 1,
      revision: 1,
    })),
  )
  for (const { record, id } of created) ids.set(record.key, id)
  const names = created.map(({ record, id }) => identity(actor.workspaceId, id, 'name', record.name))
  const emails = created.flatMap(({ record, id }) =>
    record.email ? [identity(actor.workspaceId, id, 'email', foldEmail(record.email))] : [],
  )
  await insertAll(tx, IdentityEntity, [...names, ...emails], 'ON CONFLICT DO NOTHING')
  return new Set(created.map(({ id }) => id))
}

function identity(workspaceId: string, memberId: string, kind: IdentityRow['kind'], value: string) {
  return { workspaceId, id: v7(), memberId, kind, value }
}

/** Viva's id of a person stays with them, so that the next file finds them whatever their name is then. */
async function identify(
  { tx, actor }: Run,
  met: Met<VivaUser>[],
  ids: Map<string, string | null>,
): Promise<void> {
  const { workspaceId } = actor
  const fresh = met.flatMap(({ record, own, known }) => {
    const memberId = ids.get(record.key)
    if (own || !memberId) return []
    const { externalId, email } = record
    return [
      ...(externalId ? [identity(workspaceId, memberId, 'viva', externalId)] : []),
      // A CSV made the placeholder without one.
      ...(known?.made && email ? [identity(workspaceId, memberId, 'email', foldEmail(email))] : []),
    ]
  })
  await insertAll(tx, IdentityEntity, fresh, 'ON CONFLICT DO NOTHING')
}

/** A placeholder follows its name in the file until somebody here gives it another. */
async function rename({ tx, actor }: Run, met: Met<VivaUser>[], members: Here[]): Promise<void> {
  const byId = new Map(members.map((member) => [member.memberId, member]))
  const renamed = met.filter(({ own, record, unchanged }) => {
    const member = byId.get(own?.subjectId ?? '')
    const untouched = member?.state === 'placeholder' && member.name === own?.written.name
    return !unchanged && own?.made === true && untouched && member.name !== record.name
  })
  const list = renamed.map(({ own, record }) => ({
    workspaceId: actor.workspaceId,
    id: own!.subjectId!,
    name: record.name,
  }))
  await updateAll(tx, MemberEntity, list, ['version = t.version + 1', 'revision = t.revision + 1'])
}

/** Remembers the people once their teams are known; `teamIds` of a file's keys. */
export async function rememberPeople(
  run: Run,
  { met, ids, made }: People,
  teamIds: Map<string, string>,
): Promise<void> {
  const placed = met.filter(({ record }) => ids.get(record.key))
  for (const { record, known } of placed) {
    const how = known ? 'same' : made.has(ids.get(record.key)!) ? 'created' : 'updated'
    became(run, record, 'user', 'people', how, sentences[how](quote(record.name)))
  }
  await remember(
    run,
    'user',
    placed.map((one) => ({
      met: one,
      subject: { kind: 'member', id: ids.get(one.record.key)! },
      made: one.known?.made ?? made.has(ids.get(one.record.key)!),
      // A CSV says nothing of teams, so what a ZIP said of them stays.
      written:
        run.viva.source === 'viva-csv' && one.known
          ? one.known.written
          : {
              name: one.record.name,
              teams: one.record.teamKeys.flatMap((key) => teamIds.get(key) ?? []),
            },
      kept: leftovers(one.record),
    })),
  )
}

const sentences = {
  created: (name: string) => `${name} is a new placeholder.`,
  updated: (name: string) => `${name} is a member here.`,
  same: (name: string) => `${name} is known already.`,
}

function leftovers({ managerName, roleText, statusText, kept }: VivaUser): Record<string, unknown> {
  return { ...kept, managerName, roleText, statusText }
}
