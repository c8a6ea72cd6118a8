import Type, { type Static } from 'typebox'
import { closed, Id, oneOf, orNull, ref } from '../http/schema.ts'
import { lifecycles } from '../objectives/item.ts'
import { healths } from '../progress/schema.ts'

export const MapRoot = closed(
  {
    id: orNull(Id),
    sentence: orNull(Type.String({ description: 'null: what is not linked to any priority.' })),
    children: Type.Integer(),
  },
  { $id: 'MapRoot', description: 'A priority of the workspace, or what is linked to none.' },
)

export const MapRoots = closed(
  { mission: orNull(Type.String()), roots: Type.Array(ref(MapRoot)) },
  { $id: 'MapRoots', description: 'Where the map begins.' },
)

export const MapNode = closed(
  {
    kind: oneOf(['objective', 'key_result']),
    id: Id,
    title: Type.String(),
    team: Type.String(),
    owner: Type.String(),
    lifecycle: oneOf(lifecycles),
    health: oneOf(healths),
    percent: orNull(Type.Number()),
    weight: orNull(Type.Number({ description: 'What it was given under this parent.' })),
    parents: Type.Integer({ description: 'How many goals it serves.' }),
    children: Type.Integer({
      description: 'How many contributions stand under it, private ones among them.',
    }),
  },
  {
    $id: 'MapNode',
    description: 'An item where it stands on the map; one with several parents stands in several places.',
  },
)

export const MapBranch = closed(
  {
    data: Type.Array(ref(MapNode)),
    privates: Type.Array(orNull(Type.Number()), {
      description: 'Percents of contributions that are private to others; on the first page.',
    }),
    nextCursor: orNull(Type.String()),
  },
  { $id: 'MapBranch', description: 'One level of the map.' },
)

export type MapRootsDto = Static<typeof MapRoots>
export type MapNodeDto = Static<typeof MapNode>
export type MapBranchDto = Static<typeof MapBranch>
export const mapSchemas = [MapRoot, MapRoots, MapNode, MapBranch]
