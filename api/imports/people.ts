import type { Kept, VivaUser } from './model.ts'
import { quote, type Report, tell } from './report.ts'
import { clean, fold, rowHash } from './viva/values.ts'

/** The people of one export, listed or only named somewhere. */
export interface Directory {
  users: Map<string, VivaUser>
  keysByName: Map<string, string[]>
  keysByEmail: Map<string, string>
  report: Report
  /** False for sources without a list of users: being unlisted is then nothing to tell. */
  hasList: boolean
}

/** How a source names a person; at least one part is there. */
export interface PersonRef {
  externalId: string | null
  name: string | null
  email: string | null
}

export interface ListedDetails {
  managerName: string | null
  teamKeys: string[]
  roleText: string | null
  statusText: string | null
  kept: Kept
}

/** An empty directory; `hasList` tells whether the source has a list of users at all. */
export function createDirectory(report: Report, hasList: boolean): Directory {
  return { users: new Map(), keysByName: new Map(), keysByEmail: new Map(), report, hasList }
}

/** Takes a row of the list of users; false when its id was listed before. */
export function listUser(
  people: Directory,
  ref: PersonRef,
  details: ListedDetails,
  at: string,
  row: unknown,
): boolean {
  const key = keyOf(ref)
  if (people.users.has(key)) return false
  add(people, { ...blank(key, ref, at, row), ...details, listed: true })
  return true
}

/** The key of a person named somewhere in the source; one who is not listed is added as a placeholder and told. */
export function mention(people: Directory, ref: PersonRef, at: string): string | null {
  if (!ref.externalId && !ref.email?.trim() && !ref.name?.trim()) return null
  const known = find(people, ref)
  if (known) {
    tellClash(people, known, ref, at)
    return known.key
  }
  const user = blank(keyOf(ref), ref, at, ref)
  add(people, user)
  if (people.hasList) {
    tell(
      people.report,
      at,
      'user',
      'person-unlisted',
      `${quote(user.name)} is not in the list of users: kept as a placeholder.`,
    )
  }
  return user.key
}

/** The one person of that name, or null when there is none or several. */
export function keyByName(people: Directory, name: string): string | null {
  const keys = people.keysByName.get(foldName(name)) ?? []
  return keys.length === 1 ? keys[0]! : null
}

function find(people: Directory, ref: PersonRef): VivaUser | undefined {
  if (ref.externalId) return people.users.get(keyOf(ref))
  const byEmail = ref.email ? people.keysByEmail.get(foldEmail(ref.email)) : undefined
  const key = byEmail ?? (ref.email ? undefined : keyByName(people, ref.name ?? '')) ?? keyOf(ref)
  return people.users.get(key)
}

function tellClash(people: Directory, known: VivaUser, ref: PersonRef, at: string): void {
  const otherEmail = ref.email && known.email && foldEmail(ref.email) !== foldEmail(known.email)
  const otherName = ref.name && foldName(ref.name) !== foldName(known.name)
  if (!otherEmail && !otherName) return
  const here = [ref.name, ref.email].filter(Boolean).join(', ')
  tell(
    people.report,
    at,
    'user',
    'person-clash',
    `${quote(here)} has the id of ${quote(known.name)}: taken as the same person.`,
  )
}

function add(people: Directory, user: VivaUser): void {
  people.users.set(user.key, user)
  const name = foldName(user.name)
  people.keysByName.set(name, [...(people.keysByName.get(name) ?? []), user.key])
  if (!user.email) return
  const email = foldEmail(user.email)
  const other = people.keysByEmail.get(email)
  if (other) {
    tell(
      people.report,
      user.pointer,
      'user',
      'email-clash',
      `Two people have the address ${quote(user.email)}: matched by name only.`,
    )
  } else people.keysByEmail.set(email, user.key)
  if (!/^[\x21-\x7e]+@[\x21-\x7e]+$/.test(user.email)) {
    tell(
      people.report,
      user.pointer,
      'user',
      'email-unusual',
      `The address ${quote(user.email)} has letters that a directory rarely holds.`,
    )
  }
}

function blank(key: string, ref: PersonRef, pointer: string, row: unknown): VivaUser {
  const name = clean(ref.name ?? '') || ref.email || `User ${ref.externalId}`
  return {
    key,
    externalId: ref.externalId,
    pointer,
    rowHash: rowHash(row),
    name,
    email: ref.email?.trim() ? ref.email.trim().normalize('NFC') : null,
    listed: false,
    managerName: null,
    teamKeys: [],
    roleText: null,
    statusText: null,
    kept: {},
  }
}

