import Type, { type Static } from 'typebox'
import {
  closed,
  Day,
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
import { lifecycles } from '../objectives/item.ts'
import { ItemCycle, origins, Reference } from '../objectives/schema.ts'
import { proposalKinds, proposalStates, roundKinds, roundStates } from './entity.ts'
import { wordings } from './wording.ts'

const seenByAll = 'Seen by whoever sees the round.'
const afterClose =
  'Until the close seen by its author alone; afterwards by those asked, the team, its leaders and admins.'

const Text = line(300, { description: 'What the team should work on, in the own words of whoever says it.' })
const Why = orNull(prose(1000, { description: 'Who is better off?' }))

export const ProposalWording = closed(
  {
    state: oneOf(wordings, { description: 'Whether the objective says what the author said.' }),
    title: Type.String({ description: 'How the objective says it now.' }),
    words: orNull(Type.String({ description: 'What the author says to that.' })),
  },
  { $id: 'ProposalWording', description: 'How an objective says what a proposal said.' },
)

export const Proposal = closed(
  {
    id: Id,
    kind: oneOf(proposalKinds, { description: 'draft and gap are the leader’s, and say so.' }),
    text: Type.String({ description: afterClose }),
    why: orNull(Type.String()),
    day: Day,
    author: orNull(
      Type.Unsafe<Static<typeof Reference>>({
        ...ref(Reference),
        description: 'Null in an anonymous round: nobody ever sees it.',
      }),
    ),
    mine: Type.Boolean({ description: 'Seen by the author alone.' }),
    state: oneOf(proposalStates),
    question: orNull(Type.String({ description: 'A question back to the author.' })),
    reply: orNull(Type.String()),
    reason: orNull(Type.String({ description: 'Why it was declined; it stays a candidate.' })),
    objectiveId: orNull(Id),
    wording: orNull(ref(ProposalWording)),
    can: closed({
      reword: Type.Boolean(),
      withdraw: Type.Boolean(),
      reply: Type.Boolean(),
      judge: Type.Boolean({ description: 'Say whether the changed wording is what was meant.' }),
      answer: Type.Boolean({ description: 'Agree, ask back, combine or decline.' }),
    }),
  },
  { $id: 'Proposal', description: 'What somebody thinks the team should work on, kept in their own words.' },
)

export const RoundObjective = closed(
  {
    id: Id,
    title: Type.String(),
    why: orNull(Type.String()),
    lifecycle: oneOf(lifecycles),
    origin: oneOf(origins),
    keyResults: Type.Integer(),
    missing: Type.Array(oneOf(['why', 'key_result_why']), { description: 'What publishing still asks for.' }),
  },
  { $id: 'RoundObjective', description: 'An objective that grew from the round.' },
)

export const GrownFrom = closed(
  {
    id: Id,
    roundId: Id,
    kind: oneOf(proposalKinds),
    text: Type.String({ description: 'In the own words of whoever said it.' }),
    why: orNull(Type.String()),
    day: Day,
    author: orNull(
      Type.Unsafe<Static<typeof Reference>>({
        ...ref(Reference),
        description: 'Null in an anonymous round: nobody ever sees it.',
      }),
    ),
    anonymous: Type.Boolean(),
    wording: ref(ProposalWording),
  },
  {
    $id: 'GrownFrom',
    description:
      'A proposal that an objective grew from. Seen by those asked, the team, its leaders and admins.',
  },
)

export const GrownFromList = closed(
  { data: Type.Array(ref(GrownFrom)) },
  { $id: 'GrownFromList', description: 'The team’s words first; empty for whoever may not read the round.' },
)

export const MyPart = closed(
  { asked: Type.Boolean(), spoken: Type.Boolean() },
  { $id: 'MyPartInRound', description: 'Whether you are asked, and have spoken. Seen by you alone.' },
)

const round = {
  id: Id,
  team: ref(Reference),
  cycle: ref(ItemCycle),
  kind: oneOf(roundKinds, { description: 'again: a small round on one key result.' }),
  keyResultId: orNull(Id),
  question: Type.String(),
  vision: orNull(Type.String({ description: 'The first line of the team’s board all cycle.' })),
  anonymous: Type.Boolean(),
  state: oneOf(roundStates),
  withheld: Type.Boolean({
    description: 'Anonymous and closed with fewer than five voices: nobody reads them; it can be extended.',
  }),
  closesDay: Type.String({ format: 'date', description: 'The last day.' }),
  closesAt: Instant,
  openedBy: ref(Reference),
  openedAt: Instant,
  closedAt: orNull(Instant),
  publishedAt: orNull(Instant),
  asked: Type.Integer({ description: `How many people are asked. ${seenByAll}` }),
  voices: Type.Integer({ description: `How many have spoken; who is never shown. ${seenByAll}` }),
  mine: ref(MyPart),
  version: Version,
  revision: Revision,
}

export const RoundSummary = closed(round, { $id: 'PlanningRoundSummary', description: 'A round in a list.' })
export const RoundPage = pageOf(RoundSummary)

export const PlanningRound = closed(
  {
    ...round,
    proposals: Type.Array(ref(Proposal), { description: afterClose }),
    objectives: Type.Array(ref(RoundObjective)),
    unanswered: Type.Integer({ description: 'Proposals without an answer: none may be left to publish.' }),
    can: closed({
      propose: Type.Boolean(),
      draft: Type.Boolean(),
      extend: Type.Boolean(),
      close: Type.Boolean(),
      answer: Type.Boolean(),
      publish: Type.Boolean(),
    }),
  },
  {
    $id: 'PlanningRound',
    description: 'The leader asks, the team proposes, together they shape objectives.',
  },
)

const asking = {
  question: line(300),
  vision: Type.Optional(orNull(line(300))),
  anonymous: Type.Optional(Type.Boolean({ description: 'Nobody ever sees who proposed what.' })),
}

export const NewRound = closed(
  {
    teamId: Id,
    cycleId: Id,
    ...asking,
    teamsBelow: Type.Optional(Type.Boolean({ description: 'Ask the people of the teams below too.' })),
    closesDay: Type.Optional(Day),
    minutes: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 60,
        description: 'A round within a meeting, instead of closesDay.',
      }),
    ),
  },
  { $id: 'NewPlanningRound', description: 'Say closesDay, or minutes for a round within a meeting.' },
)

