import Type from 'typebox'
import { type Feature, operation } from '../http/operation.ts'
import { closed, Id, paging, ref } from '../http/schema.ts'
import { mapBranch, mapRoots } from './map.ts'
import { MapBranch, MapRoots, mapSchemas } from './schema.ts'

const scopes = ['objectives:read', 'key-results:read']

/** Where the map is asked for, a level at a time. */
export const maps: Feature = {
  name: 'map',
  description: 'What serves what, from the priorities of the workspace down',
  schemas: mapSchemas,
  operations: [
    operation(
      {
        method: 'GET',
        url: '/map',
        operationId: 'getMap',
        summary: 'Read where the map begins: mission, priorities and what is linked to none',
        scopes,
        reply: [200, ref(MapRoots)],
      },
      ({ tx, actor }) => mapRoots(tx, actor),
    ),

    operation(
      {
        method: 'GET',
        url: '/map/branches',
        operationId: 'listMapBranch',
        summary: 'List what stands right under a priority or an objective; without either what is not linked',
        scopes,
        query: closed({ ...paging, priorityId: Type.Optional(Id), objectiveId: Type.Optional(Id) }),
        reply: [200, ref(MapBranch)],
      },
      ({ tx, actor, query }) => mapBranch(tx, actor, query),
    ),
  ],
}