function keyOf(ref: PersonRef): string {
  if (ref.externalId) return `user:${ref.externalId}`
  return ref.email ? `email:${foldEmail(ref.email)}` : `name:${foldName(ref.name ?? '')}`
}

/** Addresses are the same only letter by letter: folding accents would hand one person's goals to another. */
export const foldEmail = (email: string) => email.trim().normalize('NFC').toLowerCase()

/** A name for comparing: "Petrov, Ana" and "Ana Petrov" are one. */
export function foldName(name: string): string {
  const turned = /^([^,]+),\s*([^,]+)$/.exec(name.trim())
  return fold(turned ? `${turned[2]} ${turned[1]}` : name)
}

/** A member of the workspace as far as matching needs one. */
export interface KnownMember {
  memberId: string
  name: string
  emails: string[]
}

export interface PersonMatch {
  userKey: string
  /** matched: same address; review: an admin decides among the candidates; new: becomes a placeholder. */
  outcome: 'matched' | 'review' | 'new'
  memberId: string | null
  /** Best first; one candidate by name is a suggestion, never taken unseen. */
  candidates: { memberId: string; because: 'name' | 'similar-name' | 'similar-email' }[]
}

/** Matches the people of an export to members: by address, else by name with a review step, else as new. */
export function matchPeople(users: VivaUser[], members: KnownMember[], report: Report): PersonMatch[] {
  const byEmail = groupBy(members, (member) => member.emails.map(foldEmail))
  const byName = groupBy(members, (member) => [foldName(member.name)])
  const byLooseName = groupBy(members, (member) => [looseName(member.name)])
  const byLooseEmail = groupBy(members, (member) => member.emails.map(fold))
  return users.map((user) => {
    const same = user.email ? (byEmail.get(foldEmail(user.email)) ?? []) : []
    if (same.length === 1)
      return { userKey: user.key, outcome: 'matched', memberId: same[0]!.memberId, candidates: [] }
    const candidates = distinct([
      ...(byName.get(foldName(user.name)) ?? []).map((member) => ({ ...member, because: 'name' as const })),
      ...(byLooseName.get(looseName(user.name)) ?? []).map((member) => ({
        ...member,
        because: 'similar-name' as const,
      })),
      ...(user.email ? (byLooseEmail.get(fold(user.email)) ?? []) : []).map((member) => ({
        ...member,
        because: 'similar-email' as const,
      })),
    ])
    tellMatch(user, candidates.length, report)
    return { userKey: user.key, outcome: candidates.length ? 'review' : 'new', memberId: null, candidates }
  })
}

function tellMatch(user: VivaUser, candidates: number, report: Report): void {
  const who = quote(user.name)
  if (candidates === 0)
    tell(report, user.pointer, 'user', 'person-new', `${who} is nobody here yet: becomes a placeholder.`)
  else if (candidates === 1)
    tell(report, user.pointer, 'user', 'person-by-name', `${who} fits one member by name: please confirm.`)
  else
    tell(
      report,
      user.pointer,
      'user',
      'person-ambiguous',
      `${who} fits ${candidates} members: please choose.`,
    )
}

type Candidate = KnownMember & { because: 'name' | 'similar-name' | 'similar-email' }

function distinct(found: Candidate[]): PersonMatch['candidates'] {
  const first = new Map(found.toReversed().map(({ memberId, because }) => [memberId, { memberId, because }]))
  return [...first.values()].toReversed()
}

/** "Schroeder" and "Schröder", "Ana Petrov" and "Petrov Ana", "Ana M. Petrov": worth showing, not worth trusting. */
function looseName(name: string): string {
  const parts = foldName(name)
    .replace(/([aou])e/g, '$1')
    .split(' ')
  return parts
    .filter((part) => part.length > 1)
    .sort()
    .join(' ')
}

function groupBy(
  members: KnownMember[],
  keys: (member: KnownMember) => string[],
): Map<string, KnownMember[]> {
  const groups = new Map<string, KnownMember[]>()
  for (const member of members) {
    for (const key of new Set(keys(member))) groups.set(key, [...(groups.get(key) ?? []), member])
  }
  return groups
}
