import { readFileSync } from 'node:fs'
import type { PackageConfig } from './config.ts'
import { connectorIcon } from './icons.ts'
import { type Document, toSwagger } from './swagger.ts'

/** What flows do every day; each as the designer shows it. */
export const everyday = {
  getMe: {
    summary: 'Who am I',
    description: 'Shows the workspace of the key and what the key may do. Good for a first try.',
  },
  listTeams: { summary: 'List teams', description: 'Teams with their leaders, for choosing one.' },
  listCycles: { summary: 'List quarters', description: 'Cycles with their days and how far they are.' },
  listMembers: { summary: 'List people', description: 'Members, to find who owns something.' },
  listObjectives: {
    summary: 'List goals',
    description: 'Objectives by team, owner, cycle, status or words.',
  },
  getObjective: { summary: 'Get a goal', description: 'An objective with all that its page shows.' },
  upsertObjective: {
    summary: 'Write or change a goal by its id elsewhere',
    description: 'Makes the objective, or brings it in line; the same twice changes nothing.',
  },
  listKeyResults: {
    summary: 'List measures',
    description: 'Key results by team, owner, cycle, status or words.',
  },
  getKeyResult: { summary: 'Get a measure', description: 'A key result with all that its page shows.' },
  upsertKeyResult: {
    summary: 'Write or change a measure by its id elsewhere',
    description: 'Makes the key result, or brings it in line; the same twice changes nothing.',
  },
  recordCheckIn: {
    summary: 'Check in a number',
    description: 'Says where a key result stands now, by its own id.',
  },
  recordCheckInByExternalId: {
    summary: 'Check in a number by its id elsewhere',
    description: 'Says where a key result stands now, by what another system calls it.',
  },
  listBarriers: {
    summary: 'List what is in the way',
    description: 'Barriers by team, state or whom they wait for.',
  },
  getTeamBoard: {
    summary: 'Get the board of a team',
    description: 'Goals, measures, next steps and barriers.',
  },
  listWins: { summary: 'List wins', description: 'What truly happened lately.' },
  listChanges: { summary: 'List changes', description: 'Everything that happened since a cursor, in order.' },
}

/** The files of a custom connector, by name, as `paconn` and the maker portal take them. */
export function connectorFiles(config: PackageConfig): Record<string, Buffer> {
  const json = (value: unknown) => Buffer.from(`${JSON.stringify(value, null, 2)}\n`)
  return {
    'apiDefinition.swagger.json': json(connectorDefinition(config)),
    'apiProperties.json': json(connectorProperties(config)),
    'icon.png': connectorIcon(),
  }
}

/** The operations of the connector as OpenAPI 2.0. */
export function connectorDefinition({ host }: PackageConfig) {
  const document = readFileSync(new URL('../api/openapi.json', import.meta.url), 'utf8')
  return toSwagger(JSON.parse(document) as Document, { host, operations: everyday })
}

/** How a connection is made: the key alone is asked for, and the word before it is put there by a policy. */
export function connectorProperties({ developer }: PackageConfig) {
  return {
    properties: {
      connectionParameters: {
        api_key: {
          type: 'securestring',
          uiDefinition: {
            displayName: 'Key',
            description: 'A key of Footbridge (fb_live_…), made by an admin in Settings → Keys',
            tooltip: 'Give it only the scopes that your flows need',
            constraints: { tabIndex: 2, clearText: false, required: 'true' },
          },
        },
      },
      iconBrandColor: '#0F6C74',
      capabilities: [],
      publisher: developer.name,
      stackOwner: developer.name,
      policyTemplateInstances: [
        {
          templateId: 'setheader',
          title: 'Bearer',
          parameters: {
            'x-ms-apimTemplateParameter.name': 'Authorization',
            'x-ms-apimTemplateParameter.value': "Bearer @connectionParameters('api_key')",
            'x-ms-apimTemplateParameter.existsAction': 'override',
            'x-ms-apimTemplate-policySection': 'Request',
          },
        },
      ],
    },
  }
}
