import { clearBarrier, takeBarrier } from '../../api/barriers/answers.ts'
import { raiseBarrier } from '../../api/barriers/barriers.ts'
import { confirmBarrier } from '../../api/barriers/raiser.ts'
import { addDays } from '../../api/calendar.ts'
import { recordCheckIn } from '../../api/check-ins/check-ins.ts'
import { commit } from '../../api/commitments/commitments.ts'
import { finishStep } from '../../api/commitments/take.ts'
import { moveCycle } from '../../api/cycles/cycles.ts'
import { createKeyResult } from '../../api/key-results/key-results.ts'
import { changeObjective } from '../../api/objectives/change.ts'
import { writeObjective } from '../../api/objectives/publish.ts'
import { agree } from '../../api/planning-rounds/answers.ts'
import { closeRound, openRound } from '../../api/planning-rounds/planning-rounds.ts'
import { propose } from '../../api/planning-rounds/propose.ts'
import { publishRound } from '../../api/planning-rounds/publish.ts'
import { settle } from '../../api/reviews/settle.ts'
import { type LastGoal, type LastMeasure, lastGoals } from './last-goals.ts'
import type { Stage } from './stage.ts'
import type { Setting } from './story.ts'

/** They looked once in four weeks, and had said so. */
const cadence = 'monthly' as const
const unlinking = { unlink: () => undefined }

/** The quarter before the story, in a few lines: asked, agreed, three looks at it, closed with what was learned. */
export function tellLastQuarter(stage: Stage, setting: Setting): void {
  stage.on(-13, 1, '07:00', 'Ada', (tx, actor) => moveCycle(tx, actor, setting.lastCycleId, 'active'))
  for (const goal of lastGoals) {
    if (goal.asked) askFor(stage, setting, goal)
    else set(stage, setting, goal)
    for (const [i, measure] of goal.measures.entries()) work(stage, measure, i)
    end(stage, goal)
  }
  stage.on(-1, 5, '15:00', 'Ada', (tx, actor) => moveCycle(tx, actor, setting.lastCycleId, 'reviewing'))
  stage.on(0, 1, '08:30', 'Ada', (tx, actor) => moveCycle(tx, actor, setting.lastCycleId, 'closed'))
}

function fieldsOf(setting: Setting, { team, owner, title, why }: LastGoal) {
  const place = { teamId: setting.teamIds.get(team)!, cycleId: setting.lastCycleId }
  return { ...place, title, why, ownerId: setting.people.get(owner)!, priorityId: setting.priorityId }
}

function set(stage: Stage, setting: Setting, goal: LastGoal): void {
  stage.on(-13, 3, '10:00', goal.owner, async (tx, actor) => {
    const waive = 'We were new to this; from the next quarter on the team is asked first.'
    const fields = fieldsOf(setting, goal)
    const { id } = await writeObjective(tx, actor, { ...fields, lifecycle: 'published', waive })
    stage.ids.set(goal.key, id)
    for (const { key, owner, fields: measure } of goal.measures) {
      const ownerId = setting.people.get(owner)!
      const said = { ...measure, cadence, objectiveId: id, ownerId, lifecycle: 'published' as const }
      stage.ids.set(key, (await createKeyResult(tx, actor, said)).id)
    }
  })
}

function askFor(stage: Stage, setting: Setting, goal: LastGoal): void {
  const { key, owner, title, why, asked } = goal
  const round = `round ${key}`
  stage.on(-13, 1, '10:00', owner, async (tx, actor) => {
    const { teamId, cycleId } = fieldsOf(setting, goal)
    const closesDay = addDays(setting.monday, -13 * 7 + 3)
    const said = { teamId, cycleId, closesDay, question: asked!.question }
    stage.ids.set(round, (await openRound(tx, actor, said)).id)
  })
  stage.on(-13, 2, '11:00', asked!.who, async (tx, actor) => {
    const { proposals } = await propose(tx, actor, stage.ids.get(round)!, { text: title }, unlinking)
    stage.ids.set(`${round} 0`, proposals[0]!.id)
  })
  stage.on(-13, 3, '10:00', owner, async (tx, actor) => {
    const id = stage.ids.get(round)!
    await closeRound(tx, actor, id)
    const shown = await agree(tx, actor, { id, proposalId: stage.ids.get(`${round} 0`)! }, { title, why })
    const objectiveId = shown.objectives[0]!.id
    stage.ids.set(key, objectiveId)
    await changeObjective(tx, actor, objectiveId, null, { priorityId: setting.priorityId })
    for (const measure of goal.measures) {
      const ownerId = setting.people.get(measure.owner)!
      const drafted = await createKeyResult(tx, actor, { ...measure.fields, cadence, objectiveId, ownerId })
      stage.ids.set(measure.key, drafted.id)
    }
    await publishRound(tx, actor, id)
  })
}

/** A yes with a first step, finished days later; a value every few weeks; what was in the way, where something was. */
function work(stage: Stage, measure: LastMeasure, place: number): void {
  const { key, owner, values, step, days, inTheWay } = measure
  const subject = () => ({ kind: 'key_result' as const, id: stage.ids.get(key)! })
  stage.on(-13, 4, `09:1${place}`, owner, async (tx, actor) => {
    stage.ids.set(`${key} step`, (await commit(tx, actor, { subject: subject(), text: step })).step.id)
  })
  stage.on(-13, 4 + days, '16:10', owner, (tx, actor) =>
    finishStep(tx, actor, stage.ids.get(`${key} step`)!, {}),
  )
  for (const [i, value] of values.entries()) {
    stage.on(-11 + 4 * i, 4, `15:2${place}`, owner, (tx, actor) =>
      recordCheckIn(tx, actor, stage.ids.get(key)!, { value, confidence: 'medium', seconds: 41 }),
    )
  }
  if (!inTheWay) return
  const { title, leader, week } = inTheWay
  const name = `barrier ${title}`
  const id = () => stage.ids.get(name)!
  stage.on(week, 1, '09:30', owner, async (tx, actor) => {
    const said = { kind: 'waiting' as const, title, keyResultIds: [stage.ids.get(key)!] }
    stage.ids.set(name, (await raiseBarrier(tx, actor, said)).id)
  })
  stage.on(week, 2, '10:00', leader, (tx, actor) => takeBarrier(tx, actor, id(), 'this_week'))
  stage.on(week + 1, 3, '10:00', leader, (tx, actor) => clearBarrier(tx, actor, id(), { how: 'fixed' }))
  stage.on(week + 1, 4, '10:00', owner, (tx, actor) => confirmBarrier(tx, actor, id()))
}

function end(stage: Stage, { key, owner, learned, measures }: LastGoal): void {
  for (const [i, measure] of measures.entries()) {
    stage.on(-1, 5, `16:1${i}`, measure.owner, (tx, actor) =>
      settle(tx, actor, 'key_result', stage.ids.get(measure.key)!, { go: 'stop' }),
    )
  }
  stage.on(-1, 5, '16:30', owner, (tx, actor) =>
    settle(tx, actor, 'objective', stage.ids.get(key)!, { go: 'stop', learned }),
  )
}
