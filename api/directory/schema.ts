import Type, { type Static } from 'typebox'
import { closed, Id, Instant, Named, oneOf, orNull, Revision, ref, Version } from '../http/schema.ts'
import { troubles } from './entity.ts'
import { rosterTroubles } from './roster-entity.ts'

const GroupId = Type.String({ format: 'uuid', description: "The group's object id in Entra." })

export const LeaderSuggestion = closed(
  { team: ref(Named), member: ref(Named) },
  {
    $id: 'LeaderSuggestion',
    description:
      'A team without a leader, and to whom its people report. Nothing follows unless somebody does it.',
  },
)

export const Directory = closed(
  {
    on: Type.Boolean(),
    groupId: orNull(GroupId),
    brings: Type.Boolean({ description: 'Whether people of the directory become invited members.' }),
    photos: Type.Boolean(),
    syncedAt: orNull(Instant),
    trouble: orNull(
      oneOf(troubles, {
        description:
          'no-secret: the server has none for Graph; refused: nobody agreed, or the secret is wrong; held: too many would leave at once.',
      }),
    ),
    troubleAt: orNull(Instant),
    held: Type.Integer({ description: 'Memberships that would end and wait for an admin to agree.' }),
    people: Type.Integer({ description: 'Members whom the directory knows.' }),
    leaders: Type.Array(ref(LeaderSuggestion)),
    version: Version,
    revision: Revision,
  },
  { $id: 'Directory', description: 'Whether and how the workspace follows its directory.' },
)

export const DirectoryChange = closed(
  {
    on: Type.Optional(Type.Boolean()),
    groupId: Type.Optional(orNull(GroupId)),
    brings: Type.Optional(Type.Boolean()),
    photos: Type.Optional(Type.Boolean({ description: 'Off: the pictures are deleted.' })),
  },
  { $id: 'DirectoryChange', description: 'What is left out stays.' },
)

export const Roster = closed(
  {
    id: Id,
    name: Type.String({ description: 'As Microsoft Teams calls it.' }),
    team: orNull(ref(Named)),
    readAt: orNull(Instant),
    trouble: orNull(oneOf(rosterTroubles, { description: 'refused: the bot may not read it.' })),
  },
  {
    $id: 'Roster',
    description: 'A team of Microsoft Teams that has the app, and the team here that its people come into.',
  },
)

export const Rosters = closed({ data: Type.Array(ref(Roster)) }, { $id: 'Rosters' })

export const RosterLink = closed(
  { teamId: orNull(Id) },
  { $id: 'RosterLink', description: 'Where its people come; null: nowhere any more.' },
)

export type RosterDto = Static<typeof Roster>
export type RostersDto = Static<typeof Rosters>
export type DirectoryDto = Static<typeof Directory>
export type DirectoryChangeInput = Static<typeof DirectoryChange>
export const directorySchemas = [LeaderSuggestion, Directory, DirectoryChange, Roster, Rosters, RosterLink]
