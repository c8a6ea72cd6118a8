import type { PackageConfig } from './config.ts'
import { languages, type Text, texts } from './strings.ts'

/** The places of our screens that the packages point at. */
export const addresses = (host: string) => ({
  tab: `https://${host}/tab.html`,
  meeting: `https://${host}/panel.html`,
  outlook: `https://${host}/panel.html?in=outlook`,
  configure: `https://${host}/tab.html?at=configure`,
  icon: (size: number) => `https://${host}/icons/icon-${size}.png`,
})

const schema = 'https://developer.microsoft.com/json-schemas/teams/v1.25/MicrosoftTeams.schema.json'

/**
 * The unified manifest 1.25: personal tab, board of a channel or chat, meeting side panel, bot, message extension, Outlook
 * ribbons, nested app authentication. Texts are those of the first language; `translations` holds the others.
 */
export function teamsManifest(config: PackageConfig) {
  const { host, clientId } = config
  const resource = `api://${host}/${clientId}`
  return {
    $schema: schema,
    manifestVersion: '1.25' as const,
    version: config.version,
    id: config.appId,
    localizationInfo: {
      defaultLanguageTag: languages[0],
      additionalLanguages: languages.slice(1).map((tag) => ({ languageTag: tag, file: `${tag}.json` })),
    },
    developer: config.developer,
    name: { short: texts.name.en, full: texts.fullName.en },
    description: { short: texts.short.en, full: texts.full.en },
    icons: { color: 'color.png', outline: 'outline.png', color32x32: 'color32x32.png' },
    accentColor: '#4F52B2',
    staticTabs: staticTabs(config),
    configurableTabs: [boardTab(host)],
    bots: [bot(config)],
    composeExtensions: [messageExtension(config)],
    extensions: [outlook(config)],
    validDomains: [host],
    webApplicationInfo: {
      id: clientId,
      resource,
      nestedAppAuthInfo: [{ redirectUri: `brk-multihub://${host}`, scopes: [`${resource}/access_as_user`] }],
    },
    authorization: {
      permissions: { resourceSpecific: [{ name: 'MailboxItem.ReadWrite.User', type: 'Delegated' as const }] },
    },
    showLoadingIndicator: true,
    defaultInstallScope: 'personal' as const,
  }
}

function staticTabs({ host, botId }: PackageConfig) {
  const { tab, meeting } = addresses(host)
  return [
    { entityId: 'my-week', name: texts.week.en, contentUrl: tab, websiteUrl: tab, scopes: ['personal'] },
    { entityId: 'conversations', name: texts.chat.en, contentBotId: botId, scopes: ['personal'] },
    {
      entityId: 'one-on-one',
      name: texts.oneOnOne.en,
      contentUrl: meeting,
      websiteUrl: meeting,
      scopes: ['groupChat'],
      context: ['meetingSidePanel'],
    },
  ]
}

/** The team's board as a tab of a channel, a group chat or a meeting's chat. */
function boardTab(host: string) {
  return {
    id: 'board',
    configurationUrl: addresses(host).configure,
    canUpdateConfiguration: true,
    scopes: ['team', 'groupChat'],
    context: ['channelTab', 'privateChatTab', 'meetingChatTab'],
  }
}

function bot({ botId }: PackageConfig) {
  const { checkIn, step, barrier, objectives, team, win, pause, help } = texts
  const commands = [
    command(checkIn, texts.checkInText),
    command(step, texts.stepText),
    command(barrier, texts.barrierText),
    command(objectives, texts.objectivesText),
    command(team, texts.teamText),
    command(win, texts.winText),
    command(pause, texts.pauseText),
    command(help, texts.helpText),
  ]
  return {
    botId,
    scopes: ['personal', 'team', 'groupChat'],
    commandLists: [{ scopes: ['personal'], commands }],
  }
}

const command = (title: Text, description: Text) => ({ title: title.en, description: description.en })

