import { askBack, cannot, clearBarrier, offerHelp, takeBarrier } from '../../api/barriers/answers.ts'
import { raiseBarrier } from '../../api/barriers/barriers.ts'
import { confirmBarrier, reopenBarrier, withdrawBarrier } from '../../api/barriers/raiser.ts'
import { recordCheckIn } from '../../api/check-ins/check-ins.ts'
import { addStep } from '../../api/commitments/plan.ts'
import { finishStep, startStep } from '../../api/commitments/take.ts'
import { moveCycle } from '../../api/cycles/cycles.ts'
import { answerWorth } from '../../api/insights/worth.ts'
import { align } from '../../api/objectives/alignments.ts'
import { writeObjective } from '../../api/objectives/publish.ts'
import { challenge } from '../../api/reviews/challenges.ts'
import { answerMidway } from '../../api/reviews/midway.ts'
import { celebrate } from '../../api/wins/celebrate.ts'
import { listWins } from '../../api/wins/read.ts'
import { barriers, type DemoBarrier, type Turn } from './barriers.ts'
import { followDirectory } from './directory.ts'
import { type DemoKeyResult, type DemoObjective, goals } from './goals.ts'
import { climb } from './ladder.ts'
import { tellLastQuarter } from './last-quarter.ts'
import { lookAround } from './looking.ts'
import { meetOneAnother } from './one-on-ones.ts'
import { teams } from './people.ts'
import { letProgramsIn } from './programs.ts'
import { askedFor, tellRounds } from './rounds.ts'
import type { Act, Stage } from './stage.ts'

export interface Setting {
  cycleId: string
  /** The quarter before. */
  lastCycleId: string
  priorityId: string
  /** The Monday of week 0. */
  monday: string
  /** Team ids by name, `company` included. */
  teamIds: Map<string, string>
  people: Map<string, string>
}

/** Puts the whole story on the stage: the quarter before, then goals agreed in week 0, then twelve weeks of work on them. */
export function tell(stage: Stage, setting: Setting): void {
  tellLastQuarter(stage, setting)
  stage.on(0, 1, '08:40', 'Ada', (tx, actor) => moveCycle(tx, actor, setting.cycleId, 'active'))
  tellRounds(stage, setting)
  for (const [place, objective] of goals.entries()) agree(stage, setting, objective, place)
  for (const objective of goals) for (const keyResult of objective.keyResults) work(stage, keyResult)
  for (const barrier of barriers) standInTheWay(stage, barrier)
  climb(stage)
  halfWay(stage)
  lookAround(stage, setting.teamIds)
  meetOneAnother(stage, setting.people)
  letProgramsIn(stage)
  followDirectory(stage, setting.teamIds)
  for (const [first] of Object.values(teams)) for (const week of [3, 5, 8, 11]) praise(stage, first, week)
}

function agree(stage: Stage, setting: Setting, objective: DemoObjective, place: number): void {
  const { key, team, owner, title, why, kind, above, priority } = objective
  const teamId = setting.teamIds.get(team)!
  const { cycleId, priorityId } = setting
  if (!askedFor.has(key)) {
    // Nobody was asked: whoever publishes writes down why.
    stage.on(0, 1, `10:${10 + place}`, 'Ada', async (tx, actor) => {
      const fields = {
        title,
        why,
        teamId,
        cycleId,
        ownerId: setting.people.get(owner)!,
        ...(kind && { kind }),
        ...(!above && priority && { priorityId }),
      }
      const waive = 'The shops and ovens are asked this week; this is what holds it together.'
      const goal = await writeObjective(tx, actor, { ...fields, lifecycle: 'published', waive })
      stage.ids.set(key, goal.id)
    })
  }
  if (!above) return
  // Whoever owns the goal above says how much each counts; what the child's owner says is hers to confirm.
  const { weight, sentence } = above
  stage.on(0, 4, `12:${10 + place}`, weight === null ? owner : 'Ada', (tx, actor) =>
    align(tx, actor, stage.ids.get(above.key)!, { childObjectiveId: stage.ids.get(key)!, weight, sentence }),
  )
}

