import Type, { type Static } from 'typebox'
import { closed, Id, Instant, oneOf, orNull, ref } from '../http/schema.ts'

export const Change = closed(
  {
    id: Id,
    kind: Type.String({ description: 'What happened, as `key-result.changed`; new words may come.' }),
    subject: Type.Unsafe<{ kind: string; id: string }>(Type.Ref('ChangeSubject')),
    gone: Type.Boolean({
      description: 'You see the subject no longer. Of a team: nor anything of that team.',
    }),
    teamId: orNull(Type.String({ format: 'uuid', description: 'The team whose matter it is.' })),
    actorId: orNull(
      Type.String({ format: 'uuid', description: 'Who did it; null for keys and for the product.' }),
    ),
    source: oneOf(['person', 'api', 'import', 'worker']),
    at: Instant,
  },
  {
    $id: 'Change',
    description: 'Something that happened. It says of what; how that is now, its own address says.',
  },
)

const ChangeSubject = closed(
  { kind: Type.String(), id: Id },
  { $id: 'ChangeSubject', description: 'What a change is about.' },
)

export const ChangePage = closed(
  {
    data: Type.Array(ref(Change)),
    next: Type.String({ description: '`since` of the next question. Keep it, and ask within 30 days.' }),
    more: Type.Boolean({
      description: 'Ask again at once: there is more already, even if this page is short.',
    }),
  },
  { $id: 'ChangePage', description: 'Changes in their order.' },
)

export type ChangeDto = Static<typeof Change>
export type ChangePageDto = Static<typeof ChangePage>
export const changeSchemas = [ChangeSubject, Change, ChangePage]
