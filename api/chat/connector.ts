import type { Activity } from '@microsoft/agents-activity'
import { isKnown } from '../tokens/verify-bot.ts'

/** What is put into a conversation: a new message, or what an earlier one becomes. */
export interface Outgoing {
  serviceUrl: string
  conversation: string
  /** The message to edit. */
  activity: string | null
  /** The message itself: type, text, attachments. */
  message: Record<string, unknown>
}

/** What became of it. Without a status nobody knows, except that an unsent one certainly did not arrive. */
export type Outcome =
  | { status: number; activity?: string | undefined; retryAfter?: number }
  | { status: null; sent: boolean }

/** All that we use of the channel. */
export interface Connector {
  send(outgoing: Outgoing): Promise<Outcome>
}

export interface ConnectorOptions {
  /** Hosts that may be given the bot's token. */
  services: readonly string[]
  /** The bot's own token for the channel. */
  token: () => Promise<string>
  /** After how many milliseconds without an answer nobody knows. */
  patience?: number
}

/** The real channel, through the SDK of Microsoft 365 agents. It is loaded when something is first sent. */
export function channelConnector({ services, token, patience = 15_000 }: ConnectorOptions): Connector {
  return {
    send: async (outgoing) => {
      if (!isKnown(outgoing.serviceUrl, services)) return { status: null, sent: false }
      let begun = false
      try {
        const { ConnectorClient } = await import('@microsoft/agents-hosting')
        const client = ConnectorClient.createClientWithToken(outgoing.serviceUrl, await token())
        begun = true
        return await inTime(give(client, outgoing), patience)
      } catch (error) {
        return failed(error, begun)
      }
    },
  }
}

interface Client {
  sendToConversation(conversation: string, activity: Activity): Promise<{ id: string }>
  updateActivity(conversation: string, id: string, activity: Activity): Promise<{ id: string }>
}

async function give(client: Client, { conversation, activity, message }: Outgoing): Promise<Outcome> {
  const { Activity } = await import('@microsoft/agents-activity')
  const body = Activity.fromObject({ ...message, type: 'message', ...(activity && { id: activity }) })
  const reply = activity
    ? await client.updateActivity(conversation, activity, body)
    : await client.sendToConversation(conversation, body)
  return { status: 200, activity: activity ?? reply?.id }
}

async function inTime(work: Promise<Outcome>, patience: number): Promise<Outcome> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Outcome>((resolve) => {
    timer = setTimeout(() => resolve({ status: null, sent: true }), patience)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

interface HttpFailure {
  status?: number
  response?: { headers?: Headers }
  cause?: { code?: string }
}

/** A refused connection carried nothing; one that broke may have. */
function failed(error: unknown, begun: boolean): Outcome {
  const { status, response, cause } = error as HttpFailure
  if (typeof status === 'number') {
    const after = Number(response?.headers?.get('retry-after'))
    return { status, ...(after > 0 && { retryAfter: after }) }
  }
  const unheard = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT']
  return { status: null, sent: begun && !unheard.includes(cause?.code ?? '') }
}

/** The bot's token from Entra, kept until it ends. */
export function entraBotToken(
  botId: string,
  clientSecret: string,
  tenantId: string | undefined,
): () => Promise<string> {
  return async () => {
    const { MsalTokenProvider } = await import('@microsoft/agents-hosting')
    const settings = { clientId: botId, clientSecret, tenantId: tenantId ?? 'botframework.com' }
    return new MsalTokenProvider(settings).getAccessToken('https://api.botframework.com/.default')
  }
}