/** Check-ins on Thursdays, a step finished and the next begun every other week, two more pencilled in. */
function work(stage: Stage, keyResult: DemoKeyResult): void {
  const { key, owner, weeks, confidence, steps, inTheWay } = keyResult
  const subject = () => ({ kind: 'key_result' as const, id: stage.ids.get(key)! })
  for (const [i, value] of weeks.entries()) {
    if (value === null) continue
    const sure = confidence[i % Math.max(confidence.length, 1)]
    const chip = i >= weeks.length - 2 && inTheWay ? { inTheWay } : {}
    const said = { value, seconds: 14 + ((i * 7) % 20), ...(sure && { confidence: sure }), ...chip }
    stage.on(i + 1, 4, '15:30', owner, async (tx, actor) => {
      const { checkIn } = await recordCheckIn(tx, actor, stage.ids.get(key)!, said)
      // Most of the time it was worth it; now and then nobody answers.
      if (i % 3 !== 2) await answerWorth(tx, actor, checkIn.id, i % 4 !== 1)
    })
  }
  for (const [i, text] of steps.entries())
    plank(stage, owner, { key, subject, i, text, live: steps.length - 3 })
}

interface Plank {
  key: string
  subject: () => { kind: 'key_result'; id: string }
  i: number
  text: string
  /** Which one is live at the end; those after it are pencilled in. */
  live: number
}

/** Every second week a step is finished and the next begun; the live one is the last week's. */
function plank(stage: Stage, owner: string, { key, subject, i, text, live }: Plank): void {
  const begun = 11 - 2 * (Math.max(live, 0) - i)
  if (begun < 1) return
  const name = `${key} step ${i}`
  stage.on(Math.min(begun, 11), 2, `16:0${i}`, owner, async (tx, actor) => {
    stage.ids.set(name, (await addStep(tx, actor, { subject: subject(), text })).id)
  })
  if (begun > 11) return
  stage.on(begun, 4, '09:00', owner, (tx, actor) => startStep(tx, actor, stage.ids.get(name)!))
  if (begun === 11) return
  stage.on(begun + 1, 2, '11:20', owner, (tx, actor) => finishStep(tx, actor, stage.ids.get(name)!, {}))
}

/** Half of the cycle is over: one measure stays, another gets a new target; later one is questioned. */
function halfWay(stage: Stage): void {
  const words = 'The second oven comes in spring only; until then one percent more is honest.'
  const answers = [
    { who: 'Mia', of: 'soldout', said: { choice: 'keep' as const } },
    { who: 'Lena', of: 'leftover', said: { choice: 'change' as const, words, target: 7 } },
  ]
  for (const { who, of, said } of answers) {
    stage.on(7, 2, '08:40', who, (tx, actor) => answerMidway(tx, actor, stage.ids.get(of)!, said))
  }
  const doubt = 'It counts when we arrive, not whether the bread is still warm.'
  stage.on(11, 5, '13:20', 'Jun', (tx, actor) => challenge(tx, actor, stage.ids.get('ontime')!, doubt))
}

function standInTheWay(stage: Stage, { by, of, on, said, turns }: DemoBarrier): void {
  const name = `barrier ${said.title}`
  stage.on(...on, by, async (tx, actor) => {
    const { id } = await raiseBarrier(tx, actor, { ...said, keyResultIds: [stage.ids.get(of)!] })
    stage.ids.set(name, id)
  })
  for (const turn of turns)
    stage.on(...turn.on, turn.who, (tx, actor) => moves[turn.move](stage.ids.get(name)!, turn)(tx, actor))
}

const moves: Record<Turn['move'], (id: string, turn: Turn) => Act> = {
  take:
    (id, { words }) =>
    (tx, actor) =>
      takeBarrier(tx, actor, id, words ?? 'this_week'),
  clear: (id) => (tx, actor) => clearBarrier(tx, actor, id, { how: 'fixed' }),
  confirm: (id) => (tx, actor) => confirmBarrier(tx, actor, id),
  reopen:
    (id, { words }) =>
    (tx, actor) =>
      reopenBarrier(tx, actor, id, words),
  askBack:
    (id, { words = '' }) =>
    (tx, actor) =>
      askBack(tx, actor, id, words),
  cant:
    (id, { words = '' }) =>
    (tx, actor) =>
      cannot(tx, actor, id, words),
  withdraw: (id) => (tx, actor) => withdrawBarrier(tx, actor, id),
  offerHelp:
    (id, { words }) =>
    (tx, actor) =>
      offerHelp(tx, actor, id, words),
}

/** A leader celebrates what waits, on Friday; the last week's is left for the visitor. */
function praise(stage: Stage, leader: string, week: number): void {
  stage.on(week, 5, '16:00', leader, async (tx, actor) => {
    const { data } = await listWins(tx, actor, { limit: 3, state: 'waiting' })
    for (const win of data) await celebrate(tx, actor, win.id, 'Thank you. I saw what that took.')
  })
}
