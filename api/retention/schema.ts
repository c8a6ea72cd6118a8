import Type, { type Static } from 'typebox'
import { closed, Instant, oneOf, orNull, Revision, ref, Version } from '../http/schema.ts'
import { type Kind, kindNames, kinds } from './kinds.ts'
import { partNames } from './parts.ts'

function daysOf(kind: Kind, says: string) {
  const { least: minimum, most: maximum } = kinds[kind]
  return Type.Integer({ minimum, maximum, description: says })
}

const days = {
  audit: orNull(daysOf('audit', 'The audit log; null: for ever.')),
  events: orNull(daysOf('events', 'What happened, the source of the changes feed; null: for ever.')),
  words: orNull(
    daysOf(
      'words',
      'Comments, notes of check-ins, words of celebrations, rounds, challenges and pulses, texts and pictures of barriers that are over; null: for ever.',
    ),
  ),
  oneOnOnes: orNull(daysOf('oneOnOnes', 'Notes and minutes of one-on-ones and weeklies; null: for ever.')),
  logs: daysOf('logs', 'What was sent to webhooks and in messages, and reports of imports.'),
}

const Part = oneOf(partNames, { description: 'What it is that goes.' })

export const RetentionGone = closed(
  { part: Part, count: Type.Integer() },
  { $id: 'RetentionGone', description: 'How many of one sort were deleted or emptied.' },
)

export const Retention = closed(
  {
    ...days,
    last: orNull(closed({ at: Instant, gone: Type.Array(ref(RetentionGone)) })),
    version: Version,
    revision: Revision,
  },
  {
    $id: 'Retention',
    description: 'For how many days things are kept. Goals, numbers, states and dates stay.',
  },
)

export const RetentionChange = closed(
  {
    audit: Type.Optional(days.audit),
    events: Type.Optional(days.events),
    words: Type.Optional(days.words),
    oneOnOnes: Type.Optional(days.oneOnOnes),
    logs: Type.Optional(days.logs),
  },
  { $id: 'RetentionChange', description: 'What is left out stays.' },
)

export const RetentionOver = closed(
  {
    kind: oneOf(kindNames),
    part: Part,
    count: orNull(
      Type.Integer({
        description: 'At most 10,000: then there may be more. Null: only those whom it belongs to see it.',
      }),
    ),
  },
  { $id: 'RetentionOver' },
)

export const RetentionPreview = closed(
  { at: Instant, data: Type.Array(ref(RetentionOver)) },
  { $id: 'RetentionPreview', description: 'What goes in the night that begins at the instant.' },
)

const asked = (kind: Kind) => Type.Optional(Type.Integer({ minimum: 0, maximum: kinds[kind].most }))

/** As in a change; 0 stands for ever, as an address knows no null. */
export const previewQuery = {
  audit: asked('audit'),
  events: asked('events'),
  words: asked('words'),
  oneOnOnes: asked('oneOnOnes'),
  logs: asked('logs'),
}

export type RetentionDto = Static<typeof Retention>
export type RetentionChangeInput = Static<typeof RetentionChange>
export type RetentionPreviewDto = Static<typeof RetentionPreview>
export const retentionSchemas = [RetentionGone, Retention, RetentionChange, RetentionOver, RetentionPreview]
