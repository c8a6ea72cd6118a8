import Type, { type Static } from 'typebox'
import { closed, Day, Id, line, oneOf, orNull, pageOf, Revision, ref, Version } from '../http/schema.ts'
import { Unfolded } from '../unfolding/schema.ts'
import { Words } from '../workspaces/schema.ts'

export const states = ['placeholder', 'invited', 'active', 'left', 'erased'] as const
export const MemberTeam = closed(
  { id: Id, role: oneOf(['member', 'leader']) },
  { $id: 'MemberTeam', description: 'A team of a person.' },
)
const Zone = Type.String({ minLength: 1, maxLength: 60, description: 'An IANA time zone: Europe/Berlin.' })
const Locale = Type.String({ pattern: '^[a-z]{2}(-[A-Z]{2})?$', description: 'A language: en, de, de-CH.' })
const Email = Type.String({
  minLength: 3,
  maxLength: 254,
  pattern: '^[^\\s@]+@[^\\s@]+$',
  description: 'How an import or a directory finds the person; signs nobody in.',
})
const ObjectId = Type.String({
  format: 'uuid',
  description: "The person's object id in the tenant's directory, as a people picker returns it.",
})

export const Member = closed(
  {
    id: Id,
    name: Type.String(),
    state: oneOf(states),
    admin: Type.Boolean(),
    guest: Type.Boolean(),
    photo: Type.Boolean({ description: 'Whether the directory has given a picture.' }),
    teams: Type.Array(ref(MemberTeam)),
  },
  { $id: 'Member', description: 'A person of the workspace.' },
)

export const MemberPage = pageOf(Member)

export const MemberName = closed(
  { id: Id, name: Type.String() },
  { $id: 'MemberName', description: 'Who is behind an id.' },
)

export const MemberNames = closed({ data: Type.Array(ref(MemberName)) }, { $id: 'MemberNames' })

export const Absence = closed(
  { id: Id, fromDay: Day, toDay: Day },
  { $id: 'Absence', description: 'Time away, first and last day included.' },
)

export const Person = closed(
  {
    id: Id,
    name: Type.String(),
    state: oneOf(states),
    admin: Type.Boolean(),
    guest: Type.Boolean(),
    teams: Type.Array(ref(MemberTeam)),
    zone: orNull(Type.String({ description: "Null: the workspace's." })),
    locale: orNull(Type.String({ description: "Null: the workspace's." })),
    celebrations: Type.Boolean({ description: 'Whether they like a small effect beside good news.' }),
    emails: Type.Array(Type.String(), { description: 'Shown to admins and to the person.' }),
    absences: Type.Array(ref(Absence), { description: 'From today on.' }),
    version: Version,
    revision: Revision,
    can: closed({
      edit: Type.Boolean({ description: 'Zone and language; an admin also name and admin.' }),
      makeAdmin: Type.Boolean(),
      addAbsence: Type.Boolean(),
      merge: Type.Boolean(),
      identify: Type.Boolean(),
      leave: Type.Boolean(),
      takeBack: Type.Boolean(),
      exportData: Type.Boolean(),
      erase: Type.Boolean(),
    }),
  },
  { $id: 'Person', description: 'A member, with all that the reader may see.' },
)

export const PersonChange = closed(
  {
    name: Type.Optional(line(100, { description: 'By an admin, until the person has signed in.' })),
    admin: Type.Optional(Type.Boolean({ description: 'By an admin.' })),
    zone: Type.Optional(orNull(Zone)),
    locale: Type.Optional(orNull(Locale)),
    celebrations: Type.Optional(Type.Boolean()),
  },
  { $id: 'PersonChange', description: 'What is left out stays.' },
)

export const Invitation = closed(
  {
    name: line(100),
    email: Type.Optional(Email),
    objectId: Type.Optional(ObjectId),
    guest: Type.Optional(Type.Boolean()),
  },
  {
    $id: 'Invitation',
    description:
      'With an objectId the person is let in at the first sign-in; an address alone lets nobody in.',
  },
)

export const Identified = closed({ objectId: ObjectId }, { $id: 'Identified', description: 'Who that is.' })

const Identity = closed({
  id: Id,
  kind: oneOf(['entra', 'email', 'viva', 'name'], {
    description: 'entra: the object id they sign in with; viva, name: how an import knows them.',
  }),
  value: Type.String(),
})

export const Identities = closed(
  { data: Type.Array(Identity), can: closed({ change: Type.Boolean(), identify: Type.Boolean() }) },
  {
    $id: 'Identities',
    description:
      'How a person is known; shown to the person and to admins. `can.identify`: an object id may be said, as long as they do not sign in.',
  },
)

export const NewIdentity = closed(
  {
    kind: oneOf(['entra', 'email']),
    value: Type.String({ minLength: 3, maxLength: 254, description: 'An object id, or an address.' }),
  },
  { $id: 'NewIdentity', description: 'One more way to know a person; by an address nobody signs in.' },
)

export const Merge = closed({ intoId: Id }, { $id: 'Merge', description: 'The member this really is.' })

export const NewAbsence = closed(
  { fromDay: Day, toDay: Day },
  { $id: 'NewAbsence', description: 'First and last day, at most a year.' },
)

export const ItemRef = closed(
  { kind: oneOf(['objective', 'key_result']), id: Id },
  { $id: 'ItemRef', description: 'A goal or measure.' },
)

export const SeenItems = closed(
  { items: Type.Array(ref(ItemRef), { minItems: 1, maxItems: 100 }) },
  { $id: 'SeenItems', description: 'What the screen has shown.' },
)

export const Me = closed(
  {
    workspaceId: Id,
    memberId: orNull(Id),
    name: orNull(Type.String()),
    admin: Type.Boolean(),
    guest: Type.Boolean(),
    zone: Type.String(),
    locale: Type.String(),
    words: ref(Words),
    celebrations: Type.Boolean({
      description: 'Whether the reader and the workspace both like a small effect.',
    }),
    teams: Type.Array(closed({ id: Id, name: Type.String(), role: oneOf(['member', 'leader']) })),
    leads: Type.Array(Id, { description: 'Teams led, own and as a stand-in, and every team below.' }),
    unfolded: Type.Array(ref(Unfolded), {
      description: 'The parts of the product that are there for the reader; screens show no others.',
    }),
    scopes: orNull(Type.Array(Type.String())),
  },
  { $id: 'Me', description: 'Who is asking, and what the credential may do (scopes: null for a person).' },
)

export type MemberDto = Static<typeof Member>
export type NameDto = Static<typeof MemberName>
export type MeDto = Static<typeof Me>
export type PersonDto = Static<typeof Person>
export type PersonChangeInput = Static<typeof PersonChange>
export type InvitationInput = Static<typeof Invitation>
export type NewAbsenceInput = Static<typeof NewAbsence>
export type IdentitiesDto = Static<typeof Identities>
export type NewIdentityInput = Static<typeof NewIdentity>
export type SeenItemsInput = Static<typeof SeenItems>
export const memberSchemas = [
  MemberTeam,
  Member,
  MemberPage,
  MemberName,
  MemberNames,
  Me,
  Absence,
  Person,
  PersonChange,
  Invitation,
  Identified,
  Identities,
  NewIdentity,
  Merge,
  NewAbsence,
  ItemRef,
  SeenItems,
]
