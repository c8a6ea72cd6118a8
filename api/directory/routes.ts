import { fileOf } from '../http/file-reply.ts'
import { type Feature, operation } from '../http/operation.ts'
import { pictureTypes } from '../http/picture-type.ts'
import { ById, ref } from '../http/schema.ts'
import { readPhoto } from './photos.ts'
import { linkRoster, listRosters } from './rosters.ts'
import { Directory, DirectoryChange, directorySchemas, Roster, RosterLink, Rosters } from './schema.ts'
import { changeDirectory, letEnd, lookNow, readDirectory } from './settings.ts'

/** Where the workspace's bond to its directory is asked for. */
export const directory: Feature = {
  name: 'directory',
  description: 'Following the directory of the tenant: who is there, who has left',
  schemas: directorySchemas,
  operations: [
    operation(
      {
        method: 'GET',
        url: '/directory',
        operationId: 'getDirectory',
        summary: 'Say whether and how the directory is followed',
        who: ['admin'],
        scopes: [],
        reply: [200, ref(Directory)],
      },
      ({ tx, actor }) => readDirectory(tx, actor),
    ),

    operation(
      {
        method: 'PATCH',
        url: '/directory',
        operationId: 'changeDirectory',
        summary: 'Follow the directory or not, and say who of it comes',
        who: ['admin'],
        scopes: [],
        body: ref(DirectoryChange),
        reply: [200, ref(Directory)],
      },
      ({ tx, actor, body, version }) => changeDirectory(tx, actor, body, version),
    ),

    operation(
      {
        method: 'POST',
        url: '/directory/look',
        operationId: 'lookAtDirectory',
        summary: 'Ask the directory now',
        who: ['admin'],
        scopes: [],
        reply: [200, ref(Directory)],
      },
      ({ tx, actor }) => lookNow(tx, actor),
    ),

    operation(
      {
        method: 'POST',
        url: '/directory/let-end',
        operationId: 'letMembershipsEnd',
        summary: 'Let the memberships end that were held back because they are so many',
        who: ['admin'],
        scopes: [],
        reply: [200, ref(Directory)],
      },
      ({ tx, actor }) => letEnd(tx, actor),
    ),

    operation(
      {
        method: 'GET',
        url: '/directory/rosters',
        operationId: 'listRosters',
        summary: 'List the teams of Microsoft Teams that have the app',
        who: ['admin'],
        scopes: [],
        reply: [200, ref(Rosters)],
      },
      ({ tx, actor }) => listRosters(tx, actor),
    ),

    operation(
      {
        method: 'POST',
        url: '/directory/rosters/:id/link',
        operationId: 'linkRoster',
        summary: 'Let the people of a team of Microsoft Teams into a team here',
        who: ['admin'],
        scopes: [],
        params: ById,
        body: ref(RosterLink),
        reply: [200, ref(Roster)],
      },
      ({ tx, actor, params, body }) => linkRoster(tx, actor, params.id, body.teamId),
    ),

    operation(
      {
        method: 'GET',
        url: '/directory/photos/:id',
        operationId: 'readPhoto',
        summary: 'Read the small picture of a person',
        scopes: [],
        params: ById,
        reply: [
          200,
          fileOf(pictureTypes, 'The picture that the directory shows, without what it tells beside itself.'),
        ],
      },
      ({ tx, actor, params }) => readPhoto(tx, actor, params.id),
    ),
  ],
}
