import Type, { type Static } from 'typebox'
import { closed, Id, Instant, Named, oneOf, orNull, pageOf, ref } from '../http/schema.ts'
import { ItemRef } from '../members/schema.ts'
import { lifecycles } from '../objectives/item.ts'
import { healths } from '../progress/schema.ts'

export const followKinds = ['objective', 'key_result'] as const

export const FollowMovement = closed(
  {
    at: Instant,
    percentBefore: orNull(Type.Number()),
    healthBefore: orNull(oneOf(healths)),
    checkIns: Type.Integer({ description: 'How many check-ins of others came in.' }),
    became: orNull(
      oneOf(lifecycles, { description: 'What it has become, if it was published, set aside or closed.' }),
    ),
  },
  { $id: 'FollowMovement', description: 'What happened since the reader last looked, in figures.' },
)

export const Follow = closed(
  {
    id: Id,
    subject: closed({ kind: oneOf(followKinds), id: Id, title: Type.String() }),
    team: ref(Named),
    lifecycle: oneOf(lifecycles),
    health: oneOf(healths),
    percent: orNull(Type.Number()),
    at: Instant,
    lookedAt: Instant,
    moved: orNull(ref(FollowMovement)),
  },
  { $id: 'Follow', description: 'A goal or measure that the reader follows; nobody else sees that.' },
)

export const FollowPage = pageOf(Follow)

export const NewFollow = closed(
  { subject: ref(ItemRef) },
  { $id: 'NewFollow', description: 'Following what one follows already changes nothing.' },
)

export const Looked = closed(
  { looks: Type.Array(closed({ id: Id, at: Instant }), { minItems: 1, maxItems: 200 }) },
  {
    $id: 'Looked',
    description: 'Until when the reader looked, by what is followed; an earlier instant undoes.',
  },
)

export type FollowDto = Static<typeof Follow>
export type NewFollowInput = Static<typeof NewFollow>
export type LookedInput = Static<typeof Looked>
export const followSchemas = [FollowMovement, Follow, FollowPage, NewFollow, Looked]
