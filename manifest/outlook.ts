import type { PackageConfig } from './config.ts'
import { type Text, texts } from './strings.ts'
import { addresses, ribbonSizes } from './teams.ts'

/**
 * The add-in only manifest (XML) for the programs that do not run unified add-ins: Outlook on Mac and older Outlook for
 * Windows. Same panel, same buttons; the order of the elements is that of Microsoft's schema.
 */
export function outlookManifest(config: PackageConfig): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<OfficeApp xmlns="http://schemas.microsoft.com/office/appforoffice/1.1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:bt="http://schemas.microsoft.com/office/officeappbasictypes/1.0" xmlns:mailappor="http://schemas.microsoft.com/office/mailappversionoverrides/1.0" xsi:type="MailApp">
${basics(config)}
${overrides(config, '1.0', overrides(config, '1.1'))}
</OfficeApp>
`
}

function basics({ host, outlookId, version, developer }: PackageConfig): string {
  const { outlook: panel, icon } = addresses(host)
  const form = (type: string) =>
    `    <Form xsi:type="${type}"><DesktopSettings><SourceLocation DefaultValue="${panel}"/>${type === 'ItemRead' ? '<RequestedHeight>450</RequestedHeight>' : ''}</DesktopSettings></Form>`
  const rule = (item: string, form: string) =>
    `    <Rule xsi:type="ItemIs" ItemType="${item}" FormType="${form}"/>`
  return `  <Id>${outlookId}</Id>
  <Version>${version}.0</Version>
  <ProviderName>${escaped(developer.name)}</ProviderName>
  <DefaultLocale>en-US</DefaultLocale>
${localized('DisplayName', texts.name)}
${localized('Description', texts.short)}
  <IconUrl DefaultValue="${icon(64)}"/>
  <HighResolutionIconUrl DefaultValue="${icon(128)}"/>
  <SupportUrl DefaultValue="${escaped(developer.websiteUrl)}"/>
  <AppDomains><AppDomain>https://${host}</AppDomain></AppDomains>
  <Hosts><Host Name="Mailbox"/></Hosts>
  <Requirements><Sets><Set Name="Mailbox" MinVersion="1.5"/></Sets></Requirements>
  <FormSettings>
${form('ItemRead')}
${form('ItemEdit')}
  </FormSettings>
  <Permissions>ReadWriteItem</Permissions>
  <Rule xsi:type="RuleCollection" Mode="Or">
${rule('Message', 'Read')}
${rule('Appointment', 'ReadOrEdit')}
  </Rule>
  <DisableEntityHighlighting>true</DisableEntityHighlighting>`
}

type Version = '1.0' | '1.1'

/** Programs read the newest overrides that they know; pinning a panel came with 1.1. */
function overrides({ host }: PackageConfig, version: Version, inner = ''): string {
  const namespace = version === '1.0' ? '' : '/1.1'
  const pinned = version === '1.1'
  return `<VersionOverrides xmlns="http://schemas.microsoft.com/office/mailappversionoverrides${namespace}" xsi:type="VersionOverridesV${version.replace('.', '_')}">
  <Requirements><bt:Sets DefaultMinVersion="${pinned ? '1.5' : '1.3'}"><bt:Set Name="Mailbox"/></bt:Sets></Requirements>
  <Hosts><Host xsi:type="MailHost"><DesktopFormFactor>
    ${surface('MessageReadCommandSurface', 'mail', pinned)}
    ${surface('AppointmentOrganizerCommandSurface', 'open')}
    ${surface('AppointmentAttendeeCommandSurface', 'open')}
  </DesktopFormFactor></Host></Hosts>
${resources(host)}
${inner}</VersionOverrides>`
}

function surface(point: string, action: 'open' | 'mail', pinned = false): string {
  const id = `${action}${point.slice(0, 12)}`
  const images = ribbonSizes.map((size) => `<bt:Image size="${size}" resid="icon${size}"/>`).join('')
  return `<ExtensionPoint xsi:type="${point}"><OfficeTab id="TabDefault"><Group id="${id}Group"><Label resid="name"/>
      <Control xsi:type="Button" id="${id}Button"><Label resid="${action}Label"/>
        <Supertip><Title resid="${action}Title"/><Description resid="${action}Text"/></Supertip>
        <Icon>${images}</Icon>
        <Action xsi:type="ShowTaskpane"><SourceLocation resid="panel"/>${pinned ? '<SupportsPinning>true</SupportsPinning>' : ''}</Action>
      </Control></Group></OfficeTab></ExtensionPoint>`
}

function resources(host: string): string {
  const { outlook: panel, icon } = addresses(host)
  const images = ribbonSizes.map((size) => `<bt:Image id="icon${size}" DefaultValue="${icon(size)}"/>`)
  const short = {
    name: texts.name,
    openLabel: texts.open,
    openTitle: texts.openTitle,
    mailLabel: texts.mail,
    mailTitle: texts.mailTitle,
  }
  const long = { openText: texts.openText, mailText: texts.mailText }
  const strings = (all: Record<string, Text>) =>
    Object.entries(all)
      .map(
        ([id, { en, de }]) =>
          `<bt:String id="${id}" DefaultValue="${escaped(en)}"><bt:Override Locale="de-DE" Value="${escaped(de)}"/></bt:String>`,
      )
      .join('\n    ')
  return `  <Resources>
    <bt:Images>${images.join('')}</bt:Images>
    <bt:Urls><bt:Url id="panel" DefaultValue="${panel}"/></bt:Urls>
    <bt:ShortStrings>${strings(short)}</bt:ShortStrings>
    <bt:LongStrings>${strings(long)}</bt:LongStrings>
  </Resources>`
}

const localized = (element: string, { en, de }: Text) =>
  `  <${element} DefaultValue="${escaped(en)}"><Override Locale="de-DE" Value="${escaped(de)}"/></${element}>`

const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string) => text.replace(/[&<>"]/g, (mark) => marks[mark]!)
