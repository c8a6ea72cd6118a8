import { follow } from '../../api/follows/follows.ts'
import { saveView } from '../../api/views/views.ts'
import type { Stage } from './stage.ts'

const follows = [
  { who: 'Dana', kind: 'key_result', key: 'ontime' },
  { who: 'Mia', kind: 'objective', key: 'rounds' },
  { who: 'Mia', kind: 'key_result', key: 'leftover' },
] as const

/** How people of the demo look at it: lists they keep, and what they follow in other teams. */
export function lookAround(stage: Stage, teamIds: Map<string, string>): void {
  stage.on(2, 3, '08:20', 'Dana', (tx, actor) =>
    saveView(tx, actor, {
      name: 'Shops, the slowest first',
      filters: { teamId: teamIds.get('Shops')!, kind: 'key_result' },
      sort: 'percent',
    }),
  )
  stage.on(6, 1, '07:50', 'Ada', (tx, actor) =>
    saveView(tx, actor, {
      name: 'Quiet goals',
      filters: { show: 'stale', kind: 'objective' },
      sort: 'checkedIn',
    }),
  )
  for (const [i, { who, kind, key }] of follows.entries()) {
    stage.on(10, 5, `14:0${i}`, who, (tx, actor) =>
      follow(tx, actor, { subject: { kind, id: stage.ids.get(key)! } }),
    )
  }
}
