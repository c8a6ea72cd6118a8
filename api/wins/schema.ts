import Type, { type Static } from 'typebox'
import {
  closed,
  Id,
  Instant,
  line,
  oneOf,
  orNull,
  pageOf,
  prose,
  Revision,
  ref,
  Version,
} from '../http/schema.ts'
import { creditRoles, findings } from './entity.ts'

export const WinSubject = closed(
  {
    kind: oneOf(['objective', 'key_result', 'step', 'barrier']),
    id: Id,
    title: orNull(Type.String({ description: 'Null for a barrier that nobody gave one.' })),
    number: orNull(Type.Integer({ description: '#41 of a barrier.' })),
  },
  { $id: 'WinSubject', description: 'What the win is about.' },
)

export const WinCredit = closed(
  { memberId: Id, role: oneOf(creditRoles) },
  { $id: 'WinCredit', description: 'To whose credit: who did it, or raised and cleared the barrier.' },
)

export const Celebration = closed(
  { memberId: Id, words: orNull(Type.String()), at: Instant },
  { $id: 'Celebration' },
)

export const WinRights = closed({ celebrate: Type.Boolean(), takeBack: Type.Boolean() }, { $id: 'WinRights' })

export const Win = closed(
  {
    id: Id,
    teamId: Id,
    foundBy: oneOf(findings),
    what: orNull(Type.String({ description: 'Null for a found one: its subject tells.' })),
    betterOff: orNull(Type.String({ description: 'Who is better off.' })),
    subject: orNull(ref(WinSubject)),
    credits: Type.Array(ref(WinCredit)),
    loggedBy: orNull(Id),
    createdAt: Instant,
    state: oneOf(['waiting', 'celebrated']),
    waitsUntil: Type.String({ format: 'date', description: 'The last day on which leaders are asked.' }),
    celebrations: Type.Array(ref(Celebration), { description: 'The first fifty, oldest first.' }),
    undoUntil: orNull(
      Type.String({ format: 'date-time', description: 'Until then you can take your celebration back.' }),
    ),
    factGoneAt: orNull(
      Type.String({
        format: 'date-time',
        description: 'The fact that it tells was taken back after people had celebrated it.',
      }),
    ),
    version: Version,
    revision: Revision,
    can: ref(WinRights),
  },
  { $id: 'Win', description: 'Something that truly happened, celebrated by people.' },
)
export const WinPage = pageOf(Win)

export const LoggedSubject = closed(
  { kind: oneOf(['objective', 'key_result', 'step']), id: Id },
  { $id: 'LoggedSubject' },
)

export const NewWin = closed(
  {
    what: line(300),
    betterOff: Type.Optional(orNull(prose(1000))),
    subject: Type.Optional(orNull(ref(LoggedSubject))),
    teamId: Type.Optional(Id),
    credit: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 20 })),
  },
  {
    $id: 'NewWin',
    description:
      'About a subject or a team. Who is better off: the why of the objective if not said. Credit: yours.',
  },
)

export const Celebrate = closed(
  { words: Type.Optional(orNull(prose(500))) },
  { $id: 'Celebrate', description: 'Once a person; again with words: other words.' },
)

export type WinDto = Static<typeof Win>
export type NewWinInput = Static<typeof NewWin>
export const winSchemas = [
  WinSubject,
  WinCredit,
  Celebration,
  WinRights,
  Win,
  WinPage,
  LoggedSubject,
  NewWin,
  Celebrate,
]
