import { type ComponentType, lazy } from 'react'
import type { Me } from '../api/provider.tsx'
import type { StringKey } from '../strings/strings.tsx'

export interface SectionProps {
  me: Me
}

interface Section {
  label: StringKey
  /** Its own chunk, loaded when first shown. */
  section: ComponentType<SectionProps>
  shows: (me: Me) => boolean
}

const everyone = () => true
const admins = (me: Me) => me.admin
const leaders = (me: Me) => !me.guest && (me.admin || me.leads.length > 0)

/** The parts of the settings, in their order; each stands at `/settings/<its name>`. A new one is one line here. */
export const sections = {
  me: {
    label: 'settings.me',
    shows: everyone,
    section: lazy(async () => ({ default: (await import('./settings-me.tsx')).MySettings })),
  },
  workspace: {
    label: 'settings.workspace',
    shows: admins,
    section: lazy(async () => ({
      default: (await import('../workspaces/workspace-settings.tsx')).WorkspaceSettings,
    })),
  },
  words: {
    label: 'settings.words',
    shows: admins,
    section: lazy(async () => ({
      default: (await import('../workspaces/words-settings.tsx')).WordsSettings,
    })),
  },
  teams: {
    label: 'settings.teams',
    shows: leaders,
    section: lazy(async () => ({ default: (await import('../teams/teams-settings.tsx')).TeamsSettings })),
  },
  people: {
    label: 'settings.people',
    shows: admins,
    section: lazy(async () => ({ default: (await import('../members/people-settings.tsx')).PeopleSettings })),
  },
  directory: {
    label: 'settings.directory',
    shows: admins,
    section: lazy(async () => ({
      default: (await import('../directory/directory-settings.tsx')).DirectorySettings,
    })),
  },
  reach: {
    label: 'settings.reach',
    shows: admins,
    section: lazy(async () => ({
      default: (await import('../notifications/reachability-settings.tsx')).ReachabilitySettings,
    })),
  },
  cycles: {
    label: 'settings.cycles',
    shows: admins,
    section: lazy(async () => ({ default: (await import('../cycles/cycles-settings.tsx')).CyclesSettings })),
  },
  keys: {
    label: 'settings.keys',
    shows: admins,
    section: lazy(async () => ({ default: (await import('../keys/keys-settings.tsx')).KeysSettings })),
  },
  webhooks: {
    label: 'settings.webhooks',
    shows: admins,
    section: lazy(async () => ({
      default: (await import('../webhooks/webhooks-settings.tsx')).WebhooksSettings,
    })),
  },
  exports: {
    label: 'settings.exports',
    shows: everyone,
    section: lazy(async () => ({
      default: (await import('../exports/exports-settings.tsx')).ExportsSettings,
    })),
  },
  retention: {
    label: 'settings.retention',
    shows: everyone,
    section: lazy(async () => ({
      default: (await import('../retention/retention-settings.tsx')).RetentionSettings,
    })),
  },
  'audit-log': {
    label: 'settings.auditLog',
    shows: admins,
    section: lazy(async () => ({
      default: (await import('../audit-log/audit-log-settings.tsx')).AuditLogSettings,
    })),
  },
} satisfies Record<string, Section>

/** The parts that this person meets, by name. */
export function sectionsFor(me: Me): [string, Section][] {
  return Object.entries<Section>(sections).filter(([, { shows }]) => shows(me))
}