function messageExtension({ botId, host }: PackageConfig) {
  return {
    id: 'footbridge',
    botId,
    composeExtensionType: 'botBased',
    commands: [
      {
        id: 'raise',
        type: 'action',
        context: ['message'],
        title: texts.raise.en,
        description: texts.raiseText.en,
        fetchTask: true,
      },
      {
        id: 'find',
        type: 'query',
        context: ['compose', 'commandBox'],
        title: texts.find.en,
        description: texts.findText.en,
        initialRun: true,
        parameters: [
          { name: 'q', title: texts.findWords.en, description: texts.findWordsText.en, inputType: 'text' },
        ],
      },
    ],
    messageHandlers: [{ type: 'link', value: { domains: [host] } }],
  }
}

/** The sizes of our icon in the ribbons of Outlook. */
export const ribbonSizes = [16, 32, 80] as const

function outlook({ host, outlookId }: PackageConfig) {
  const { outlook: page } = addresses(host)
  return {
    requirements: {
      scopes: ['mail'],
      formFactors: ['desktop'],
      capabilities: [{ name: 'Mailbox', minVersion: '1.5' }],
    },
    runtimes: [
      {
        id: 'panel',
        type: 'general',
        code: { page },
        lifetime: 'short',
        actions: [
          { id: 'open', type: 'openPage', displayName: texts.open.en, view: 'panel' },
          { id: 'mail', type: 'openPage', displayName: texts.mail.en, view: 'panel', pinnable: true },
        ],
      },
    ],
    ribbons: [
      ribbon(host, {
        contexts: ['meetingDetailsOrganizer', 'meetingDetailsAttendee'],
        id: 'open',
        label: texts.name,
        title: texts.openTitle,
        description: texts.openText,
      }),
      ribbon(host, {
        contexts: ['mailRead'],
        id: 'mail',
        label: texts.mail,
        title: texts.mailTitle,
        description: texts.mailText,
      }),
    ],
    // Where both are installed, the add-in for the older programs steps back.
    alternates: [{ hide: { customOfficeAddin: { officeAddinId: outlookId } } }],
  }
}

interface Ribbon {
  contexts: string[]
  id: string
  label: Text
  title: Text
  description: Text
}

function ribbon(host: string, { contexts, id, label, title, description }: Ribbon) {
  const icons = ribbonSizes.map((size) => ({ size, url: addresses(host).icon(size) }))
  const supertip = { title: title.en, description: description.en }
  const button = { id: `${id}Button`, type: 'button', label: label.en, icons, supertip, actionId: id }
  const group = { id: `${id}Group`, label: texts.name.en, icons, controls: [button] }
  return { contexts, tabs: [{ builtInTabId: 'TabDefault', groups: [group] }] }
}

/**
 * The file of one further language: for every text of the manifest its path and its translation, in the notation of
 * Microsoft's localization schema (`staticTabs[0].name`).
 */
export function translation(config: PackageConfig, language: Exclude<(typeof languages)[number], 'en'>) {
  const known = new Map(Object.values(texts).map((text) => [text.en as string, text[language] as string]))
  const file: Record<string, string> = {
    $schema: schema.replace('MicrosoftTeams.schema', 'MicrosoftTeams.Localization.schema'),
  }
  const { name, description, staticTabs, bots, composeExtensions, extensions } = teamsManifest(config)
  const walk = (value: unknown, path: string): void => {
    if (typeof value === 'string') {
      const translated = known.get(value)
      if (translated !== undefined && readable.test(path)) file[path] = translated
    } else if (value && typeof value === 'object')
      for (const [key, each] of Object.entries(value)) walk(each, inside(path, key, Array.isArray(value)))
  }
  walk({ name, description, staticTabs, bots, composeExtensions, extensions }, '')
  return file
}

const inside = (path: string, key: string, list: boolean) =>
  list ? `${path}[${key}]` : path ? `${path}.${key}` : key

/** The fields that people read; ids may happen to be the same words. */
const readable = /(^|\.)(short|full|name|title|description|label|displayName)$/
