import { statement } from '../../support/server.ts'
import { everyone, only, type Rows } from '../matrix.ts'
import type { Scene } from '../scene.ts'

/** Twenty webhooks are all that fit. */
async function roomForOne({ t }: Scene): Promise<void> {
  const { body } = await t.get(t.cast.ada, '/v1/webhooks')
  if (body.data.length < 19) return
  for (const { id } of body.data) {
    await t.ask(t.cast.ada, 'DELETE', `/v1/webhooks/${id}`, undefined, { 'if-match': '*' })
  }
}

async function aWebhook(s: Scene): Promise<string> {
  await roomForOne(s)
  return s.webhook()
}

async function aDelivery(s: Scene): Promise<Record<'id' | 'deliveryId', string>> {
  const id = await aWebhook(s)
  const { body } = await s.t.post(s.cast.ada, `/v1/webhooks/${id}/test`)
  return { id, deliveryId: body.id }
}

/** Keys, webhooks, and the feed of changes. */
export const integrations: Rows = {
  createKey: {
    ask: () => ({ body: { name: 'Figures', scopes: ['wins:read'] } }),
    expect: only(201, 'admin'),
  },
  listKeys: { ask: () => ({}), expect: only(200, 'admin') },
  getKey: { ask: async (s) => ({ params: { id: await s.key() } }), expect: only(200, 'admin') },
  revokeKey: { ask: async (s) => ({ params: { id: await s.key() } }), expect: only(200, 'admin') },
  createWebhook: {
    ask: async (s) => {
      await roomForOne(s)
      return {
        body: { name: 'Stock', url: 'https://hooks.example/in', events: ['barrier.*', 'win.celebrated'] },
      }
    },
    expect: only(201, 'admin'),
  },
  listWebhooks: {
    ask: async (s) => {
      await aWebhook(s)
      return {}
    },
    expect: only(200, 'admin'),
  },
  getWebhook: { ask: async (s) => ({ params: { id: await aWebhook(s) } }), expect: only(200, 'admin') },
  changeWebhook: {
    ask: async (s) => ({ params: { id: await aWebhook(s) }, body: { events: ['barrier.cleared'] } }),
    expect: only(200, 'admin'),
  },
  removeWebhook: { ask: async (s) => ({ params: { id: await aWebhook(s) } }), expect: only(204, 'admin') },
  rotateWebhookSecret: {
    ask: async (s) => ({ params: { id: await aWebhook(s) }, body: { overlapHours: 48 } }),
    expect: only(200, 'admin'),
  },
  enableWebhook: {
    ask: async (s) => {
      const id = await aWebhook(s)
      const off = `UPDATE webhooks SET disabled_at = now(), disabled_why = 'gone' WHERE id = '${id}'`
      await statement(s.t.adminUrl, off)
      return { params: { id } }
    },
    expect: only(200, 'admin'),
  },
  testWebhook: { ask: async (s) => ({ params: { id: await aWebhook(s) } }), expect: only(202, 'admin') },
  listDeliveries: {
    ask: async (s) => ({ params: { id: (await aDelivery(s)).id } }),
    expect: only(200, 'admin'),
  },
  getDelivery: { ask: async (s) => ({ params: await aDelivery(s) }), expect: only(200, 'admin') },
  replayDelivery: { ask: async (s) => ({ params: await aDelivery(s) }), expect: only(202, 'admin') },
  replayFailedDeliveries: {
    ask: async (s) => {
      const { id, deliveryId } = await aDelivery(s)
      const failed = `UPDATE webhook_deliveries SET ended_at = created_at, outcome = 'failed' WHERE id = '${deliveryId}'`
      await statement(s.t.adminUrl, failed)
      return { params: { id }, body: { since: '2026-10-01T00:00:00Z' } }
    },
    expect: only(202, 'admin'),
  },
  listChanges: {
    ask: async (s, caller) => {
      const { body } = await s.t.get(caller, '/v1/changes')
      await s.checkIn()
      return { query: `since=${body.next}` }
    },
    expect: everyone(200),
  },
  streamChanges: { ask: () => ({ query: 'lasts=0' }), expect: everyone(200) },
}
