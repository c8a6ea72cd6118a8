import { addDays } from '../../api/calendar.ts'
import { createKeyResult } from '../../api/key-results/key-results.ts'
import { agree, coach, combine, decline } from '../../api/planning-rounds/answers.ts'
import { closeRound, openRound } from '../../api/planning-rounds/planning-rounds.ts'
import { judgeWording, propose, reply } from '../../api/planning-rounds/propose.ts'
import { publishRound } from '../../api/planning-rounds/publish.ts'
import { listRounds } from '../../api/planning-rounds/show.ts'
import { type DemoObjective, goals } from './goals.ts'
import type { Stage } from './stage.ts'
import type { Setting } from './story.ts'

interface DemoRound {
  /** The objective that grew from it. */
  key: string
  leader: string
  question: string
  vision: string
  /** Who said what; the first is what the objective grew from. */
  said: [who: string, words: string][]
  /** The leader's own, sealed until the close. */
  draft?: string
  /** A question back on the second, and its answer. */
  asked: [question: string, answer: string]
  /** Why the last is a candidate for later. */
  notNow: string
}

const rounds: DemoRound[] = [
  {
    key: 'mornings',
    leader: 'Dana',
    question: 'What should we work on so that it truly matters?',
    vision: 'Nobody gets up early for an empty shelf.',
    said: [
      ['Mia', 'No regular leaves the shop without what they came for'],
      ['Noah', 'The queue at eight is too long for people with a bus to catch'],
      ['Elif', 'A bench in front of the shop'],
    ],
    draft: 'Sell more cake in the afternoon',
    asked: ['How long do they wait?', 'Nine minutes on a Friday. I counted.'],
    notNow: 'A good one for spring; the street is being dug up until March.',
  },
  {
    key: 'waste',
    leader: 'Omar',
    question: 'What should we stop, so that there is room for what counts?',
    vision: 'What we bake is eaten.',
    said: [
      ['Lena', 'Stop baking for the bin'],
      ['Tomas', 'Write the recipes down, so that one of us may be ill'],
      ['Lena', 'A second proofing cabinet'],
    ],
    asked: ['Which ones first?', 'The rye: only two of us can do it.'],
    notNow: 'It needs the money of next year.',
  },
  {
    key: 'rounds',
    leader: 'Priya',
    question: 'Who should be better off at the end, and how would we notice?',
    vision: 'No café opens without bread.',
    said: [
      ['Jun', 'Cafés get their order before they open'],
      ['Sofia', 'Trays that come back whole'],
      ['Jun', 'New bikes'],
    ],
    asked: ['What breaks them?', 'The last corner before the bridge.'],
    notNow: 'Not this quarter: first the lights.',
  },
]

const unlinking = { unlink: () => undefined }

/** The keys of the objectives that grew from a round. */
export const askedFor = new Set(rounds.map(({ key }) => key))

/** Each team is asked in week 0: they propose, the leader answers, they publish; and Dana asks again at the end. */
export function tellRounds(stage: Stage, setting: Setting): void {
  for (const round of rounds) {
    const objective = goals.find(({ key }) => key === round.key)!
    ask(stage, setting, round, objective)
    shape(stage, setting, round, objective)
  }
  stage.on(11, 3, '12:00', 'Dana', (tx, actor) =>
    openRound(tx, actor, {
      ...{ teamId: setting.teamIds.get('Shops')!, cycleId: setting.cycleId },
      ...{ question: 'What should we stop before Christmas?', closesDay: addDays(setting.monday, 90) },
    }),
  )
  stage.on(11, 4, '10:00', 'Noah', async (tx, actor) => {
    const { data } = await listRounds(tx, actor, { limit: 1, state: 'open' })
    await propose(tx, actor, data[0]!.id, { text: 'The Friday report nobody reads', why: null }, unlinking)
  })
}

function ask(stage: Stage, setting: Setting, round: DemoRound, { team }: DemoObjective): void {
  const { key, leader, question, vision, said, draft } = round
  const name = `round ${key}`
  stage.on(0, 1, '10:10', leader, async (tx, actor) => {
    const place = { teamId: setting.teamIds.get(team)!, cycleId: setting.cycleId }
    const opened = await openRound(tx, actor, {
      ...place,
      question,
      vision,
      closesDay: addDays(setting.monday, 3),
    })
    stage.ids.set(name, opened.id)
    if (draft) await propose(tx, actor, opened.id, { text: draft }, unlinking)
  })
  for (const [i, [who, text]] of said.entries()) {
    stage.on(0, 2, `11:1${i}`, who, async (tx, actor) => {
      const { proposals } = await propose(tx, actor, stage.ids.get(name)!, { text }, unlinking)
      stage.ids.set(`${name} ${i}`, proposals.find((proposal) => proposal.text === text)!.id)
    })
  }
}

function shape(stage: Stage, setting: Setting, round: DemoRound, objective: DemoObjective): void {
  const { key, leader, said, asked, notNow } = round
  const name = `round ${key}`
  const on = (i: number) => ({ id: stage.ids.get(name)!, proposalId: stage.ids.get(`${name} ${i}`)! })
  const [first, second] = said
  stage.on(0, 3, '12:00', leader, async (tx, actor) => {
    await closeRound(tx, actor, stage.ids.get(name)!)
    await coach(tx, actor, on(1), asked[0])
    await decline(tx, actor, on(2), notNow)
  })
  stage.on(0, 3, '13:00', second![0], (tx, actor) => reply(tx, actor, on(1), asked[1], unlinking))
  stage.on(0, 3, '14:00', leader, async (tx, actor) => {
    const { title, why } = objective
    const shown = await agree(tx, actor, on(0), { title, why })
    const objectiveId = shown.objectives[0]!.id
    stage.ids.set(key, objectiveId)
    await combine(tx, actor, on(1), objectiveId)
    for (const keyResult of objective.keyResults) {
      const ownerId = setting.people.get(keyResult.owner)!
      const drafted = await createKeyResult(tx, actor, { ...keyResult.fields, objectiveId, ownerId })
      stage.ids.set(keyResult.key, drafted.id)
    }
  })
  if (first![1] !== objective.title) {
    const verdict = { verdict: 'agreed' as const, title: objective.title }
    stage.on(0, 3, '15:00', first![0], (tx, actor) => judgeWording(tx, actor, on(0), verdict, unlinking))
  }
  stage.on(0, 4, '09:00', leader, (tx, actor) => publishRound(tx, actor, stage.ids.get(name)!))
}
