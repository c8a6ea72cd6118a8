import { entraSignIn } from './entra.ts'
import type { Host, OpenItem, Surface, Theme } from './host.ts'
import { listeners } from './listeners.ts'
import {
  type Address,
  type Asked,
  answer,
  loadOffice,
  type MailboxItem,
  type OfficeLibrary,
} from './office.ts'
import { hostSettings } from './settings.ts'

/** Connects to Outlook through Office.js; the item beside the panel is read by its address lines and subject alone. */
export async function outlookHost(surface: Surface): Promise<Host> {
  const office = await loadOffice((await hostSettings()).officeJs)
  const changed = listeners()
  const { item, background } = await followed(office, changed.tell)
  const forced = window.matchMedia('(forced-colors: active)')
  forced.addEventListener('change', changed.tell)
  return {
    kind: 'outlook',
    surface,
    context: () => ({
      theme: forced.matches ? 'contrast' : themeOf(background()),
      locale: office.context.displayLanguage,
      zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    }),
    onChange: changed.add,
    ...(await entraSignIn({ nested: true })),
    openLink: async (url) => openLink(office, url),
    share: async ({ path }) => {
      await navigator.clipboard.writeText(new URL(`/tab.html#/${path}`, window.location.href).href)
      return 'copied'
    },
    ready: () => undefined,
    beside: { item, insert: (html) => insert(office, html), body: () => bodyOf(office) },
  }
}

/** The item and the colours at the moment: a pinned panel stays when another mail is opened. */
async function followed(office: OfficeLibrary, changed: () => void) {
  const { mailbox, officeTheme } = office.context
  let background = officeTheme?.bodyBackgroundColor
  let item = await itemOf(office)
  mailbox?.addHandlerAsync('itemChanged', () => {
    void itemOf(office).then((now) => {
      item = now
      changed()
    })
  })
  mailbox?.addHandlerAsync('officeThemeChanged', (event) => {
    background = event.officeTheme?.bodyBackgroundColor
    changed()
  })
  return { item: () => item, background: () => background }
}

function openLink({ context }: OfficeLibrary, url: string): void {
  if (context.requirements?.isSetSupported('OpenBrowserWindowApi', '1.1'))
    context.ui?.openBrowserWindow?.(url)
  else window.open(url, '_blank', 'noopener')
}

/** Dark if its background is: Outlook tells colours, not names. Brightness by the weights of ITU-R BT.601. */
function themeOf(background: string | undefined): Theme {
  const [red, green, blue] = (/^#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(background ?? '') ?? [])
    .slice(1)
    .map((part) => Number.parseInt(part, 16))
  if (red === undefined || green === undefined || blue === undefined) return 'light'
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128 ? 'dark' : 'light'
}

async function itemOf({ context }: OfficeLibrary): Promise<OpenItem | undefined> {
  const item = context.mailbox?.item
  if (!item) return undefined
  const own = context.mailbox?.userProfile.emailAddress.toLowerCase()
  const [subject, people, rooms] = await Promise.all([
    read(item.subject).catch(() => ''),
    addresses(item).catch((): Address[] => []),
    roomsOf(item).catch((): string[] => []),
  ])
  const others = people
    .filter(({ recipientType }) => recipientType !== 'other')
    .map(({ emailAddress }) => emailAddress?.toLowerCase())
    .filter((address) => address && address !== own && !rooms.includes(address))
  return {
    kind: item.itemType === 'message' ? 'message' : 'appointment',
    writable: typeof item.subject !== 'string',
    subject: subject ?? '',
    others: [...new Set(others)],
    shared: typeof item.getSharedPropertiesAsync === 'function',
  }
}

async function addresses(item: MailboxItem): Promise<Address[]> {
  if (item.itemType === 'message')
    return [item.from, ...(item.to ?? []), ...(item.cc ?? [])].filter((one) => one !== undefined)
  const [organizer, required, optional] = await Promise.all([
    read(item.organizer).catch(() => undefined),
    read(item.requiredAttendees),
    read(item.optionalAttendees),
  ])
  return [organizer, ...(required ?? []), ...(optional ?? [])].filter((one) => one !== undefined)
}

/** Rooms stand among the people of an appointment, too; its places tell which they are. */
async function roomsOf({ enhancedLocation }: MailboxItem): Promise<string[]> {
  const places = (await read(enhancedLocation)) ?? []
  return places
    .filter(({ locationIdentifier }) => locationIdentifier.type.toLowerCase() === 'room')
    .map(({ locationIdentifier }) => locationIdentifier.id.toLowerCase())
}

async function read<T>(value: T | Asked<T> | undefined): Promise<T | undefined> {
  if (value && typeof value === 'object' && 'getAsync' in value)
    return answer<T>((done) => (value as Asked<T>).getAsync(done))
  return value as T | undefined
}

async function insert({ context }: OfficeLibrary, html: string): Promise<void> {
  const body = context.mailbox?.item?.body
  if (!body?.setSelectedDataAsync) throw new Error('This item cannot be written to.')
  const type = body.getTypeAsync ? await answer<string>((done) => body.getTypeAsync?.(done)) : 'html'
  const text = type === 'html' ? html : textOf(html)
  await answer<void>((done) => body.setSelectedDataAsync?.(text, { coercionType: type }, done))
}

function textOf(html: string): string {
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  for (const line of body.querySelectorAll('br, p, li, h1, h2, h3')) line.append('\n')
  return (body.textContent ?? '').trim()
}

async function bodyOf({ context }: OfficeLibrary): Promise<string> {
  const body = context.mailbox?.item?.body
  if (!body) return ''
  return answer<string>((done) => body.getAsync('text', done))
}
