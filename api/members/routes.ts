import Type from 'typebox'
import { type Feature, operation } from '../http/operation.ts'
import { ById, closed, Id, oneOf, paging, ref } from '../http/schema.ts'
import { addAbsence, removeAbsence } from './absences.ts'
import { changePerson, leave, takeBack } from './change.ts'
import { shownPerson } from './find-person.ts'
import { addKnownBy, listIdentities, removeKnownBy } from './identities.ts'
import { identify, invite, merge } from './invite.ts'
import { listMembers, namesOf, whoAmI } from './members.ts'
import {
  Identified,
  Identities,
  Invitation,
  Me,
  MemberNames,
  MemberPage,
  Merge,
  memberSchemas,
  NewAbsence,
  NewIdentity,
  Person,
  PersonChange,
  SeenItems,
  states,
} from './schema.ts'
import { noteSeen } from './seen.ts'

/** Where people are asked for. */
export const members: Feature = {
  name: 'members',
  description: 'The people of the workspace',
  schemas: memberSchemas,
  operations: [
    operation(
      {
        method: 'GET',
        url: '/me',
        operationId: 'getMe',
        summary: 'Who am I, and what may this credential do?',
        scopes: ['me:read'],
        reply: [200, ref(Me)],
      },
      ({ tx, actor }) => whoAmI(tx, actor),
    ),

    operation(
      {
        method: 'GET',
        url: '/members',
        operationId: 'listMembers',
        summary: 'List the people of the workspace',
        scopes: ['members:read'],
        query: closed({
          ...paging,
          q: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
          teamId: Type.Optional(Id),
          state: Type.Optional(oneOf(states)),
        }),
        reply: [200, ref(MemberPage)],
      },
      ({ tx, actor, query }) => listMembers(tx, actor, query),
    ),

    operation(
      {
        method: 'GET',
        url: '/members/names',
        operationId: 'listMemberNames',
        summary: 'Say who is behind ids',
        description: 'Also of people who have left or became somebody else; who is out of sight is left out.',
        scopes: ['members:read'],
        query: closed({ ids: Type.Array(Id, { minItems: 1, maxItems: 100 }) }),
        reply: [200, ref(MemberNames)],
      },
      ({ tx, actor, query }) => namesOf(tx, actor, query.ids),
    ),

    operation(
      {
        method: 'GET',
        url: '/members/:id',
        operationId: 'getMember',
        summary: 'Read a person',
        scopes: ['members:read'],
        params: ById,
        reply: [200, ref(Person)],
      },
      ({ tx, actor, params }) => shownPerson(tx, actor, params.id),
    ),

    operation(
      {
        method: 'POST',
        url: '/members',
        operationId: 'inviteMember',
        summary: 'Invite a person',
        who: ['admin'],
        scopes: [],
        body: ref(Invitation),
        reply: [201, ref(Person)],
      },
      ({ tx, actor, body }) => invite(tx, actor, body),
    ),

    operation(
      {
        method: 'PATCH',
        url: '/members/:id',
        operationId: 'changeMember',
        summary: 'Set zone and language; by an admin also name and admin',
        scopes: [],
        params: ById,
        body: ref(PersonChange),
        reply: [200, ref(Person)],
        refusals: [409],
      },
      ({ tx, actor, params, body, version }) => changePerson(tx, actor, params.id, body, version),
    ),

    operation(
      {
        method: 'POST',
        url: '/members/:id/leave',
        operationId: 'leaveWorkspace',
        summary: 'End a membership; what the person did stays',
        scopes: [],
        params: ById,
        reply: [200, ref(Person)],
      },
      ({ tx, actor, params }) => leave(tx, actor, params.id),
    ),

    operation(
      {
        method: 'POST',
        url: '/members/:id/take-back',
        operationId: 'takeBackMember',
        summary: 'Take back a member who had left',
        who: ['admin'],
        scopes: [],
        params: ById,
        reply: [200, ref(Person)],
      },
      ({ tx, actor, params }) => takeBack(tx, actor, params.id),
    ),

    operation(
      {
        method: 'POST',
        url: '/members/:id/identify',
        operationId: 'identifyMember',
        summary: 'Say who in the directory an invited person or placeholder is',
        who: ['admin'],
        scopes: [],
        params: ById,
        body: ref(Identified),
        reply: [200, ref(Person)],
      },
      ({ tx, actor, params, body }) => identify(tx, actor, params.id, body.objectId),
    ),

    operation(
      {
        method: 'GET',
        url: '/members/:id/identities',
        operationId: 'listIdentities',
        summary: 'Say how a person is known',
        scopes: [],
        params: ById,
        reply: [200, ref(Identities)],
      },
      ({ tx, actor, params }) => listIdentities(tx, actor, params.id),
    ),

    operation(
      {
        method: 'POST',
        url: '/members/:id/identities',
        operationId: 'addIdentity',
        summary: 'Add an address or an object id by which a person is known',
        who: ['admin'],
        scopes: [],
        params: ById,
        body: ref(NewIdentity),
        reply: [201, ref(Identities)],
        refusals: [409],
      },
      ({ tx, actor, params, body }) => addKnownBy(tx, actor, params.id, body),
    ),

    operation(
      {
        method: 'DELETE',
        url: '/members/:id/identities/:identityId',
        operationId: 'removeIdentity',
        summary: 'Take away how a person is known; never the only one they sign in with',
        description: 'If-Match names the person.',
        who: ['admin'],
        scopes: [],
        params: closed({ id: Id, identityId: Id }),
        reply: [200, ref(Identities)],
        refusals: [409],
      },
      ({ tx, actor, params, version }) => removeKnownBy(tx, actor, params.id, params.identityId, version),
    ),

    operation(
      {
        method: 'POST',
        url: '/members/:id/merge',
        operationId: 'mergeMember',
        summary: 'Confirm that a placeholder or invited person is a member who is here',
        who: ['admin'],
        scopes: [],
        params: ById,
        body: ref(Merge),
        reply: [200, ref(Person)],
      },
      ({ tx, actor, params, body }) => merge(tx, actor, params.id, body.intoId),
    ),

    operation(
      {
        method: 'POST',
        url: '/members/:id/absences',
        operationId: 'addAbsence',
        summary: 'Enter time away',
        scopes: [],
        params: ById,
        body: ref(NewAbsence),
        reply: [201, ref(Person)],
      },
      ({ tx, actor, params, body }) => addAbsence(tx, actor, params.id, body),
    ),

    operation(
      {
        method: 'DELETE',
        url: '/members/:id/absences/:absenceId',
        operationId: 'removeAbsence',
        summary: 'Take an absence back',
        description: 'If-Match names the person.',
        scopes: [],
        params: closed({ id: Id, absenceId: Id }),
        reply: [200, ref(Person)],
        refusals: [409],
      },
      ({ tx, actor, params, version }) => removeAbsence(tx, actor, params.id, params.absenceId, version),
    ),

    operation(
      {
        method: 'POST',
        url: '/seen',
        operationId: 'noteSeen',
        summary: 'Note what the screen has shown for the first time',
        description: 'Items out of sight are passed over in silence. Shown to nobody.',
        scopes: [],
        body: ref(SeenItems),
        reply: [204],
      },
      async ({ tx, actor, body }) => {
        await noteSeen(tx, actor, body)
        return undefined
      },
    ),
  ],
}
