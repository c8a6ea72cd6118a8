import { recordCheckIn } from '../../api/check-ins/check-ins.ts'
import { changeKeyResult } from '../../api/key-results/change.ts'
import { createKey, revokeKey } from '../../api/keys/keys.ts'
import type { NewKeyInput } from '../../api/keys/schema.ts'
import { fedBy } from '../../api/objectives/external.ts'
import type { Outgoing } from '../../api/outgoing/outgoing.ts'
import { createWebhook } from '../../api/webhooks/webhooks.ts'
import { refused } from './audited.ts'
import type { Stage } from './stage.ts'

type When = [week: number, weekday: number, time: string]

const keys: { on: When; name: string; scopes: NewKeyInput['scopes'] }[] = [
  { on: [2, 1, '09:00'], name: 'Dashboard in Power BI', scopes: ['objectives:read', 'key-results:read'] },
  { on: [4, 2, '09:00'], name: 'Old planning tool', scopes: ['objectives:write'] },
  { on: [8, 3, '09:00'], name: 'Route planner', scopes: ['check-ins:write', 'key-results:read'] },
]

/** What the planner calls Jun's number, and what it reported of it. */
const ofPlanner = { source: 'route-planner', externalId: 'on-time' }
const reported = [93, 94, 95]

const webhooks: { on: When; name: string; host: string; events: string[] }[] = [
  { on: [3, 1, '10:00'], name: 'Screen in the shop', host: 'screen', events: ['win.*'] },
  { on: [5, 1, '10:00'], name: 'Stock list', host: 'stock', events: ['barrier.*', 'check-in.*'] },
]

/** Programs that the bakery lets in and tells: a planner that feeds a number, an ended key, a webhook that nobody wants. */
export function letProgramsIn(stage: Stage): void {
  for (const { on, name, scopes } of keys) {
    stage.on(...on, 'Ada', async (tx, actor) => {
      const expiresAt = new Date(actor.now.getTime() + 330 * 86_400_000).toISOString()
      const { key, secret } = await createKey(tx, actor, { name, scopes, expiresAt })
      stage.ids.set(`key ${name}`, key.id)
      stage.secrets.set(name, secret!)
    })
  }
  // Jun wants one for himself; that is Ada's to give, and the next day she does.
  stage.on(
    8,
    2,
    '16:20',
    'Jun',
    refused('createKey', (tx, actor) =>
      createKey(tx, actor, { name: 'My planner', scopes: ['check-ins:write'] }),
    ),
  )
  stage.on(9, 1, '09:30', 'Ada', (tx, actor) =>
    revokeKey(tx, actor, stage.ids.get('key Old planning tool')!, null),
  )
  stage.on(8, 3, '11:00', 'Priya', (tx, actor) =>
    changeKeyResult(tx, actor, stage.ids.get('ontime')!, null, { external: ofPlanner }),
  )
  for (const [i, value] of reported.entries()) {
    stage.byKey(9 + i, 1, '06:00', 'Route planner', async (tx, actor) =>
      recordCheckIn(tx, actor, await fedBy(tx, actor, 'key_result', ofPlanner), { value }),
    )
  }
  for (const { on, name, host, events } of webhooks) {
    const url = `https://${host}.juniper.example/footbridge`
    stage.on(...on, 'Ada', (tx, actor) => createWebhook(tx, actor, { name, url, events }, receivers))
  }
}

/**
 * Who is told while the story is loaded: invented answers, so that the logs show some, and nothing is called. Later on these
 * names lead nowhere, as no name below `.example` does.
 */
export const receivers: Outgoing = {
  check: async () => undefined,
  call: async ({ url, body = '{}' }) => {
    const { type } = JSON.parse(body)
    if (url.includes('screen')) return { status: 410, headers: {}, text: 'The screen is gone.' }
    const known = type !== 'barrier.asked-back'
    return { status: known ? 204 : 422, headers: {}, text: known ? '' : `Unknown type: ${type}` }
  },
}
