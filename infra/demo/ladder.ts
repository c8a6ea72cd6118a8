import { commit } from '../../api/commitments/commitments.ts'
import { finishStep } from '../../api/commitments/take.ts'
import { writeWhyBack } from '../../api/ladder/own-words.ts'
import { noteSeen } from '../../api/members/seen.ts'
import { goals } from './goals.ts'
import { teams } from './people.ts'
import type { Stage } from './stage.ts'

// Who does not open the board before the story ends: their rung is the lowest.
const away = ['Elif']

/** The why as some of them wrote it back, by goal. */
const words: [week: number, who: string, goal: string, words: string][] = [
  [1, 'Mia', 'mornings', 'Frau Sommer should not have to hope at eight that there is rye left.'],
  [1, 'Jun', 'rounds', 'The cafés trust us with their first guests of the day.'],
  [2, 'Sofia', 'rounds', 'If the cake arrives whole, the café does not have to apologise.'],
]

/** Brings the people of the demo onto every rung of the ladder. */
export function climb(stage: Stage): void {
  const id = (key: string) => stage.ids.get(key)!
  for (const [team, people] of Object.entries(teams)) {
    const theirs = goals.filter((goal) => goal.team === team)
    for (const [i, who] of people.entries()) {
      if (away.includes(who)) continue
      const items = () => theirs.map(({ key }) => ({ kind: 'objective' as const, id: id(key) }))
      stage.on(0, 5, `08:1${i}`, who, (tx, actor) => noteSeen(tx, actor, { items: items() }))
    }
  }
  for (const [week, who, goal, said] of words) {
    stage.on(week, 1, '09:05', who, (tx, actor) => writeWhyBack(tx, actor, id(goal), said))
  }
  stall(stage)
  act(stage)
}

/** Omar said yes in the fourth week, and nothing came of it. */
function stall(stage: Stage): void {
  stage.on(4, 3, '10:15', 'Omar', (tx, actor) => {
    const subject = { kind: 'key_result' as const, id: stage.ids.get('recipes')! }
    return commit(tx, actor, {
      subject,
      cue: 'the night is quiet',
      text: 'bake one batch from the sheet alone',
    })
  })
}

/** Jun and Mia finish a step in the last days, and pick the next in the same move. */
function act(stage: Stage): void {
  const next = (key: string, i: number) => ({ next: { stepId: stage.ids.get(`${key} step ${i + 1}`)! } })
  for (const [who, key, i] of [
    ['Jun', 'ontime', 0],
    ['Mia', 'soldout', 4],
  ] as const) {
    stage.on(11, 5, '14:40', who, (tx, actor) =>
      finishStep(tx, actor, stage.ids.get(`${key} step ${i}`)!, next(key, i)),
    )
  }
}
