import { forbidden } from '../errors.ts'

/** The part of a channel's activity that we read. All of it is the sender's word until it has been checked. */
export interface Activity {
  id?: unknown
  type?: unknown
  name?: unknown
  action?: unknown
  text?: unknown
  value?: unknown
  channelId?: unknown
  serviceUrl?: unknown
  replyToId?: unknown
  from?: { aadObjectId?: unknown; tenantId?: unknown; name?: unknown; id?: unknown }
  recipient?: { id?: unknown; tenantId?: unknown }
  conversation?: { id?: unknown; conversationType?: unknown; tenantId?: unknown }
  channelData?: { tenant?: { id?: unknown }; team?: { id?: unknown; name?: unknown } }
  membersAdded?: unknown
  membersRemoved?: unknown
}

/** Who speaks and where, as the channel vouches for it. */
export interface Speaker {
  tid: string
  oid: string
  name: string | null
  conversation: string
  kind: 'personal' | 'group' | 'channel'
  serviceUrl: string
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
// It becomes part of an address, so nothing that would lead elsewhere.
const conversationName = /^[^\s/?#\\%]{1,300}$/

/**
 * Who speaks: one person of one tenant, which must be the same wherever the activity names one. 403 for another
 * channel, and for whatever does not fit together.
 */
export function speakerOf(activity: Activity): Speaker {
  const { from, conversation, recipient, channelData, serviceUrl } = activity
  if (activity.channelId !== 'msteams') throw forbidden('The bot speaks in Microsoft Teams only.', 'channel')
  const named = [channelData?.tenant?.id, conversation?.tenantId, from?.tenantId, recipient?.tenantId]
  const tenants = new Set(named.filter((tenant) => tenant !== undefined && tenant !== null))
  const [tid] = tenants
  if (tenants.size !== 1 || !isId(tid)) throw forbidden('The activity names no single tenant.', 'tenant')
  if (!isId(from?.aadObjectId)) throw forbidden('The activity names no person of the directory.', 'person')
  const name = bareConversation(conversation?.id)
  if (!conversationName.test(name)) throw forbidden('The activity names no conversation.', 'conversation')
  const kinds: Record<string, Speaker['kind']> = {
    personal: 'personal',
    groupChat: 'group',
    channel: 'channel',
  }
  return {
    tid: tid.toLowerCase(),
    oid: from.aadObjectId.toLowerCase(),
    name: typeof from.name === 'string' ? from.name.slice(0, 200) : null,
    conversation: name,
    kind: kinds[String(conversation?.conversationType)] ?? 'personal',
    serviceUrl: String(serviceUrl),
  }
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && uuid.test(value)
}

/** A thread of a channel is named after its first message; the channel itself is what stands before it. */
function bareConversation(id: unknown): string {
  return typeof id === 'string' ? id.split(';')[0]! : ''
}

/** What somebody typed, without the mention of the bot. */
export function typedText({ text }: Activity): string {
  if (typeof text !== 'string') return ''
  return text
    .slice(0, 4000)
    .replace(/<at>[^<]*<\/at>/g, ' ')
    .replaceAll('&nbsp;', ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

/** The team of Microsoft Teams in which something happened to who is there; undefined for anything else. */
export function rosterOf({ type, channelData, serviceUrl }: Activity) {
  const { id, name } = channelData?.team ?? {}
  const about = type === 'conversationUpdate' || type === 'installationUpdate'
  if (!about || typeof id !== 'string' || !conversationName.test(id)) return undefined
  return {
    place: id,
    name: typeof name === 'string' ? name.trim().slice(0, 100) : '',
    serviceUrl: String(serviceUrl),
  }
}
