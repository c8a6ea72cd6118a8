import Type, { type Static } from 'typebox'
import { closed, Day, Id, Instant, line, oneOf, orNull, ref } from '../http/schema.ts'
import { challengeAnswers } from './challenge-entity.ts'

export const Challenge = closed(
  {
    id: Id,
    keyResultId: Id,
    byId: Id,
    words: Type.String(),
    createdAt: Instant,
    askedOf: Id,
    dueDay: Day,
    answer: orNull(oneOf(challengeAnswers)),
    answerWords: orNull(Type.String()),
    answeredBy: orNull(Id),
    answeredAt: orNull(Instant),
    roundId: orNull(
      Type.String({ format: 'uuid', description: 'The small round that asks its people again.' }),
    ),
    can: closed({ answer: Type.Boolean() }),
  },
  { $id: 'Challenge', description: 'Somebody who keeps a number says that it measures the wrong thing.' },
)

export const ChallengeList = closed(
  { data: Type.Array(ref(Challenge)) },
  { $id: 'ChallengeList', description: 'The newest first, at most fifty.' },
)

export const NewChallenge = closed(
  { words: line(500, { description: 'What it should measure instead, or why it misleads.' }) },
  { $id: 'NewChallenge', description: 'This number measures the wrong thing.' },
)

export const ChallengeReply = closed(
  {
    answer: oneOf(challengeAnswers),
    words: line(500),
    question: Type.Optional(line(300, { description: 'What its people are asked; needed for ask_again.' })),
    closesDay: Type.Optional(Day),
  },
  {
    $id: 'ChallengeReply',
    description: 'Kept with the reason, changed, or its people are asked again: a small round opens.',
  },
)

export type ChallengeDto = Static<typeof Challenge>
export type ChallengeReplyInput = Static<typeof ChallengeReply>
export const challengeSchemas = [Challenge, ChallengeList, NewChallenge, ChallengeReply]
