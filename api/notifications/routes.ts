import { type Feature, operation } from '../http/operation.ts'
import { closed, paging, ref } from '../http/schema.ts'
import { changeSettings, readSettings } from './notifications.ts'
import { listReachability, readMyReachability } from './reachability.ts'
import {
  NotificationSettings,
  NotificationSettingsChange,
  notificationSchemas,
  Reachability,
  ReachabilityPage,
} from './schema.ts'

/** Where people say when they want to be asked and told, and admins see whom messages reach. */
export const notifications: Feature = {
  name: 'notifications',
  description: 'When people are asked and told, and whom it reaches',
  schemas: notificationSchemas,
  operations: [
    operation(
      {
        method: 'GET',
        url: '/notifications/settings',
        operationId: 'getMyNotifications',
        summary: 'Read when you are asked and told',
        scopes: [],
        reply: [200, ref(NotificationSettings)],
      },
      ({ tx, actor }) => readSettings(tx, actor),
    ),

    operation(
      {
        method: 'PATCH',
        url: '/notifications/settings',
        operationId: 'changeMyNotifications',
        summary: 'Say when you want to be asked and told',
        scopes: [],
        body: ref(NotificationSettingsChange),
        reply: [200, ref(NotificationSettings)],
      },
      ({ tx, actor, body, version }) => changeSettings(tx, actor, body, version),
    ),

    operation(
      {
        method: 'GET',
        url: '/notifications/reachability/mine',
        operationId: 'getMyReachability',
        summary: 'Read whether messages reach you, and why not',
        scopes: [],
        reply: [200, ref(Reachability)],
      },
      ({ tx, actor, request }) => readMyReachability(tx, actor, request.server.mails),
    ),

    operation(
      {
        method: 'GET',
        url: '/notifications/reachability',
        operationId: 'listReachability',
        summary: 'List whom messages reach, and why not',
        who: ['admin'],
        scopes: [],
        query: closed(paging),
        reply: [200, ref(ReachabilityPage)],
      },
      ({ tx, actor, query, request }) => listReachability(tx, actor, query, request.server.mails),
    ),
  ],
}