export const AskAgain = closed(
  { keyResultId: Id, question: line(300), anonymous: asking.anonymous, closesDay: Day },
  { $id: 'AskAgain', description: 'A small round on one key result.' },
)

export const Extension = closed({ closesDay: Day }, { $id: 'RoundExtension' })
export const NewProposal = closed({ text: Text, why: Type.Optional(Why) }, { $id: 'NewProposal' })
export const Question = closed({ question: line(500) }, { $id: 'ProposalQuestion' })
export const ProposalReply = closed({ text: line(500) }, { $id: 'ProposalReply' })
export const Decline = closed(
  { reason: line(500) },
  { $id: 'ProposalDecline', description: 'There is no bare no: the reason stays with the candidate.' },
)
export const Combine = closed({ objectiveId: Id }, { $id: 'ProposalCombine' })
export const Agreement = closed(
  {
    title: Type.Optional(line(200, { description: 'Left out: the words of the proposal.' })),
    why: Type.Optional(Why),
    ownerId: Type.Optional(Id),
  },
  { $id: 'ProposalAgreement', description: 'The draft of an objective that grows from the proposal.' },
)
export const NewGap = closed(
  { title: line(200), why: Type.Optional(Why), ownerId: Type.Optional(Id) },
  { $id: 'NewGap', description: 'What the team did not say; labelled the leader’s.' },
)
export const Verdict = closed(
  {
    verdict: oneOf(['agreed', 'not_meant']),
    title: Type.String({ maxLength: 500, description: 'The wording it is about, as it was read.' }),
    words: Type.Optional(orNull(line(500))),
  },
  { $id: 'WordingVerdict', description: 'Whether a changed wording is what its author meant.' },
)

export const OriginOutcome = closed(
  {
    origin: oneOf(origins),
    objectives: Type.Integer(),
    percent: orNull(Type.Number({ description: 'Mean of those known, 0 to 100.' })),
    score: orNull(Type.Number({ description: 'Mean of those scored, 0 to 1.' })),
    hidden: orNull(oneOf(['few'], { description: 'Fewer than five goals: no mean is shown of them.' })),
  },
  { $id: 'OriginOutcome', description: 'What became of the goals that came from the same place.' },
)

export const RoundFigures = closed(
  {
    rounds: Type.Integer({ description: 'Closed rounds of the team in the cycle.' }),
    voiceShare: orNull(
      Type.Number({
        description: `Those who spoke ÷ those asked, 0 to 1; null: nobody was asked, or hidden. ${seenByAll}`,
      }),
    ),
    hidden: orNull(
      oneOf(['few'], { description: 'Fewer than five voices were asked for: no share is shown of them.' }),
    ),
    byOrigin: Type.Array(ref(OriginOutcome)),
  },
  { $id: 'RoundFigures', description: 'How a team was asked, and what became of it.' },
)

export const InRound = closed({ id: Id, proposalId: Id })

export type ProposalDto = Static<typeof Proposal>
export type GrownFromDto = Static<typeof GrownFrom>
export type RoundSummaryDto = Static<typeof RoundSummary>
export type RoundDto = Static<typeof PlanningRound>
export type RoundObjectiveDto = Static<typeof RoundObjective>
export type RoundFiguresDto = Static<typeof RoundFigures>
export type NewRoundInput = Static<typeof NewRound>
export type AskAgainInput = Static<typeof AskAgain>
export type NewProposalInput = Static<typeof NewProposal>
export type AgreementInput = Static<typeof Agreement>
export type NewGapInput = Static<typeof NewGap>
export type VerdictInput = Static<typeof Verdict>
export const roundSchemas = [
  MyPart,
  ProposalWording,
  Proposal,
  GrownFrom,
  GrownFromList,
  RoundObjective,
  RoundSummary,
  RoundPage,
  PlanningRound,
  NewRound,
  AskAgain,
  Extension,
  NewProposal,
  Question,
  ProposalReply,
  OriginOutcome,
  RoundFigures,
  Decline,
  Combine,
  Agreement,
  NewGap,
  Verdict,
]
