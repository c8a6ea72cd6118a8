import Type, { type Static } from 'typebox'
import { closed, Id, oneOf, orNull, pageOf } from '../http/schema.ts'

export const Member = closed(
  {
    id: Id,
    name: Type.String(),
    state: oneOf(['placeholder', 'invited', 'active', 'left', 'erased']),
    admin: Type.Boolean(),
    guest: Type.Boolean(),
    teams: Type.Array(closed({ id: Id, role: oneOf(['member', 'leader']) })),
  },
  { $id: 'Member', description: 'A person of the workspace.' },
)

export const MemberPage = pageOf(Member)

export const Me = closed(
  {
    workspaceId: Id,
    memberId: orNull(Id),
    name: orNull(Type.String()),
    admin: Type.Boolean(),
    guest: Type.Boolean(),
    zone: Type.String(),
    locale: Type.String(),
    teams: Type.Array(closed({ id: Id, name: Type.String(), role: oneOf(['member', 'leader']) })),
    leads: Type.Array(Id, { description: 'Teams led, own and as a stand-in, and every team below.' }),
    scopes: orNull(Type.Array(Type.String())),
  },
  { $id: 'Me', description: 'Who is asking, and what the credential may do (scopes: null for a person).' },
)

export type MemberDto = Static<typeof Member>
export type MeDto = Static<typeof Me>
export const memberSchemas = [Member, MemberPage, Me]
