import { type Feature, operation } from '../http/operation.ts'
import { ref } from '../http/schema.ts'
import { DaysOff, Priorities, Workspace, WorkspaceChange, workspaceSchemas } from './schema.ts'
import { changeWorkspace, findWorkspace, setDaysOff, setPriorities } from './workspaces.ts'

/** Where the workspace is asked for. */
export const workspaces: Feature = {
  name: 'workspaces',
  description: 'Mission, priorities and ways of the whole',
  schemas: workspaceSchemas,
  operations: [
    operation(
      {
        method: 'GET',
        url: '/workspace',
        operationId: 'getWorkspace',
        summary: 'Read the workspace',
        scopes: ['workspaces:read'],
        reply: [200, ref(Workspace)],
      },
      ({ tx, actor }) => findWorkspace(tx, actor),
    ),

    operation(
      {
        method: 'PATCH',
        url: '/workspace',
        operationId: 'changeWorkspace',
        summary: 'Change name, mission, zone, language, working days or words',
        who: ['admin'],
        scopes: [],
        body: ref(WorkspaceChange),
        reply: [200, ref(Workspace)],
      },
      ({ tx, actor, body, version }) => changeWorkspace(tx, actor, body, version),
    ),

    operation(
      {
        method: 'PUT',
        url: '/workspace/priorities',
        operationId: 'setPriorities',
        summary: 'Say what matters most, in up to five sentences',
        description: 'If-Match names the workspace.',
        who: ['admin'],
        scopes: [],
        body: ref(Priorities),
        reply: [200, ref(Workspace)],
      },
      ({ tx, actor, body, version }) => setPriorities(tx, actor, body, version),
    ),

    operation(
      {
        method: 'PUT',
        url: '/workspace/days-off',
        operationId: 'setDaysOff',
        summary: 'Say on which days nobody works',
        description: 'If-Match names the workspace.',
        who: ['admin'],
        scopes: [],
        body: ref(DaysOff),
        reply: [200, ref(Workspace)],
      },
      ({ tx, actor, body, version }) => setDaysOff(tx, actor, body, version),
    ),
  ],
}
